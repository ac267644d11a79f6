//! Finds denials that only one state has: other policies may allow what they denied.

use std::sync::Arc;

use super::difference::AccessDifference;
use super::extra_permissions::{Side, extra_permissions};
use super::words;
use crate::template::{AttachedPolicy, Principal};
use constructs_iam::cases::Formula;
use constructs_iam::implies::{Grants, StepBudget};
use constructs_iam::{Document, Effect, PolicyStatement};

/// Whether a principal's own policies deny less than in the other state, or its boundary differs.
pub(super) fn is_less_denied(one: &Principal<'_>, other: &Principal<'_>) -> bool {
    let denials = |principal: &Principal<'_>| -> Vec<PolicyStatement> {
        let policies = principal.identity.iter().chain(&principal.boundary);
        let statements = policies.flat_map(|policy| policy.document.statements.clone());
        statements.filter(|one| one.effect == Effect::Deny).collect()
    };
    let own = denials(one);
    let boundary = |principal: &Principal<'_>| {
        let documents = principal.boundary.iter().map(|policy| policy.document.clone());
        (principal.bounded.clone(), documents.collect::<Vec<_>>())
    };
    boundary(one) != boundary(other) || !denials(other).iter().all(|denial| own.contains(denial))
}

/// Denials that are gone or smaller: identity policies may allow these requests.
pub(super) fn lifted_denials(
    own: &Grants,
    others: &Grants,
    budget: &mut StepBudget,
) -> Vec<AccessDifference> {
    let denials = |grants: &Grants| -> Vec<PolicyStatement> {
        let statements = grants.documents().flat_map(|document| &document.statements);
        statements.filter(|one| one.effect == Effect::Deny).cloned().collect()
    };
    let (kept, lost) = (denials(own), denials(others));
    if lost.iter().all(|denial| kept.contains(denial)) {
        return Vec::new();
    }
    // The denials of this state together must deny everything that the other state's denials denied.
    let as_allowing = |denials: Vec<PolicyStatement>| {
        let allows =
            denials.into_iter().map(|one| PolicyStatement { effect: Effect::Allow, ..one });
        Document::new(allows.collect())
    };
    let (before, now) = (as_allowing(lost), as_allowing(kept));
    let policy = AttachedPolicy::from_document(Arc::new(before.clone()));
    let presence = Formula::TRUE;
    let side =
        Side { grants: Grants::new(vec![before]), policies: vec![&policy], presence: &presence };
    let found =
        extra_permissions(&side, &Grants::new(vec![now]), words::describe_statement, budget);
    let differences = found.into_iter().map(|(_, difference)| AccessDifference {
        text: format!("no longer denied: {}", difference.text),
        policy: "a denial of the other state".to_owned(),
        ..difference
    });
    differences.collect()
}
