//! Templates -> the same templates with each import replaced by what the exporting stack says.
//!
//! Guard sees one template at a time, and there an import is a name: whether `shop-queues:DlqArn` is a dead-letter queue
//! only the stack `shop-queues` knows. In the resolved view the text of an `Fn::ImportValue` is an object instead:
//!
//! ```json
//! {"Fn::ImportValue": {
//!   "Export": "shop-queues:DlqArn",
//!   "Stack": "shop-queues",
//!   "LogicalId": "Dlq",
//!   "Attribute": "Arn",
//!   "Type": "AWS::SQS::Queue",
//!   "UsedAs": ["AWS::SQS::Queue/Properties/RedrivePolicy/deadLetterTargetArn"]
//! }}
//! ```
//! `Attribute` is `Ref` for what `Ref` returns. `UsedAs` says where the exporting stack's own resources refer to it: type and
//! property, indices as `*`. An output that is not one reference has its `Value` in place of the last four. What none of
//! the templates exports, or two do, stays a text, and a rule that needs the export has to decide on that.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use crate::template::TemplateText;

/// Places in `UsedAs`; more are left out, so that no template can make its importers grow without bound.
const MOST_USES: usize = 64;

/// Bytes of an output's value that an importer gets to see.
const LONGEST_VALUE: usize = 4096;

/// Each template's resolved view; `None` if it imports nothing that these templates export, or its value is unknown.
#[must_use]
pub fn resolve_imports(templates: &[TemplateText]) -> Vec<Option<Json>> {
    let exports = exports(templates);
    let view = |template: &TemplateText| {
        let mut document = template.value()?.clone();
        replace(&mut document, &exports).then_some(document)
    };
    templates.iter().map(view).collect()
}

/// What each export is; none where two outputs have its name.
fn exports(templates: &[TemplateText]) -> BTreeMap<String, Option<Json>> {
    let mut exports = BTreeMap::new();
    for template in templates {
        let Some(document) = template.value() else { continue };
        let uses = uses(document);
        let outputs = document.get("Outputs").and_then(Json::as_object);
        for output in outputs.into_iter().flat_map(Map::values) {
            let Some(name) = output.pointer("/Export/Name").and_then(Json::as_str) else {
                continue;
            };
            let says = export(template.name(), name, output.get("Value"), document, &uses);
            exports.entry(name.to_owned()).and_modify(|known| *known = None).or_insert(Some(says));
        }
    }
    exports
}

fn export(
    stack: &str,
    name: &str,
    value: Option<&Json>,
    document: &Json,
    uses: &BTreeMap<String, BTreeSet<String>>,
) -> Json {
    let mut says = json!({"Export": name, "Stack": stack});
    let Some(fields) = says.as_object_mut() else { return says };
    let Some((id, attribute)) = value.and_then(reference) else {
        let short = value.filter(|value| value.to_string().len() <= LONGEST_VALUE);
        fields.extend(short.map(|value| ("Value".to_owned(), value.clone())));
        return says;
    };
    fields.insert("LogicalId".to_owned(), id.clone().into());
    fields.insert("Attribute".to_owned(), attribute.into());
    let kind = document.get("Resources").and_then(|all| all.get(&id)?.get("Type"));
    fields.extend(kind.map(|kind| ("Type".to_owned(), kind.clone())));
    let used_as = uses.get(&id).into_iter().flatten().take(MOST_USES);
    fields.insert("UsedAs".to_owned(), used_as.cloned().collect());
    says
}

/// What one value refers to: logical id and attribute.
fn reference(value: &Json) -> Option<(String, String)> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    if let Some(id) = object.get("Ref") {
        return Some((id.as_str()?.to_owned(), "Ref".to_owned()));
    }
    match object.get("Fn::GetAtt")? {
        Json::String(text) => {
            text.split_once('.').map(|(id, attribute)| (id.to_owned(), attribute.to_owned()))
        }
        Json::Array(parts) => match parts.as_slice() {
            [Json::String(id), Json::String(attribute)] => Some((id.clone(), attribute.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// Where the template's resources refer to each of them.
fn uses(document: &Json) -> BTreeMap<String, BTreeSet<String>> {
    let mut uses = BTreeMap::new();
    let resources = document.get("Resources").and_then(Json::as_object);
    for resource in resources.into_iter().flat_map(Map::values) {
        let kind = resource.get("Type").and_then(Json::as_str).unwrap_or_default();
        gather(resource, &mut kind.to_owned(), &mut uses);
    }
    uses
}

fn gather(value: &Json, path: &mut String, uses: &mut BTreeMap<String, BTreeSet<String>>) {
    if let Some((id, _)) = reference(value) {
        uses.entry(id).or_default().insert(path.clone());
        return;
    }
    let mut below = |key: &str, value: &Json| {
        let length = path.len();
        path.push('/');
        path.push_str(key);
        gather(value, path, uses);
        path.truncate(length);
    };
    match value {
        Json::Object(entries) => entries.iter().for_each(|(key, value)| below(key, value)),
        Json::Array(items) => items.iter().for_each(|value| below("*", value)),
        _ => {}
    }
}

/// Whether anything was replaced.
fn replace(value: &mut Json, exports: &BTreeMap<String, Option<Json>>) -> bool {
    if let Some(import) = value.get_mut("Fn::ImportValue") {
        let known = import.as_str().and_then(|name| exports.get(name)?.clone());
        if let Some(says) = known {
            *import = says;
            return true;
        }
    }
    // All of them, not the first that says yes.
    let below: Vec<bool> = match value {
        Json::Object(entries) => {
            entries.values_mut().map(|value| replace(value, exports)).collect()
        }
        Json::Array(items) => items.iter_mut().map(|value| replace(value, exports)).collect(),
        _ => Vec::new(),
    };
    below.contains(&true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(name: &str, document: &Json) -> TemplateText {
        TemplateText::new(name, document.to_string())
    }

    fn queues() -> Json {
        json!({
            "Resources": {
                "Push": {"Type": "AWS::SQS::Queue", "Properties": {
                    "RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": ["Dlq", "Arn"]}},
                }},
                "Dlq": {"Type": "AWS::SQS::Queue"},
            },
            "Outputs": {
                "A": {"Value": {"Fn::GetAtt": "Push.Arn"}, "Export": {"Name": "q:Push"}},
                "B": {"Value": {"Fn::GetAtt": ["Dlq", "Arn"]}, "Export": {"Name": "q:Dlq"}},
                "C": {"Value": "text", "Export": {"Name": "q:Text"}},
                "D": {"Value": {"Ref": "Dlq"}, "Export": {"Name": {"Fn::Sub": "${X}"}}},
                "E": {"Value": "not exported"},
            },
        })
    }

    fn import(name: &str) -> Json {
        json!({"Resources": {"R": {"Properties": {"A": [{"Fn::ImportValue": name}]}}}})
    }

    fn resolved(name: &str) -> Option<Json> {
        let templates = [template("queues", &queues()), template("iam", &import(name))];
        let view = resolve_imports(&templates).pop()??;
        view.pointer("/Resources/R/Properties/A/0/Fn::ImportValue").cloned()
    }

    #[test]
    fn an_import_says_what_the_exporting_stack_says() {
        let used_as = json!(["AWS::SQS::Queue/Properties/RedrivePolicy/deadLetterTargetArn"]);
        assert_eq!(
            resolved("q:Dlq"),
            Some(json!({
                "Export": "q:Dlq", "Stack": "queues", "LogicalId": "Dlq", "Attribute": "Arn",
                "Type": "AWS::SQS::Queue", "UsedAs": used_as,
            }))
        );
        let push = resolved("q:Push").expect("the short form is read");
        assert_eq!((&push["LogicalId"], &push["UsedAs"]), (&json!("Push"), &json!([])));
        let text = json!({"Export": "q:Text", "Stack": "queues", "Value": "text"});
        assert_eq!(resolved("q:Text"), Some(text));
    }

    #[test]
    fn what_nobody_or_two_export_stays_as_it_is() {
        assert_eq!(resolved("q:Unknown"), None);
        let twice =
            [template("a", &queues()), template("b", &queues()), template("c", &import("q:Dlq"))];
        assert_eq!(resolve_imports(&twice), [None, None, None]);
    }

    #[test]
    fn a_long_value_is_left_out() {
        let mut long = queues();
        long["Outputs"]["C"]["Value"] = "x".repeat(LONGEST_VALUE).into();
        let templates = [template("queues", &long), template("iam", &import("q:Text"))];
        let view = resolve_imports(&templates).pop().flatten().expect("a view");
        let says = &view["Resources"]["R"]["Properties"]["A"][0]["Fn::ImportValue"];
        assert_eq!(*says, json!({"Export": "q:Text", "Stack": "queues"}));
    }
}
