//! Handles: small `Copy` values that name a construct and outlive every borrow of the app.

/// The position of a construct in its app.
///
/// It identifies the app, so that synthesis reports a reference from another app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    pub(crate) index: u32,
    pub(crate) app: u16,
}

/// A typed handle of a construct.
pub trait ResourceRef: Copy {
    /// The construct that it names.
    fn node(self) -> NodeId;

    /// Creates the handle of `node`. The caller must choose the right type.
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
/// `Clone` and `Copy` are written by hand, because derived ones take twice as long to compile; with `#[inline]`, only the
/// calling crate compiles machine code.
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
