//! Checks the rules of a choice: a comparison or a combination of them, and the state that follows.
//!
//! <https://states-language.net/spec.html#choice-state>

use super::checker::Checker;
use super::field::Form;
use crate::part::Part;

/// Comparisons of a variable, each with the form that compares with a path.
const COMPARISONS: &[&str] = &[
    "BooleanEquals",
    "NumericEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "StringEquals",
    "StringGreaterThan",
    "StringGreaterThanEquals",
    "StringLessThan",
    "StringLessThanEquals",
    "TimestampEquals",
    "TimestampGreaterThan",
    "TimestampGreaterThanEquals",
    "TimestampLessThan",
    "TimestampLessThanEquals",
];

/// Tests and combinations.
const TESTS: &[&str] = &[
    "And",
    "IsBoolean",
    "IsNull",
    "IsNumeric",
    "IsPresent",
    "IsString",
    "IsTimestamp",
    "Not",
    "Or",
    "StringMatches",
];

/// Checks the rules of a `Choice` state.
pub(super) fn check(checker: &mut Checker<'_>, state: &Part<'_>, language: &str) {
    for rule in state.get("Choices").iter().flat_map(Part::items) {
        if rule.is_unknown() {
            continue;
        }
        let required: &[&str] =
            if language == "JSONata" { &["Condition", "Next"] } else { &["Next"] };
        for name in required.iter().filter(|name| rule.get(name).is_none()) {
            let help = format!("add `{name}`");
            checker.add(&rule, &format!("a rule of a `Choice` state requires `{name}`"), help);
        }
        for name in ["Condition", "Next"] {
            if let Some(value) = rule.get(name) {
                checker.check_form(name, &value, Form::Text, language);
            }
        }
        if language == "JSONPath" {
            check_comparison(checker, &rule);
        }
    }
}

/// Checks one comparison, and those that it combines.
fn check_comparison(checker: &mut Checker<'_>, rule: &Part<'_>) {
    if rule.is_unknown() {
        return;
    }
    let operators: Vec<(&str, Part<'_>)> =
        rule.members().filter(|(name, _)| is_operator(name)).collect();
    match operators.as_slice() {
        [_] => {}
        [] => {
            let message = "the comparison has no operator";
            let unknown = rule.members().map(|(name, _)| name);
            let unknown =
                unknown.filter(|name| !["Variable", "Next", "Comment", "Assign"].contains(name));
            let otherwise = "add one operator, such as `StringEquals`";
            let help = match unknown.last() {
                Some(name) => checker.suggest(name, known(), otherwise),
                None => otherwise.to_owned(),
            };
            checker.add(rule, message, help);
        }
        several => {
            for (_, operator) in several {
                let help = "keep one operator, or combine comparisons by `And` or `Or`";
                checker.add(operator, "the comparison has several operators", help.into());
            }
        }
    }
    if let Some(variable) = rule.get("Variable") {
        checker.check_form("Variable", &variable, Form::Path, "JSONPath");
    }
    for (name, value) in operators {
        checker.check_form(name, &value, form(name), "JSONPath");
    }
    let combined = ["And", "Or"].into_iter().filter_map(|name| rule.get(name));
    combined.for_each(|list| list.items().for_each(|item| check_comparison(checker, &item)));
    if let Some(negated) = rule.get("Not") {
        check_comparison(checker, &negated);
    }
}

fn is_operator(name: &str) -> bool {
    let comparison = name.strip_suffix("Path").unwrap_or(name);
    COMPARISONS.contains(&comparison) || TESTS.contains(&name)
}

/// What an operator compares with.
fn form(operator: &str) -> Form {
    match operator {
        "And" | "Or" => Form::List,
        "Not" => Form::Object,
        _ if operator.ends_with("Path") => Form::Text,
        _ if operator.starts_with("Is") || operator.starts_with("Boolean") => Form::Boolean,
        _ => Form::Text,
    }
}

fn known() -> impl Iterator<Item = &'static str> {
    COMPARISONS.iter().chain(TESTS).copied()
}

#[cfg(test)]
mod tests {
    use crate::rules::state_machine::testing::state;

    fn rule(rule: &str) -> Vec<String> {
        let found = state(&format!("{{Type: Choice, Choices: [{rule}]}}"));
        found.iter().map(|one| one.replace("Choices/0", "")).collect()
    }

    #[test]
    fn a_rule_has_one_operator_and_a_next_state() {
        assert!(rule("{Variable: $.a, StringEqualsPath: $.b, Next: B}").is_empty());
        assert!(rule("{Not: {Variable: $.a, IsPresent: true}, Next: B}").is_empty());
        assert_eq!(rule("{Variable: $.a, StringEqual: b, Next: B}"), [""]);
        assert_eq!(rule("{Variable: $.a, IsNull: true}"), [""]);
        assert_eq!(rule("{Variable: a, IsNull: true, Next: B}"), ["/Variable"]);
        assert_eq!(rule("{Variable: $.a, StringEquals: [], Next: B}"), ["/StringEquals"]);
        assert_eq!(rule("{And: [{Variable: $.a}], Next: B}"), ["/And/0"]);
        let several = rule("{Variable: $.a, IsNull: true, IsString: true, Next: B}");
        assert_eq!(several, ["/IsNull", "/IsString"]);
    }

    #[test]
    fn jsonata_has_a_condition() {
        let choice = |rule: &str| {
            state(&format!("{{Type: Choice, QueryLanguage: JSONata, Choices: [{rule}]}}"))
        };
        assert!(choice("{Condition: '{% $a %}', Next: B}").is_empty());
        assert_eq!(choice("{Next: B}"), ["Choices/0"]);
    }
}
