//! Names what the serverless transform makes of a template: the types that its resources become, and ids of its own.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html>

/// The name of the transform.
pub const SERVERLESS: &str = "AWS::Serverless-2016-10-31";

/// The types that the transform replaces, each with the type that keeps the resource's logical id.
const BECOMES: &[(&str, &str)] = &[
    ("AWS::Serverless::Api", "AWS::ApiGateway::RestApi"),
    ("AWS::Serverless::Application", "AWS::CloudFormation::Stack"),
    ("AWS::Serverless::CapacityProvider", "AWS::Lambda::CapacityProvider"),
    ("AWS::Serverless::Function", "AWS::Lambda::Function"),
    ("AWS::Serverless::GraphQLApi", "AWS::AppSync::GraphQLApi"),
    ("AWS::Serverless::HttpApi", "AWS::ApiGatewayV2::Api"),
    ("AWS::Serverless::LayerVersion", "AWS::Lambda::LayerVersion"),
    ("AWS::Serverless::MicrovmImage", "AWS::Lambda::MicrovmImage"),
    ("AWS::Serverless::NetworkConnector", "AWS::Lambda::NetworkConnector"),
    ("AWS::Serverless::SimpleTable", "AWS::DynamoDB::Table"),
    ("AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine"),
    ("AWS::Serverless::WebFunction", "AWS::Lambda::WebFunction"),
    ("AWS::Serverless::WebSocketApi", "AWS::ApiGatewayV2::Api"),
];

/// Ids that do not begin with the id of a resource of the template. The ids of deployments end in a hash.
const IDS: &[&str] = &["CodeDeployServiceRole", "ServerlessDeploymentApplication"];
/// The ids of the APIs that functions' events share, which begin the ids of their stages and deployments.
const SHARED: &[&str] = &["ServerlessHttpApi", "ServerlessRestApi"];

/// Whether the transform replaces resources of this type.
pub fn is_serverless(kind: &str) -> bool {
    kind.starts_with("AWS::Serverless::")
}

/// The type of the resource that has the logical id after the transform.
pub fn becomes(kind: &str) -> Option<&'static str> {
    BECOMES.iter().find(|(known, _)| *known == kind).map(|(_, becomes)| *becomes)
}

/// Whether the transform can make a resource of this id by itself.
pub fn is_made(id: &str) -> bool {
    IDS.contains(&id) || SHARED.iter().any(|shared| id.starts_with(shared))
}

/// The types that the transform replaces, sorted by name.
pub fn replaced_types() -> impl Iterator<Item = &'static str> {
    BECOMES.iter().map(|(name, _)| *name)
}
