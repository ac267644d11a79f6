//! Describes values, properties, and bounds in messages.

use constructs_diagnostics::escape::{MAX_QUOTED_CHARACTERS, shorten};
use constructs_document::{Node, Value};

use super::call::function_call;
use super::path::Path;
use crate::schema::Bounds;

/// A scalar as CloudFormation's text for it; empty for lists and objects.
pub(super) fn plain(node: &Node) -> String {
    node.to_text().unwrap_or_default()
}

/// A value for a message: a text in backticks, shortened; lists and objects by what they are.
pub(super) fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => match function_call(node) {
            Some((name, _)) => format!("`{name}`"),
            None => "an object".to_owned(),
        },
        _ => {
            let text = plain(node);
            format!("`{}`", shorten(&text, MAX_QUOTED_CHARACTERS))
        }
    }
}

/// `at least 1 item`, `1 to 5 items`.
pub(super) fn limit(bounds: Bounds, one: &str, many: &str) -> String {
    let noun = |count| if count == 1 { one.to_owned() } else { many.to_owned() };
    match (bounds.least, bounds.most) {
        (Some(least), Some(most)) if least == most => {
            format!("it takes exactly {least} {}", noun(least))
        }
        (Some(least), Some(most)) => format!("it takes {least} to {most} {many}"),
        (Some(least), None) => format!("it takes at least {least} {}", noun(least)),
        (None, Some(most)) => format!("it takes at most {most} {}", noun(most)),
        (None, None) => "it takes another number".to_owned(),
    }
}

/// The property that a path leads to, in backticks.
pub(super) fn named(path: &Path<'_>) -> String {
    match path.last_key() {
        Some("Properties") | None => "the resource".to_owned(),
        Some(key) => format!("`{key}`"),
    }
}
