//! Merges the section `Globals` into the properties of a serverless resource.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html>

use constructs_document::{Entry, Map, Node, Value};

use super::node::{At, function};

/// Properties whose list or map replaces that of `Globals`.
const REPLACED_PROPERTIES: &[(&str, &str)] =
    &[("Function", "Architectures"), ("CapacityProvider", "InstanceRequirements.Architectures")];

/// A map whose keys are limited to those of the resource.
const PRUNED_MAP: (&str, &str) = ("CapacityProvider", "ManagedResourceTags");

/// The properties of a resource, merged with `Globals`. `None` if `IgnoreGlobals` can't be read.
pub(super) fn merge_globals(globals: Option<&Node>, kind: &str, resource: &Node) -> Option<Node> {
    let own = resource.get("Properties").cloned();
    let own = own.filter(|own| own.value != Value::Null);
    let own = own.unwrap_or_else(|| At(resource.mark).map(Vec::new()));
    let section = globals.and_then(|globals| globals.get(kind));
    let Some(section) = section.and_then(Node::as_map) else { return Some(own) };
    let ignored = resource.get("IgnoreGlobals");
    let section: Vec<Entry> = match ignored {
        None => section.iter().cloned().collect(),
        Some(all) if all.as_str() == Some("*") => return Some(own),
        Some(list) => {
            let names: Option<Vec<&str>> = list.as_list()?.iter().map(Node::as_str).collect();
            let names = names?;
            section.iter().filter(|one| !names.contains(&one.key.as_str())).cloned().collect()
        }
    };
    let own = own.as_map()?.clone();
    Some(merge_maps(kind, &Map::new(section), &own, "", At(resource.mark)))
}

fn merge_values(kind: &str, global: &Node, own: &Node, path: &str) -> Node {
    if function(global).is_some()
        || function(own).is_some()
        || REPLACED_PROPERTIES.contains(&(kind, path))
    {
        return own.clone();
    }
    match (&global.value, &own.value) {
        (Value::Map(global), Value::Map(map)) => merge_maps(kind, global, map, path, At(own.mark)),
        (Value::List(global), Value::List(items)) => {
            At(own.mark).list(global.iter().chain(items).cloned().collect())
        }
        _ => own.clone(),
    }
}

fn merge_maps(kind: &str, global: &Map, own: &Map, path: &str, at: At) -> Node {
    let below = |key: &str| match path {
        "" => key.to_owned(),
        _ => format!("{path}.{key}"),
    };
    let is_pruned = PRUNED_MAP == (kind, path) && !own.is_empty();
    let of_globals = global.iter().filter(|one| !is_pruned || own.get(&one.key).is_some());
    let mut entries: Vec<Entry> = of_globals.cloned().collect();
    for entry in own {
        match entries.iter_mut().find(|known| known.key == entry.key) {
            Some(known) => {
                let node = merge_values(kind, &known.node, &entry.node, &below(&entry.key));
                *known = Entry { node, ..entry.clone() };
            }
            None => entries.push(entry.clone()),
        }
    }
    at.entries(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merge_text(resource: &str) -> String {
        let globals = "Function: {Timeout: 3, Tags: {a: '1'}, Layers: [x], VpcConfig: !If [C, a, b], Architectures: [arm64]}";
        let read = |text: &str| constructs_yaml::read(text.as_bytes()).unwrap().into_root();
        let found = merge_globals(Some(&read(globals)), "Function", &read(resource));
        found.map_or("unread".to_owned(), |found| found.to_json().to_string())
    }

    #[test]
    fn maps_are_merged_lists_are_joined_the_rest_is_the_resources_own() {
        let resource = "Properties: {Timeout: 5, Tags: {b: '2'}, Layers: [y], VpcConfig: {}, Architectures: [x86_64]}";
        insta::assert_snapshot!(merge_text(resource), @r#"{"Architectures":["x86_64"],"Layers":["x","y"],"Tags":{"a":"1","b":"2"},"Timeout":5,"VpcConfig":{}}"#);
        insta::assert_snapshot!(merge_text("{IgnoreGlobals: '*', Properties: {Timeout: 5}}"), @r#"{"Timeout":5}"#);
        insta::assert_snapshot!(merge_text("{IgnoreGlobals: [Tags, Layers, VpcConfig, Architectures]}"), @r#"{"Timeout":3}"#);
        assert_eq!(merge_text("{IgnoreGlobals: !Ref X}"), "unread");
    }
}
