//! Lists the properties that hold policy documents, with the kind of their policies.
//!
//! A property that is not listed can still hold a policy: `documents` then recognizes it by its shape.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html>

use constructs_policy::PolicyKind;

/// The kind of the policy at `pointer` below the properties of a resource; nothing if the property is not listed.
pub(super) fn kind_of_property(resource_type: &str, pointer: &str) -> Option<PolicyKind> {
    // Another function's argument is not the value of the property.
    if pointer.split('/').any(|word| word.starts_with("Fn::") && word != "Fn::If") {
        return None;
    }
    let is_of = |known: &(&str, &str)| {
        known.0 == resource_type && property_names(pointer).eq(known.1.split('/'))
    };
    let tables = [
        (IDENTITY, PolicyKind::Identity),
        (TRUST, PolicyKind::Trust),
        (RESOURCE, PolicyKind::Resource),
        (OTHER, PolicyKind::Other),
    ];
    let mut kinds = tables.into_iter().filter(|(table, _)| table.iter().any(is_of));
    kinds.next().map(|(_, kind)| kind)
}

/// The names in a pointer, without `Fn::If` and numbers of items.
fn property_names(pointer: &str) -> impl Iterator<Item = &str> {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    pointer.split('/').filter(move |word| *word != "Fn::If" && !is_number(word))
}

type Properties = &'static [(&'static str, &'static str)];

/// Policies of principals: the principal has the policy, so a statement names none.
const IDENTITY: Properties = &[
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

const TRUST: Properties = &[
    ("AWS::IAM::Role", "AssumeRolePolicyDocument"),
    ("AWS::Serverless::Function", "AssumeRolePolicyDocument"),
];

/// Policies of resources, whose services require a principal in each statement.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html>
const RESOURCE: Properties = &[
    ("AWS::ApiGateway::RestApi", "Policy"),
    ("AWS::Backup::BackupVault", "AccessPolicy"),
    ("AWS::Backup::LogicallyAirGappedBackupVault", "AccessPolicy"),
    ("AWS::CloudTrail::ResourcePolicy", "ResourcePolicy"),
    ("AWS::CodeArtifact::Domain", "PermissionsPolicyDocument"),
    ("AWS::CodeArtifact::Repository", "PermissionsPolicyDocument"),
    ("AWS::DynamoDB::GlobalTable", "Replicas/ResourcePolicy/PolicyDocument"),
    ("AWS::DynamoDB::Table", "ResourcePolicy/PolicyDocument"),
    ("AWS::ECR::PublicRepository", "RepositoryPolicyText"),
    ("AWS::ECR::RegistryPolicy", "PolicyText"),
    ("AWS::ECR::Repository", "RepositoryPolicyText"),
    ("AWS::ECR::RepositoryCreationTemplate", "RepositoryPolicy"),
    ("AWS::EFS::FileSystem", "FileSystemPolicy"),
    ("AWS::Elasticsearch::Domain", "AccessPolicies"),
    ("AWS::EventSchemas::RegistryPolicy", "Policy"),
    ("AWS::KMS::Key", "KeyPolicy"),
    ("AWS::KMS::ReplicaKey", "KeyPolicy"),
    ("AWS::Kinesis::ResourcePolicy", "ResourcePolicy"),
    ("AWS::Logs::Destination", "DestinationPolicy"),
    ("AWS::Logs::ResourcePolicy", "PolicyDocument"),
    ("AWS::MSK::ClusterPolicy", "Policy"),
    ("AWS::MediaStore::Container", "Policy"),
    ("AWS::Oam::Sink", "Policy"),
    ("AWS::OpenSearchService::Domain", "AccessPolicies"),
    ("AWS::S3::AccessPoint", "Policy"),
    ("AWS::S3::BucketPolicy", "PolicyDocument"),
    ("AWS::S3::MultiRegionAccessPointPolicy", "Policy"),
    ("AWS::S3Express::AccessPoint", "Policy"),
    ("AWS::S3Express::BucketPolicy", "PolicyDocument"),
    ("AWS::S3ObjectLambda::AccessPointPolicy", "PolicyDocument"),
    ("AWS::S3Outposts::AccessPoint", "Policy"),
    ("AWS::S3Outposts::BucketPolicy", "PolicyDocument"),
    ("AWS::SNS::TopicInlinePolicy", "PolicyDocument"),
    ("AWS::SNS::TopicPolicy", "PolicyDocument"),
    ("AWS::SQS::QueueInlinePolicy", "PolicyDocument"),
    ("AWS::SQS::QueuePolicy", "PolicyDocument"),
    ("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy"),
    ("AWS::VpcLattice::AuthPolicy", "Policy"),
    ("AWS::XRay::ResourcePolicy", "PolicyDocument"),
];

/// Policies that follow rules of their own: of endpoints, devices, and sessions.
const OTHER: Properties = &[
    ("AWS::EC2::VPCEndpoint", "PolicyDocument"),
    ("AWS::EKS::PodIdentityAssociation", "Policy"),
    ("AWS::IoT::Policy", "PolicyDocument"),
    ("AWS::RolesAnywhere::Profile", "SessionPolicy"),
    ("AWS::Transfer::User", "Policy"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_and_items_are_not_part_of_a_property() {
        let kind = |pointer| kind_of_property("AWS::IAM::Role", pointer);
        assert_eq!(kind("Policies/0/Fn::If/1/PolicyDocument"), Some(PolicyKind::Identity));
        assert_eq!(kind("AssumeRolePolicyDocument/Fn::If/2"), Some(PolicyKind::Trust));
        assert_eq!(kind("Policies/0"), None);
        assert_eq!(kind("AssumeRolePolicyDocument/Fn::Transform"), None);
        assert_eq!(kind_of_property("AWS::SQS::Queue", "PolicyDocument"), None);
    }
}
