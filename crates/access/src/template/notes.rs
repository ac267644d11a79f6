//! What was taken for granted while a policy was read.

use std::collections::BTreeSet;

use constructs_iam::Assumption;

/// What a reading rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// What holds only if it is as said here.
    pub assumptions: BTreeSet<Assumption>,
    /// How many imports and parameters were followed.
    followed_references: usize,
}

/// The most that are followed for one policy: each may lead to several more.
const MAX_FOLLOWED_REFERENCES: usize = 10_000;

impl Notes {
    /// Adds what others rest on.
    pub fn add(&mut self, others: &Self) {
        self.assumptions.extend(others.assumptions.iter().cloned());
    }

    /// Whether one more import or parameter is followed.
    pub(super) fn may_follow(&mut self) -> bool {
        self.followed_references += 1;
        self.followed_references <= MAX_FOLLOWED_REFERENCES
    }

    pub(crate) fn assume(&mut self, assumption: Assumption) {
        self.assumptions.insert(assumption);
    }
}
