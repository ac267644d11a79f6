//! The sections of a template: how much they hold, what they are called.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>

use constructs_diagnostics::pointer;
use constructs_document::{Entry, Node};
use constructs_limits::template::{self, CountedSection, has_export_name_characters};

use super::cursor::Cursor;
use super::least::known_text;
use super::report::Report;
use crate::function::{Join, Substitution, SubstitutionPart, substitution_parts};

pub(super) fn check(root: &Node, bytes: usize, report: &mut Report) {
    size(root, bytes, report);
    counts(root, report);
    description(root, report);
    for section in ["Parameters", "Mappings", "Resources", "Outputs", "Rules"] {
        for entry in Cursor::section(root, section) {
            logical_id(&entry, report);
        }
    }
    for output in Cursor::section(root, "Outputs") {
        if let Some(name) = output.get("Export").and_then(|export| export.get("Name")) {
            export_name(&name, report);
        }
    }
}

fn size(root: &Node, bytes: usize, report: &mut Report) {
    let top = Cursor { node: root, mark: root.mark, pointer: String::new() };
    report.add(&top, template::check_size(bytes));
}

fn counts(root: &Node, report: &mut Report) {
    for section in CountedSection::ALL {
        let Some(at) = top(root, section.key()) else { continue };
        if let Some(entries) = at.node.as_map() {
            report.add(&at, template::check_count(section, entries.len()));
        }
    }
}

fn description(root: &Node, report: &mut Report) {
    if let Some(at) = top(root, "Description")
        && let Some(text) = at.node.as_str()
    {
        report.add(&at, template::check_description(text));
    }
}

fn logical_id(entry: &Cursor<'_>, report: &mut Report) {
    report.add(entry, template::check_logical_id(&entry.key()));
}

fn export_name(name: &Cursor<'_>, report: &mut Report) {
    let rejected = rejected_text(name.node);
    report.add(name, template::check_export_name(known_text(name.node), rejected));
}

/// The text of a name, where it or what is written out of it holds what a name can't.
fn rejected_text(name: &Node) -> Option<&str> {
    let takes = has_export_name_characters;
    let refused = |node: &'_ Node| node.as_str().is_some_and(|text| !takes(text));
    match name.single() {
        None => name.as_str().filter(|text| !takes(text)),
        Some(("Fn::Sub", argument)) => {
            let template = Substitution::parse_loosely(argument)?.text;
            let is_fit = substitution_parts(template).all(|part| match part {
                SubstitutionPart::Text(text) => takes(text),
                SubstitutionPart::Literal(_) | SubstitutionPart::Unclosed(_) => false,
                SubstitutionPart::Variable(_) => true,
            });
            (!is_fit).then_some(template)
        }
        Some(("Fn::Join", arguments)) => match Join::parse(arguments)? {
            Join { delimiter, .. } if refused(delimiter) => delimiter.as_str(),
            Join { items, .. } => items.as_list()?.iter().find(|item| refused(item))?.as_str(),
        },
        Some(_) => None,
    }
}

/// A section as a whole.
fn top<'t>(root: &'t Node, section: &str) -> Option<Cursor<'t>> {
    let Entry { key, mark, node } = root.as_map()?.entry(section)?;
    Some(Cursor { node, mark: *mark, pointer: pointer::child("", key) })
}
