//! Mistakes that can be planted in the engine, so that the tests of its soundness can show that they find each.
//!
//! Without the feature `seeded-faults`, [`is_on`] is constant and a planted mistake is not compiled.

#[cfg(feature = "seeded-faults")]
use std::cell::Cell;

/// A mistake of the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeededFault {
    /// A symbol of which no bounds are known is taken to contain no `:`.
    ColonsOfASymbol,
    /// A symbol is taken never to be empty.
    EmptySymbol,
    /// A symbol is taken to contain no `*`, no `?` and no `${…}`.
    PatternInASymbol,
    /// A principal of which nothing is known is taken to be nobody whom a policy names.
    PrincipalByExample,
    /// What may be granted on the left is compared with what may be granted on the right.
    UpperAgainstUpper,
    /// The identities of symbols are cut to 60 characters.
    TruncatedIdentity,
    /// Two states have the same stack where the names of the stacks are the same.
    StackNameIdentity,
    /// A text of an action that is not known matches no action.
    ActionMatchesNothing,
    /// `NotAction`, `NotResource` and negated operators do not swap the upper and the lower bound.
    NegationKeepsTheBound,
    /// A permissions boundary that is there in some deployments is taken to be there in all.
    BoundaryAlwaysThere,
    /// A policy is attached to a role where the text of the name is the same, and otherwise not.
    AttachmentByText,
    /// Two states have the same parameter where its name is the same, however it is declared.
    ChangedDefaultShared,
}

#[cfg(feature = "seeded-faults")]
const NAMES: &[(&str, SeededFault)] = &[
    ("colons-of-a-symbol", SeededFault::ColonsOfASymbol),
    ("empty-symbol", SeededFault::EmptySymbol),
    ("pattern-in-a-symbol", SeededFault::PatternInASymbol),
    ("principal-by-example", SeededFault::PrincipalByExample),
    ("upper-against-upper", SeededFault::UpperAgainstUpper),
    ("truncated-identity", SeededFault::TruncatedIdentity),
    ("stack-name-identity", SeededFault::StackNameIdentity),
    ("action-matches-nothing", SeededFault::ActionMatchesNothing),
    ("negation-keeps-the-bound", SeededFault::NegationKeepsTheBound),
    ("boundary-always-there", SeededFault::BoundaryAlwaysThere),
    ("attachment-by-text", SeededFault::AttachmentByText),
    ("changed-default-shared", SeededFault::ChangedDefaultShared),
];

#[cfg(feature = "seeded-faults")]
thread_local! {
    /// The fault of this thread: the same case is judged with and without it while other threads judge others.
    static PLANTED: Cell<Option<SeededFault>> = const { Cell::new(None) };
}

/// Whether a fault is planted in this thread.
#[cfg(feature = "seeded-faults")]
#[inline]
pub fn is_on(fault: SeededFault) -> bool {
    PLANTED.get() == Some(fault)
}

/// Whether a fault is planted: never without the feature.
#[cfg(not(feature = "seeded-faults"))]
#[inline]
pub const fn is_on(_: SeededFault) -> bool {
    false
}

/// Plants the fault with this name in this thread, in place of any other. Returns false for a name that is not known.
#[cfg(feature = "seeded-faults")]
#[must_use]
pub fn set(name: &str) -> bool {
    let found = NAMES.iter().find(|(known, _)| *known == name);
    if let Some((_, fault)) = found {
        PLANTED.set(Some(*fault));
    }
    found.is_some()
}

/// Removes the planted fault of this thread.
#[cfg(feature = "seeded-faults")]
pub fn clear() {
    PLANTED.set(None);
}
