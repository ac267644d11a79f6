//! Runs `validate`'s checkers on every example.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use constructs::diagnostic::Severity;

use super::example::tests::expand;
use super::*;
use crate::validate::findings_of;

/// Codes that `validate` reports on templates and that have no example, with the reason.
const WITHOUT_EXAMPLE: &[(&str, &str)] = &[
    ("F0306", "only a template of several megabytes is too complex"),
    ("F0904", "only a region of the deployment can lack a type"),
];

/// The codes that `validate` reports on templates, or on what it reads from them.
fn codes_of_templates() -> BTreeSet<&'static str> {
    let parts = REGISTRY.iter().filter(|(title, _)| TEMPLATE_PARTS.contains(title));
    let of_checks = parts.flat_map(|(_, parts)| *parts).copied().flatten();
    let of_limits = constructs_limits::codes::CODES;
    let of_command = ["S0201", "S0202", "S0203"];
    of_checks.chain(of_limits).map(|info| info.code.as_str()).chain(of_command).collect()
}

/// The parts of the registry whose codes `validate` reports on templates.
const TEMPLATE_PARTS: [&str; 2] = ["Of the checks on templates", "Of IAM's checks"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/catalog/examples")
}

#[test]
fn every_code_of_templates_has_an_example() {
    let mut missing = codes_of_templates();
    missing.retain(|code| !EXAMPLES.iter().any(|example| example.name() == *code));
    missing.retain(|code| !WITHOUT_EXAMPLE.iter().any(|(known, _)| known == code));
    assert!(
        missing.is_empty(),
        "these codes have no example: {missing:?}\nfor each, write `crates/toolkit/src/catalog/examples/CODE.diff` \
         (`examples.rs` in the folder above it explains the form) and list it in `examples.rs`"
    );
}

#[test]
fn the_list_of_examples_is_that_of_the_folder() {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name());
    let files: BTreeSet<String> =
        files.map(|name| name.to_str().unwrap().replace(".diff", "")).collect();
    let listed: Vec<&str> = EXAMPLES.iter().map(Example::name).collect();
    assert!(listed.is_sorted(), "sort the list in crates/toolkit/src/catalog/examples.rs");
    assert_eq!(files.iter().map(String::as_str).collect::<Vec<_>>(), listed);
    let known = codes_of_templates();
    let unknown: Vec<_> = listed.iter().filter(|code| !known.contains(**code)).collect();
    assert!(unknown.is_empty(), "remove the examples of codes that do not exist: {unknown:?}");
}

#[test]
fn examples_show_what_their_code_reports() {
    let problems: Vec<String> = EXAMPLES.iter().flat_map(problems).collect();
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
}

/// What is wrong with an example: the first template must have the finding and no error with another code; the second
/// template must not have the finding, nor any error.
fn problems(example: &Example) -> Vec<String> {
    let code = example.name();
    let mut problems: Vec<String> = example
        .unmarked_lines()
        .into_iter()
        .map(|line| format!("examples/{code}.diff: a line has no marker: `{line}`"))
        .collect();
    for side in [Side::Reported, Side::Accepted] {
        let text = expand(&example.template(side));
        let found = findings_of(&text);
        let has_code = found.iter().any(|one| one.code.as_str() == code);
        if has_code != (side == Side::Reported) {
            problems.push(format!("examples/{code}.diff: {side:?}: `{code}` found: {has_code}"));
        }
        let is_other_error = |severity, found: &str| severity == Severity::Error && found != code;
        let errors = found.iter().filter(|one| is_other_error(one.severity, one.code.as_str()));
        problems.extend(errors.map(|one| {
            let pointer = one.place.pointer.as_deref().unwrap_or_default();
            format!("examples/{code}.diff: {side:?}: {} {pointer}: {}", one.code, one.message)
        }));
    }
    problems
}

#[test]
fn a_name_of_another_tool_leads_to_our_codes() {
    let codes = |name| {
        let found = find_by_name(name).unwrap();
        found.into_iter().map(|info| info.code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(codes("F0104"), ["F0104"]);
    assert_eq!(codes("f0104"), ["F0104"]);
    assert_eq!(codes("E3004"), ["F0205", "F0621"]);
    assert_eq!(codes("C0615"), ["A0106"]);
    assert_eq!(codes("awssolutions-iam5"), ["A0405", "A0406"]);
}

#[test]
fn an_unknown_name_is_an_error_with_a_hint() {
    for (name, help) in [("F0l01", "did you mean `F0101`?"), ("nonsense", "docs/diagnostics.md")] {
        let failure = find_by_name(name).unwrap_err();
        assert_eq!(failure.exit_code(), 2);
        assert_eq!(failure.to_string(), format!("no code or rule is named `{name}`"));
        assert!(failure.help().unwrap().starts_with(help), "{:?}", failure.help());
    }
    assert!(find_by_prefix("").is_err());
    assert!(find_by_prefix("F09999").is_err());
}

#[test]
fn the_beginning_of_a_name_selects_all_codes_that_start_with_it() {
    let codes = find_by_prefix("C05").unwrap();
    assert!(codes.len() >= 4 && codes.iter().all(|code| code.as_str().starts_with("C05")));
    assert!(find_by_prefix("E30").unwrap().contains(&Code::new("F0104")));
}
