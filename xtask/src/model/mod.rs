//! The facts as values: the CloudFormation types and IAM actions of a service, AWS's managed policies, and what changes with time and
//! place.

pub(crate) mod cloudformation;
pub(crate) mod iam;
pub(crate) mod lifecycle;
pub(crate) mod managed_policy;
pub(crate) mod service_rules;
