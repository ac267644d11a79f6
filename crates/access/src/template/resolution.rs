//! One text that a value of a template can become.

use super::fragments::{Fragment, Fragments};
use constructs_iam::Symbol;
use constructs_iam::cases::Formula;

/// One text that a value can become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resolution {
    pub(crate) fragments: Fragments,
    /// The deployments in which the value becomes it.
    pub(crate) presence: Formula,
}

impl Resolution {
    pub(super) fn from_text(text: &str) -> Self {
        Self::unconditional(vec![Fragment::Text(text.to_owned())])
    }

    pub(super) fn from_symbol(symbol: Symbol) -> Self {
        Self::unconditional(vec![Fragment::Symbol(symbol)])
    }

    pub(super) fn unconditional(fragments: Fragments) -> Self {
        Self { fragments, presence: Formula::TRUE }
    }

    /// The same text, where `presence` holds too.
    pub(super) fn with_presence(self, presence: &Formula) -> Self {
        Self { presence: self.presence.and(presence.clone()), ..self }
    }
}
