//! What is known about a service, as values: its CloudFormation types and its IAM actions; and AWS's managed policies.

pub(crate) mod cloudformation;
pub(crate) mod iam;
pub(crate) mod managed_policy;
