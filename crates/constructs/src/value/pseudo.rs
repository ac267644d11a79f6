//! CloudFormation's pseudo-parameters.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html>

use super::{Expr, IntoValue, List, Str, Value};

/// A value that CloudFormation knows by itself, such as the region of the stack.
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

/// `AWS::NotificationARNs`: the topics that the stack reports to, a list.
pub const NOTIFICATION_ARNS: Value<List<Str>> =
    Value::new(Expr::Pseudo(Pseudo("AWS::NotificationARNs")));

/// `AWS::NoValue`: as if the property had not been set. Of any type; of use in a branch of `if_`.
pub const NO_VALUE: NoValue = NoValue;

/// The type of [`NO_VALUE`].
#[derive(Clone, Copy, Debug)]
pub struct NoValue;

impl Pseudo {
    /// The one that CloudFormation spells `name`, e.g. `AWS::Region`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let list_and_none = [Self("AWS::NotificationARNs"), Self("AWS::NoValue")];
        let texts = [ACCOUNT, PARTITION, REGION, STACK_ID, STACK_NAME, URL_SUFFIX];
        texts.into_iter().chain(list_and_none).find(|pseudo| pseudo.0 == name)
    }

    /// The name as CloudFormation spells it, e.g. `AWS::Region`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

impl<T> IntoValue<T> for NoValue {
    fn into_expr(self) -> Expr {
        Expr::Pseudo(Pseudo("AWS::NoValue"))
    }
}

impl From<NoValue> for Expr {
    fn from(value: NoValue) -> Self {
        IntoValue::<Str>::into_expr(value)
    }
}

impl IntoValue<Str> for Pseudo {
    fn into_expr(self) -> Expr {
        Expr::Pseudo(self)
    }
}

impl From<Pseudo> for Expr {
    fn from(pseudo: Pseudo) -> Self {
        Self::Pseudo(pseudo)
    }
}

impl From<Pseudo> for Value<Str> {
    fn from(pseudo: Pseudo) -> Self {
        Self::new(pseudo.into())
    }
}
