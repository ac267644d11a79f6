//! A map with one key → the CloudFormation function that it is, if it can be written as a short tag.
//!
//! INVARIANT: the tag's reader gets the very same map back, so a value of an unexpected shape stays long.
//! INVARIANT: `Condition` is never a tag: in an IAM statement it is a plain key, and long is always right.

use super::node::Node;
use std::borrow::Cow;

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

/// The tag and what stands behind it, for a function in short form.
pub(super) fn short<'node>(
    map: &'node [(String, Node)],
) -> Option<(&'static str, Cow<'node, Node>)> {
    let [(key, value)] = map else { return None };
    let (_, tag, shape) = FUNCTIONS.iter().find(|(name, ..)| name == key)?;
    if *tag == "!GetAtt" {
        return Some((tag, Cow::Owned(Node::String(attribute(value)?))));
    }
    let fits = match (shape, value) {
        (Shape::Text | Shape::TextOrList, Node::String(_))
        | (Shape::List | Shape::TextOrList, Node::List(_)) => true,
        (Shape::Map, Node::Map(entries)) => short(entries).is_none(),
        _ => false,
    };
    fits.then_some((*tag, Cow::Borrowed(value)))
}

/// `["A", "B.C"]` → `A.B.C`. A reader splits that at the first dot, so only if `A` has none.
fn attribute(value: &Node) -> Option<String> {
    let Node::List(parts) = value else {
        return None;
    };
    match parts.as_slice() {
        [Node::String(id), Node::String(name)] if is_logical_id(id) && !name.is_empty() => {
            Some(format!("{id}.{name}"))
        }
        _ => None,
    }
}

fn is_logical_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
