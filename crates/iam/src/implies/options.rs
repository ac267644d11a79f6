//! How to compare two sides.

use crate::universe::ActionUniverse;

/// Which actions count that AWS may add one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FutureActions {
    /// Where only such actions tell the sides apart, it is undecided.
    #[default]
    Undecided,
    /// Such actions are left out, and the answer lists that among its assumptions.
    Assumed,
}

/// How `*` in a resource goes across `:`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Crossing {
    /// It does, as IAM has it.
    #[default]
    Crosses,
    /// Decided both ways, for engines that keep to an ARN's segments; where they differ it is undecided.
    EitherWay,
}

/// How to compare.
#[derive(Clone, Copy, Debug)]
pub struct ComparisonOptions<'a> {
    /// The actions there are.
    pub universe: &'a ActionUniverse,
    /// What about those there will be.
    pub future: FutureActions,
    /// How wildcards in resources are read.
    pub crossing: Crossing,
}

impl<'a> ComparisonOptions<'a> {
    /// Options with these actions, and the defaults for the rest.
    #[must_use]
    pub fn new(universe: &'a ActionUniverse) -> Self {
        Self { universe, future: FutureActions::default(), crossing: Crossing::default() }
    }
}
