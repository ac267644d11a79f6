//! Names that an account, or an account and region, can have once.

use constructs_diagnostics::Diagnostic;

use crate::codes;

/// Types whose names are unique in an account and region, each with the property of the name. Roles, whose names ignore case and
/// are unique in all regions, have [`role_name_taken`]. Names of other types may be unique only below a parent.
pub const UNIQUE_NAMES: [(&str, &str); 7] = [
    ("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
    ("AWS::SQS::Queue", "QueueName"),
    ("AWS::SecretsManager::Secret", "Name"),
    ("AWS::RDS::DBInstance", "DBInstanceIdentifier"),
    ("AWS::ElastiCache::ReplicationGroup", "ReplicationGroupId"),
    ("AWS::ECS::Cluster", "ClusterName"),
    ("AWS::Logs::LogGroup", "LogGroupName"),
];

/// Another resource of the type has the name.
#[must_use]
pub fn name_taken(resource_type: &str, name: &str) -> Diagnostic {
    let message = format!("there is already a `{resource_type}` with the name `{name}`");
    Diagnostic::error(codes::NAME_TAKEN, message)
        .help("give one of them another name, or leave it out")
}

/// Another role of the account has the name.
#[must_use]
pub fn role_name_taken(name: &str) -> Diagnostic {
    let message =
        format!("there is already a role with the name `{name}`; names of roles ignore case");
    Diagnostic::error(codes::ROLE_NAME_TAKEN, message)
        .help("a role's name is unique in its account: add the environment or region to it")
}
