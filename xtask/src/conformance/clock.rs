//! The clock, for time limits and for the times that a person reads: no file depends on it.

use std::time::{Duration, Instant};

/// Measures from its start.
pub(super) struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins to measure.
    #[expect(
        clippy::disallowed_methods,
        reason = "limits processes and tells a person how long a check took"
    )]
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    pub(super) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
