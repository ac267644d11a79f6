//! How much a comparison may do before it is given up: steps, not time, so that every machine says the same.

/// What a comparison may still do.
#[derive(Clone, Debug)]
pub struct StepBudget {
    left: u64,
}

impl Default for StepBudget {
    fn default() -> Self {
        Self::new(50_000_000)
    }
}

impl StepBudget {
    /// Does something with no more than the steps of one comparison, and takes away those that it took.
    pub fn lend<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        let lent = self.left.min(Self::default().left);
        let mut work = Self::new(lent);
        let done = act(&mut work);
        self.left -= lent - work.left;
        done
    }

    /// So many steps.
    pub const fn new(steps: u64) -> Self {
        Self { left: steps }
    }

    /// Takes steps away; `None` where none are left.
    pub(crate) fn spend(&mut self, steps: u64) -> Option<()> {
        self.left = self.left.checked_sub(steps)?;
        Some(())
    }
}
