//! IAM policies -> decisions: what a request gets, and whether one policy grants no more than another.
//!
//! ```text
//! parse      JSON                 -> Document and faults
//! eval       policies, a request  -> Allowed, ImplicitlyDenied, ExplicitlyDenied, Undecided
//! implies    two sides            -> proved, refuted with a witness, undecided with its reason
//! query      a line of JSON       -> a line of JSON, for `access query`
//! ```
//! `docs/access.md` says which semantics that is, from which sources, and where its limits are.
//!
//! INVARIANT: a refutation's witness has been put to the evaluator of single requests, and holds.
//! INVARIANT: nothing here takes unbounded time or memory; what gets too large is undecided.

mod action_pattern;
mod actions;
mod assumption;
pub mod cases;
mod context;
mod document;
mod domain;
pub mod eval;
pub mod implies;
mod managed;
mod parse;
mod pattern;
mod principal;
mod request;
pub mod seeded_fault;
mod text;
mod universe;
mod value;

pub use constructs_policy::{
    Comparison, Effect, Elements, Operator, Order, PrincipalKind, Quantifier,
};

pub use self::actions::{actions_date, actions_of, free_action, needs_no_permission};
pub use self::assumption::Assumption;
pub use self::context::RequestContext;
pub use self::document::{Document, PolicyCondition, PolicyStatement, PrincipalEntry};
pub use self::domain::{Characters, Domain, Identity, Texts};
pub use self::managed::{
    managed_policies, managed_policies_date, managed_policy, managed_policy_assumption,
    managed_policy_name,
};
pub use self::parse::ParsedDocument;
pub use self::pattern::Style;
pub use self::principal::{Caller, CallerKind, PrincipalForm};
pub use self::request::Request;
pub use self::text::{PolicyText, Symbol, TextPart, Variable};
pub use self::universe::ActionUniverse;
pub use self::value::is_readable;
