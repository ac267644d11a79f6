//! Decides on IAM policies: what a request gets, and whether one policy grants no more than another. It does not know
//! CloudFormation.
//!
//! ```text
//! parse      JSON                 -> Document and violations of IAM's grammar
//! eval       policies, a request  -> Allowed, ImplicitlyDenied, ExplicitlyDenied, Undecided
//! implies    two sides            -> proved, refuted with a witness, undecided with its reason
//! ```
//!
//! ```
//! use constructs_iam::implies::{Verdict, implies};
//! use constructs_iam::{ActionUniverse, Document};
//! use serde_json::json;
//!
//! let policy = |action: &str| {
//!     let statement = json!({"Effect": "Allow", "Action": action, "Resource": "*"});
//!     Document::parse(&json!({"Version": "2012-10-17", "Statement": statement})).document
//! };
//! let (one, all) = (policy("sqs:SendMessage"), policy("sqs:*"));
//! assert_eq!(implies(&one, &all, ActionUniverse::known()).result, Verdict::Proved);
//! let answer = implies(&all, &one, ActionUniverse::known());
//! assert_eq!(answer.result, Verdict::Refuted);
//! assert!(answer.witness.is_some_and(|witness| witness.action.starts_with("sqs:")));
//! ```
//!
//! `docs/access.md` says which semantics that is, from which sources, and where its limits are. The crate `constructs-policy` reads
//! policies, `constructs-iam-facts` knows the actions, and `constructs-access` applies this crate to templates.
//!
//! INVARIANT: the evaluator of single requests has confirmed the witness of every refutation.
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
