//! Recognizes the values that CloudFormation replaces: calls of intrinsic functions, and texts that it resolves later.

use constructs_cloudformation::function::{FunctionPlace, IntrinsicFunction, is_pseudo_parameter};
use constructs_document::Node;

/// The function that a value calls, and its argument.
pub(super) fn function_call(node: &Node) -> Option<(&str, &Node)> {
    node.single().filter(|(name, _)| returns_value(name))
}

/// Whether a property can be a call of the function. `Fn::Contains` is allowed in rules only, but is not reported yet.
fn returns_value(name: &str) -> bool {
    let known = IntrinsicFunction::find(name);
    name == "Fn::Contains"
        || known.is_some_and(|known| known.is_allowed_in(FunctionPlace::Properties, true))
}

/// Whether CloudFormation replaces a text when it deploys the template.
pub(super) fn is_resolved_later(text: &str) -> bool {
    let Some((_, rest)) = text.split_once("{{") else {
        return text.starts_with("AWS::") && is_pseudo_parameter(text);
    };
    rest.trim_start().starts_with("resolve:") || text.contains("{{resolve:")
}
