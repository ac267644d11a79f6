//! Checks the way through a machine: each target is a state, each state is reached, and some state ends the machine.
//!
//! Step Functions rejects a machine with a state that no transition reaches.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html>

use std::collections::BTreeSet;

use super::checker::Checker;
use crate::part::Part;

/// Checks the transitions between the states of a machine.
pub(super) fn check(checker: &mut Checker<'_>, machine: &Part<'_>, states: &Part<'_>) {
    let names: BTreeSet<&str> = states.members().map(|(name, _)| name).collect();
    let start = machine.get("StartAt");
    let mut is_complete = start.is_some();
    for target in start.into_iter().chain(states.members().flat_map(|(_, state)| targets(&state))) {
        match target.text() {
            Some(name) if names.contains(name) => {}
            Some(name) => {
                is_complete = false;
                let help = checker.suggest(
                    name,
                    names.iter().copied(),
                    "name a state of the same machine, or add the state",
                );
                checker.add(&target, &format!("the machine has no state `{name}`"), help);
            }
            None => is_complete = false,
        }
    }
    if is_complete && states.members().all(|(_, state)| is_readable(&state)) {
        check_reached(checker, machine, states);
        check_end(checker, states);
    }
}

/// Whether nothing hides transitions of the state.
fn is_readable(state: &Part<'_>) -> bool {
    let lists = ["Choices", "Catch"].into_iter().filter_map(|name| state.get(name));
    let hides = |part: &Part<'_>| part.is_unknown();
    let are_known =
        lists.into_iter().all(|list| !hides(&list) && !list.items().any(|item| hides(&item)));
    !hides(state) && are_known && state.get("Type").is_some_and(|kind| kind.text().is_some())
}

/// What a state names as the next one.
fn targets<'n>(state: &Part<'n>) -> Vec<Part<'n>> {
    let mut found: Vec<Part<'n>> =
        ["Next", "Default"].into_iter().filter_map(|name| state.get(name)).collect();
    for list in ["Choices", "Catch"].into_iter().filter_map(|name| state.get(name)) {
        found.extend(list.items().filter_map(|item| item.get("Next")));
    }
    found
}

fn check_reached(checker: &mut Checker<'_>, machine: &Part<'_>, states: &Part<'_>) {
    let start = machine.get("StartAt").and_then(|start| start.text());
    let mut open: Vec<&str> = start.into_iter().collect();
    let mut reached = BTreeSet::new();
    while let Some(name) = open.pop() {
        if reached.insert(name)
            && let Some(state) = states.get(name)
        {
            open.extend(targets(&state).iter().filter_map(Part::text));
        }
    }
    for (name, state) in states.members().filter(|(name, _)| !reached.contains(name)) {
        let message = format!("no transition reaches the state `{name}`");
        checker.add(&state, &message, "name it in `Next` of another state, or remove it".into());
    }
}

/// A machine ends in a state with `End`, or one of the type `Succeed` or `Fail`.
fn check_end(checker: &mut Checker<'_>, states: &Part<'_>) {
    let ends = |state: &Part<'_>| {
        let kind = state.get("Type").and_then(|kind| kind.text());
        state.get("End").is_some() || matches!(kind, Some("Succeed" | "Fail"))
    };
    if !states.members().any(|(_, state)| ends(&state)) {
        let help = "add `End: true` to the last state";
        checker.add(states, "the machine has no state that ends it", help.into());
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::state_machine::testing::definition;

    #[test]
    fn a_target_is_a_state() {
        let states = |next: &str| {
            definition(&format!(
                "{{StartAt: A, States: {{A: {{Type: Pass, Next: {next}}}, B: {{Type: Succeed}}}}}}"
            ))
        };
        assert!(states("B").is_empty());
        assert!(states("{Ref: B}").is_empty());
        assert_eq!(states("C"), ["States/A/Next"]);
        assert_eq!(definition("{StartAt: B, States: {A: {Type: Fail}}}"), ["StartAt"]);
    }

    #[test]
    fn every_state_is_reached() {
        let found = definition("{StartAt: A, States: {A: {Type: Succeed}, B: {Type: Succeed}}}");
        assert_eq!(found, ["States/B"]);
        let choice =
            "{Type: Choice, Choices: [{Variable: $.a, IsNull: true, Next: B}], Default: C}";
        assert!(
            definition(&format!(
                "{{StartAt: A, States: {{A: {choice}, B: {{Type: Fail}}, C: {{Type: Fail}}}}}}"
            ))
            .is_empty()
        );
    }

    #[test]
    fn a_machine_ends() {
        let found = definition(
            "{StartAt: A, States: {A: {Type: Pass, Next: B}, B: {Type: Pass, Next: A}}}",
        );
        assert_eq!(found, ["States"]);
    }
}
