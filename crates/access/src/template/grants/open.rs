//! Lists the properties that decide how a service authenticates callers. With some of their values, callers need no IAM permission.

use constructs_document::{Node, Value};

use crate::template::depends::expression_identity;
use crate::template::stacks::{ResourceId, Stacks};

/// A property that decides how callers are authenticated.
pub(crate) struct OpenProperty {
    pub(crate) kind: &'static str,
    pub(crate) property: &'static str,
    /// The values with which every caller needs a permission; empty text means an absent property.
    pub(crate) closed: &'static [&'static str],
    /// What the resource may do with another value.
    pub(crate) what: &'static str,
    /// The service of the actions that callers may then do.
    pub(crate) service: &'static str,
}

const fn row(
    kind: &'static str,
    property: &'static str,
    closed: &'static [&'static str],
    what: &'static str,
    service: &'static str,
) -> OpenProperty {
    OpenProperty { kind, property, closed, what, service }
}

const SIGNED: &[&str] = &["AWS_IAM"];
const UNSIGNED: &str = "may let callers in without a signature";
const TOKENS: &str = "may let callers in by tokens";

/// All such properties.
pub(crate) const OPEN: &[OpenProperty] = &[
    row(
        "AWS::AgentRegistry::Registry",
        "AuthorizerType",
        &["", "AWS_IAM"],
        TOKENS,
        "bedrock-agentcore",
    ),
    row(
        "AWS::AgentRegistry::Registry",
        "DiscoveryConfiguration",
        &[""],
        TOKENS,
        "bedrock-agentcore",
    ),
    row("AWS::ApiGateway::Method", "AuthorizationScopes", &[""], TOKENS, "execute-api"),
    row("AWS::ApiGateway::Method", "AuthorizationType", SIGNED, UNSIGNED, "execute-api"),
    row("AWS::ApiGateway::Method", "AuthorizerId", &[""], TOKENS, "execute-api"),
    row("AWS::ApiGatewayV2::ApiGatewayManagedOverrides", "Route", &[""], UNSIGNED, "execute-api"),
    row("AWS::ApiGatewayV2::Route", "AuthorizationScopes", &[""], TOKENS, "execute-api"),
    row("AWS::ApiGatewayV2::Route", "AuthorizationType", SIGNED, UNSIGNED, "execute-api"),
    row("AWS::ApiGatewayV2::Route", "AuthorizerId", &[""], TOKENS, "execute-api"),
    row("AWS::AppSync::Api", "EventConfig", &[""], UNSIGNED, "appsync"),
    row("AWS::AppSync::ChannelNamespace", "PublishAuthModes", &[""], UNSIGNED, "appsync"),
    row("AWS::AppSync::ChannelNamespace", "SubscribeAuthModes", &[""], UNSIGNED, "appsync"),
    row(
        "AWS::AppSync::GraphQLApi",
        "AdditionalAuthenticationProviders",
        &[""],
        UNSIGNED,
        "appsync",
    ),
    row("AWS::AppSync::GraphQLApi", "AuthenticationType", SIGNED, UNSIGNED, "appsync"),
    row("AWS::AppSync::GraphQLApi", "LambdaAuthorizerConfig", &[""], TOKENS, "appsync"),
    row("AWS::AppSync::GraphQLApi", "OpenIDConnectConfig", &[""], TOKENS, "appsync"),
    row("AWS::AppSync::GraphQLApi", "UserPoolConfig", &[""], TOKENS, "appsync"),
    row(
        "AWS::BedrockAgentCore::Gateway",
        "AuthorizerConfiguration",
        &[""],
        TOKENS,
        "bedrock-agentcore",
    ),
    row("AWS::BedrockAgentCore::Gateway", "AuthorizerType", SIGNED, UNSIGNED, "bedrock-agentcore"),
    row(
        "AWS::BedrockAgentCore::Harness",
        "AuthorizerConfiguration",
        &[""],
        TOKENS,
        "bedrock-agentcore",
    ),
    row(
        "AWS::BedrockAgentCore::PaymentManager",
        "AuthorizerConfiguration",
        &[""],
        TOKENS,
        "bedrock-agentcore",
    ),
    row(
        "AWS::BedrockAgentCore::PaymentManager",
        "AuthorizerType",
        SIGNED,
        UNSIGNED,
        "bedrock-agentcore",
    ),
    row(
        "AWS::BedrockAgentCore::Runtime",
        "AuthorizerConfiguration",
        &[""],
        TOKENS,
        "bedrock-agentcore",
    ),
    row(
        "AWS::CodeBuild::Project",
        "Visibility",
        &["", "PRIVATE"],
        "may show its builds to everyone",
        "codebuild",
    ),
    row(
        "AWS::HealthLake::FHIRDatastore",
        "IdentityProviderConfiguration",
        &[""],
        TOKENS,
        "healthlake",
    ),
    row("AWS::Lambda::Url", "AuthType", SIGNED, UNSIGNED, "lambda"),
    row("AWS::Lambda::WebFunctionEndpoint", "AuthType", SIGNED, UNSIGNED, "lambda"),
    row(
        "AWS::QLDB::Ledger",
        "PermissionsMode",
        &["STANDARD"],
        "may require no permission for its commands",
        "qldb",
    ),
    row(
        "AWS::VpcLattice::ResourceConfiguration",
        "ResourceConfigurationAuthType",
        SIGNED,
        UNSIGNED,
        "vpc-lattice-svcs",
    ),
    row("AWS::VpcLattice::Service", "AuthType", SIGNED, UNSIGNED, "vpc-lattice-svcs"),
    row("AWS::VpcLattice::ServiceNetwork", "AuthType", SIGNED, UNSIGNED, "vpc-lattice-svcs"),
];

/// Finds the resources whose callers may need no permission, each with the property and its value.
pub(crate) fn open_properties<'t>(
    stacks: &Stacks<'t>,
) -> impl Iterator<Item = (ResourceId<'t>, &'static OpenProperty, String)> {
    stacks.resources().flat_map(move |(id, node)| {
        let rows = OPEN.iter().filter(move |row| row.kind == stacks.kind(id));
        let value = move |row: &OpenProperty| {
            value_text(stacks, id, node.get("Properties").and_then(|own| own.get(row.property)))
        };
        let rows = rows.map(move |row| (id, row, value(row)));
        rows.filter(|(_, row, value)| !row.closed.contains(&value.as_str()))
    })
}

/// A scalar value, or the identity of its expression; empty if it is absent.
pub(crate) fn value_text(stacks: &Stacks<'_>, id: ResourceId<'_>, value: Option<&Node>) -> String {
    let Some(value) = value else { return String::new() };
    match &value.value {
        Value::List(_) | Value::Map(_) => expression_identity(stacks, id.stack, value),
        _ => value.to_text().unwrap_or_default(),
    }
}
