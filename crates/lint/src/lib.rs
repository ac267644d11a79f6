//! Checks policies against IAM's grammar, its facts, and the decision engine: those of a template, or a single document.
//!
//! `documents` finds the policies of a template and their statements. Each check is a file, and checks a statement or a policy.
//!
//! INVARIANT: only literal values are checked. An intrinsic function can return anything.

mod action;
mod arn;
pub mod codes;
mod condition_key;
mod condition_type;
mod conditions;
mod contradiction;
mod document_text;
mod documents;
mod escalation;
mod escalation_paths;
mod everything;
mod form;
mod glob;
mod key_policy;
mod known_text;
mod operator;
mod pass_role;
mod place;
mod policy;
mod policy_properties;
mod principal;
mod provider;
pub mod query;
mod reading;
mod redundant;
mod resource_policy;
mod service_principal;
mod standalone;
mod suggest;
mod target;
#[cfg(test)]
mod testing;
mod text;
mod together;
mod trust;
mod variable;

pub use action::check_action;
pub use constructs_iam_facts as facts;
pub use constructs_policy::PolicyKind;
pub use standalone::check_document;

use constructs_access::template::Stacks;
use constructs_cloudformation::{soften_diagnostic, without_dynamic_references};
use constructs_diagnostics::{Diagnostic, Diagnostics, pointer};
use constructs_document::Node;
use form::IsReported;
use policy::check_policy;

/// Checks the policies in `template` against IAM's grammar, its facts, and the engine. The diagnostics are in the order of the
/// template.
#[must_use]
pub fn check(template: &Node) -> Diagnostics {
    check_policies(template, |_, _| true)
}

/// As [`check`], for a template of an app: synthesis has checked some rules of the grammar in most policies of IAM.
#[must_use]
pub fn check_synthesized(template: &Node) -> Diagnostics {
    check_policies(template, |policy, rule| {
        !(rule.is_checked_at_synthesis() && policy.is_checked_by_synthesis())
    })
}

fn check_policies(template: &Node, is_reported: IsReported) -> Diagnostics {
    let known = document_text::with_document_objects(without_dynamic_references(template));
    let policies = documents::find_policies(&known);
    if policies.is_empty() {
        return Diagnostics::new();
    }
    let together = together::check(&known, &policies);
    let stacks = [reading::template_stack(template.clone())];
    let stacks = Stacks::new(&stacks);
    let found = policies.iter().flat_map(|policy| {
        let grammar = form::check(policy, is_reported).into_iter();
        grammar.chain(check_policy(policy, &stacks))
    });
    let found = found.chain(together);
    found.map(|diagnostic| complete_place(diagnostic, template)).collect()
}

/// Adds the line and column of the pointer. Makes an error a warning if a macro can rewrite the value.
fn complete_place(mut diagnostic: Diagnostic, template: &Node) -> Diagnostic {
    let pointer = diagnostic.place.pointer.as_deref().unwrap_or_default();
    let mark = template.mark_at(pointer::keys(pointer));
    diagnostic.place.position = Some((mark.line, mark.column)).filter(|_| mark.line > 0);
    soften_diagnostic(&mut diagnostic, template);
    diagnostic
}
