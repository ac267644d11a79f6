//! The definition of a state machine is valid Amazon States Language, as an object or as JSON in a string.
//!
//! A value with `${…}` is known only once `DefinitionSubstitutions` or `Fn::Sub` replaced it, so it breaks no rule. A string that
//! `Fn::Sub` or `Fn::Join` makes is read if it is JSON with such values.
//!
//! <https://states-language.net/spec.html>

mod checker;
mod choice;
mod field;
mod state;
mod transition;

use std::borrow::Cow;

use constructs_cloudformation::check::Report;
use constructs_cloudformation::function::{Join, Substitution, as_function};
use constructs_document::{Node, parse_json};

use self::checker::Checker;
use crate::codes;
use crate::part::Part;
use crate::resource::Resources;
use crate::value::Value;

/// Replaces what only the deployment knows in a string that a function makes.
const UNKNOWN: &str = "${}";

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for kind in ["AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine"] {
        for definition in resources.values(kind, "Definition") {
            let part = Part::new(definition.node, definition.pointer(), definition.mark);
            state::check(&mut Checker::new(report, None), &part);
        }
    }
    for text in resources.values("AWS::StepFunctions::StateMachine", "DefinitionString") {
        check_text(&text, report);
    }
}

/// Checks JSON in a string. Every finding is at the property.
fn check_text(value: &Value<'_>, report: &mut Report) {
    let Some(text) = text(value.node) else { return };
    match parse_json(&text) {
        Ok((root, _)) => {
            let part = Part::new(&root, String::new(), root.mark);
            state::check(&mut Checker::new(report, Some(value.at())), &part);
        }
        Err(error) if value.node.as_str().is_some() && !text.contains("${") => {
            let message = format!("the definition is not JSON: {error}");
            let help = "fix the JSON, or write the definition as an object in `Definition`";
            report.add_at(codes::STATE_MACHINE, value.at(), message, Some(help.into()));
        }
        Err(_) => {}
    }
}

/// The text of a string, or what a function makes of its literal parts.
fn text(node: &Node) -> Option<Cow<'_, str>> {
    if let Some(text) = node.as_str() {
        return Some(Cow::Borrowed(text));
    }
    match as_function(node)? {
        ("Fn::Sub", argument) => Some(Cow::Borrowed(Substitution::parse(argument)?.text)),
        ("Fn::Join", argument) => {
            let join = Join::parse(argument)?;
            let items = join.items.as_list()?.iter();
            let texts: Vec<&str> = items.map(|item| item.as_str().unwrap_or(UNKNOWN)).collect();
            Some(Cow::Owned(texts.join(join.delimiter.as_str()?)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod testing {
    use crate::testing::findings;

    /// The findings on a definition, below `/Resources/M/Properties/Definition`.
    pub(super) fn definition(definition: &str) -> Vec<String> {
        let found = findings(&format!(
            "  M: {{Type: 'AWS::StepFunctions::StateMachine', Properties: {{Definition: {definition}}}}}"
        ));
        found.iter().map(|one| one.replace("F0750 M/Properties/Definition/", "")).collect()
    }

    /// The findings on one state `A`, below its object.
    pub(super) fn state(state: &str) -> Vec<String> {
        let found =
            definition(&format!("{{StartAt: A, States: {{A: {state}, B: {{Type: Succeed}}}}}}"));
        let of_state = found.iter().filter(|one| !one.contains("States/B"));
        of_state.map(|one| one.replace("States/A", "").trim_start_matches('/').to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn text(text: &str) -> Vec<String> {
        findings(&format!(
            "  M: {{Type: 'AWS::StepFunctions::StateMachine', Properties: {{DefinitionString: {text}}}}}"
        ))
    }

    #[test]
    fn a_string_is_json() {
        let found = ["F0750 M/Properties/DefinitionString"];
        assert!(text(r#"'{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'"#).is_empty());
        assert_eq!(text(r#"'{"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}'"#), found);
        assert_eq!(text("'{'"), found);
    }

    #[test]
    fn a_substituted_value_is_unknown() {
        let task = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "${F}", "TimeoutSeconds": "${T}", "End": true}}}"#;
        assert!(text(&format!("'{task}'")).is_empty());
        assert!(text(&format!("{{'Fn::Sub': '{task}'}}")).is_empty());
        assert!(text("'{\"StartAt\": ${Start}}'").is_empty());
        assert!(text(r#"{'Fn::Join': ['', ['{"StartAt": "', {Ref: A}, '", "States": {"A": {"Type": "Succeed"}}}']]}"#).is_empty());
        let broken = r#"{'Fn::Join': ['', ['{"StartAt": "B", "States": {"A": {"Type": "', {Ref: A}, '"}}}']]}"#;
        assert_eq!(text(broken), ["F0750 M/Properties/DefinitionString"]);
    }
}
