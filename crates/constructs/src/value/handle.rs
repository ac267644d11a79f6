//! Handles: small `Copy` values that name a construct and outlive every borrow of the app.

/// The place of a construct in its app.
///
/// It knows which app made it, so that a reference from another app is reported, not mixed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    pub(crate) index: u32,
    pub(crate) app: u16,
}

/// A typed handle of a construct.
pub trait ResourceRef: Copy {
    /// The construct that it names.
    fn node(self) -> NodeId;

    /// The handle that names `node`. The caller answers for the type of what stands there.
    fn from_node(node: NodeId) -> Self;
}

impl ResourceRef for NodeId {
    fn node(self) -> NodeId {
        self
    }

    fn from_node(node: NodeId) -> Self {
        node
    }
}

/// Declares a handle: a `Copy` newtype over [`NodeId`](crate::NodeId).
///
/// `Clone` and `Copy` are written out, because derived ones take twice as long to compile; `#[inline]` leaves the machine
/// code to the crate that calls.
#[macro_export]
macro_rules! handle {
    ($(#[$attribute:meta])* pub $name:ident) => {
        $(#[$attribute])*
        pub struct $name($crate::NodeId);
        impl ::core::marker::Copy for $name {}
        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }
        impl $crate::ResourceRef for $name {
            #[inline]
            fn node(self) -> $crate::NodeId {
                self.0
            }
            #[inline]
            fn from_node(node: $crate::NodeId) -> Self {
                Self(node)
            }
        }
    };
}
