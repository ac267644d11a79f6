//! A list, or everything except a list.

/// What an element of a statement names: a list, or everything except a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Elements<T> {
    /// `Action`, `Resource`, `Principal`.
    Only(Vec<T>),
    /// `NotAction`, `NotResource`, `NotPrincipal`.
    Except(Vec<T>),
}

impl<T> Elements<T> {
    /// The list.
    pub fn list(&self) -> &[T] {
        match self {
            Self::Only(list) | Self::Except(list) => list,
        }
    }

    /// The list, to be changed.
    pub const fn list_mut(&mut self) -> &mut Vec<T> {
        match self {
            Self::Only(list) | Self::Except(list) => list,
        }
    }

    /// The key in a statement: `only` or `except`, such as `Action` and `NotAction`.
    #[must_use]
    pub const fn key(&self, only: &'static str, except: &'static str) -> &'static str {
        match self {
            Self::Only(_) => only,
            Self::Except(_) => except,
        }
    }

    /// Whether everything except the list is named.
    pub const fn is_negated(&self) -> bool {
        matches!(self, Self::Except(_))
    }

    /// The same with its list changed.
    pub fn map<U>(&self, change: impl FnMut(&T) -> U) -> Elements<U> {
        let list = self.list().iter().map(change).collect();
        if self.is_negated() { Elements::Except(list) } else { Elements::Only(list) }
    }
}
