//! Reads facts, without Rust names, from pinned packages.
//!
//! INVARIANT: it reads names, types, limits, and links only, and no sentence of AWS's documentation.

pub(crate) mod iam_data;
pub(crate) mod iam_elsewhere;
pub(crate) mod lifecycle;
pub(crate) mod managed_policies;
pub(crate) mod managed_policy_names;
mod packages;
mod readable;
pub(crate) mod sam;
mod schema;
mod schema_exact;
mod schema_kinds;
mod schema_limits;
mod schema_parts;
mod schema_words;
pub(crate) mod schemas;
pub(crate) mod service_principals;
pub(crate) mod service_rules;
pub(crate) mod specification;
mod value_lists;

pub(crate) use packages::{
    IAM_DATA_CREDIT, MANAGED_POLICIES_CREDIT, OTHER_IAM_CREDITS, PRINCIPAL_CREDITS, SAM_CREDIT,
    SourcePackages, schema_credit,
};
