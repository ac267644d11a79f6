//! CloudFormation's pseudo parameters as values.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html>

use constructs_document::pseudo;

/// A value that CloudFormation provides, such as the region of the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pseudo(&'static str);

/// `AWS::AccountId`: the account of the stack, 12 digits.
pub const ACCOUNT: Pseudo = Pseudo(pseudo::ACCOUNT_ID);
/// `AWS::Partition`: `aws`, `aws-cn`, `aws-us-gov`…
pub const PARTITION: Pseudo = Pseudo(pseudo::PARTITION);
/// `AWS::Region`: the region of the stack.
pub const REGION: Pseudo = Pseudo(pseudo::REGION);
/// `AWS::StackId`: the ARN of the stack.
pub const STACK_ID: Pseudo = Pseudo(pseudo::STACK_ID);
/// `AWS::StackName`: the name of the stack.
pub const STACK_NAME: Pseudo = Pseudo(pseudo::STACK_NAME);
/// `AWS::URLSuffix`: the domain of the partition, in most cases `amazonaws.com`.
pub const URL_SUFFIX: Pseudo = Pseudo(pseudo::URL_SUFFIX);

/// The list that `NOTIFICATION_ARNS` is.
pub(super) const NOTIFICATIONS: Pseudo = Pseudo(pseudo::NOTIFICATION_ARNS);
/// What `NO_VALUE` becomes.
pub(super) const NOTHING: Pseudo = Pseudo(pseudo::NO_VALUE);

impl Pseudo {
    /// The pseudo parameter with this name, e.g. `AWS::Region`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        pseudo::PSEUDO_PARAMETERS.into_iter().find(|known| *known == name).map(Self)
    }

    /// CloudFormation's name, e.g. `AWS::Region`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}
