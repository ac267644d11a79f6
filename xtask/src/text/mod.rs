//! Renders facts as text with one fact per line, and parses it: `parse(render(facts)) == facts`.

pub(crate) mod cloudformation;
mod cloudformation_reader;
pub(crate) mod iam;
pub(crate) mod iam_global;
mod iam_reader;
pub(crate) mod lifecycle;
pub(crate) mod line;
pub(crate) mod managed_policies;
pub(crate) mod service_rules;
mod shape;
