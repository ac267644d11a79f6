//! Finds nulls, which CloudFormation rejects wherever they are.

use constructs_document::{Node, Value};
use constructs_limits::codes::NULL;

use crate::check::{Path, Report};
use crate::{Declarations, entries};

/// Checks everything below the sections; a section that is null is reported with the sections.
pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    for section in entries(Some(template.root)).filter(|entry| entry.node.value != Value::Null) {
        check_value(&section.node, &Path::ROOT.entry(section), report);
    }
}

fn check_value(node: &Node, path: &Path<'_>, report: &mut Report) {
    match &node.value {
        Value::Null => {
            let message = "the value is null".to_owned();
            let help = "remove the key, or write its value: in YAML, a key without a value is null";
            report.add_with_help(NULL, path, message, Some(help.to_owned()));
        }
        Value::Map(map) => {
            map.iter().for_each(|entry| check_value(&entry.node, &path.entry(entry), report));
        }
        Value::List(items) => {
            let numbered = items.iter().enumerate();
            numbered.for_each(|(index, item)| check_value(item, &path.item(index, item), report));
        }
        _ => {}
    }
}
