//! Reports the principals of an environment that are in no column.

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::Place;

use super::acknowledge::AcknowledgeableFinding;
use super::input::ProofInput;
use crate::matrix::{ExpandedMatrix, NOT_LISTED};
use crate::template::{Principal, PrincipalType};

pub(super) fn find_unlisted(
    case: &ProofInput<'_, '_>,
    expanded: &ExpandedMatrix,
    principals: &[Principal<'_>],
) -> Vec<AcknowledgeableFinding> {
    let mut findings = Vec::new();
    for (number, principal) in principals.iter().enumerate() {
        let is_listed = expanded.columns.iter().any(|column| column.principal == number);
        if is_listed || !is_here(case, principal) {
            continue;
        }
        let noun = match principal.kind {
            PrincipalType::Role => "role",
            PrincipalType::User => "user",
            PrincipalType::Group => "group",
            PrincipalType::PermissionSet => "permission set",
            PrincipalType::Elsewhere => "external principal",
        };
        let message = format!(
            "the {noun} `{}` is not in any column of the permission matrix",
            principal.name
        );
        let help = "add a column for it, or acknowledge it with a reason, an owner, and a date";
        let policy = principal.identity.first().and_then(|policy| policy.id);
        let place = principal.id.or(policy).and_then(|id| {
            let stack = case.reading.stacks.get(id.stack)?;
            (case.locate)(&stack.name, id.id, "")
        });
        let place = place.unwrap_or_else(|| Place::of_construct(principal.name.clone()));
        let finding = Diagnostic::error(NOT_LISTED, message).at(place).help(help);
        findings.push(AcknowledgeableFinding { names: vec![principal.name.clone()], finding });
    }
    findings
}

/// Whether the principal, or a policy that is attached to it, is declared in the environment.
fn is_here(case: &ProofInput<'_, '_>, principal: &Principal<'_>) -> bool {
    let mut names = principal.identity.iter().map(|policy| policy.name.as_str());
    match principal.id {
        // A principal without a construct belongs to the environment of its stack.
        Some(id) => {
            let stack = case.reading.stacks.get(id.stack);
            case.has(&principal.name) || stack.is_some_and(|stack| case.has(&stack.path))
        }
        None => case.environment.is_empty() || names.any(|name| case.has(name)),
    }
}
