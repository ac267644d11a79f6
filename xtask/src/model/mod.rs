//! The facts as values: the CloudFormation types and IAM actions of a service, and AWS's managed policies.

pub(crate) mod cloudformation;
pub(crate) mod iam;
pub(crate) mod managed_policy;
pub(crate) mod service_rules;
