//! Changes properties of the bases by the schemas of their resource types.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::super::bases::{Bases, cut};
use super::super::mutant::Mutant;
use super::super::schema::{Change, Schema, boundaries, breaks, sample};
use super::super::stable::hash;
use super::places;

/// The rule of cfn-lint for a keyword.
const KEYWORDS: &[(&str, &str)] = &[
    ("additionalProperties", "E3002"),
    ("properties", "E3002"),
    ("required", "E3003"),
    ("type", "E3012"),
    ("requiredXor", "E3014"),
    ("anyOf", "E3017"),
    ("oneOf", "E3018"),
    ("not", "E3018"),
    ("dependentExcluded", "E3020"),
    ("dependentRequired", "E3021"),
    ("enum", "E3030"),
    ("const", "E3030"),
    ("pattern", "E3031"),
    ("minItems", "E3032"),
    ("maxItems", "E3032"),
    ("minLength", "E3033"),
    ("maxLength", "E3033"),
    ("minimum", "E3034"),
    ("maximum", "E3034"),
    ("exclusiveMinimum", "E3034"),
    ("exclusiveMaximum", "E3034"),
    ("uniqueItems", "E3037"),
    ("requiredOr", "E3058"),
    ("readOnly", "E3040"),
    ("format AWS::EC2::SecurityGroup.Id", "E1150"),
    ("format AWS::EC2::VPC.Id", "E1151"),
    ("format AWS::EC2::Image.Id", "E1152"),
    ("format AWS::EC2::SecurityGroup.Name", "E1153"),
    ("format AWS::EC2::Subnet.Id", "E1154"),
    ("format AWS::Logs::LogGroup.Name", "E1155"),
    ("format AWS::IAM::Role.Arn", "E1156"),
    ("format AWS::KMS::Key.Arn", "E1157"),
    ("format AWS::SNS::Topic.Arn", "E1158"),
    ("format AWS::CertificateManager::Certificate.Arn", "E1159"),
    ("format AWS::Lambda::Function.Arn", "E1160"),
    ("format AWS::S3::Bucket.Name", "E1161"),
    ("format AWS::KMS::Key.Id", "E1162"),
    ("format AWS::KMS::Alias.AliasName", "E1164"),
];
/// Optional properties that are added to a resource of the app of every type, one at a time.
const OPTIONAL: usize = 4;

/// Changes of one resource for one keyword.
const EACH: usize = 3;

/// The resource types of the bases.
pub(super) fn types(bases: &Bases) -> BTreeSet<String> {
    let templates = bases.files.iter().chain(&bases.types).map(|base| &base.template);
    let resources = templates.flat_map(|template| crate::json::entries(template.get("Resources")));
    let types = resources.filter_map(|(_, resource)| crate::json::string(resource, "Type"));
    types.map(str::to_owned).collect()
}

/// The mutants of all resources.
pub(super) fn derive(bases: &Bases, schemas: &BTreeMap<String, Value>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for base in bases.files.iter().chain(&bases.types) {
        for (id, resource) in crate::json::entries(base.template.get("Resources")) {
            let kind = crate::json::string_or_empty(resource, "Type");
            let Some(schema) = schemas.get(&kind) else { continue };
            let empty = Value::Object(Map::new());
            let properties = resource.get("Properties").unwrap_or(&empty);
            let cut = cut(&base.template, id);
            for change in few(changes(schema, properties, base.name == kind)) {
                all.extend(mutant(&base.name, &cut, id, change));
            }
        }
    }
    all
}

/// At most [`EACH`] changes for each keyword, chosen by a hash.
fn few(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by_cached_key(|change| {
        hash(&format!("{}{}{}", change.keyword, change.pointer, change.value))
    });
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    changes.retain(|change| {
        let count = counts.entry(change.keyword.clone()).or_default();
        *count += 1;
        *count <= EACH
    });
    changes
}

/// The changes of a resource's properties; if `is_small`, also of optional properties that are added.
fn changes(schema: &Value, properties: &Value, is_small: bool) -> Vec<Change> {
    let whole = Schema::new(schema);
    let mut all = breaks(whole, properties, whole, 0);
    all.extend(boundaries(whole, properties, whole, 0));
    let read_only = crate::json::strings(schema.get("readOnlyProperties"));
    let read_only: Vec<&str> =
        read_only.iter().map(|path| path.trim_start_matches("/properties/")).collect();
    for name in read_only.iter().filter(|name| !name.contains('/')) {
        let pointer = constructs_diagnostics::pointer::child("", name);
        let member = whole.member(name).map_or_else(|| json!("example"), |part| sample(part, 1));
        let value = places::set(properties, &pointer, member);
        all.push(Change { value, keyword: "readOnly".to_owned(), pointer });
    }
    if !is_small {
        return all;
    }
    let mut optional = crate::json::entries(schema.get("properties"));
    optional.retain(|(name, _)| properties.get(name).is_none() && !read_only.contains(name));
    optional.sort_by_key(|(name, node)| hash(&format!("{name}{node}")));
    for (name, node) in optional.into_iter().take(OPTIONAL) {
        let pointer = constructs_diagnostics::pointer::child("", name);
        let member = whole.part(node);
        let value = sample(member, 1);
        let mut inner = breaks(member, &value, member, 1);
        inner.extend(boundaries(member, &value, member, 1));
        for change in inner {
            let value = places::set(properties, &pointer, change.value);
            all.push(Change {
                value,
                keyword: change.keyword,
                pointer: format!("{pointer}{}", change.pointer),
            });
        }
    }
    all.retain(|change| change.keyword == "readOnly" || !is_below(&change.pointer, &read_only));
    all
}

/// Whether a pointer leads to or below one of the paths, in which `*` is any item.
fn is_below(pointer: &str, paths: &[&str]) -> bool {
    let keys: Vec<String> = constructs_diagnostics::pointer::keys(pointer).collect();
    paths.iter().any(|path| {
        let steps: Vec<&str> = path.split('/').collect();
        let mut pairs = steps.iter().zip(&keys);
        steps.len() <= keys.len() && pairs.all(|(step, key)| *step == "*" || step == key)
    })
}

/// Nothing for a keyword that has no rule.
fn mutant(base: &str, template: &Value, id: &str, change: Change) -> Option<Mutant> {
    let (_, rule) = KEYWORDS.iter().find(|(keyword, _)| *keyword == change.keyword)?;
    let pointer = format!("/Resources/{id}/Properties");
    let template = places::set(template, &pointer, change.value);
    Some(Mutant {
        rule: (*rule).to_owned(),
        operator: format!("`{}` of a property", change.keyword),
        base: base.to_owned(),
        template,
    })
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn a_path_covers_what_is_below_it() {
        let paths = ["Arn", "Rules/*/Id"];
        for (pointer, expected) in
            [("/Arn", true), ("/Rules/0/Id/x", true), ("/Rules/0", false), ("/Name", false)]
        {
            assert_eq!(is_below(pointer, &paths), expected, "{pointer}");
        }
    }
}
