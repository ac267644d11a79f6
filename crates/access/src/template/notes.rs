//! Collects the assumptions that are made while policies are read.

use std::collections::BTreeSet;

use constructs_iam::Assumption;

/// The assumptions of a reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// The facts that the reading relies on.
    pub assumptions: BTreeSet<Assumption>,
    /// The number of imports and parameters that were followed.
    followed_references: usize,
}

/// The most imports and parameters that are followed for one policy: each may lead to several more.
const MAX_FOLLOWED_REFERENCES: usize = 10_000;

impl Notes {
    /// Adds the assumptions of another reading.
    pub fn add(&mut self, others: &Self) {
        self.assumptions.extend(others.assumptions.iter().cloned());
    }

    /// Counts one more import or parameter, and returns whether it may be followed.
    pub(super) fn may_follow(&mut self) -> bool {
        self.followed_references += 1;
        self.followed_references <= MAX_FOLLOWED_REFERENCES
    }

    pub(crate) fn assume(&mut self, assumption: Assumption) {
        self.assumptions.insert(assumption);
    }
}
