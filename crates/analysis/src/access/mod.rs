//! IAM policies -> decisions: what a request gets, and whether one policy grants no more than another.
//!
//! ```text
//! parse      JSON                 -> Document and faults
//! eval       policies, a request  -> Allowed, ImplicitlyDenied, ExplicitlyDenied, Undecided
//! implies    two sides            -> proved, refuted with a witness, undecided with its reason
//! query      a line of JSON       -> a line of JSON, for `access query`
//! template   templates            -> principals with their policies
//! matrix     a permission matrix  -> policies
//! prove      both                 -> the proof; report: tables; ask: questions and differences
//! ```
//! `docs/access.md` says which semantics that is, from which sources, and where its limits are.
//!
//! INVARIANT: a refutation's witness has been put to the evaluator of single requests, and holds.
//! INVARIANT: nothing here takes unbounded time or memory; what gets too large is undecided.

mod actions;
pub mod ask;
mod assumption;
pub mod cases;
mod context;
mod document;
mod domain;
pub mod eval;
mod fault;
pub mod implies;
pub mod matrix;
mod operator;
mod parse;
mod pattern;
mod principal;
pub mod prove;
pub mod query;
pub mod report;
mod request;
#[cfg(feature = "seeded-faults")]
pub mod seeded_fault;
#[cfg(not(feature = "seeded-faults"))]
mod seeded_fault;
pub mod template;
mod text;
mod universe;
mod value;

pub use self::actions::{actions_date, actions_of};
pub use self::assumption::Assumption;
pub use self::context::Context;
pub use self::document::{
    Condition, Document, Effect, PrincipalEntry, PrincipalKind, Scope, Statement,
};
pub use self::domain::{Characters, Domain, Identity, Texts};
pub use self::fault::{Fault, Severity};
pub use self::operator::{Comparison, Operator, Order, Quantifier};
pub use self::parse::Parsed;
pub(crate) use self::parse::STATEMENT_KEYS;
pub use self::principal::{Caller, CallerKind, Form};
pub use self::request::Request;
pub use self::text::{Part, Symbol, Text, Variable};
pub use self::universe::ActionUniverse;
pub(crate) use self::value::is_readable;
