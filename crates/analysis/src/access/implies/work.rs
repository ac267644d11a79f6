//! How much a comparison may do before it is given up: steps, not time, so that every machine says the same.

/// What a comparison may still do.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    left: u64,
}

impl Default for Work {
    fn default() -> Self {
        Self::of(150_000_000)
    }
}

impl Work {
    /// So many steps.
    pub(crate) const fn of(steps: u64) -> Self {
        Self { left: steps }
    }

    /// Takes steps away; `None` where none are left.
    pub(crate) fn spend(&mut self, steps: u64) -> Option<()> {
        self.left = self.left.checked_sub(steps)?;
        Some(())
    }
}
