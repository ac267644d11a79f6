//! Reads a schema that lists the values of a property: by region, by the values of other properties, or both.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::json;
use crate::model::service_rules::{ValueList, Wanted};

/// What other properties must be, and the property with the listed values.
type Head = (Vec<(String, Wanted)>, String);
/// Each value with its regions.
type Regions = BTreeMap<String, BTreeSet<String>>;

/// The lists of a schema; nothing if it says something else.
pub(super) fn read(schema: &Value) -> Option<Vec<ValueList>> {
    let mut found: BTreeMap<Head, Regions> = BTreeMap::new();
    let regions: Vec<_> =
        json::entries(Some(schema)).into_iter().filter(|(name, _)| is_region(name)).collect();
    if regions.is_empty() {
        // A list without regions depends on another property: an enumeration alone is an ordinary schema.
        schema.get("allOf")?;
        add(schema, None, &mut found)?;
    }
    for (region, schema) in regions {
        add(schema, Some(region), &mut found)?;
    }
    let lists = found.into_iter().map(|(head, regions)| list(head, regions));
    Some(lists.fold(Vec::new(), add_or_merge))
}

fn is_region(name: &str) -> bool {
    let parts: Vec<&str> = name.split('-').collect();
    let ends_in_digit =
        |part: &&str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() >= 3 && parts.last().is_some_and(ends_in_digit)
}

/// Adds the lists of one region.
fn add(schema: &Value, region: Option<&str>, found: &mut BTreeMap<Head, Regions>) -> Option<()> {
    if schema.as_bool().is_some() {
        return Some(());
    }
    if let Some(values) = schema.get("enum") {
        return add_values((Vec::new(), String::new()), values, region, found);
    }
    for part in schema.get("allOf")?.as_array()? {
        let (head, values) = conditional(part)?;
        add_values(head, values, region, found)?;
    }
    Some(())
}

fn add_values(
    head: Head,
    values: &Value,
    region: Option<&str>,
    found: &mut BTreeMap<Head, Regions>,
) -> Option<()> {
    let regions = found.entry(head).or_default();
    for value in values.as_array()? {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        regions.entry(text).or_default().extend(region.map(str::to_owned));
    }
    Some(())
}

/// `if` some properties have certain values, `then` one property has one of the listed values.
fn conditional(part: &Value) -> Option<(Head, &Value)> {
    let [(property, wanted)] = json::entries(part.get("then")?.get("properties"))[..] else {
        return None;
    };
    let mut when = Vec::new();
    for (name, wanted) in json::entries(part.get("if")?.get("properties")) {
        when.extend(condition(wanted)?.map(|wanted| (name.to_owned(), wanted)));
    }
    Some(((when, property.to_owned()), wanted.get("enum")?))
}

/// What a property must be; nothing inside if it must only be known.
fn condition(wanted: &Value) -> Option<Option<Wanted>> {
    if wanted == &Value::Bool(false) {
        return Some(Some(Wanted::Absent));
    }
    let map = wanted.as_object()?;
    if let Some(text) = json::string(wanted, "const") {
        return Some(Some(Wanted::Equal(text.to_owned())));
    }
    if let Some(pattern) = json::string(wanted, "pattern") {
        return Some(Some(Wanted::Versions(vec![version(pattern)?])));
    }
    (map.len() == 1 && map.contains_key("type")).then_some(None)
}

/// `10.11` of `^(10\.11\..+|10\.11)$`.
fn version(pattern: &str) -> Option<String> {
    let (below, exact) = pattern.strip_prefix("^(")?.strip_suffix(")$")?.rsplit_once('|')?;
    (below == format!("{exact}\\..+")).then(|| exact.replace('\\', ""))
}

fn list((when, property): Head, regions: Regions) -> ValueList {
    let mut values: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for (value, regions) in regions {
        values.entry(regions.into_iter().collect()).or_default().push(value);
    }
    ValueList { when, property, values }
}

/// Adds a list, or only its version to a list that is the same otherwise.
fn add_or_merge(mut lists: Vec<ValueList>, list: ValueList) -> Vec<ValueList> {
    let without_versions = |list: &ValueList| -> Vec<(String, Wanted)> {
        let when = list.when.iter().filter(|(_, wanted)| !matches!(wanted, Wanted::Versions(_)));
        when.cloned().collect()
    };
    let versions_of = |list: &ValueList| {
        list.when.iter().position(|(_, wanted)| matches!(wanted, Wanted::Versions(_)))
    };
    let Some(added) = versions_of(&list) else {
        lists.push(list);
        return lists;
    };
    let same = lists.iter_mut().find(|known| {
        known.property == list.property
            && known.values == list.values
            && versions_of(known) == Some(added)
            && without_versions(known) == without_versions(&list)
    });
    let Some(same) = same else {
        lists.push(list);
        return lists;
    };
    if let (Some((_, Wanted::Versions(all))), Some((_, Wanted::Versions(more)))) =
        (same.when.get_mut(added), list.when.get(added))
    {
        all.extend(more.iter().cloned());
    }
    lists
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::read;

    #[test]
    fn values_are_grouped_by_their_regions() {
        let schema = json!({
            "description": "x",
            "eu-west-1": {"enum": ["m5.large", "m6.large"]},
            "us-gov-east-1": {"enum": ["m5.large"]},
            "all": {"enum": ["m5.large"]}
        });
        let lists = read(&schema).unwrap();
        let shown: Vec<_> =
            lists[0].values.iter().map(|(at, all)| (at.join(" "), all.join(" "))).collect();
        assert_eq!(
            shown,
            [
                ("eu-west-1".into(), "m6.large".into()),
                ("eu-west-1 us-gov-east-1".into(), "m5.large".to_owned())
            ]
        );
    }

    #[test]
    fn a_list_can_depend_on_other_properties() {
        let schema = json!({"allOf": [{
            "if": {"properties": {
                "Class": {"type": "string"},
                "Engine": {"const": "mysql", "type": "string"},
                "License": false,
                "Version": {"pattern": "^(10\\.11\\..+|10\\.11)$", "type": ["string", "number"]}
            }, "required": ["Engine"]},
            "then": {"properties": {"Class": {"enum": ["a.b"]}}}
        }]});
        let lists = read(&schema).unwrap();
        assert_eq!(lists[0].property, "Class");
        assert_eq!(
            format!("{:?}", lists[0].when),
            r#"[("Engine", Equal("mysql")), ("License", Absent), ("Version", Versions(["10.11"]))]"#
        );
    }

    #[test]
    fn what_is_no_list_stays_a_schema() {
        assert_eq!(read(&json!({"enum": ["a"]})), None);
        assert_eq!(read(&json!({"allOf": [{"if": {}, "then": {"required": ["A"]}}]})), None);
    }
}
