//! Templates and a matrix -> the proof: what each principal has to be able to do ⊆ what its identity policies grant ⊆
//! what it may do; or, where that is not so, which cell, which statement, and a request that shows it.
//!
//! INVARIANT: nothing is called proved that rests on a gap, and every assumption is listed.

mod column;
mod coverage;
mod finding;
mod listed;
mod trust;
mod unread;
mod verdict;

use std::collections::BTreeSet;

use constructs_diagnostics::Place;
use constructs_diagnostics::{Diagnostic, Diagnostics};

pub use coverage::{caveats, explained, summary};
pub use finding::request;
pub use verdict::{ColumnProof, Proof};

use self::column::Column;
use super::ask::{Program, Unread, programs, unread_transforms};
use super::matrix::{Acknowledgement, Expanded, Matrix, STALE, Variables};
use super::template::{
    Estate, Principal, ResourcePolicy, facts, principals, resource_policies, unread_policies,
};
use constructs_iam::Assumption;
use constructs_iam::Document;
use constructs_iam::actions_of;
use constructs_iam::implies::{ComparisonOptions, FutureActions, Verdict};

/// Says where something in a template comes from: the stack's name, a logical id, a JSON pointer below its properties.
pub type Locate<'a> = dyn Fn(&str, &str, &str) -> Option<Place> + 'a;

/// What is proved against what.
pub struct ProofInput<'a, 't> {
    /// The matrix.
    pub matrix: &'a Matrix,
    /// The path that the matrix's own paths stand below; empty for the root.
    pub environment: &'a str,
    /// Values for the matrix's variables.
    pub variables: &'a Variables,
    /// The templates.
    pub reading: &'a Reading<'a, 't>,
    /// Where things come from.
    pub locate: &'a Locate<'a>,
    /// The day on which acknowledgements are looked at: `2026-11-25`.
    pub today: &'a str,
}

impl ProofInput<'_, '_> {
    /// Whether a path is in the environment.
    fn has(&self, path: &str) -> bool {
        self.environment.is_empty() || path.starts_with(&format!("{}/", self.environment))
    }
}

/// Templates and what is read of them, once for all environments.
pub struct Reading<'e, 't> {
    estate: &'e Estate<'t>,
    principals: Vec<Principal<'t>>,
    policies: Vec<ResourcePolicy<'t>>,
    /// Policies of types that are not read: the path of the resource, and a sentence.
    unread_policies: Vec<(String, String)>,
    /// What CloudFormation expands and deploys and is not read, by the number of its stack.
    unread_transforms: Vec<(usize, Unread)>,
    programs: Vec<Program>,
}

impl<'e, 't> Reading<'e, 't> {
    /// Reads the policies of these templates.
    #[must_use]
    pub fn new(estate: &'e Estate<'t>) -> Self {
        let mut principals = principals(estate);
        principals.iter_mut().for_each(Principal::assume_boundary);
        Self {
            estate,
            principals,
            policies: resource_policies(estate),
            unread_policies: unread_policies(estate),
            unread_transforms: unread_transforms(estate),
            programs: programs(estate),
        }
    }
}

/// Proves a matrix in one environment, in every deployment.
#[must_use]
pub fn prove(case: &ProofInput<'_, '_>) -> Proof {
    let (estate, principals) = (case.reading.estate, &case.reading.principals);
    let mut proof = Proof::new(case.environment, &case.matrix.file);
    let expanded = match case.matrix.expand(case.environment, case.variables, estate, principals) {
        Ok(expanded) => expanded,
        Err(faults) => {
            proof.findings = faults;
            return proof;
        }
    };
    proof.assumptions.extend(expanded.notes.assumptions.iter().cloned());
    let mut waiting = Vec::new();
    columns(case, &expanded, principals, &mut proof, &mut waiting);
    waiting.extend(listed::unlisted(case, &expanded, principals));
    let (unread, assumed) = unread::findings(case);
    waiting.extend(unread);
    proof.assumptions.extend(assumed);
    settle(case, waiting, &mut proof);
    proof
}

/// A finding that may be acknowledged, and by which names.
struct Waiting {
    names: Vec<String>,
    finding: Diagnostic,
}

fn columns(
    case: &ProofInput<'_, '_>,
    expanded: &Expanded,
    principals: &[Principal<'_>],
    proof: &mut Proof,
    waiting: &mut Vec<Waiting>,
) {
    let policies = &case.reading.policies;
    for (number, column) in expanded.columns.iter().enumerate() {
        let Some(principal) = principals.get(column.principal) else { continue };
        let may = expanded.document(number);
        let grants = principal.grants();
        let direct = principal.direct.iter().map(|policy| &*policy.document);
        let documents: Vec<&Document> = grants.documents().chain([&may]).chain(direct).collect();
        let universe = actions_of(documents.iter().copied());
        let known = facts(principal, case.reading.estate, documents.iter().copied());
        let question = ComparisonOptions {
            future: FutureActions::Assumed,
            ..ComparisonOptions::new(&universe)
        };
        let comparison = Column { case, expanded, column: number, principal, question, known };
        let (mut column_proof, mut findings) = comparison.run(&may, &grants);
        findings.extend(comparison.by_resource_policies(policies, &may));
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
                waiting.push(Waiting { names: names(), finding });
            } else {
                column_proof.verdict = Verdict::Refuted;
                proof.findings.push(finding);
            }
        }
        proof.columns.push(column_proof);
    }
    proof.assumptions.extend(unread::policies(case));
    proof.assumptions.extend(shared_place(case));
}

/// Stacks that may go anywhere are taken to go to the same account and region.
fn shared_place(case: &ProofInput<'_, '_>) -> Option<Assumption> {
    let is_open =
        |stack: &&&super::template::Stack| stack.account.is_none() || stack.region.is_none();
    let open: BTreeSet<&str> = case
        .reading
        .estate
        .stacks()
        .iter()
        .filter(is_open)
        .map(|stack| stack.name.as_str())
        .collect();
    (open.len() > 1).then_some(Assumption::SamePlace)
}

/// Takes out what is acknowledged, and says which acknowledgements are of no use.
fn settle(case: &ProofInput<'_, '_>, waiting: Vec<Waiting>, proof: &mut Proof) {
    let is_valid = |one: &Acknowledgement| case.today <= one.until.text.as_str();
    let mut used = BTreeSet::new();
    for Waiting { names, finding } in waiting {
        let found = case.matrix.acknowledged.iter().position(|one| {
            let text = &one.principal.text;
            let below = format!("{}/{text}", case.environment);
            names.iter().any(|name| name == text || *name == below)
        });
        let acknowledgement = found.and_then(|at| case.matrix.acknowledged.get(at));
        used.extend(found);
        match acknowledgement {
            Some(one) if is_valid(one) => proof.acknowledged.push(format!(
                "{} (acknowledged until {} by {}: {})",
                finding.message, one.until.text, one.owner, one.reason
            )),
            Some(one) => {
                let text = format!("acknowledged until {} by {}", one.until.text, one.owner);
                let place = case.matrix.place(one.until.mark, "");
                proof.findings.push(finding.related(text, place));
            }
            None => proof.findings.push(finding),
        }
    }
    for (at, one) in case.matrix.acknowledged.iter().enumerate() {
        let expired = !is_valid(one);
        if used.contains(&at) && !expired {
            continue;
        }
        let what = &one.principal.text;
        let message = if expired {
            format!("the acknowledgement of `{what}` ran out on {}", one.until.text)
        } else {
            format!("the acknowledgement of `{what}` is about nothing")
        };
        let help =
            if expired { "look again, then take it out or set a new day" } else { "take it out" };
        let place = case.matrix.place(one.principal.mark, "");
        let finding = Diagnostic::warning(STALE, message).at(place).help(help);
        proof.findings.push(finding);
    }
}

/// Findings of all environments, worst first.
#[must_use]
pub fn findings(proofs: &[Proof]) -> Diagnostics {
    let mut all: Vec<Diagnostic> =
        proofs.iter().flat_map(|proof| proof.findings.iter().cloned()).collect();
    all.sort_by_key(|finding| finding.severity);
    all.into_iter().collect()
}

#[cfg(test)]
mod tests;
