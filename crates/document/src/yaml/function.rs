//! Relates functions to their short tags: the tag of a function in a value, and the function that a tag calls.
//!
//! INVARIANT: the tag's reader gets the very same map back, so a value of an unexpected shape stays long.
//! INVARIANT: `Condition` is never a tag: in an IAM statement it is a plain key, and long is always right.

use std::borrow::Cow;

use crate::node::{Map, Node, Value};

/// What the names of functions start with, except `Ref` and `Condition`. Tags leave it out.
const PREFIX: &str = "Fn::";

/// What a function is called on; another shape than its own is written long.
enum Shape {
    Text,
    List,
    TextOrList,
    Map,
}

/// The functions that are written in short form, each with the shape of its argument.
const SHORT_FUNCTIONS: [(&str, Shape); 17] = [
    ("Ref", Shape::Text),
    ("Fn::And", Shape::List),
    ("Fn::Base64", Shape::Text),
    ("Fn::Cidr", Shape::List),
    ("Fn::Equals", Shape::List),
    ("Fn::FindInMap", Shape::List),
    ("Fn::GetAtt", Shape::List),
    ("Fn::GetAZs", Shape::Text),
    ("Fn::If", Shape::List),
    ("Fn::ImportValue", Shape::Text),
    ("Fn::Join", Shape::List),
    ("Fn::Not", Shape::List),
    ("Fn::Or", Shape::List),
    ("Fn::Select", Shape::List),
    ("Fn::Split", Shape::List),
    ("Fn::Sub", Shape::TextOrList),
    ("Fn::Transform", Shape::Map),
];

/// The function that a tag calls, by the tag's name without `!`: `Sub` calls `Fn::Sub`.
///
/// A reader takes any name, because AWS adds functions.
#[must_use]
pub fn function_of_tag(name: &str) -> String {
    match name {
        "Ref" | "Condition" => name.to_owned(),
        _ => format!("{PREFIX}{name}"),
    }
}

/// The tag without `!` and the value after it, for a function in short form.
pub(super) fn short(map: &Map) -> Option<(&'static str, Cow<'_, Node>)> {
    let mut entries = map.iter();
    let (Some(entry), None) = (entries.next(), entries.next()) else { return None };
    let (key, value) = (&entry.key, &entry.node);
    let (name, shape) = SHORT_FUNCTIONS.iter().find(|(name, _)| name == key)?;
    let tag = name.strip_prefix(PREFIX).unwrap_or(name);
    if tag == "GetAtt" {
        return Some((tag, Cow::Owned(Node::new(Value::String(attribute(value)?), value.mark))));
    }
    let fits = match (shape, &value.value) {
        (Shape::Text | Shape::TextOrList, Value::String(_))
        | (Shape::List | Shape::TextOrList, Value::List(_)) => true,
        (Shape::Map, Value::Map(map)) => short(map).is_none(),
        _ => false,
    };
    fits.then_some((tag, Cow::Borrowed(value)))
}

/// `["A", "B.C"]` → `A.B.C`. A reader splits that at the first dot, so only if `A` has none.
fn attribute(value: &Node) -> Option<String> {
    let [id, name] = value.as_list()? else { return None };
    let (id, name) = (id.as_str()?, name.as_str()?);
    (is_logical_id(id) && !name.is_empty()).then(|| format!("{id}.{name}"))
}

fn is_logical_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
