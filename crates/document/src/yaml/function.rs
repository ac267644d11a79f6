//! Finds the short tag of a function.
//!
//! INVARIANT: the tag's reader gets the very same map back, so a value of an unexpected shape stays long.
//! INVARIANT: `Condition` is never a tag: in an IAM statement it is a plain key, and long is always right.

use std::borrow::Cow;

use crate::node::{Map, Node, Value};

/// What a function is called on; another shape than its own is written long.
enum Shape {
    Text,
    List,
    TextOrList,
    Map,
}

/// The functions that have a short form, with their tags.
const FUNCTIONS: [(&str, &str, Shape); 17] = [
    ("Ref", "!Ref", Shape::Text),
    ("Fn::And", "!And", Shape::List),
    ("Fn::Base64", "!Base64", Shape::Text),
    ("Fn::Cidr", "!Cidr", Shape::List),
    ("Fn::Equals", "!Equals", Shape::List),
    ("Fn::FindInMap", "!FindInMap", Shape::List),
    ("Fn::GetAtt", "!GetAtt", Shape::List),
    ("Fn::GetAZs", "!GetAZs", Shape::Text),
    ("Fn::If", "!If", Shape::List),
    ("Fn::ImportValue", "!ImportValue", Shape::Text),
    ("Fn::Join", "!Join", Shape::List),
    ("Fn::Not", "!Not", Shape::List),
    ("Fn::Or", "!Or", Shape::List),
    ("Fn::Select", "!Select", Shape::List),
    ("Fn::Split", "!Split", Shape::List),
    ("Fn::Sub", "!Sub", Shape::TextOrList),
    ("Fn::Transform", "!Transform", Shape::Map),
];

/// The tag and the value after it, for a function in short form.
pub(super) fn short(map: &Map) -> Option<(&'static str, Cow<'_, Node>)> {
    let mut entries = map.iter();
    let (Some(entry), None) = (entries.next(), entries.next()) else { return None };
    let (key, value) = (&entry.key, &entry.node);
    let (_, tag, shape) = FUNCTIONS.iter().find(|(name, ..)| name == key)?;
    if *tag == "!GetAtt" {
        return Some((tag, Cow::Owned(Node::new(Value::String(attribute(value)?), value.mark))));
    }
    let fits = match (shape, &value.value) {
        (Shape::Text | Shape::TextOrList, Value::String(_))
        | (Shape::List | Shape::TextOrList, Value::List(_)) => true,
        (Shape::Map, Value::Map(map)) => short(map).is_none(),
        _ => false,
    };
    fits.then_some((*tag, Cow::Borrowed(value)))
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
