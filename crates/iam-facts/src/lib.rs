//! `facts/iam` and `facts/managed-policies.txt`, compressed -> IAM's services with their actions, resource types and condition
//! keys, and what AWS's managed policies grant, decoded one by one.
//!
//! [`service`] decodes a service the first time that anybody asks for it; the others stay compressed. [`suggest_action`] says
//! what a person meant by an action that does not exist: both the checks at synthesis and `action!` at compile time use it.
//!
//! [`managed_policy`] says what one of AWS's managed policies grants, with version and date.
//!
//! INVARIANT: what the facts lack is not always wrong. A name is called unknown only where no source has it
//! ([`Service::is_action_elsewhere`]).

mod arn_form;
mod blob;
mod catalogue;
mod lookup;
mod managed;
mod reader;
mod service;

pub use arn_form::fill_arn_form;
pub use catalogue::{
    action, actions, date, global_key, global_keys, prefixes, service, service_principals,
};
pub use lookup::{ActionLookup, prefix_of_common_name, suggest_action};
pub use managed::{
    AwsManagedPolicy, ManagedCondition, ManagedElements, ManagedStatement, managed_policies,
    managed_policies_date, managed_policy,
};
pub use service::{
    AccessLevel, ActionTarget, ConditionKey, ConditionKeyType, IamResourceType, Operation, Service,
    ServiceAction, matches_key_template,
};
