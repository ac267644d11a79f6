//! What is known of the action that is the example of a class.

/// What is known of the action that is the example of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ActionStatus {
    /// It is in the universe.
    Known,
    /// A policy writes it out, and the universe doesn't have it.
    Written,
    /// It is generated, for a service that the universe doesn't have.
    OfUnknownService,
    /// It is generated: an action that the service may get.
    Future,
}
