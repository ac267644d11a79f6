//! Looks at the shape of a value in the template.

use constructs_document::{Map, Node, Value};

/// The text, if nothing in it would be taken for a dynamic reference.
pub(crate) fn plain_text(node: &Node) -> Option<&str> {
    node.as_str().filter(|text| !is_dynamic(text))
}

/// Whether synthesis would refuse the text as data.
pub(crate) fn is_dynamic(text: &str) -> bool {
    text.contains("{{resolve:")
}

/// The values under these keys, in their order, if the object has them and no other.
pub(crate) fn exactly<'n, const N: usize>(map: &'n Map, keys: [&str; N]) -> Option<[&'n Node; N]> {
    let found: Vec<&Node> = keys.iter().filter_map(|key| map.get(key)).collect();
    (map.len() == N).then_some(found)?.try_into().ok()
}

/// The items, if it is a list of so many.
pub(crate) fn items<const N: usize>(node: &Node) -> Option<&[Node; N]> {
    node.as_list()?.try_into().ok()
}

/// A whole number within `T`.
pub(crate) fn integer<T: TryFrom<i64>>(node: &Node) -> Option<T> {
    match node.value {
        Value::Integer(value) => value.try_into().ok(),
        _ => None,
    }
}
