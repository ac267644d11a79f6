//! The proofs of each way in which a template's conditions come out -> one proof: as good as the worst of them.

use constructs::Diagnostic;
use constructs::diagnostic::Place;

use super::{ColumnProof, Proof};
use crate::access::matrix::STALE;

/// A finding of some ways only says of which; an acknowledgement that is of use in one of them is of use.
pub(super) fn merged(proofs: Vec<(&str, Proof)>) -> Proof {
    let ways = proofs.len();
    let mut whole = Proof::default();
    let mut found: Vec<Found> = Vec::new();
    for (said, proof) in proofs {
        whole.environment = proof.environment;
        whole.file = proof.file;
        whole.assumptions.extend(proof.assumptions);
        let new = proof.acknowledged.into_iter().filter(|one| !whole.acknowledged.contains(one));
        let new: Vec<String> = new.collect();
        whole.acknowledged.extend(new);
        proof.columns.into_iter().for_each(|column| add_column(&mut whole.columns, column));
        for finding in proof.findings {
            add_finding(&mut found, said, finding);
        }
    }
    let is_of_use = |found: &Found| found.ways == ways || found.finding.code != STALE;
    let told = found.into_iter().filter(is_of_use).map(|found| found.told(ways));
    whole.findings = told.collect();
    whole
}

/// The worst proof of a column stands for it.
fn add_column(columns: &mut Vec<ColumnProof>, column: ColumnProof) {
    match columns.iter_mut().find(|other| other.name == column.name) {
        Some(other) if other.verdict < column.verdict => *other = column,
        Some(_) => {}
        None => columns.push(column),
    }
}

/// A finding, in how many ways it is there, and the first of them in words.
struct Found<'s> {
    finding: Diagnostic,
    ways: usize,
    said: &'s str,
}

impl Found<'_> {
    fn told(self, ways: usize) -> Diagnostic {
        if self.ways == ways {
            return self.finding;
        }
        self.finding.related(format!("where {}", self.said), Place::default())
    }
}

/// The same place and the same words are the same finding, whatever the example.
fn add_finding<'s>(found: &mut Vec<Found<'s>>, said: &'s str, finding: Diagnostic) {
    let is_same = |other: &&mut Found<'s>| {
        let other = &other.finding;
        (other.code, &other.message, &other.place)
            == (finding.code, &finding.message, &finding.place)
    };
    match found.iter_mut().find(is_same) {
        Some(other) => other.ways += 1,
        None => found.push(Found { finding, ways: 1, said }),
    }
}
