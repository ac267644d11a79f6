//! Expands `AWS::Serverless::Api` and `HttpApi` into an API and the permissions of its authorizers.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html>

use constructs_document::Node;

use super::node::{At, function, is_truthy};
use super::source::{Expansion, Source, has_only};

const REST_PROPERTIES: &[&str] = &[
    "AccessLogSetting",
    "AlwaysDeploy",
    "ApiKeySourceType",
    "Auth",
    "BinaryMediaTypes",
    "CacheClusterEnabled",
    "CacheClusterSize",
    "CanarySetting",
    "Cors",
    "DefinitionBody",
    "DefinitionUri",
    "Description",
    "DisableExecuteApiEndpoint",
    "Domain",
    "EndpointAccessMode",
    "EndpointConfiguration",
    "FailOnWarnings",
    "GatewayResponses",
    "MergeDefinitions",
    "MethodSettings",
    "MinimumCompressionSize",
    "Mode",
    "Models",
    "Name",
    "OpenApiVersion",
    "Policy",
    "PropagateTags",
    "SecurityPolicy",
    "StageName",
    "Tags",
    "TracingEnabled",
    "Variables",
];

const HTTP_PROPERTIES: &[&str] = &[
    "AccessLogSettings",
    "Auth",
    "CorsConfiguration",
    "DefaultRouteSettings",
    "DefinitionBody",
    "DefinitionUri",
    "Description",
    "DisableExecuteApiEndpoint",
    "Domain",
    "FailOnWarnings",
    "Name",
    "PropagateTags",
    "RouteSettings",
    "StageName",
    "StageVariables",
    "Tags",
];

const REST_AUTH: &[&str] = &[
    "AddApiKeyRequiredToCorsPreflight",
    "AddDefaultAuthorizerToCorsPreflight",
    "ApiKeyRequired",
    "Authorizers",
    "DefaultAuthorizer",
    "InvokeRole",
    "ResourcePolicy",
    "UsagePlan",
];

const HTTP_AUTH: &[&str] = &["Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"];

/// Expands a REST API. `None` if it has a part that is not supported.
pub(super) fn expand_rest(source: Source<'_>) -> Option<Expansion> {
    if !source.has_only(REST_PROPERTIES) {
        return None;
    }
    let auth = auth(source, REST_AUTH)?;
    let mut expansion = Expansion::default();
    add_permissions(source, auth, "DisableFunctionDefaultPermissions", false, &mut expansion)?;
    let names = [("DefinitionBody", "Body"), ("DefinitionUri", "BodyS3Location"), ("Name", "Name")];
    let mut properties = source.rename_properties(&names);
    properties.extend(policy(source, auth).map(|policy| ("Policy", policy)));
    expansion.add(source.become_type("AWS::ApiGateway::RestApi", properties));
    let text = source.get("StageName").and_then(Node::as_str).unwrap_or_default();
    let is_plain = text.chars().all(char::is_alphanumeric);
    let stage = format!("{}{}Stage", source.id, if is_plain { text } else { "" });
    let deployment = format!("{}Deployment", source.id);
    let at = source.at;
    let mut of_stage = vec![("RestApiId", at.reference(source.id))];
    of_stage.extend(source.rename_properties(&[("StageName", "StageName")]));
    add_part(source, &stage, "Stage", "AWS::ApiGateway::Stage", of_stage, &mut expansion);
    let of_deployment = vec![("RestApiId", at.reference(source.id))];
    let kind = "AWS::ApiGateway::Deployment";
    add_part(source, &deployment, "Deployment", kind, of_deployment, &mut expansion);
    Some(expansion)
}

/// Everything that decides the API's resource policy: the transform writes statements for each method and path. Policies of APIs
/// are not read, so it is enough that equal policies are equal here.
fn policy(source: Source<'_>, auth: Option<&Node>) -> Option<Node> {
    let of_auth = |auth: &Node| auth.get("ResourcePolicy").filter(|one| is_truthy(one)).cloned();
    let mut parts: Vec<Node> = auth.and_then(of_auth).into_iter().collect();
    let events = source.original.rest_events.get(source.id).map_or(&[][..], Vec::as_slice);
    let of_events = events.iter().filter_map(|event| event.get("Properties")?.get("Auth"));
    parts.extend(of_events.filter_map(of_auth));
    parts.extend(source.get_truthy("Policy").cloned());
    if parts.is_empty() {
        return None;
    }
    parts.extend(events.iter().map(|event| (*event).clone()));
    Some(source.at.list(parts))
}

/// Expands an HTTP API. `None` if it has a part that is not supported.
pub(super) fn expand_http(source: Source<'_>) -> Option<Expansion> {
    if !source.has_only(HTTP_PROPERTIES) {
        return None;
    }
    let auth = auth(source, HTTP_AUTH)?;
    let mut expansion = Expansion::default();
    add_permissions(source, auth, "EnableFunctionDefaultPermissions", true, &mut expansion)?;
    let names = [("DefinitionBody", "Body"), ("Name", "Name")];
    expansion.add(source.become_type("AWS::ApiGatewayV2::Api", source.rename_properties(&names)));
    let at = source.at;
    let stage = match source.get("StageName") {
        None => "ApiGatewayDefaultStage",
        Some(_) => "Stage",
    };
    let stage = format!("{}{stage}", source.id);
    let mut of_stage = vec![("ApiId", at.reference(source.id))];
    of_stage.extend(source.rename_properties(&[("StageName", "StageName")]));
    add_part(source, &stage, "Stage", "AWS::ApiGatewayV2::Stage", of_stage, &mut expansion);
    Some(expansion)
}

/// Adds a resource that users name `Api.Stage` or `Api.Deployment`.
fn add_part(
    source: Source<'_>,
    id: &str,
    name: &str,
    kind: &str,
    properties: Vec<(&str, Node)>,
    expansion: &mut Expansion,
) {
    let node = source.at.resource(kind, source.condition(), properties);
    expansion.add(source.at.entry(id, node));
    expansion.references.push((format!("{}.{name}", source.id), id.to_owned()));
}

fn auth<'t>(source: Source<'t>, known: &[&str]) -> Option<Option<&'t Node>> {
    let Some(auth) = source.get_truthy("Auth") else { return Some(None) };
    (auth.as_map().is_some() && has_only(Some(auth), known)).then_some(Some(auth))
}

/// Adds the permissions to invoke functions that authorize requests, if the property `switch` is `needed`.
fn add_permissions(
    source: Source<'_>,
    auth: Option<&Node>,
    switch: &str,
    needed: bool,
    expansion: &mut Expansion,
) -> Option<()> {
    let all = auth.and_then(|auth| auth.get("Authorizers")).filter(|all| is_truthy(all));
    let Some(all) = all else { return Some(()) };
    if function(all).is_some() {
        return None;
    }
    for entry in all.as_map()? {
        let at = At(entry.node.mark);
        let authorizer = entry.node.as_map()?;
        let arn = authorizer.get("FunctionArn").filter(|arn| is_truthy(arn));
        let switch = authorizer.get(switch);
        if arn.is_some() && switch.and_then(function).is_some() {
            return None;
        }
        let is_on = switch.is_some_and(is_truthy);
        let Some(arn) = arn.filter(|_| is_on == needed) else { continue };
        let start = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}";
        let api = vec![("__ApiId__", at.reference(source.id))];
        let properties = vec![
            ("Action", at.text("lambda:InvokeFunction")),
            ("FunctionName", arn.clone()),
            ("Principal", at.text("apigateway.amazonaws.com")),
            ("SourceArn", at.substitution(&format!("{start}:${{__ApiId__}}/authorizers/*"), api)),
        ];
        let node = at.resource("AWS::Lambda::Permission", source.condition(), properties);
        let id = format!("{}{}AuthorizerPermission", source.id, entry.key);
        expansion.add(at.entry(id, node));
    }
    Some(())
}
