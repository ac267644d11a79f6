//! CloudFormation's pseudo parameters.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html>

/// A value that CloudFormation provides, such as the region of the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pseudo(&'static str);

/// `AWS::AccountId`: the account of the stack, 12 digits.
pub const ACCOUNT: Pseudo = Pseudo("AWS::AccountId");
/// `AWS::Partition`: `aws`, `aws-cn`, `aws-us-gov`…
pub const PARTITION: Pseudo = Pseudo("AWS::Partition");
/// `AWS::Region`: the region of the stack.
pub const REGION: Pseudo = Pseudo("AWS::Region");
/// `AWS::StackId`: the ARN of the stack.
pub const STACK_ID: Pseudo = Pseudo("AWS::StackId");
/// `AWS::StackName`: the name of the stack.
pub const STACK_NAME: Pseudo = Pseudo("AWS::StackName");
/// `AWS::URLSuffix`: the domain of the partition, in most cases `amazonaws.com`.
pub const URL_SUFFIX: Pseudo = Pseudo("AWS::URLSuffix");

/// The list that `NOTIFICATION_ARNS` is.
pub(super) const NOTIFICATIONS: Pseudo = Pseudo("AWS::NotificationARNs");
/// What `NO_VALUE` becomes.
pub(super) const NOTHING: Pseudo = Pseudo("AWS::NoValue");

impl Pseudo {
    /// The pseudo parameter with this name, e.g. `AWS::Region`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let texts = [ACCOUNT, PARTITION, REGION, STACK_ID, STACK_NAME, URL_SUFFIX];
        let mut all = texts.into_iter().chain([NOTIFICATIONS, NOTHING]);
        all.find(|pseudo| pseudo.0 == name)
    }

    /// CloudFormation's name, e.g. `AWS::Region`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}
