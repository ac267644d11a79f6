//! `access diff`: who gained and who lost what between two states, in words.

use std::collections::BTreeSet;
use std::path::Path;

use constructs::diagnostic::escape::push_line;
use constructs_access::ask::{AccessDifference, Change, Changes, compare_states};
use constructs_access::prove::{caveats, describe_request};
use constructs_iam::Assumption;
use serde::Serialize;

use super::arguments::{DiffFormat, DiffOptions};
use super::load;
use crate::failure::Failure;
use crate::output::{print, print_json};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'c> {
    changes: &'c [Change],
    assumed: &'c BTreeSet<Assumption>,
    not_covered: Vec<String>,
}

pub(super) fn run(project: &Path, options: &DiffOptions) -> Result<(), Failure> {
    let (report, result) = answer(project, options)?;
    match options.format {
        DiffFormat::Text => print(&report)?,
        DiffFormat::Json => print_json(&report)?,
    }
    result
}

/// The report, and whether the command fails after printing it.
pub(super) fn answer(
    project: &Path,
    options: &DiffOptions,
) -> Result<(String, Result<(), Failure>), Failure> {
    let output = project.join("cdk.out");
    let state = |word| load::state(project, &output, word);
    let Changes { changes, assumptions } =
        compare_states(&state(&options.old)?, &state(&options.new)?);
    let report = match options.format {
        DiffFormat::Text => text(&changes, &assumptions),
        DiffFormat::Json => {
            let report =
                Report { changes: &changes, assumed: &assumptions, not_covered: caveats() };
            serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
        }
    };
    let gains = changes.iter().filter(|change| change.is_gain()).count();
    let has_failed = options.no_new_access && gains > 0;
    Ok((report, if has_failed { Err(Failure::NewAccess(gains)) } else { Ok(()) }))
}

fn text(changes: &[Change], assumptions: &BTreeSet<Assumption>) -> String {
    let mut text = String::new();
    if changes.is_empty() {
        text += "nobody in these templates gained or lost anything\n";
        push_assumptions(&mut text, assumptions);
        return text;
    }
    for change in changes {
        push_line(&mut text, format_args!("{}", heading(change)));
        let is_shared = change.is_resource_policy;
        change.gained.iter().for_each(|one| line(&mut text, '+', "gained", one, is_shared));
        change.lost.iter().for_each(|one| line(&mut text, '-', "lost", one, is_shared));
        if change.gained.is_empty() && change.lost.is_empty() {
            push_line(&mut text, format_args!("  = can do the same as before"));
        }
    }
    push_assumptions(&mut text, assumptions);
    text.push_str("\nnot covered:\n");
    for caveat in caveats() {
        push_line(&mut text, format_args!("  - {caveat}"));
    }
    text
}

fn push_assumptions(text: &mut String, assumptions: &BTreeSet<Assumption>) {
    for (index, assumption) in assumptions.iter().enumerate() {
        if index == 0 {
            *text += "\nassumed, not proved:\n";
        }
        push_line(text, format_args!("  - {assumption}"));
    }
}

/// Who it is about, and what became of them.
fn heading(change: &Change) -> String {
    let mut notes = Vec::new();
    match (change.is_new, change.is_gone) {
        (true, _) => notes.push("new".to_owned()),
        (_, true) => notes.push("gone".to_owned()),
        _ => {}
    }
    notes.extend(change.moved_from.iter().map(|path| format!("moved, it was `{path}`")));
    let renamed = change.renamed.iter();
    notes.extend(renamed.map(|(old, new)| format!("renamed, from `{old}` to `{new}`")));
    let subject = match change.is_resource_policy {
        true => format!("policy of {}", change.subject),
        false => change.subject.clone(),
    };
    if notes.is_empty() { subject } else { format!("{subject} ({})", notes.join("; ")) }
}

/// `is_shared`: it is about several, and who asks is to be named.
fn line(text: &mut String, sign: char, verb: &str, one: &AccessDifference, is_shared: bool) {
    let perhaps = if one.reason.is_some() { "perhaps " } else { "" };
    push_line(text, format_args!("  {sign} {perhaps}{verb}: {} ({})", one.text, one.policy));
    if let Some(witness) = &one.witness {
        let who = if is_shared { format!(", by `{}`", witness.principal) } else { String::new() };
        push_line(text, format_args!("      for example: {}{who}", describe_request(witness)));
    }
    if let Some(reason) = &one.reason {
        push_line(text, format_args!("      undecided: {reason}"));
    }
}
