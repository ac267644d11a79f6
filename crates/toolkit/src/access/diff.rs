//! `access diff`: who gained and who lost what between two states, in words.

use std::fmt::Write;

use constructs_analysis::access::ask::{Change, Difference, changes};
use constructs_analysis::access::prove::{caveats, request};
use constructs_analysis::access::template::{Estate, principals};

use super::arguments::DiffOptions;
use super::{load, output};
use crate::failure::Failure;
use crate::project::Project;

pub(super) fn run(project: &Project, options: &DiffOptions) -> Result<(), Failure> {
    let output = project.folder().join("cdk.out");
    let state = |word| load::state(project.folder(), &output, word);
    let (old, new) = (state(&options.old)?, state(&options.new)?);
    let (old, new) = (Estate::new(&old), Estate::new(&new));
    let changes = changes(&principals(&old), &principals(&new));
    output::print(&text(&changes))?;
    let gains = changes.iter().filter(|change| gains(change)).count();
    if options.no_new_access && gains > 0 {
        return Err(Failure::NewAccess(gains));
    }
    Ok(())
}

/// What can't be read may be a gain.
fn gains(change: &Change) -> bool {
    !change.gained.is_empty() || (!change.is_gone && !change.gaps.is_empty())
}

fn text(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "nobody in these templates gained or lost anything\n".to_owned();
    }
    let mut text = String::new();
    for change in changes {
        let note = match (change.is_new, change.is_gone) {
            (true, _) => " (new)",
            (_, true) => " (gone)",
            _ => "",
        };
        let _ = writeln!(text, "{}{note}", change.principal);
        change.gained.iter().for_each(|one| line(&mut text, '+', "gained", one));
        change.lost.iter().for_each(|one| line(&mut text, '-', "lost", one));
        for gap in &change.gaps {
            let _ = writeln!(text, "  ? not decided: {gap}");
        }
    }
    let _ = writeln!(text, "\nnot covered:");
    for caveat in caveats() {
        let _ = writeln!(text, "  - {caveat}");
    }
    text
}

fn line(text: &mut String, sign: char, verb: &str, one: &Difference) {
    let perhaps = if one.reason.is_some() { "perhaps " } else { "" };
    let _ = writeln!(text, "  {sign} {perhaps}{verb}: {} ({})", one.text, one.policy);
    if let Some(witness) = &one.witness {
        let _ = writeln!(text, "      for example: {}", request(witness));
    }
    if let Some(reason) = &one.reason {
        let _ = writeln!(text, "      not decided: {reason}");
    }
}
