//! Lists the properties that contain policy documents, and what each policy is attached to.
//!
//! A test lists the properties of the facts that are named like a policy and are not here: policies in other languages, and other
//! settings.

use constructs_policy::PolicyKind;

/// What the document at a property is attached to. `path` has the names of properties, without functions and positions in lists:
/// `Policies/PolicyDocument`. Nothing if the property is not in the table.
pub(super) fn policy_kind(resource_type: &str, path: &str) -> Option<PolicyKind> {
    // The property's name decides quickly for nearly all properties.
    let name = path.rsplit('/').next().unwrap_or_default();
    if name != "Content" && !["olic", "Statement"].iter().any(|part| name.contains(part)) {
        return None;
    }
    let has = |rows: &[(&str, &str)]| rows.contains(&(resource_type, path));
    if has(IDENTITY) {
        Some(PolicyKind::Identity)
    } else if has(TRUST) {
        Some(PolicyKind::Trust)
    } else if has(RESOURCE) {
        Some(PolicyKind::Resource)
    } else {
        has(OTHER).then_some(PolicyKind::Other)
    }
}

/// Policies of users, groups, roles, and permission sets.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html>
const IDENTITY: &[(&str, &str)] = &[
    ("AWS::IAM::Group", "Policies/PolicyDocument"),
    ("AWS::IAM::GroupPolicy", "PolicyDocument"),
    ("AWS::IAM::ManagedPolicy", "PolicyDocument"),
    ("AWS::IAM::Policy", "PolicyDocument"),
    ("AWS::IAM::Role", "Policies/PolicyDocument"),
    ("AWS::IAM::RolePolicy", "PolicyDocument"),
    ("AWS::IAM::User", "Policies/PolicyDocument"),
    ("AWS::IAM::UserPolicy", "PolicyDocument"),
    ("AWS::SSO::PermissionSet", "InlinePolicy"),
];

/// Trust policies.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html>
const TRUST: &[(&str, &str)] = &[
    ("AWS::IAM::Role", "AssumeRolePolicyDocument"),
    ("AWS::Serverless::Function", "AssumeRolePolicyDocument"),
];

/// Policies of resources, which name principals.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html>
const RESOURCE: &[(&str, &str)] = &[
    ("AWS::AIOps::InvestigationGroup", "InvestigationGroupPolicy"),
    ("AWS::APS::ResourcePolicy", "PolicyDocument"),
    ("AWS::ApiGateway::DomainNameV2", "Policy"),
    ("AWS::ApiGateway::RestApi", "Policy"),
    ("AWS::Backup::BackupVault", "AccessPolicy"),
    ("AWS::Backup::LogicallyAirGappedBackupVault", "AccessPolicy"),
    ("AWS::Bedrock::KnowledgeBasePolicy", "PolicyDocument"),
    ("AWS::Bedrock::ResourcePolicy", "PolicyDocument"),
    ("AWS::BedrockAgentCore::ResourcePolicy", "Policy"),
    ("AWS::CloudTrail::ResourcePolicy", "ResourcePolicy"),
    ("AWS::CodeArtifact::Domain", "PermissionsPolicyDocument"),
    ("AWS::CodeArtifact::Repository", "PermissionsPolicyDocument"),
    ("AWS::Comprehend::DocumentClassifier", "ModelPolicy"),
    ("AWS::Comprehend::EntityRecognizer", "ModelPolicy"),
    ("AWS::DSQL::Cluster", "PolicyDocument"),
    (
        "AWS::DynamoDB::GlobalTable",
        "Replicas/ReplicaStreamSpecification/ResourcePolicy/PolicyDocument",
    ),
    ("AWS::DynamoDB::GlobalTable", "Replicas/ResourcePolicy/PolicyDocument"),
    ("AWS::DynamoDB::Table", "ResourcePolicy/PolicyDocument"),
    ("AWS::DynamoDB::Table", "StreamSpecification/ResourcePolicy/PolicyDocument"),
    ("AWS::ECR::PublicRepository", "RepositoryPolicyText"),
    ("AWS::ECR::RegistryPolicy", "PolicyText"),
    ("AWS::ECR::Repository", "RepositoryPolicyText"),
    ("AWS::ECR::RepositoryCreationTemplate", "RepositoryPolicy"),
    ("AWS::EFS::FileSystem", "FileSystemPolicy"),
    ("AWS::Elasticsearch::Domain", "AccessPolicies"),
    ("AWS::EventSchemas::RegistryPolicy", "Policy"),
    ("AWS::Events::EventBus", "Policy"),
    ("AWS::EventsV2::ResourcePolicy", "PolicyDocument"),
    ("AWS::FSx::S3AccessPointAttachment", "S3AccessPoint/Policy"),
    ("AWS::KMS::Key", "KeyPolicy"),
    ("AWS::KMS::ReplicaKey", "KeyPolicy"),
    ("AWS::Kinesis::ResourcePolicy", "ResourcePolicy"),
    ("AWS::Lambda::ResourcePolicy", "PolicyDocument"),
    ("AWS::Lex::ResourcePolicy", "Policy"),
    ("AWS::Logs::DeliveryDestination", "DeliveryDestinationPolicy/DeliveryDestinationPolicy"),
    ("AWS::Logs::Destination", "DestinationPolicy"),
    ("AWS::Logs::LogGroup", "ResourcePolicyDocument"),
    ("AWS::Logs::ResourcePolicy", "PolicyDocument"),
    ("AWS::MSK::ClusterPolicy", "Policy"),
    ("AWS::MediaPackageV2::ChannelPolicy", "Policy"),
    ("AWS::MediaPackageV2::OriginEndpointPolicy", "Policy"),
    ("AWS::MediaStore::Container", "Policy"),
    ("AWS::MediaTailor::ChannelPolicy", "Policy"),
    ("AWS::OSIS::Pipeline", "ResourcePolicy/Policy"),
    ("AWS::Oam::Sink", "Policy"),
    ("AWS::Omics::SequenceStore", "S3AccessPolicy"),
    ("AWS::OpenSearchService::Domain", "AccessPolicies"),
    ("AWS::Organizations::ResourcePolicy", "Content"),
    ("AWS::PaymentCryptography::Key", "Policy"),
    ("AWS::RUM::AppMonitor", "ResourcePolicy/PolicyDocument"),
    ("AWS::Redshift::Cluster", "NamespaceResourcePolicy"),
    ("AWS::RedshiftServerless::Namespace", "NamespaceResourcePolicy"),
    ("AWS::S3::AccessPoint", "Policy"),
    ("AWS::S3::BucketPolicy", "PolicyDocument"),
    ("AWS::S3::MultiRegionAccessPointPolicy", "Policy"),
    ("AWS::S3Express::AccessPoint", "Policy"),
    ("AWS::S3Express::BucketPolicy", "PolicyDocument"),
    ("AWS::S3Files::FileSystemPolicy", "Policy"),
    ("AWS::S3ObjectLambda::AccessPointPolicy", "PolicyDocument"),
    ("AWS::S3Outposts::AccessPoint", "Policy"),
    ("AWS::S3Outposts::BucketPolicy", "PolicyDocument"),
    ("AWS::S3Tables::TableBucketPolicy", "ResourcePolicy"),
    ("AWS::S3Tables::TablePolicy", "ResourcePolicy"),
    ("AWS::S3Vectors::VectorBucketPolicy", "Policy"),
    ("AWS::SMSVOICE::ResourcePolicy", "PolicyDocument"),
    ("AWS::SNS::TopicInlinePolicy", "PolicyDocument"),
    ("AWS::SNS::TopicPolicy", "PolicyDocument"),
    ("AWS::SQS::QueueInlinePolicy", "PolicyDocument"),
    ("AWS::SQS::QueuePolicy", "PolicyDocument"),
    ("AWS::SSM::ResourcePolicy", "Policy"),
    ("AWS::SageMaker::ModelPackageGroup", "ModelPackageGroupPolicy"),
    ("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy"),
    ("AWS::VpcLattice::AuthPolicy", "Policy"),
    ("AWS::VpcLattice::ResourcePolicy", "Policy"),
    ("AWS::XRay::ResourcePolicy", "PolicyDocument"),
];

/// Policies without rules of their own: of endpoints, sessions, organizations, and devices.
const OTHER: &[(&str, &str)] = &[
    ("AWS::EC2::VPCEndpoint", "PolicyDocument"),
    ("AWS::EKS::PodIdentityAssociation", "Policy"),
    ("AWS::IoT::Policy", "PolicyDocument"),
    ("AWS::ODB::OdbNetwork", "KmsPolicyDocument"),
    ("AWS::ODB::OdbNetwork", "S3PolicyDocument"),
    ("AWS::ODB::OdbNetwork", "StsPolicyDocument"),
    ("AWS::Organizations::Policy", "Content"),
    ("AWS::RAM::Permission", "PolicyTemplate"),
    ("AWS::RolesAnywhere::Profile", "SessionPolicy"),
    ("AWS::Transfer::User", "Policy"),
];

#[cfg(test)]
mod tests {
    use constructs_schema::facts::{
        Body, Content, ResourceType, Shape, ValueKind, resource_type, resource_types,
    };

    use super::*;

    /// The paths of properties that can contain a document or a text, with the properties below them.
    fn paths(
        owner: &ResourceType,
        body: &Body,
        prefix: &str,
        depth: usize,
        found: &mut Vec<String>,
    ) {
        for property in &body.properties {
            let path = format!("{prefix}{}", property.name);
            collect_paths(owner, &property.shape, &path, depth, found);
        }
    }

    fn collect_paths(
        owner: &ResourceType,
        shape: &Shape,
        path: &str,
        depth: usize,
        found: &mut Vec<String>,
    ) {
        match &shape.kind {
            ValueKind::Json | ValueKind::String => found.push(path.to_owned()),
            ValueKind::List(item) => collect_paths(owner, item, path, depth, found),
            ValueKind::Struct(key) if depth > 0 => {
                if let Some(Content::Struct(body)) = owner.definition(key).map(|one| &one.content) {
                    paths(owner, body, &format!("{path}/"), depth - 1, found);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn properties_named_like_policies_are_rows_or_listed() {
        let mut rows: Vec<(&str, &str)> = [IDENTITY, TRUST, RESOURCE, OTHER].concat();
        rows.retain(|(owner, _)| resource_type(owner).is_some());
        let mut others = Vec::new();
        for name in resource_types() {
            let owner = resource_type(name).unwrap();
            let mut found = Vec::new();
            paths(owner, &owner.body, "", 4, &mut found);
            rows.retain(|(own, path)| *own != name || !found.iter().any(|known| known == path));
            let is_like = |path: &&String| {
                let last = path.rsplit('/').next().unwrap_or_default();
                let ends = ["Policy", "Policies", "PolicyDocument", "PolicyText", "Statement"];
                ends.iter().any(|end| last.ends_with(end)) && policy_kind(name, path).is_none()
            };
            others.extend(found.iter().filter(is_like).map(|path| format!("{name} {path}")));
        }
        assert_eq!(rows, []);
        insta::assert_snapshot!(others.join("\n"));
    }
}
