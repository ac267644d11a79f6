//! The unit tests of `rules/`, and that there is a failing one and a passing one for every rule.

use constructs_guard::{case_problems, run_cases};

use crate::support::{project, rules};

#[test]
fn every_rule_does_what_its_cases_say_and_has_a_failing_one() {
    let problems: Vec<String> = rules()
        .iter()
        .flat_map(|rules| {
            let path = project().join(rules.name());
            let expectations = run_cases(&path).expect("the cases can be run");
            case_problems(rules, &expectations)
        })
        .collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn every_rule_says_what_to_do() {
    for rules in rules() {
        let text = rules.text();
        for rule in rules.rule_names() {
            let (_, body) = text.split_once(&format!("rule {rule} ")).expect("the rule");
            let body = body.split("\nrule ").next().unwrap_or_default();
            let calls = body.lines().any(|line| line.trim_end().ends_with(')'));
            assert!(body.contains("<<") || calls, "`{rule}` has no message");
        }
    }
}
