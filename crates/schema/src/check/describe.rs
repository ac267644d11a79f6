//! Describes values, properties, and bounds in messages.

use constructs_diagnostics::escape::{MAX_QUOTED_CHARACTERS, shorten};
use constructs_document::{Node, Value};

use super::call::function_call;
use crate::schema::Bounds;
use constructs_cloudformation::check::Path;

/// The text that CloudFormation makes of a scalar; empty for lists and objects.
pub(super) fn scalar_text(node: &Node) -> String {
    node.to_text().unwrap_or_default()
}

/// A value for a message: scalars in backticks, shortened; lists and objects by their kind.
pub(super) fn describe_value(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => match function_call(node) {
            Some((name, _)) => format!("`{name}`"),
            None => "an object".to_owned(),
        },
        _ => {
            let text = scalar_text(node);
            format!("`{}`", shorten(&text, MAX_QUOTED_CHARACTERS))
        }
    }
}

/// `it takes at least 1 item`, `it takes 1 to 5 items`.
pub(super) fn describe_bounds(bounds: Bounds, one: &str, many: &str) -> String {
    let noun = |count| if count == 1 { one.to_owned() } else { many.to_owned() };
    match (bounds.min, bounds.max) {
        (Some(min), Some(max)) if min == max => {
            format!("it takes exactly {min} {}", noun(min))
        }
        (Some(min), Some(max)) => format!("it takes {min} to {max} {many}"),
        (Some(min), None) => format!("it takes at least {min} {}", noun(min)),
        (None, Some(max)) => format!("it takes at most {max} {}", noun(max)),
        (None, None) => format!("it takes any number of {many}"),
    }
}

/// The property at the end of a path, in backticks.
pub(super) fn describe_property(path: &Path<'_>) -> String {
    match path.last_key() {
        Some("Properties") | None => "the resource".to_owned(),
        Some(key) => format!("`{key}`"),
    }
}
