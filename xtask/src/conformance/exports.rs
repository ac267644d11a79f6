//! Compares the exports and imports of templates with the exports of the account.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::emulator::Cloud;
use super::stacks::DeployableStack;
use crate::error::Error;

/// Compares the exports that the templates declare with those of the account.
pub(super) fn findings(
    cloud: &Cloud<'_>,
    stacks: &[DeployableStack],
) -> Result<Vec<String>, Error> {
    let declared: BTreeSet<&str> =
        stacks.iter().flat_map(|stack| export_names(&stack.template)).collect();
    let found = read_exports(cloud)?;
    let missing = declared.iter().filter(|name| !found.contains_key(**name));
    let missing = missing.map(|name| format!("the export `{name}` is missing"));
    let unexpected = found.keys().filter(|name| !declared.contains(name.as_str()));
    let unexpected = unexpected.map(|name| format!("no template declares the export `{name}`"));
    let hollow = found.iter().filter(|(_, value)| !is_resolved(value));
    let hollow = hollow.map(|(name, value)| format!("the export `{name}` has the value `{value}`"));
    Ok(missing.chain(unexpected).chain(hollow).collect())
}

/// The stacks whose exports another stack imports.
pub(super) fn find_imported_stacks(stacks: &[DeployableStack]) -> Vec<&DeployableStack> {
    let mut imports = BTreeSet::new();
    stacks.iter().for_each(|stack| collect_imports(&stack.template, &mut imports));
    let is_imported = |stack: &&DeployableStack| {
        export_names(&stack.template).any(|export| imports.contains(export))
    };
    stacks.iter().filter(is_imported).collect()
}

/// All exports of the account: name and value.
pub(super) fn read_exports(cloud: &Cloud<'_>) -> Result<BTreeMap<String, String>, Error> {
    let answer = cloud.ask(&["cloudformation", "list-exports"])?;
    let text = |export: &Value, key: &str| {
        export.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let list = answer.get("Exports").and_then(Value::as_array);
    let pair = |export| (text(export, "Name"), text(export, "Value"));
    Ok(list.into_iter().flatten().map(pair).collect())
}

/// Whether CloudFormation has resolved all intrinsic functions of a text.
fn is_resolved(value: &str) -> bool {
    !value.is_empty() && !["Fn::", "\"Ref\"", "'Ref'", "${"].iter().any(|mark| value.contains(mark))
}

fn export_names(template: &Value) -> impl Iterator<Item = &str> {
    let outputs = template.get("Outputs").and_then(Value::as_object);
    let outputs = outputs.into_iter().flat_map(serde_json::Map::values);
    outputs.filter_map(|output| output.pointer("/Export/Name")?.as_str())
}

fn collect_imports<'t>(value: &'t Value, imports: &mut BTreeSet<&'t str>) {
    match value {
        Value::Object(object) => {
            imports.extend(object.get("Fn::ImportValue").and_then(Value::as_str));
            object.values().for_each(|inner| collect_imports(inner, imports));
        }
        Value::Array(list) => list.iter().for_each(|inner| collect_imports(inner, imports)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn stack(name: &str, template: Value) -> DeployableStack {
        DeployableStack { name: name.to_owned(), line: String::new(), template }
    }

    #[test]
    fn a_stack_is_imported_if_another_names_its_export() {
        let output = json!({"Out": {"Value": "x", "Export": {"Name": "a:X"}}});
        let stacks = [
            stack("a", json!({"Outputs": output})),
            stack("b", json!({"Resources": {"R": [{"Fn::ImportValue": "a:X"}]}})),
            stack("c", json!({"Outputs": {"Out": {"Value": "x"}}})),
        ];
        let names: Vec<&str> =
            find_imported_stacks(&stacks).iter().map(|stack| &*stack.name).collect();
        assert_eq!(names, ["a"]);
    }

    #[test]
    fn what_is_left_of_an_intrinsic_function_is_seen() {
        for (value, expected) in [
            ("arn:aws:sqs:eu-central-1:111122223333:push", true),
            ("", false),
            (r#"{"Ref": "Push"}"#, false),
            ("arn:${AWS::Partition}:sqs", false),
        ] {
            assert_eq!(is_resolved(value), expected, "{value}");
        }
    }
}
