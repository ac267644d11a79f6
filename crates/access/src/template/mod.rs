//! Reads the principals and policies of templates.
//!
//! ```text
//! expand      a template as written       -> the template that CloudFormation deploys
//! stacks      stacks and their templates  -> names, exports, paths: what a reference can mean
//! value       a value of a template       -> texts with symbols, one for each text that the value can become
//! condition   a condition of a template   -> a formula over values that only the deployment knows
//! document    a policy in a template      -> statements with symbols, each with the formula of its presence
//! attach      the stacks                  -> principals, each with its policies
//! ```
//!
//! INVARIANT: an unread value is a symbol, and an unread policy is a statement that may allow or deny anything. Nothing is left
//! out.

mod attach;
mod attached;
mod callers;
mod canonical;
mod condition;
mod consent;
mod depends;
pub mod document;
mod expand;
mod fragments;
mod grants;
mod holders;
mod lookup;
mod managed;
mod named;
mod notes;
mod parameter;
mod parameter_symbol;
mod passed;
mod permission;
mod permission_set;
mod policies;
mod principal_facts;
mod property_path;
mod pseudo;
mod resolution;
mod resolver;
mod resource_policies;
mod stacks;
mod stored;
mod substitution;
mod symbols;
mod value;

pub use attach::principals;
pub use attached::{AttachedPolicy, Consent, Principal, PrincipalType, ResourcePolicy};
pub use callers::callers;
pub(crate) use canonical::resource_text;
pub use consent::is_account;
pub use constructs_cloudformation::Stack;
pub(crate) use depends::expression_identity;
pub(crate) use expand::ORIGINAL_RESOURCES;
pub use expand::{expand, expand_stack};
pub use fragments::{Fragment, Fragments, policy_text, text_of};
pub use grants::unread_assignment;
#[cfg(test)]
pub(crate) use grants::unread_rows;
pub(crate) use grants::{
    OpenProperty, assignment_may_have_denied, assignments, deciding_values, open_properties,
    value_text,
};
pub(crate) use holders::holder;
pub use holders::holders;
pub use notes::Notes;
pub use principal_facts::principal_facts;
pub(crate) use principal_facts::tag_values;
pub use resolver::Resolver;
pub(crate) use resource_policies::{default_policies, may_have_denied, may_have_policy};
pub use resource_policies::{resource_policies, unread_policies};
pub use stacks::{ResourceId, Stacks, section};
pub(crate) use symbols::{arn, arn_symbol};

#[cfg(test)]
pub(crate) mod tests;
