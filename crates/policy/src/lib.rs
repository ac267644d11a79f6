//! The language of IAM policies: its words, one reader for every notation, and its grammar.
//!
//! A policy is written in several notations: as JSON, as a template's value with intrinsic functions, or as an expression of
//! the builder. A [`Notation`] says how its values look; [`PolicySyntax::read`] finds the parts of a policy in any of them, each
//! with its JSON pointer, and [`check`] says what IAM's grammar has against them.
//!
//! ```
//! use constructs_policy::{JsonNotation, PolicyKind, PolicySyntax, check};
//!
//! let policy = serde_json::json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sqs:SendMessage"}});
//! let syntax = PolicySyntax::read::<JsonNotation>(&policy);
//! let faults = check::<JsonNotation>(&syntax, PolicyKind::Identity);
//! assert_eq!(faults[0].pointer, "/Statement");
//! assert_eq!(faults[0].message, "the statement has no `Resource`");
//! ```
//!
//! The crate `constructs-iam` decides on what was read.

pub mod codes;
mod effect;
mod elements;
mod grammar;
mod notation;
mod operator;
mod principal;
mod reader;
mod sids;
mod syntax;
mod version;
mod violation;

pub use effect::Effect;
pub use elements::Elements;
pub use grammar::{check, is_action_name, is_policy_character};
pub use notation::{JsonNotation, Notation, ValueView};
pub use operator::{Comparison, Operator, Order, Quantifier};
pub use principal::PrincipalKind;
pub use syntax::{
    Branch, ConditionSyntax, Element, PolicyKind, PolicyPart, PolicySyntax, PrincipalSyntax,
    StatementSyntax, alternatives, leaves,
};
pub use violation::{GrammarRule, GrammarViolation};
