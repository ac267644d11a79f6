//! Knows IAM's services with their actions, resource types and condition keys, and what AWS's managed policies grant.
//!
//! The data is in `facts/iam` and `facts/managed-policies.txt`. It is compressed: [`service`] decodes one service, and
//! [`managed_policy`] a few policies, at the first call. [`date`] and [`managed_policies_date`] say how old the data is.
//!
//! ```
//! use constructs_iam_facts::{ActionLookup, action, suggest_action};
//!
//! let (service, send) = action("sqs:SendMessage").unwrap();
//! assert_eq!((service.prefix, send.name), ("sqs", "SendMessage"));
//! let found = suggest_action("sqs:SendMesage");
//! assert_eq!(found, ActionLookup::UnknownAction(Some("sqs:SendMessage".to_owned())));
//! ```
//!
//! Both the checks at synthesis and `action!` at compile time use [`suggest_action`]. The crate `constructs-iam` decides on policies
//! with these facts.
//!
//! INVARIANT: what the facts lack is not always wrong. A name is called unknown only where no source has it
//! ([`Service::is_action_elsewhere`]).

mod arn_form;
mod blob;
mod catalogue;
mod lookup;
mod managed;
mod reader;
mod sdk_names;
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
