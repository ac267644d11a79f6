//! A resource of a template -> the symbol that stands for its ARN or its name in policies.

use constructs_iam_facts as facts;

use super::estate::{Estate, ResourceId};
use super::value::{Piece, Pieces};
use crate::access::text::{Symbol, SymbolKind};

/// Types whose `Ref` is an ARN. <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html>
const REF_IS_ARN: &[&str] = &[
    "AWS::CertificateManager::Certificate",
    "AWS::ECS::Service",
    "AWS::ECS::TaskDefinition",
    "AWS::ElasticLoadBalancingV2::Listener",
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "AWS::ElasticLoadBalancingV2::TargetGroup",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::OIDCProvider",
    "AWS::IAM::SAMLProvider",
    "AWS::IAM::ServiceLinkedRole",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Lambda::LayerVersion",
    "AWS::Lambda::Version",
    "AWS::SNS::Subscription",
    "AWS::SNS::Topic",
    "AWS::SecretsManager::Secret",
    "AWS::StepFunctions::Activity",
    "AWS::StepFunctions::StateMachine",
];

/// Attributes that are the resource's ARN under another name.
const ARN_ATTRIBUTES: &[(&str, &str)] = &[
    ("AWS::SNS::Topic", "TopicArn"),
    ("AWS::SecretsManager::Secret", "Id"),
    ("AWS::IAM::ManagedPolicy", "PolicyArn"),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerArn"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "TargetGroupArn"),
];

/// Services whose prefix in IAM is not their name in CloudFormation.
const PREFIXES: &[(&str, &str)] = &[
    ("CertificateManager", "acm"),
    ("EFS", "elasticfilesystem"),
    ("ElasticLoadBalancingV2", "elasticloadbalancing"),
    ("OpenSearchService", "es"),
    ("StepFunctions", "states"),
    ("Cognito", "cognito-idp"),
    ("KinesisFirehose", "firehose"),
];

/// What `Ref` gives.
pub(super) fn reference(estate: &Estate<'_>, id: ResourceId<'_>) -> Pieces {
    let kind = estate.kind(id);
    if REF_IS_ARN.contains(&kind) { arn(estate, id) } else { name(estate, id, "") }
}

/// What `Fn::GetAtt` gives.
pub(super) fn attribute(estate: &Estate<'_>, id: ResourceId<'_>, attribute: &str) -> Pieces {
    let kind = estate.kind(id);
    let is_arn = attribute == "Arn" || ARN_ATTRIBUTES.contains(&(kind, attribute));
    if is_arn {
        return arn(estate, id);
    }
    if attribute.ends_with("Arn") {
        let name = format!("{}.{attribute}", estate.path(id));
        return vec![Piece::Symbol(Symbol { name, kind: SymbolKind::Arn("arn:*".to_owned()) })];
    }
    name(estate, id, attribute)
}

/// The ARN of a resource: two logical ids are two resources.
pub(crate) fn arn(estate: &Estate<'_>, id: ResourceId<'_>) -> Pieces {
    let kind = SymbolKind::Arn(shape(estate, id));
    vec![Piece::Symbol(Symbol { name: estate.path(id), kind })]
}

/// A name or another attribute: what the template sets, else a symbol.
fn name(estate: &Estate<'_>, id: ResourceId<'_>, attribute: &str) -> Pieces {
    let literal = match attribute {
        "" => {
            names_itself(estate.kind(id)).and_then(|property| property_text(estate, id, property))
        }
        _ => property_text(estate, id, attribute),
    };
    if let Some(text) = literal {
        return vec![Piece::Text(text)];
    }
    let name = if attribute.is_empty() {
        format!("{} (name)", estate.path(id))
    } else {
        format!("{}.{attribute}", estate.path(id))
    };
    vec![Piece::Symbol(Symbol { name, kind: SymbolKind::ResourceName })]
}

/// The property that `Ref` gives back, where it is one of the author's.
fn names_itself(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "AWS::IAM::Role" => "RoleName",
        "AWS::IAM::User" => "UserName",
        "AWS::IAM::Group" => "GroupName",
        "AWS::S3::Bucket" => "BucketName",
        "AWS::DynamoDB::Table" => "TableName",
        "AWS::Lambda::Function" => "FunctionName",
        "AWS::Logs::LogGroup" => "LogGroupName",
        "AWS::ECS::Cluster" => "ClusterName",
        "AWS::ECR::Repository" => "RepositoryName",
        "AWS::SSM::Parameter" => "Name",
        "AWS::KMS::Alias" => "AliasName",
        "AWS::Kinesis::Stream" => "Name",
        "AWS::Events::EventBus" => "Name",
        _ => return None,
    })
}

fn property_text(estate: &Estate<'_>, id: ResourceId<'_>, property: &str) -> Option<String> {
    let value = estate.resource(id)?.get("Properties")?.get(property)?;
    value.as_str().map(str::to_owned)
}

/// The glob that the ARN matches: the facts' template, with names that the resource sets.
fn shape(estate: &Estate<'_>, id: ResourceId<'_>) -> String {
    let kind = estate.kind(id);
    let Some(mut rest) = template(kind) else { return "arn:*".to_owned() };
    let mut shape = String::new();
    let mut colons = 0;
    while let Some((before, after)) = rest.split_once("${") {
        let (hole, after) = after.split_once('}').unwrap_or((after, ""));
        shape.push_str(before);
        colons += before.matches(':').count();
        let filled = (colons > 4).then(|| own_name(estate, id, hole)).flatten();
        shape.push_str(filled.as_deref().filter(|text| !text.contains(['*', '?'])).unwrap_or("*"));
        rest = after;
    }
    shape + rest
}

/// What stands in a hole of the ARN's template, where the resource sets it.
fn own_name(estate: &Estate<'_>, id: ResourceId<'_>, hole: &str) -> Option<String> {
    if let Some(text) = property_text(estate, id, hole) {
        return Some(text);
    }
    let text = property_text(estate, id, names_itself(estate.kind(id))?)?;
    let path = property_text(estate, id, "Path");
    let has_path = estate.resource(id)?.get("Properties")?.get("Path").is_some();
    match path {
        Some(path) if hole.ends_with("WithPath") => {
            Some(format!("{}{text}", path.trim_start_matches('/')))
        }
        None if has_path => None,
        _ if hole.ends_with("WithoutLeadingSlash") => Some(text.trim_start_matches('/').to_owned()),
        _ => Some(text),
    }
}

/// The facts' ARN template of a resource type: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`.
fn template(kind: &str) -> Option<&'static str> {
    let service = kind.split("::").nth(1)?;
    let alias = PREFIXES.iter().find(|(known, _)| *known == service);
    let prefix = alias.map_or_else(|| service.to_lowercase(), |(_, prefix)| (*prefix).to_owned());
    let service = facts::service(&prefix)?;
    let resource = service.resources.iter().find(|resource| resource.types.contains(&kind))?;
    Some(resource.arn)
}
