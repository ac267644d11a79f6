//! Reads, applies, and writes a baseline: a file of findings that a run accepts because they existed before.
//!
//! An [`Entry`] identifies a finding by its code, stack, construct, property, and a hash of the value. It has no line and no
//! message, so a template can move and a message can improve, but a changed value is a new finding.
//!
//! INVARIANT: a file that exists only loses entries, unless the user asks for `--add`.

mod entry;
mod file;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::Path;

use constructs::Diagnostic;
use constructs::diagnostic::Place;
use constructs_cloudformation::Stack;

use super::report::{Acknowledged, Report};
use super::select::CodeFilter;
use crate::codes::BASELINE_UNUSED;
use crate::failure::Failure;
use entry::{Entries, Entry};

/// What a report names as the form of acknowledgement of a finding in a baseline.
pub(super) const BASELINE: &str = "baseline";

/// Accepts the findings that the file lists. An entry that matches no finding is a note, unless the filter excludes its code.
pub(super) fn apply(
    path: &Path,
    report: &mut Report,
    stacks: &[Stack],
    filter: &CodeFilter,
) -> Result<(), Failure> {
    let known = file::read(path)?;
    let used = accept(path, report, stacks, &known.keys().cloned().collect());
    let is_unused = |entry: &Entry| !used.contains(entry) && filter.has_named(&entry.code);
    let unused = known.iter().filter(|(entry, _)| is_unused(entry));
    report.add(unused.map(|(entry, line)| unused_entry(entry, *line, path)));
    Ok(())
}

/// Writes the findings of the report to the file, and accepts them. If the file exists, new findings are added only with `add`.
pub(super) fn write(
    path: &Path,
    report: &mut Report,
    stacks: &[Stack],
    add: bool,
) -> Result<(), Failure> {
    let mut entries = Entries::new(stacks);
    let mut found: BTreeSet<Entry> =
        report.findings.iter().filter_map(|found| entries.find(found)).collect();
    let mut known = BTreeSet::new();
    if path.exists() {
        known.extend(file::read(path)?.into_keys());
        found.retain(|entry| add || entry.clone().in_known(&known).is_some());
    }
    file::write(path, &found)?;
    let (added, removed) = (found.difference(&known).count(), known.difference(&found).count());
    report.remarks.push(format!(
        "the baseline `{}` has {} entries: {added} added, {removed} removed",
        path.display(),
        found.len()
    ));
    accept(path, report, stacks, &found);
    Ok(())
}

/// Moves the findings that `known` lists to the acknowledged ones. Returns the entries that match a finding.
fn accept(
    path: &Path,
    report: &mut Report,
    stacks: &[Stack],
    known: &BTreeSet<Entry>,
) -> BTreeSet<Entry> {
    let mut entries = Entries::new(stacks);
    let mut used = BTreeSet::new();
    for diagnostic in std::mem::take(&mut report.findings) {
        match entries.find(&diagnostic).and_then(|entry| entry.in_known(known)) {
            Some(entry) => {
                let reason = format!("the baseline `{}` contains it", path.display());
                report.acknowledged.push(Acknowledged { diagnostic, reason, by: BASELINE });
                used.insert(entry);
            }
            None => report.findings.push(diagnostic),
        }
    }
    used
}

fn unused_entry(entry: &Entry, line: u32, path: &Path) -> Diagnostic {
    let message = format!("no finding matches the baseline entry for {entry}");
    let file = path.display();
    let mut place = Place::default();
    place.file = Some(file.to_string());
    place.position = (line > 0).then_some((line, 1));
    let help = format!("remove it: run `validate` with `--write-baseline {file}`");
    Diagnostic::note(BASELINE_UNUSED, message).at(place).help(help)
}
