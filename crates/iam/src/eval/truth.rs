//! Whether a statement applies, with what can't be said: the truth values of the evaluator.

/// Whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Truth {
    /// It doesn't.
    No,
    /// A positive match depends on a variable without a value: IAM does not match then.
    Missing,
    /// A negated match depends on a variable without a value: the result is unknown.
    Unknown,
    /// It does.
    Yes,
}

impl Truth {
    pub(crate) fn from_bool(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// The least certain of both.
    pub(crate) fn and(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::No { Self::No } else { self.min(other()) }
    }

    pub(crate) fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Missing | Self::Unknown => Self::Unknown,
        }
    }
}
