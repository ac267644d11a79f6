//! Finds the policy document in a resource's properties.

use std::borrow::Cow;

use constructs_cloudformation::function::{If, NO_VALUE, is_function};
use constructs_document::{Node, Value};

use super::rows::{PolicyRow, WHOLE};
use crate::template::permission::{self, map};

/// The document. A document in a text is parsed.
pub(super) fn document<'t>(properties: &'t Node, row: &PolicyRow) -> Option<Cow<'t, Node>> {
    if row.document == WHOLE {
        return permission::document(properties).map(Cow::Owned);
    }
    let Some(found) = row.document.split('/').try_fold(properties, |node, name| node.get(name))
    else {
        return in_cases(properties, row.document).map(Cow::Owned);
    };
    if row.document == "KeyPolicy"
        && let Some(policy) = permission::with_default_key_policy(found)
    {
        return Some(Cow::Owned(policy));
    }
    if row.document == "Statement" {
        return Some(Cow::Owned(permission::wrap_statement(found)));
    }
    let written = found.as_str().and_then(|text| constructs_yaml::read(text.as_bytes()).ok());
    Some(written.map_or(Cow::Borrowed(found), |template| Cow::Owned(template.into_root())))
}

/// The value at a path through a function. `Fn::If` becomes an `Fn::If` of the values in its branches; any other function is
/// itself the value, which can't be read as a document.
fn in_cases(node: &Node, path: &str) -> Option<Node> {
    let Some((first, rest)) = path.split_once('/') else { return node.get(path).cloned() };
    let found = node.get(first)?;
    let Some(If { condition, then, otherwise }) = If::from_node(found) else {
        return if is_function(found) { Some(found.clone()) } else { in_cases(found, rest) };
    };
    let case = |case: &Node| {
        let nothing = Node::new(Value::String(NO_VALUE.to_owned()), case.mark);
        in_cases(&map(vec![(first, case.clone())]), path)
            .unwrap_or_else(|| map(vec![("Ref", nothing)]))
    };
    let all = vec![condition.clone(), case(then), case(otherwise)];
    Some(map(vec![("Fn::If", Node::new(Value::List(all), found.mark))]))
}
