//! One way that a value of a template can come out.

use super::fragments::{Fragment, Fragments};
use constructs_iam::Symbol;
use constructs_iam::cases::Formula;

/// One way that a value can come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resolution {
    pub(crate) fragments: Fragments,
    /// In which deployments it comes out so.
    pub(crate) presence: Formula,
}

impl Resolution {
    pub(super) fn text(text: &str) -> Self {
        Self::always(vec![Fragment::Text(text.to_owned())])
    }

    pub(super) fn symbol(symbol: Symbol) -> Self {
        Self::always(vec![Fragment::Symbol(symbol)])
    }

    pub(super) fn always(fragments: Fragments) -> Self {
        Self { fragments, presence: Formula::TRUE }
    }

    /// The same, where `presence` holds as well.
    pub(super) fn only_where(self, presence: &Formula) -> Self {
        Self { presence: self.presence.and(presence.clone()), ..self }
    }
}
