//! Expands `AWS::Serverless::WebSocketApi` into an API and the permissions of its routes and its authorizer.
//!
//! The transform ignores the resource's condition: every deployment has these resources.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-websocketapi.html>

use constructs_document::Node;

use super::node::{At, function, is_truthy};
use super::source::{Expansion, Source, has_only};

const PROPERTIES: &[&str] = &[
    "AccessLogSettings",
    "ApiKeySelectionExpression",
    "Auth",
    "DefaultRouteSettings",
    "Description",
    "DisableExecuteApiEndpoint",
    "DisableSchemaValidation",
    "Domain",
    "FailOnWarnings",
    "IpAddressType",
    "Name",
    "PropagateTags",
    "RouteSelectionExpression",
    "RouteSettings",
    "Routes",
    "StageName",
    "StageVariables",
    "Tags",
];

const AUTH: &[&str] = &["AuthArn", "AuthType", "IdentitySource", "InvokeRole", "Name"];

/// Expands an API. `None` if it has a part that is not supported.
pub(super) fn expand(source: Source<'_>) -> Option<Expansion> {
    if !source.has_only(PROPERTIES) {
        return None;
    }
    let mut expansion = Expansion::default();
    let at = source.at;
    let properties = source.rename_properties(&[("Name", "Name")]);
    expansion.add(at.entry(source.id, at.resource("AWS::ApiGatewayV2::Api", None, properties)));
    let stage = source.get("StageName").cloned().unwrap_or_else(|| at.text("default"));
    for entry in source.get("Routes")?.as_map()? {
        let at = At(entry.node.mark);
        let key = &entry.key;
        let name = capitalize(key.strip_prefix('$').unwrap_or(key));
        if !name.chars().all(char::is_alphanumeric) {
            return None;
        }
        let values =
            vec![("__ApiId__", at.attribute(source.id, "ApiId")), ("__StageName__", stage.clone())];
        let arn =
            at.substitution(&format!("{START}:${{__ApiId__}}/${{__StageName__}}/{key}"), values);
        let function = entry.node.get("FunctionArn")?.clone();
        add_permission(source, &format!("{name}Permission"), function, arn, at, &mut expansion);
    }
    add_authorizer(source, &mut expansion)?;
    let properties = vec![("ApiId", at.reference(source.id)), ("StageName", stage)];
    let node = at.resource("AWS::ApiGatewayV2::Stage", None, properties);
    let id = format!("{}Stage", source.id);
    expansion.references.push((format!("{}.Stage", source.id), id.clone()));
    expansion.add(at.entry(id, node));
    Some(expansion)
}

const START: &str = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}";

/// Adds the permission to invoke the function that authorizes connections, unless a role invokes it.
fn add_authorizer(source: Source<'_>, expansion: &mut Expansion) -> Option<()> {
    let Some(auth) = source.get_truthy("Auth") else { return Some(()) };
    if !has_only(Some(auth), AUTH) {
        return None;
    }
    let at = At(auth.mark);
    let is_custom = auth.get("AuthType")?.as_str()? == "CUSTOM";
    let role = auth.get("InvokeRole").filter(|role| is_truthy(role));
    if role.and_then(function).is_some_and(|(name, _)| name == "Fn::If") {
        return None;
    }
    if !is_custom || role.is_some() {
        return Some(());
    }
    let api = vec![("__ApiId__", at.reference(source.id))];
    let arn = at.substitution(&format!("{START}:${{__ApiId__}}/authorizers/*"), api);
    let function = auth.get("AuthArn")?.clone();
    add_permission(source, "AuthorizerPermission", function, arn, at, expansion);
    Some(())
}

fn add_permission(
    source: Source<'_>,
    name: &str,
    function: Node,
    arn: Node,
    at: At,
    expansion: &mut Expansion,
) {
    let properties = vec![
        ("Action", at.text("lambda:InvokeFunction")),
        ("FunctionName", function),
        ("Principal", at.text("apigateway.amazonaws.com")),
        ("SourceArn", arn),
    ];
    let node = at.resource("AWS::Lambda::Permission", None, properties);
    expansion.add(at.entry(format!("{}{name}", source.id), node));
}

fn capitalize(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str().to_lowercase())
}
