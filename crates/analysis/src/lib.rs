//! A CloudFormation template, whoever wrote it, -> findings: what the facts, the limits and IAM say of it.
//!
//! INVARIANT: this crate reads templates only; it knows no tree of constructs, no file and no clock.

pub mod iam;
