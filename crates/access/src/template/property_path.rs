//! Checks whether a value exists at a path of properties, or may exist there.

use constructs_cloudformation::function::{If, is_function, is_no_value};
use constructs_document::Node;

/// Whether a value exists or may exist at a path, in any item of a list or branch of `Fn::If`.
pub(super) fn has_path(node: &Node, path: &str) -> bool {
    if let Some(items) = node.as_list().filter(|_| !path.is_empty()) {
        return items.iter().any(|item| has_path(item, path));
    }
    if let Some(choice) = If::from_node(node) {
        return choice.branches().into_iter().any(|(_, branch)| has_path(branch, path));
    }
    if is_function(node) {
        return !is_no_value(node);
    }
    if path.is_empty() {
        return true;
    }
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    // An object may be written as JSON text.
    node.as_str().is_some() || node.get(first).is_some_and(|found| has_path(found, rest))
}
