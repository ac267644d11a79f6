//! Checks a machine and its states: the fields, what is required, and the nested machines.
//!
//! <https://states-language.net/spec.html#states-fields>

use super::checker::Checker;
use super::field::Form;
use super::{choice, field, transition};
use crate::part::Part;

/// The most characters in the name of a state.
const MAX_NAME: usize = 80;

/// The fields of a machine, and of a branch. The processor of a map has other fields, which are not checked.
const MACHINE_FIELDS: &[&str] =
    &["Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version"];

/// Sets of fields of which a type of state has exactly one.
const EXACTLY_ONE: &[(&[&str], &[&str])] = &[
    (&["Map", "Parallel", "Pass", "Task", "Wait"], &["Next", "End"]),
    (&["Map"], &["ItemProcessor", "Iterator"]),
    (&["Wait"], &["Seconds", "Timestamp", "SecondsPath", "TimestampPath"]),
];

/// Fields that have a path as another form; a state has one of the forms.
const TWO_FORMS: &[&str] = &[
    "Cause",
    "Error",
    "HeartbeatSeconds",
    "MaxConcurrency",
    "TimeoutSeconds",
    "ToleratedFailureCount",
    "ToleratedFailurePercentage",
];

/// The fields that a type of state requires.
const REQUIRED: &[(&str, &str)] =
    &[("Choice", "Choices"), ("Parallel", "Branches"), ("Task", "Resource")];

/// Checks a whole definition.
pub(super) fn check(checker: &mut Checker<'_>, machine: &Part<'_>) {
    if !machine.is_unknown() {
        check_machine_fields(checker, machine);
    }
    check_machine(checker, machine, "JSONPath");
}

/// Checks a machine in one whose query language is `outer`.
fn check_machine(checker: &mut Checker<'_>, machine: &Part<'_>, outer: &'static str) {
    if machine.is_unknown() {
        return;
    }
    if machine.node.as_map().is_none() {
        let message = format!("the definition is {}, not an object", machine.node.noun());
        let help = "write an object with `StartAt` and `States`";
        return checker.add(machine, &message, help.into());
    }
    let language = language(checker, machine, outer);
    for name in ["StartAt", "States"] {
        if machine.get(name).is_none() {
            let help = format!("add `{name}`");
            checker.add(machine, &format!("the machine has no `{name}`"), help);
        }
    }
    if let Some(start) = machine.get("StartAt") {
        checker.check_form("StartAt", &start, Form::Text, language);
    }
    let Some(states) = machine.get("States").filter(|states| !states.is_unknown()) else { return };
    checker.check_form("States", &states, Form::Object, language);
    if states.node.as_map().is_none() {
        return;
    }
    for (name, state) in states.members() {
        if name.chars().count() > MAX_NAME {
            let message = format!("the name of the state has more than {MAX_NAME} characters");
            checker.add(&state, &message, "shorten the name".into());
        }
        check_state(checker, &state, language);
    }
    transition::check(checker, machine, &states);
}

/// Checks that the outermost machine, or a branch, has known fields only.
fn check_machine_fields(checker: &mut Checker<'_>, machine: &Part<'_>) {
    for (name, member) in machine.members() {
        if !MACHINE_FIELDS.contains(&name) {
            let help = checker.suggest(name, MACHINE_FIELDS.iter().copied(), "remove it");
            checker.add(&member, &format!("a state machine has no field `{name}`"), help);
        }
    }
}

/// The query language that a machine or a state has.
fn language(checker: &mut Checker<'_>, part: &Part<'_>, outer: &'static str) -> &'static str {
    let Some(value) = part.get("QueryLanguage") else { return outer };
    let Some(text) = value.text() else { return outer };
    let known = field::LANGUAGES.iter().find(|known| **known == text);
    if known.is_none() {
        let message = format!("`{text}` is not a query language");
        checker.add(&value, &message, "write `JSONPath` or `JSONata`".into());
    }
    known.copied().unwrap_or(outer)
}

fn check_state(checker: &mut Checker<'_>, state: &Part<'_>, outer: &'static str) {
    if state.is_unknown() {
        return;
    }
    let Some(kind) = state.get("Type") else {
        let message = format!("the state is {}, without a `Type`", state.node.noun());
        return checker.add(state, &message, format!("add `Type`: {}", field::TYPES.join(", ")));
    };
    checker.check_form("Type", &kind, Form::Text, outer);
    let Some(name) = kind.text() else { return };
    if !field::TYPES.contains(&name) {
        let all = format!("write one of {}", field::TYPES.join(", "));
        let help = checker.suggest(name, field::TYPES.iter().copied(), &all);
        return checker.add(&kind, &format!("`{name}` is not a type of state"), help);
    }
    let language = language(checker, state, outer);
    check_fields(checker, state, name, language);
    check_required(checker, state, name);
    check_forms(checker, state);
    check_resource(checker, state);
    check_handlers(checker, state);
    if name == "Choice" {
        choice::check(checker, state, language);
    }
    check_nested(checker, state, language);
}

fn check_fields(checker: &mut Checker<'_>, state: &Part<'_>, kind: &str, language: &str) {
    for (name, value) in state.members() {
        let Some(field) = field::fields(kind).find(|field| field.name == name) else {
            let known = field::fields(kind).map(|field| field.name);
            let help = checker.suggest(name, known, "remove it");
            checker.add(&value, &format!("a `{kind}` state has no field `{name}`"), help);
            continue;
        };
        match field.language {
            Some(needed) if needed != language => {
                let message = format!(
                    "`{name}` needs the query language `{needed}`, but the state has `{language}`"
                );
                let help = format!("remove it, or set `QueryLanguage` to `{needed}`");
                checker.add(&value, &message, help);
            }
            _ => checker.check_form(name, &value, field.form, language),
        }
    }
}

fn check_required(checker: &mut Checker<'_>, state: &Part<'_>, kind: &str) {
    for (_, name) in REQUIRED.iter().filter(|(of, _)| *of == kind) {
        if state.get(name).is_none() {
            let help = format!("add `{name}`");
            checker.add(state, &format!("a `{kind}` state requires `{name}`"), help);
        }
    }
    for (_, names) in EXACTLY_ONE.iter().filter(|(of, _)| of.contains(&kind)) {
        let set: Vec<Part<'_>> = names.iter().filter_map(|name| state.get(name)).collect();
        let listed = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let message = format!("a `{kind}` state requires exactly one of {listed}");
        match set.as_slice() {
            [] => checker.add(state, &message, "add one of them".into()),
            [_] => {}
            several => {
                several
                    .iter()
                    .for_each(|one| checker.add(one, &message, "keep one of them".into()));
            }
        }
    }
}

/// A field is a value or a path, not both.
fn check_forms(checker: &mut Checker<'_>, state: &Part<'_>) {
    for name in TWO_FORMS.iter().filter(|name| state.get(name).is_some()) {
        if let Some(path) = state.get(&format!("{name}Path")) {
            let message = format!("`{name}` and `{name}Path` can't be set together");
            checker.add(&path, &message, "keep one of them".into());
        }
    }
}

/// A task names its work by an ARN.
fn check_resource(checker: &mut Checker<'_>, state: &Part<'_>) {
    let Some(resource) = state.get("Resource") else { return };
    if let Some(text) = resource.text()
        && !text.starts_with("arn:")
    {
        let message = format!("the resource `{text}` is not an ARN");
        let help = "write the ARN of a function or an activity, or an integration such as `arn:aws:states:::sqs:sendMessage`";
        checker.add(&resource, &message, help.into());
    }
}

/// Each retrier and catcher names errors, and each catcher a state.
fn check_handlers(checker: &mut Checker<'_>, state: &Part<'_>) {
    for (list, names) in [("Retry", &["ErrorEquals"][..]), ("Catch", &["ErrorEquals", "Next"][..])]
    {
        for handler in state.get(list).iter().flat_map(Part::items) {
            if handler.is_unknown() {
                continue;
            }
            for name in names.iter().filter(|name| handler.get(name).is_none()) {
                let message = format!("an item of `{list}` requires `{name}`");
                checker.add(&handler, &message, format!("add `{name}`"));
            }
            for (name, form) in [("ErrorEquals", Form::List), ("Next", Form::Text)] {
                if let Some(value) = handler.get(name) {
                    checker.check_form(name, &value, form, "JSONPath");
                }
            }
        }
    }
}

fn check_nested(checker: &mut Checker<'_>, state: &Part<'_>, language: &'static str) {
    let branches = state.get("Branches");
    let branches: Vec<Part<'_>> = branches.iter().flat_map(Part::items).collect();
    let known = branches.iter().filter(|branch| !branch.is_unknown());
    known.for_each(|branch| check_machine_fields(checker, branch));
    let processors = ["ItemProcessor", "Iterator"].into_iter().filter_map(|name| state.get(name));
    for machine in branches.into_iter().chain(processors) {
        check_machine(checker, &machine, language);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::state_machine::testing::{definition, state};

    #[test]
    fn a_machine_has_a_start_and_states() {
        assert_eq!(definition("{StartAt: A}").len(), 1);
        assert_eq!(definition("{StartAt: A, States: []}"), ["States"]);
        assert_eq!(definition("{StartAt: A, States: {A: {Type: Succeed}}, Foo: 1}"), ["Foo"]);
    }

    #[test]
    fn a_state_has_the_fields_of_its_type() {
        let fine = "{Type: Task, Resource: 'arn:aws:states:::lambda:invoke', Parameters: {A: 1}, ResultPath: null, Next: B}";
        assert!(state(fine).is_empty());
        assert_eq!(state("{Type: Pass, End: true, Foo: 1}"), ["Foo"]);
        assert_eq!(state("{Type: Tsk}"), ["Type"]);
        assert_eq!(state("{Comment: a}"), [""]);
        assert_eq!(state("{Type: Pass, End: true, InputPath: a}"), ["InputPath"]);
        assert_eq!(state("{Type: Pass, End: false}"), ["End"]);
        assert_eq!(state("{Type: Pass, End: true, Arguments: {}}"), ["Arguments"]);
        assert_eq!(state("{Type: Wait, Seconds: [], End: true}"), ["Seconds"]);
        assert_eq!(state("{Type: [Pass]}"), ["Type"]);
        let branch = "{StartAt: X, States: {X: {Type: Succeed}}, Foo: 1}";
        let parallel = format!("{{Type: Parallel, Branches: [{branch}], End: true}}");
        assert_eq!(state(&parallel), ["Branches/0/Foo"]);
    }

    #[test]
    fn a_field_needs_its_query_language() {
        assert_eq!(state("{Type: Pass, End: true, Output: {}}"), ["Output"]);
        assert!(state("{Type: Pass, End: true, Output: {}, QueryLanguage: JSONata}").is_empty());
        assert_eq!(
            state("{Type: Pass, End: true, Parameters: {}, QueryLanguage: JSONata}"),
            ["Parameters"]
        );
    }

    #[test]
    fn required_fields_are_set() {
        assert_eq!(state("{Type: Pass}"), [""]);
        assert_eq!(state("{Type: Pass, Next: B, End: true}"), ["Next", "End"]);
        assert_eq!(state("{Type: Task, Next: B}"), [""]);
        assert_eq!(state("{Type: Task, Resource: lambda, Next: B}"), ["Resource"]);
        assert_eq!(state("{Type: Map, Next: B}"), [""]);
        assert_eq!(state("{Type: Wait, Next: B}"), [""]);
        assert_eq!(
            state(
                "{Type: Parallel, Branches: [{StartAt: X, States: {Y: {Type: Succeed}}}], Next: B}"
            ),
            ["Branches/0/StartAt"]
        );
        let task = "Type: Task, Resource: 'arn:a', Next: B";
        assert_eq!(state(&format!("{{{task}, Catch: [{{Next: B}}]}}")), ["Catch/0"]);
        let retry = format!("{{{task}, Retry: [{{ErrorEquals: a}}]}}");
        assert_eq!(state(&retry), ["Retry/0/ErrorEquals"]);
    }

    #[test]
    fn a_field_has_one_form() {
        assert_eq!(state("{Type: Fail, Error: a, ErrorPath: $.a}"), ["ErrorPath"]);
        assert!(state("{Type: Pass, Result: a, ResultPath: $.a, End: true}").is_empty());
    }

    #[test]
    fn a_function_is_unknown() {
        assert!(state("{'Fn::If': [A, {Type: Succeed}, {Type: Fail}]}").is_empty());
        assert!(state("{Type: Pass, Next: {Ref: Next}}").is_empty());
    }
}
