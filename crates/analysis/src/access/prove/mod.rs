//! Templates and a matrix -> the proof: what each principal has to be able to do ⊆ what its identity policies grant ⊆
//! what it may do; or, where that is not so, which cell, which statement, and a request that shows it.
//!
//! INVARIANT: nothing is called proved that rests on a gap, and every assumption is listed.

mod column;
mod coverage;
mod everywhere;
mod finding;
mod listed;
mod trust;
mod verdict;

use std::collections::BTreeSet;

use constructs::diagnostic::Place;
use constructs::{Diagnostic, Diagnostics};

pub use coverage::{caveats, explained, summary};
pub use finding::request;
pub use verdict::{ColumnProof, Proof};

use self::column::Comparison;
use super::actions::actions_of;
use super::implies::{Future, Question, Verdict};
use super::matrix::{Acknowledgement, Expanded, Matrix, STALE, Variables};
use super::template::{
    Estate, Principal, ResourcePolicy, principals, resource_policies, unread_policies, worlds,
};

/// Says where something in a template comes from: the stack's name, a logical id, a JSON pointer below its properties.
pub type Locate<'a> = dyn Fn(&str, &str, &str) -> Option<Place> + 'a;

/// What is proved against what.
pub struct Case<'a, 't> {
    /// The matrix.
    pub matrix: &'a Matrix,
    /// The path that the matrix's own paths stand below; empty for the root.
    pub environment: &'a str,
    /// Values for the matrix's variables.
    pub variables: &'a Variables,
    /// The templates.
    pub estate: &'a Estate<'t>,
    /// Where things come from.
    pub locate: &'a Locate<'a>,
    /// The day on which acknowledgements are looked at: `2026-11-25`.
    pub today: &'a str,
}

/// Proves a matrix in one environment, whichever way the conditions of the templates come out.
#[must_use]
pub fn prove(case: &Case<'_, '_>) -> Proof {
    let worlds = worlds(case.estate.stacks());
    if worlds.is_empty() {
        return prove_as_written(case);
    }
    let proofs = worlds.iter().map(|world| {
        let estate = Estate::new(&world.stacks);
        let Case { matrix, environment, variables, locate, today, .. } = *case;
        let case = Case { matrix, environment, variables, estate: &estate, locate, today };
        (world.said.as_str(), prove_as_written(&case))
    });
    everywhere::merged(proofs.collect())
}

fn prove_as_written(case: &Case<'_, '_>) -> Proof {
    let principals = principals(case.estate);
    let mut proof = Proof::new(case.environment, &case.matrix.file);
    let expanded =
        match case.matrix.expand(case.environment, case.variables, case.estate, &principals) {
            Ok(expanded) => expanded,
            Err(faults) => {
                proof.findings = faults;
                return proof;
            }
        };
    proof.assumptions.extend(expanded.notes.assumptions.iter().cloned());
    let mut waiting = Vec::new();
    columns(case, &expanded, &principals, &mut proof, &mut waiting);
    waiting.extend(listed::unlisted(case, &expanded, &principals));
    if case.estate.stacks().iter().any(|stack| stack.root.get("Transform").is_some()) {
        proof.assumptions.insert(
            "the transforms and macros of these templates add no roles and no policies".to_owned(),
        );
    }
    settle(case, waiting, &mut proof);
    proof
}

/// A finding that may be acknowledged, and by which names.
struct Waiting {
    names: Vec<String>,
    finding: Diagnostic,
}

fn columns(
    case: &Case<'_, '_>,
    expanded: &Expanded,
    principals: &[Principal<'_>],
    proof: &mut Proof,
    waiting: &mut Vec<Waiting>,
) {
    let policies = resource_policies(case.estate);
    for (number, column) in expanded.columns.iter().enumerate() {
        let Some(principal) = principals.get(column.principal) else { continue };
        let may = expanded.document(number);
        let (most, least) = (principal.most(), principal.least());
        let documents = most.layers.iter().chain(&least.layers).flatten();
        let direct = policies.iter().map(|policy| &policy.policy.bounds.most);
        let universe = actions_of(documents.chain([&may]).chain(direct));
        let question = Question { future: Future::Assumed, ..Question::over(&universe) };
        let comparison = Comparison { case, expanded, column: number, principal, question };
        let (mut column_proof, mut findings) = comparison.run(&may, &most, &least);
        let direct = comparison.by_resource_policies(&policies, &may);
        findings.extend(direct);
        let notes = principal.all_notes();
        proof.assumptions.extend(notes.assumptions);
        for gap in notes.gaps {
            column_proof.verdict = column_proof.verdict.max(Verdict::Undecided);
            findings.push(comparison.gap(&gap));
        }
        findings.extend(trust::check(case, &comparison));
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
    proof.assumptions.extend(unread(case, &policies));
    proof.assumptions.extend(shared_place(case));
}

/// Policies of resources that can't be read are taken to grant nothing.
fn unread(case: &Case<'_, '_>, policies: &[ResourcePolicy<'_>]) -> Vec<String> {
    let is_here = |path: &str| {
        case.environment.is_empty() || path.starts_with(&format!("{}/", case.environment))
    };
    let gaps = policies.iter().filter(|one| is_here(&one.policy.name)).flat_map(|one| {
        let name = &one.policy.name;
        let gaps = one.policy.notes.gaps.iter();
        gaps.map(move |gap| {
            format!("the policy in `{name}` grants these principals nothing: {gap}")
        })
    });
    let others = unread_policies(case.estate).into_iter().filter(|(path, _)| is_here(path));
    let others = others.map(|(_, text)| format!("{text}, and grants these principals nothing"));
    gaps.chain(others).collect()
}

/// Stacks that may go anywhere are taken to go to the same account and region.
fn shared_place(case: &Case<'_, '_>) -> Option<String> {
    let is_open =
        |stack: &&super::template::StackTemplate| stack.account.is_none() || stack.region.is_none();
    let open: BTreeSet<&str> =
        case.estate.stacks().iter().filter(is_open).map(|stack| stack.name.as_str()).collect();
    (open.len() > 1).then(|| {
        "stacks without an account and a region of their own are deployed to the same ones"
            .to_owned()
    })
}

/// Takes out what is acknowledged, and says which acknowledgements are of no use.
fn settle(case: &Case<'_, '_>, waiting: Vec<Waiting>, proof: &mut Proof) {
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
