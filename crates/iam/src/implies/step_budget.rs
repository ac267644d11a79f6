//! Limits a comparison by steps, not by time, so that every machine answers the same.

/// The steps of one comparison.
const MAX_STEPS: u64 = 50_000_000;

/// The steps that a comparison may still take.
#[derive(Clone, Debug)]
pub struct StepBudget {
    left: u64,
}

impl Default for StepBudget {
    fn default() -> Self {
        Self::new(MAX_STEPS)
    }
}

impl StepBudget {
    /// Calls `act` with at most the steps of one comparison, and subtracts those that it took.
    pub fn lend<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        let lent = self.left.min(MAX_STEPS);
        let mut budget = Self::new(lent);
        let done = act(&mut budget);
        self.left -= lent - budget.left;
        done
    }

    /// A budget of this many steps.
    pub const fn new(steps: u64) -> Self {
        Self { left: steps }
    }

    /// Subtracts steps; `None` if too few are left.
    pub(crate) fn spend(&mut self, steps: u64) -> Option<()> {
        self.left = self.left.checked_sub(steps)?;
        Some(())
    }
}
