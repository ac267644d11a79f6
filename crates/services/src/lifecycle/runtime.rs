//! Lambda deprecates a runtime, and later blocks the creation and then the update of functions that use it.
//!
//! A passed update block rejects every deployment that touches the function. A passed creation block rejects a function that the
//! stack does not have yet, so it is certain only if the functions before the deployment are known.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtimes-deprecated>

use constructs_cloudformation::check::Report;
use constructs_cloudformation::globals;
use constructs_document::{Map, Node, Value as Content};

use super::age::by_facts;
use crate::Deployment;
use crate::codes;
use crate::date::CalendarDate;
use crate::facts::{self, Runtime};
use crate::location::Location;
use crate::resource::{Resource, Resources};
use crate::value::Value;

const FUNCTION: &str = "AWS::Lambda::Function";
const SERVERLESS: &str = "AWS::Serverless::Function";

pub(super) fn check(resources: &Resources<'_>, deployment: &Deployment, report: &mut Report) {
    let conditions = resources.conditions();
    for function in resources.of(FUNCTION).chain(resources.of(SERVERLESS)) {
        let Some(properties) = resources.properties(function) else { continue };
        for value in properties.find("Runtime", conditions) {
            if conditions.can_hold(&value.pins) {
                check_value(&value, &[function.id], deployment, report);
            }
        }
    }
    check_globals(resources, deployment, report);
}

/// Checks the runtime in the section `Globals`, if a function uses it.
fn check_globals(resources: &Resources<'_>, deployment: &Deployment, report: &mut Report) {
    let root = resources.template.root;
    let shared = root.get("Globals").and_then(|globals| globals.get("Function")?.as_map());
    let Some(runtime) = shared.and_then(|shared| shared.entry("Runtime")) else { return };
    let functions = resources.of(SERVERLESS).filter(|function| uses_globals(root, *function));
    let functions: Vec<&str> = functions.map(|function| function.id).collect();
    if functions.is_empty() {
        return;
    }
    let pointer = "/Globals/Function/Runtime".to_owned();
    let shared = Value {
        node: &runtime.node,
        location: Location::new(pointer),
        mark: runtime.mark,
        pins: Vec::new(),
    };
    for value in shared.find("", resources.conditions()) {
        check_value(&value, &functions, deployment, report);
    }
}

/// Whether a function takes its runtime from the section `Globals`. A function of a container image has no runtime.
fn uses_globals(root: &Node, function: Resource<'_>) -> bool {
    let resource = &function.entry.node;
    let properties = resource.get("Properties");
    let has = |name| properties.and_then(|properties| properties.get(name));
    let is_image = has("PackageType").and_then(Node::as_str) == Some("Image");
    let empty = Node::new(Content::Map(Map::default()), resource.mark);
    let merged = globals::merged(root, SERVERLESS, resource, &empty);
    let is_merged = merged.is_some_and(|merged| merged.get("Runtime").is_some());
    is_merged && !is_image && has("Runtime").is_none()
}

/// Checks the runtime that these functions have.
fn check_value(
    value: &Value<'_>,
    functions: &[&str],
    deployment: &Deployment,
    report: &mut Report,
) {
    let Some(name) = value.node.as_str() else { return };
    let Some(runtime) = facts::runtime(name) else { return };
    let passed = |date: Option<CalendarDate>| date.filter(|date| *date <= deployment.today);
    let help = Some(help(&runtime, deployment.today));
    if let Some(date) = passed(runtime.update_block) {
        let message = format!(
            "Lambda stopped creating and updating functions with the runtime `{name}` on {date}"
        );
        report.add_at(codes::RUNTIME_UPDATE, value.at(), message, help);
    } else if let Some(date) = passed(runtime.create_block) {
        let message =
            format!("Lambda stopped creating functions with the runtime `{name}` on {date}");
        match new_function(functions, deployment) {
            Some(id) => {
                let message = format!("{message}, and the function `{id}` is new");
                report.add_at(codes::RUNTIME_CREATE, value.at(), message, help);
            }
            None => {
                let message = message + &by_facts();
                report.warning_at(codes::RUNTIME_CREATE, value.at(), message, help);
            }
        }
    } else if let Some(date) = passed(Some(runtime.deprecated)) {
        let end = by_facts();
        let message = format!("the runtime `{name}` has been deprecated since {date}{end}");
        report.add_at(codes::RUNTIME_DEPRECATED, value.at(), message, help);
    }
}

/// A function that the stack does not have before the deployment.
fn new_function<'f>(functions: &[&'f str], deployment: &Deployment) -> Option<&'f str> {
    let existing = deployment.functions.as_ref()?;
    functions.iter().copied().find(|id| !existing.contains(*id))
}

/// The runtime to use instead, and what comes next.
fn help(runtime: &Runtime, today: CalendarDate) -> String {
    let step = match runtime.successor {
        Some(successor) => format!("use `{successor}`"),
        None => "use a newer runtime".to_owned(),
    };
    let later = |date: Option<CalendarDate>| date.filter(|date| *date > today);
    match (later(runtime.create_block), later(runtime.update_block)) {
        (Some(date), _) => format!("{step}: Lambda stops creating such functions on {date}"),
        (None, Some(date)) => format!("{step}: Lambda stops updating such functions on {date}"),
        (None, None) => step,
    }
}

#[cfg(test)]
mod tests {
    use crate::lifecycle::testing::{Case, messages};

    fn function(runtime: &str) -> String {
        format!(
            "Resources:\n  F: {{Type: 'AWS::Lambda::Function', Properties: {{Runtime: {runtime}}}}}\n"
        )
    }

    fn found(template: &str, case: Case<'_>) -> String {
        messages(template, &case).join("\n")
    }

    #[test]
    fn the_severity_depends_on_the_date() {
        let on = |today| found(&function("nodejs20.x"), Case { today, ..Case::default() });
        insta::assert_snapshot!(
            ["2026-04-29", "2026-04-30", "2027-02-01", "2027-03-03"].map(on).join("\n")
        );
    }

    #[test]
    fn a_block_of_creation_is_an_error_for_a_new_function_only() {
        let of = |functions| {
            let case = Case { today: "2027-02-01", functions, ..Case::default() };
            found(&function("nodejs20.x"), case)
        };
        insta::assert_snapshot!([None, Some(&["F"][..]), Some(&[][..])].map(of).join("\n"));
    }

    #[test]
    fn unknown_values_and_current_runtimes_are_accepted() {
        for runtime in ["python3.14", "{Ref: P}", "['python2.7']", "no-such-runtime"] {
            assert_eq!(found(&function(runtime), Case::default()), "", "{runtime}");
        }
        let layer = "Resources:\n  L: {Type: 'AWS::Lambda::LayerVersion', Properties: {CompatibleRuntimes: [python2.7]}}\n";
        assert_eq!(found(layer, Case::default()), "");
        let never = "Conditions: {Never: {'Fn::Equals': [a, b]}}\nResources:\n  F: {Type: 'AWS::Lambda::Function', Condition: Never, Properties: {Runtime: python2.7}}\n";
        assert_eq!(found(never, Case::default()), "");
    }

    #[test]
    fn the_runtime_of_globals_counts_where_a_function_uses_it() {
        let template = |function: &str| {
            format!(
                "Transform: AWS::Serverless-2016-10-31\nGlobals: {{Function: {{Runtime: python3.6}}}}\nResources:\n  F: {{Type: 'AWS::Serverless::Function', {function}}}\n"
            )
        };
        for (function, expected) in [
            ("Properties: {Handler: a.b}", "error[F0901] /Globals/Function/Runtime"),
            ("Properties: {Runtime: python2.7}", "error[F0901] /Resources/F/Properties/Runtime"),
            ("Properties: {Runtime: python3.14}", ""),
            ("Properties: {PackageType: Image}", ""),
            ("IgnoreGlobals: [Runtime], Properties: {Handler: a.b}", ""),
        ] {
            let found = found(&template(function), Case::default());
            assert!(
                found.starts_with(expected) && found.is_empty() == expected.is_empty(),
                "{found}"
            );
            assert!(found.lines().count() <= 2, "{found}");
        }
    }
}
