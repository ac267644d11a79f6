//! Compares resource policies by the form in which they name a caller. An entry for an account only lets the account's own
//! policies decide, so it does not cover an entry for a role, a user, or everyone.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts>

use std::sync::Arc;

use super::difference::AccessDifference;
use super::extra_permissions::{Side, extra_permissions};
use crate::template::{AttachedPolicy, is_account};
use constructs_iam::cases::Formula;
use constructs_iam::implies::{Grants, Layer, StepBudget};
use constructs_iam::{Document, Effect, Elements, PolicyStatement, PrincipalEntry};

/// The permissions that policies with principals grant in addition to other policies.
pub(super) fn extra_permissions_by_form(
    own: &Grants,
    policies: &[&AttachedPolicy<'_>],
    others: &Grants,
    presence: &Formula,
    describe: fn(&PolicyStatement) -> String,
    budget: &mut StepBudget,
) -> Vec<AccessDifference> {
    let mut found = Vec::new();
    let is_direct = |entry: &PrincipalEntry| !is_account(entry);
    let direct_others = Grants {
        layers: others.layers.iter().map(|layer| filter_layer(layer, is_direct)).collect(),
    };
    // `NotPrincipal` does not list the callers that it matches, so it is compared once, with the direct entries.
    let with = |keeps: &dyn Fn(&PrincipalEntry) -> bool| -> Vec<AttachedPolicy<'_>> {
        let own = policies.iter().map(|policy| AttachedPolicy {
            document: filter_document(&policy.document, keeps),
            ..(*policy).clone()
        });
        own.collect()
    };
    let direct = with(&is_direct);
    let mut accounts = with(&is_account);
    for policy in &mut accounts {
        let mut document = Document::clone(&policy.document);
        document.statements.retain(|one| matches!(one.principals, Some(Elements::Only(_))));
        policy.document = Arc::new(document);
    }
    for (policies, others) in [(direct, &direct_others), (accounts, others)] {
        let policies: Vec<&AttachedPolicy<'_>> = policies.iter().collect();
        let side = Side { grants: own.clone(), policies, presence };
        found.extend(
            extra_permissions(&side, others, describe, budget)
                .into_iter()
                .map(|(_, difference)| difference),
        );
    }
    found
}

fn filter_layer(layer: &Layer, keeps: impl Fn(&PrincipalEntry) -> bool) -> Layer {
    let documents = layer.documents.iter().map(|document| filter_document(document, &keeps));
    Layer { documents: documents.collect(), presence: layer.presence.clone() }
}

/// Keeps only these entries in the statements that allow.
fn filter_document(document: &Document, keeps: &dyn Fn(&PrincipalEntry) -> bool) -> Arc<Document> {
    let statements = document.statements.iter().filter_map(|one| retain_principals(one, keeps));
    Arc::new(Document { statements: statements.collect(), ..document.clone() })
}

/// Keeps only these entries of a statement; `None` if none is left. A statement that denies is not changed.
pub fn retain_principals(
    statement: &PolicyStatement,
    keeps: &dyn Fn(&PrincipalEntry) -> bool,
) -> Option<PolicyStatement> {
    let Some(Elements::Only(entries)) = &statement.principals else {
        return Some(statement.clone());
    };
    if statement.effect == Effect::Deny {
        return Some(statement.clone());
    }
    let kept: Vec<PrincipalEntry> = entries.iter().filter(|entry| keeps(entry)).cloned().collect();
    let principals = Some(Elements::Only(kept.clone()));
    (!kept.is_empty()).then(|| PolicyStatement { principals, ..statement.clone() })
}
