//! References: to a construct of the app, and after linking, to what a template declares or imports.

use std::borrow::Cow;
use std::panic::Location;

use constructs_diagnostics::Code;

use super::NodeId;

/// What a reference becomes in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ReferenceKind {
    /// A single value.
    Scalar,
    /// A list: joined by the stack that exports it, split by the one that imports it.
    List,
    /// The logical id alone, as `Fn::If` names a condition and `Fn::FindInMap` a mapping.
    Name,
}

/// A reference to a construct of the app, in any stack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reference {
    /// An attribute of a construct.
    To(ReferenceTarget),
    /// A value that is not valid; synthesis reports it with its Rust line.
    Fault(Box<Fault>),
}

/// The target of a reference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReferenceTarget {
    index: u32,
    app: u16,
    pub(crate) kind: ReferenceKind,
    /// The attribute for `Fn::GetAtt`; empty for `Ref`.
    pub(crate) attribute: Cow<'static, str>,
}

/// A mistake in a value, which synthesis reports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fault {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: String,
    pub(crate) origin: &'static Location<'static>,
}

/// A reference inside one template.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LocalReference {
    /// An entry of the template itself.
    Declared {
        /// The position of the node in the linked tree.
        node: u32,
        /// What it becomes in the template.
        kind: ReferenceKind,
        /// The attribute for `Fn::GetAtt`; empty for `Ref`.
        attribute: Cow<'static, str>,
    },
    /// An export of an earlier stack, by its position in the table of exports.
    Import(u32),
}

impl Fault {
    /// Creates a mistake: what is wrong, in one line, and the next step. Its Rust line is the caller's.
    #[must_use]
    #[track_caller]
    pub fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Self { code, message, help, origin: Location::caller() }
    }
}

impl Reference {
    /// Creates a reference to `attribute` of `node`.
    pub fn new(node: NodeId, kind: ReferenceKind, attribute: impl Into<Cow<'static, str>>) -> Self {
        Self::To(ReferenceTarget {
            kind,
            attribute: attribute.into(),
            ..ReferenceTarget::name_of(node)
        })
    }
}

impl ReferenceTarget {
    /// The logical id of `node`.
    pub(crate) const fn name_of(node: NodeId) -> Self {
        let NodeId { index, app } = node;
        Self { index, app, kind: ReferenceKind::Name, attribute: Cow::Borrowed("") }
    }

    pub(crate) const fn node(&self) -> NodeId {
        NodeId { index: self.index, app: self.app }
    }
}
