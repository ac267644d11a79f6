//! How much CloudFormation and IAM take, as numbers that every check has in common: those at synthesis, and those of any
//! template.
//!
//! Sources: [CloudFormation](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html),
//! [IAM](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).

/// Resources of a template.
pub const RESOURCES: usize = 500;
/// Outputs, parameters and mappings of a template, each.
pub const OTHER_ENTRIES: usize = 200;
/// A template's description, in bytes.
pub const TEMPLATE_DESCRIPTION: usize = 1_024;
/// A template that goes with the request, in bytes.
pub const INLINE_TEMPLATE: usize = 51_200;
/// A template that goes through S3, in bytes.
pub const S3_TEMPLATE: usize = 1_000_000;

/// A role's name, in characters.
pub const ROLE_NAME: usize = 64;
/// A policy's name, in characters.
pub const POLICY_NAME: usize = 128;
/// The path of a role or policy, in characters.
pub const IAM_PATH: usize = 512;
/// The description of a role or policy, in characters.
pub const IAM_DESCRIPTION: usize = 1_000;
/// Managed policies of a role. The default quota; 25 can be asked for.
pub const ATTACHED_POLICIES: usize = 10;
/// A managed policy, in characters; white space outside of texts is not counted.
pub const MANAGED_POLICY: usize = 6_144;
/// All inline policies of a role together, counted likewise.
pub const INLINE_POLICIES: usize = 10_240;
/// A trust policy, counted likewise. The default quota; 4,096 can be asked for.
pub const TRUST_POLICY: usize = 2_048;

/// The characters of the shortest ARN that there is: `arn:aws:s3:::abc`.
pub const SHORTEST_ARN: usize = 16;

/// How long a character is in a JSON text.
#[must_use]
pub const fn escaped_length(character: char) -> usize {
    if matches!(character, '"' | '\\' | '\n' | '\r' | '\t') { 2 } else { 1 }
}

pub use constructs_policy::{is_action_name, is_policy_character};
