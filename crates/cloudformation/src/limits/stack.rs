//! The sections of a template: how much they hold, what they are called.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>

use constructs::codes;
use constructs::limits::{
    INLINE_TEMPLATE, OTHER_ENTRIES, RESOURCES, S3_TEMPLATE, TEMPLATE_DESCRIPTION,
};
use constructs_diagnostics::Severity;
use constructs_diagnostics::pointer;
use constructs_document::{Entry, Node};

use super::cursor::Cursor;
use super::least::{Part, least_characters, parts};
use super::{Report, entries};

const LOGICAL_ID: usize = 255;
const EXPORT_NAME: usize = 255;

pub(super) fn check(root: &Node, bytes: usize, report: &mut Report) {
    size(root, bytes, report);
    counts(root, report);
    description(root, report);
    for section in ["Parameters", "Mappings", "Resources", "Outputs"] {
        for entry in entries(root, section) {
            logical_id(&entry, report);
        }
    }
    for output in entries(root, "Outputs") {
        if let Some(name) = output.get("Export").and_then(|export| export.get("Name")) {
            export_name(&name, report);
        }
    }
}

fn size(root: &Node, bytes: usize, report: &mut Report) {
    let top = Cursor { node: root, mark: root.mark, pointer: String::new() };
    if bytes > S3_TEMPLATE {
        let message = format!(
            "the template has {bytes} bytes, more than the {S3_TEMPLATE} that CloudFormation takes"
        );
        let help = "split the stack: references between stacks become exports by themselves";
        report.error(codes::TEMPLATE_SIZE, &top, message, help);
    } else if bytes > INLINE_TEMPLATE {
        let message = format!(
            "the template has {bytes} bytes, more than the {INLINE_TEMPLATE} that can be sent without S3"
        );
        let help =
            "deploy it with `aws cloudformation deploy --s3-bucket BUCKET`, or split the stack";
        report.push(Severity::Warning, codes::TEMPLATE_SIZE, &top, message, help);
    }
}

fn counts(root: &Node, report: &mut Report) {
    for (code, section, limit) in [
        (codes::RESOURCE_COUNT, "Resources", RESOURCES),
        (codes::SECTION_COUNT, "Parameters", OTHER_ENTRIES),
        (codes::SECTION_COUNT, "Mappings", OTHER_ENTRIES),
        (codes::SECTION_COUNT, "Outputs", OTHER_ENTRIES),
    ] {
        let Some(at) = top(root, section) else { continue };
        let count = at.node.as_map().map_or(0, constructs_document::Map::len);
        let noun = section.to_ascii_lowercase();
        if count > limit {
            let message = format!(
                "the stack has {count} {noun}, more than the {limit} that a template takes"
            );
            let help = "split the stack: references between stacks become exports by themselves";
            report.error(code, &at, message, help);
        }
        if section == "Resources" && at.node.as_map().is_some() && count == 0 {
            let help = "add one, or leave the stack out";
            report.error(codes::NO_RESOURCES, &at, "the stack has no resource".to_owned(), help);
        }
    }
}

fn description(root: &Node, report: &mut Report) {
    if let Some(at) = top(root, "Description")
        && at.node.as_str().is_some_and(|text| text.len() > TEMPLATE_DESCRIPTION)
    {
        let message = format!("the description is longer than {TEMPLATE_DESCRIPTION} bytes");
        report.error(codes::DESCRIPTION, &at, message, "shorten it");
    }
}

fn logical_id(entry: &Cursor<'_>, report: &mut Report) {
    let id = entry.key();
    let is_fit =
        (1..=LOGICAL_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_fit {
        let message = format!("`{id}` can't be a logical id");
        let help = "keep to letters and digits, 255 at most";
        report.error(codes::LOGICAL_ID, entry, message, help);
    }
}

fn export_name(name: &Cursor<'_>, report: &mut Report) {
    let length = least_characters(name.node);
    let help = "keep to letters, digits, `:` and `-`, 255 at most";
    if name.node.as_str() == Some("") {
        report.error(codes::EXPORT_NAME, name, "the export's name is empty".to_owned(), help);
    } else if length > EXPORT_NAME {
        let message = format!(
            "the export's name has at least {length} characters; {EXPORT_NAME} is the most"
        );
        report.error(codes::EXPORT_NAME, name, message, help);
    } else if let Some(text) = refused_text(name.node) {
        let message = format!("`{text}` can't be the name of an export");
        report.error(codes::EXPORT_NAME, name, message, help);
    }
}

/// The text of a name, where it or what is written out of it holds what a name can't.
fn refused_text(name: &Node) -> Option<&str> {
    let takes =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":-".contains(&byte));
    let refused = |node: &'_ Node| node.as_str().is_some_and(|text| !takes(text));
    match name.single() {
        None => name.as_str().filter(|text| !takes(text)),
        Some(("Fn::Sub", argument)) => {
            let template =
                argument.as_list().and_then(<[_]>::first).unwrap_or(argument).as_str()?;
            let is_fit = parts(template).all(|part| match part {
                Part::Text(text) => takes(text),
                Part::Escaped(_) => false,
                Part::Variable(_) => true,
            });
            (!is_fit).then_some(template)
        }
        Some(("Fn::Join", arguments)) => match arguments.as_list()? {
            [delimiter, _] if refused(delimiter) => delimiter.as_str(),
            [_, items] => items.as_list()?.iter().find(|item| refused(item))?.as_str(),
            _ => None,
        },
        Some(_) => None,
    }
}

/// A section as a whole.
fn top<'t>(root: &'t Node, section: &str) -> Option<Cursor<'t>> {
    let Entry { key, mark, node } = root.as_map()?.entry(section)?;
    Some(Cursor { node, mark: *mark, pointer: pointer::child("", key) })
}
