//! Names the resource policies and grants that are not read, and decides whether a removed one may have denied something.

use constructs_document::Node;

use crate::template::grants;
use crate::template::property_path::has_path;
use crate::template::stacks::Stacks;
use constructs_cloudformation::serverless::is_serverless;
use constructs_schema::facts;

/// Types with policies that are not read, each with the property of the policy, which may be below another one. `*`: the type is
/// a policy.
pub(in crate::template) const UNREAD_POLICIES: &[(&str, &str)] = &[
    ("AWS::APS::ResourcePolicy", "*"),
    ("AWS::ApiGateway::DomainNameV2", "Policy"),
    ("AWS::ApiGateway::RestApi", "Body/x-amazon-apigateway-policy"),
    ("AWS::ApiGateway::RestApi", "BodyS3Location"),
    ("AWS::ApiGateway::RestApi", "Policy"),
    ("AWS::Backup::LogicallyAirGappedBackupVault", "AccessPolicy"),
    ("AWS::Bedrock::KnowledgeBasePolicy", "*"),
    ("AWS::Bedrock::ResourcePolicy", "*"),
    ("AWS::BedrockAgentCore::Gateway", "PolicyEngineConfiguration"),
    ("AWS::BedrockAgentCore::Policy", "*"),
    ("AWS::BedrockAgentCore::ResourcePolicy", "*"),
    ("AWS::CloudTrail::ResourcePolicy", "*"),
    ("AWS::CodeArtifact::Domain", "PermissionsPolicyDocument"),
    ("AWS::CodeArtifact::Repository", "PermissionsPolicyDocument"),
    ("AWS::DSQL::Cluster", "PolicyDocument"),
    ("AWS::DynamoDB::GlobalTable", "Replicas/ReplicaStreamSpecification/ResourcePolicy"),
    ("AWS::DynamoDB::GlobalTable", "Replicas/ResourcePolicy"),
    ("AWS::DynamoDB::Table", "StreamSpecification/ResourcePolicy"),
    ("AWS::EC2::VPCEndpoint", "PolicyDocument"),
    ("AWS::ECR::RegistryPolicy", "*"),
    ("AWS::ECR::RepositoryCreationTemplate", "RepositoryPolicy"),
    ("AWS::EntityResolution::PolicyStatement", "*"),
    ("AWS::EventSchemas::RegistryPolicy", "*"),
    ("AWS::Events::EventBus", "Policy"),
    ("AWS::Events::EventBusPolicy", "Principal"),
    ("AWS::EventsV2::ResourcePolicy", "*"),
    ("AWS::FSx::S3AccessPointAttachment", "S3AccessPoint/Policy"),
    ("AWS::IoT::Policy", "*"),
    ("AWS::Lex::ResourcePolicy", "*"),
    ("AWS::Logs::DeliveryDestination", "DeliveryDestinationPolicy"),
    ("AWS::Logs::Destination", "DestinationPolicy"),
    ("AWS::Logs::LogGroup", "ResourcePolicyDocument"),
    ("AWS::MSK::ClusterPolicy", "*"),
    ("AWS::MediaPackageV2::ChannelPolicy", "*"),
    ("AWS::MediaPackageV2::OriginEndpointPolicy", "*"),
    ("AWS::MediaStore::Container", "Policy"),
    ("AWS::ODB::OdbNetwork", "KmsPolicyDocument"),
    ("AWS::ODB::OdbNetwork", "S3PolicyDocument"),
    ("AWS::ODB::OdbNetwork", "StsPolicyDocument"),
    ("AWS::ODB::OdbNetwork", "ZeroEtlAccess"),
    ("AWS::OSIS::Pipeline", "ResourcePolicy"),
    ("AWS::Omics::SequenceStore", "S3AccessPolicy"),
    ("AWS::OpenSearchServerless::AccessPolicy", "*"),
    ("AWS::Organizations::Policy", "*"),
    ("AWS::Organizations::ResourcePolicy", "*"),
    ("AWS::RUM::AppMonitor", "ResourcePolicy"),
    ("AWS::Redshift::Cluster", "NamespaceResourcePolicy"),
    ("AWS::RedshiftServerless::Namespace", "NamespaceResourcePolicy"),
    ("AWS::S3::AccessPoint", "Policy"),
    ("AWS::S3::Bucket", "AccessControl"),
    ("AWS::S3::MultiRegionAccessPointPolicy", "*"),
    ("AWS::S3Express::AccessPoint", "Policy"),
    ("AWS::S3Express::AccessPoint", "Scope"),
    ("AWS::S3Express::BucketPolicy", "*"),
    ("AWS::S3Files::FileSystemPolicy", "*"),
    ("AWS::S3ObjectLambda::AccessPointPolicy", "*"),
    ("AWS::S3Outposts::AccessPoint", "Policy"),
    ("AWS::S3Outposts::BucketPolicy", "*"),
    ("AWS::S3Tables::TableBucketPolicy", "*"),
    ("AWS::S3Tables::TablePolicy", "*"),
    ("AWS::S3Vectors::VectorBucketPolicy", "*"),
    ("AWS::SMSVOICE::ResourcePolicy", "*"),
    ("AWS::SSM::ResourcePolicy", "*"),
    ("AWS::SageMaker::ModelPackageGroup", "ModelPackageGroupPolicy"),
    ("AWS::VpcLattice::AuthPolicy", "*"),
    ("AWS::VpcLattice::ResourcePolicy", "*"),
    ("AWS::XRay::ResourcePolicy", "*"),
];

/// The path of each resource with an unread policy or grant, with one sentence.
#[must_use]
pub fn unread_policies(stacks: &Stacks<'_>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (id, node) in stacks.resources() {
        let kind = stacks.kind(id);
        let is_unread = is_unread(kind, node) || is_of_unknown_policy(kind, node);
        let path = stacks.path(id);
        if is_unread && !has_private_acl(kind, node) {
            let text = format!("the policy of `{path}`, of the type `{kind}`, is not read");
            found.push((path, text));
        } else if grants::is_grant(kind, node) {
            let text = format!("what `{path}` grants, of the type `{kind}`, is not read");
            found.push((path, text));
        }
    }
    found
}

/// Whether a resource is, or has, a policy that is not read.
fn is_unread(kind: &str, node: &Node) -> bool {
    let has = |property: &str| {
        property == "*" || node.get("Properties").is_some_and(|own| has_path(own, property))
    };
    UNREAD_POLICIES.iter().any(|(known, property)| *known == kind && has(property))
}

/// Whether the facts lack a type whose name, or the name of a property, suggests a policy.
fn is_of_unknown_policy(kind: &str, node: &Node) -> bool {
    let is_unknown = kind.starts_with("AWS::")
        && facts::resource_type(kind).is_none()
        && !kind.ends_with("::MODULE")
        && !is_serverless(kind);
    let is_policy = |name: &str| {
        ["Policy", "Policies", "Permission", "Principal", "Grant"]
            .iter()
            .any(|own| name.contains(own))
    };
    let properties = node.get("Properties").and_then(Node::as_map).into_iter().flatten();
    is_unknown && (is_policy(kind) || properties.into_iter().any(|own| is_policy(&own.key)))
}

/// The canned ACLs that grant nothing to anyone but the bucket's owner and the service that delivers logs.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl>
const PRIVATE: &[&str] =
    &["BucketOwnerFullControl", "BucketOwnerRead", "LogDeliveryWrite", "Private"];

fn has_private_acl(kind: &str, node: &Node) -> bool {
    let list = node.get("Properties").and_then(|own| own.get("AccessControl")?.as_str());
    kind == "AWS::S3::Bucket" && list.is_some_and(|list| PRIVATE.contains(&list))
}

/// Whether a removed policy of this type, which is not read, may have denied something. `has_resource`: whether the resource that
/// contained it still exists; a policy that is a resource is about another resource.
pub(crate) fn may_have_denied(kind: &str, has_resource: bool) -> bool {
    let is_own = UNREAD_POLICIES.contains(&(kind, "*"));
    // The other types only grant, and so does the ACL of a bucket.
    let may_deny = !grants::is_known(kind) && kind != "AWS::S3::Bucket";
    may_deny && (is_own || has_resource)
}
