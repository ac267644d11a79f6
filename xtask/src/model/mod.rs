//! What is known about a service, as values: its CloudFormation types and its IAM actions.

pub(crate) mod cloudformation;
pub(crate) mod iam;
