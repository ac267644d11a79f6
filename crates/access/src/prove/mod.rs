//! Proves a permission matrix: each principal's identity policies grant everything that the matrix requires, and nothing else.
//! Otherwise, the findings name the cell, the statement, and a request that shows the difference.
//!
//! INVARIANT: a verdict is `proved` only if no part is unread, and every assumption is listed.

mod acknowledge;
mod column;
mod comparison;
mod coverage;
mod finding;
mod input;
mod trust;
mod unlisted;
mod unread;
mod verdict;

use std::collections::BTreeSet;

use constructs_diagnostics::{Diagnostic, Diagnostics};

pub use coverage::{caveats, explain, summarize};
pub use finding::describe_request;
pub use input::{Locate, ProofInput, Reading};
pub use verdict::{ColumnProof, Proof};

use self::acknowledge::{AcknowledgeableFinding, apply_acknowledgements};
use self::column::ColumnComparison;
use super::matrix::ExpandedMatrix;
use super::template::{Principal, principal_facts};
use constructs_iam::Assumption;
use constructs_iam::Document;
use constructs_iam::actions_of;
use constructs_iam::implies::{ComparisonOptions, FutureActions, Verdict};

/// Proves a matrix in one environment, in every deployment.
#[must_use]
pub fn prove(case: &ProofInput<'_, '_>) -> Proof {
    let (stacks, principals) = (case.reading.stacks, &case.reading.principals);
    let mut proof = Proof::new(case.environment, &case.matrix.file);
    let expanded = match case.matrix.expand(case.environment, case.variables, stacks, principals) {
        Ok(expanded) => expanded,
        Err(diagnostics) => {
            proof.findings = diagnostics;
            return proof;
        }
    };
    proof.assumptions.extend(expanded.notes.assumptions.iter().cloned());
    let mut acknowledgeable = Vec::new();
    prove_columns(case, &expanded, principals, &mut proof, &mut acknowledgeable);
    acknowledgeable.extend(unlisted::find_unlisted(case, &expanded, principals));
    let (unread, assumed) = unread::find_unread(case);
    acknowledgeable.extend(unread);
    proof.assumptions.extend(assumed);
    apply_acknowledgements(case, acknowledgeable, &mut proof);
    proof
}

fn prove_columns(
    case: &ProofInput<'_, '_>,
    expanded: &ExpandedMatrix,
    principals: &[Principal<'_>],
    proof: &mut Proof,
    acknowledgeable: &mut Vec<AcknowledgeableFinding>,
) {
    let policies = &case.reading.policies;
    for (number, column) in expanded.columns.iter().enumerate() {
        let Some(principal) = principals.get(column.principal) else { continue };
        let may = expanded.document(number);
        let grants = principal.grants();
        let direct = principal.direct.iter().map(|policy| &*policy.document);
        let documents: Vec<&Document> = grants.documents().chain([&may]).chain(direct).collect();
        let universe = actions_of(documents.iter().copied());
        let known = principal_facts(principal, case.reading.stacks, documents.iter().copied());
        let options = ComparisonOptions {
            future: FutureActions::Assumed,
            ..ComparisonOptions::new(&universe)
        };
        let comparison =
            ColumnComparison { case, expanded, column: number, principal, options, known };
        let (mut column_proof, mut findings) = comparison.compare(&may, &grants);
        findings.extend(comparison.find_direct_excess(policies, &may));
        proof.assumptions.extend(principal.all_notes().assumptions);
        findings.extend(trust::check(case, &comparison));
        if findings.iter().any(|finding| finding.code == super::matrix::NOT_DECIDED) {
            column_proof.verdict = column_proof.verdict.max(Verdict::Undecided);
        }
        for answer in [&column_proof.less, &column_proof.more] {
            proof.assumptions.extend(answer.assumptions.iter().cloned());
        }
        let names = || vec![column.name.clone(), principal.name.clone()];
        for finding in findings {
            if finding.code == super::matrix::NOT_DECIDED {
                acknowledgeable.push(AcknowledgeableFinding { names: names(), finding });
            } else {
                column_proof.verdict = Verdict::Refuted;
                proof.findings.push(finding);
            }
        }
        proof.columns.push(column_proof);
    }
    proof.assumptions.extend(unread::policy_assumptions(case));
    proof.assumptions.extend(assume_same_place(case));
}

/// Stacks without a known account or region are assumed to be deployed to the same one.
fn assume_same_place(case: &ProofInput<'_, '_>) -> Option<Assumption> {
    let is_open =
        |stack: &&super::template::Stack| stack.account.is_none() || stack.region.is_none();
    let open: BTreeSet<&str> =
        case.reading.stacks.iter().filter(is_open).map(|stack| stack.name.as_str()).collect();
    (open.len() > 1).then_some(Assumption::SamePlace)
}

/// The findings of all environments, the most severe first.
#[must_use]
pub fn collect_findings(proofs: &[Proof]) -> Diagnostics {
    let mut all: Vec<Diagnostic> =
        proofs.iter().flat_map(|proof| proof.findings.iter().cloned()).collect();
    all.sort_by_key(|finding| finding.severity);
    all.into_iter().collect()
}

#[cfg(test)]
mod tests;
