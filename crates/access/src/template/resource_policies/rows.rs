//! Lists the resource types whose policies are read, and the properties that contain them.

/// A type of resource whose policy is read.
pub(in crate::template) struct PolicyRow {
    pub(in crate::template) kind: &'static str,
    /// The property with the document, perhaps below another: `ResourcePolicy/PolicyDocument`.
    pub(in crate::template) document: &'static str,
    /// The property that names the protected resource; empty for the resource itself, or for all resources that the document
    /// names.
    pub(in crate::template) about: &'static str,
    /// The type of the protected resource; empty if the document's `Resource` names it.
    pub(super) of: &'static str,
    /// The suffixes of other resources that `*` matches.
    pub(super) below: &'static [&'static str],
}

/// Marks a type that has no document: its properties are one statement.
pub(super) const WHOLE: &str = "";

const fn row(
    kind: &'static str,
    document: &'static str,
    about: &'static str,
    of: &'static str,
    below: &'static [&'static str],
) -> PolicyRow {
    PolicyRow { kind, document, about, of, below }
}

/// Types whose policies are read.
pub(in crate::template) const READ_POLICIES: &[PolicyRow] = &[
    row(
        "AWS::AIOps::InvestigationGroup",
        "InvestigationGroupPolicy",
        "",
        "AWS::AIOps::InvestigationGroup",
        &[],
    ),
    row("AWS::Backup::BackupVault", "AccessPolicy", "", "AWS::Backup::BackupVault", &[]),
    row(
        "AWS::Comprehend::DocumentClassifier",
        "ModelPolicy",
        "",
        "AWS::Comprehend::DocumentClassifier",
        &[],
    ),
    row(
        "AWS::Comprehend::EntityRecognizer",
        "ModelPolicy",
        "",
        "AWS::Comprehend::EntityRecognizer",
        &[],
    ),
    row(
        "AWS::DynamoDB::Table",
        "ResourcePolicy/PolicyDocument",
        "",
        "AWS::DynamoDB::Table",
        &["/index/*"],
    ),
    row(
        "AWS::ECR::PublicRepository",
        "RepositoryPolicyText",
        "",
        "AWS::ECR::PublicRepository",
        &[],
    ),
    row("AWS::ECR::Repository", "RepositoryPolicyText", "", "AWS::ECR::Repository", &[]),
    row("AWS::EFS::FileSystem", "FileSystemPolicy", "", "AWS::EFS::FileSystem", &[]),
    row("AWS::Elasticsearch::Domain", "AccessPolicies", "", "AWS::Elasticsearch::Domain", &["/*"]),
    row("AWS::Events::EventBusPolicy", "Statement", "EventBusName", "AWS::Events::EventBus", &[]),
    row("AWS::KMS::Key", "KeyPolicy", "", "AWS::KMS::Key", &[]),
    row("AWS::KMS::ReplicaKey", "KeyPolicy", "", "AWS::KMS::ReplicaKey", &[]),
    row(
        "AWS::Kinesis::ResourcePolicy",
        "ResourcePolicy",
        "ResourceArn",
        "AWS::Kinesis::Stream",
        &[],
    ),
    row(
        "AWS::Lambda::LayerVersionPermission",
        WHOLE,
        "LayerVersionArn",
        "AWS::Lambda::LayerVersion",
        &[],
    ),
    row("AWS::Lambda::Permission", WHOLE, "FunctionName", "AWS::Lambda::Function", &[":*"]),
    row(
        "AWS::Lambda::ResourcePolicy",
        "PolicyDocument",
        "ResourceArn",
        "AWS::Lambda::Function",
        &[":*"],
    ),
    row("AWS::Logs::ResourcePolicy", "PolicyDocument", "", "", &[]),
    row(
        "AWS::MediaTailor::ChannelPolicy",
        "Policy",
        "ChannelName",
        "AWS::MediaTailor::Channel",
        &[],
    ),
    row("AWS::Oam::Sink", "Policy", "", "AWS::Oam::Sink", &[]),
    row(
        "AWS::OpenSearchService::Domain",
        "AccessPolicies",
        "",
        "AWS::OpenSearchService::Domain",
        &["/*"],
    ),
    row("AWS::PaymentCryptography::Key", "Policy", "", "AWS::PaymentCryptography::Key", &[]),
    row("AWS::S3::BucketPolicy", "PolicyDocument", "Bucket", "AWS::S3::Bucket", &["/*"]),
    row("AWS::SNS::TopicInlinePolicy", "PolicyDocument", "TopicArn", "AWS::SNS::Topic", &[]),
    row("AWS::SNS::TopicPolicy", "PolicyDocument", "Topics", "AWS::SNS::Topic", &[]),
    row("AWS::SQS::QueueInlinePolicy", "PolicyDocument", "Queue", "AWS::SQS::Queue", &[]),
    row("AWS::SQS::QueuePolicy", "PolicyDocument", "Queues", "AWS::SQS::Queue", &[]),
    row(
        "AWS::SecretsManager::ResourcePolicy",
        "ResourcePolicy",
        "SecretId",
        "AWS::SecretsManager::Secret",
        &[],
    ),
];
