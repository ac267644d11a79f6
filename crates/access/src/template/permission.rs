//! Builds the policy document of a permission that has no document, such as `AWS::Lambda::Permission`.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html>

use constructs_cloudformation::function::{ACCOUNT_ID, If, URL_SUFFIX, is_no_value};
use constructs_document::{Entry, Map, Mark, Node, Value};

/// Properties of a permission, with the operator and the key of the condition.
const CONDITIONS: &[(&str, &str, &str)] = &[
    ("SourceArn", "ArnLike", "aws:SourceArn"),
    ("SourceAccount", "StringEquals", "aws:SourceAccount"),
    ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
    ("OrganizationId", "StringEquals", "aws:PrincipalOrgID"),
    ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
    ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
    ("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
];

/// The document of a permission with these properties; `None` if it has no action or principal.
pub(super) fn document(properties: &Node) -> Option<Node> {
    let (action, principal) = (properties.get("Action")?, properties.get("Principal")?);
    let conditions = CONDITIONS.iter().filter_map(|(property, operator, key)| {
        let value = properties.get(property)?;
        Some((*operator, *key, value.clone()))
    });
    let mut blocks: Vec<(&str, Vec<(&str, Node)>)> = Vec::new();
    for (operator, key, value) in conditions {
        match blocks.iter_mut().find(|(known, _)| *known == operator) {
            Some((_, keys)) => keys.push((key, value)),
            None => blocks.push((operator, vec![(key, value)])),
        }
    }
    let mut statement = vec![
        ("Effect", text("Allow")),
        ("Principal", principal_element(principal)),
        ("Action", action.clone()),
        ("Resource", text("*")),
    ];
    if !blocks.is_empty() {
        let blocks = blocks.into_iter().map(|(operator, keys)| (operator, map(keys)));
        statement.push(("Condition", map(blocks.collect())));
    }
    Some(map(vec![("Version", text("2012-10-17")), ("Statement", map(statement))]))
}

/// Wraps a statement in a document.
pub(super) fn wrap_statement(statement: &Node) -> Node {
    map(vec![("Version", text("2012-10-17")), ("Statement", statement.clone())])
}

/// Replaces `AWS::NoValue` in a key's policy by KMS's default policy; `None` if it contains none.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html>
pub(super) fn with_default_key_policy(policy: &Node) -> Option<Node> {
    if is_no_value(policy) {
        return Some(default_key_policy());
    }
    let If { condition, then, otherwise } = If::from_node(policy)?;
    let (one, other) = (with_default_key_policy(then), with_default_key_policy(otherwise));
    if one.is_none() && other.is_none() {
        return None;
    }
    let either = |new: Option<Node>, old: &Node| new.unwrap_or_else(|| old.clone());
    let all = vec![condition.clone(), either(one, then), either(other, otherwise)];
    Some(map(vec![("Fn::If", Node::new(Value::List(all), policy.mark))]))
}

/// The default policy of KMS keys: it leaves the decision to the account.
pub(super) fn default_key_policy() -> Node {
    let account = map(vec![("AWS", map(vec![("Ref", text(ACCOUNT_ID))]))]);
    wrap_statement(&map(vec![
        ("Effect", text("Allow")),
        ("Principal", account),
        ("Action", text("kms:*")),
        ("Resource", text("*")),
    ]))
}

/// The default policy of EFS file systems: it allows all client actions to every client that can connect to a mount target.
/// <https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html>
pub(super) fn default_file_system_policy() -> Node {
    wrap_statement(&map(vec![
        ("Effect", text("Allow")),
        ("Principal", text("*")),
        ("Action", text("elasticfilesystem:Client*")),
        ("Resource", text("*")),
    ]))
}

/// The `Principal` element of a single text: everyone, an account, an ARN, or else a service.
fn principal_element(principal: &Node) -> Node {
    let is_service = match principal.as_str() {
        Some("*") => return principal.clone(),
        Some(name) => {
            !(name.starts_with("arn:")
                || (name.len() == 12 && name.bytes().all(|byte| byte.is_ascii_digit())))
        }
        None => {
            !principal.single().is_some_and(|(function, argument)| returns_arn(function, argument))
        }
    };
    map(vec![(if is_service { "Service" } else { "AWS" }, principal.clone())])
}

/// Whether a function returns an account or an ARN rather than a service's name, which contains the URL suffix.
fn returns_arn(function: &str, argument: &Node) -> bool {
    match function {
        "Fn::GetAtt" | "Fn::ImportValue" => true,
        "Ref" => argument.as_str() != Some(URL_SUFFIX),
        _ => {
            let text = argument.to_json().to_string();
            !text.contains("amazonaws") && !text.contains("URLSuffix")
        }
    }
}

fn text(text: &str) -> Node {
    Node::new(Value::String(text.to_owned()), Mark::default())
}

/// An object.
pub(super) fn map(entries: Vec<(&str, Node)>) -> Node {
    let entry = |(key, node): (&str, Node)| Entry { key: key.to_owned(), mark: node.mark, node };
    Node::new(Value::Map(Map::new(entries.into_iter().map(entry).collect())), Mark::default())
}
