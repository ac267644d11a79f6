//! Values that stacks export for each other.

use std::borrow::Cow;

use crate::value::ReferenceKind;

/// A value that another stack needs.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Wanted {
    pub(crate) node: u32,
    pub(crate) kind: ReferenceKind,
    /// The attribute for `Fn::GetAtt`; empty for `Ref`.
    pub(crate) attribute: Cow<'static, str>,
}

/// A value under a name that is unique in its account and region.
pub(crate) struct Export {
    pub(crate) wanted: Wanted,
    pub(crate) name: String,
    /// The output that synthesis adds for it; none if an author's own output exports the value.
    pub(crate) output: Option<String>,
}
