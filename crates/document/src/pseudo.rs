//! Lists CloudFormation's pseudo parameters, which `Ref` and `Fn::Sub` read without a declaration.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html>

use crate::Node;

/// The account of the stack.
pub const ACCOUNT_ID: &str = "AWS::AccountId";
/// Removes the property or item whose value it is.
pub const NO_VALUE: &str = "AWS::NoValue";
/// The topics that receive the stack's events: a list.
pub const NOTIFICATION_ARNS: &str = "AWS::NotificationARNs";
/// The partition of the region, such as `aws-cn`.
pub const PARTITION: &str = "AWS::Partition";
/// The region of the stack.
pub const REGION: &str = "AWS::Region";
/// The ARN of the stack.
pub const STACK_ID: &str = "AWS::StackId";
/// The name of the stack.
pub const STACK_NAME: &str = "AWS::StackName";
/// The domain of the partition, such as `amazonaws.com`.
pub const URL_SUFFIX: &str = "AWS::URLSuffix";

/// All pseudo parameters, sorted by name.
pub const PSEUDO_PARAMETERS: [&str; 8] =
    [ACCOUNT_ID, NO_VALUE, NOTIFICATION_ARNS, PARTITION, REGION, STACK_ID, STACK_NAME, URL_SUFFIX];

/// Whether `name` is a pseudo parameter.
#[must_use]
pub fn is_pseudo_parameter(name: &str) -> bool {
    PSEUDO_PARAMETERS.contains(&name)
}

/// Whether a value is `{"Ref": "AWS::NoValue"}`.
#[must_use]
pub fn is_no_value(node: &Node) -> bool {
    matches!(node.single(), Some(("Ref", name)) if name.as_str() == Some(NO_VALUE))
}
