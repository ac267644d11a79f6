//! IAM: roles, policies, and statements.
//!
//! [`allow`] and [`deny`] create a statement from typed actions and resources; a document merges and sorts its statements
//! without changing what they grant; attachments and grants are edges between a role and a policy, which synthesis folds
//! into properties.

mod attachment;
pub(crate) mod codes;
pub mod condition;
mod document;
mod generated;
mod grant;
mod managed_policy;
mod merge;
mod permission;
mod principal;
mod role;
mod statement;
mod statement_json;

pub use attachment::PolicyAttachment;
pub use condition::Condition;
pub use constructs_policy::Effect;
pub use document::{IntoDocument, PolicyDocument};
pub use grant::Grant;
pub use managed_policy::{ManagedPolicy, ManagedPolicyRef};
pub use permission::{
    NamedPermission, Permission, Unscoped, allow, allow_except, allow_named, allow_named_except,
    deny, deny_except, deny_named, deny_named_except,
};
pub use principal::Principal;
pub use role::{ImportedRole, IntoRole, Role, RoleRef, RoleTarget};
pub use statement::Statement;
