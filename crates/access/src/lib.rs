//! Decides what the principals of templates can do: proves a permission matrix, compares two states, and answers questions.
//!
//! ```text
//! template   templates            -> principals with their policies
//! matrix     a permission matrix  -> policies
//! prove      both                 -> the proof; report: tables; ask: questions and differences
//! ```
//! `docs/access.md` has the semantics, their sources, and their limits.
//!
//! INVARIANT: the time and memory of every answer are bounded; what exceeds a bound is undecided.

pub mod ask;
pub mod matrix;
pub mod prove;
pub mod report;
pub mod template;
