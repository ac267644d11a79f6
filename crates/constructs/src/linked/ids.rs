//! The logical id of every node.

use crate::tree::Skeleton;

/// The logical id of every node that is an entry of a template.
#[derive(Default)]
pub(crate) struct LogicalIds {
    /// `None`: the construct's id itself.
    pub(crate) ids: Vec<Option<Box<str>>>,
}

impl LogicalIds {
    pub(crate) fn get<'n>(&'n self, skeleton: &'n Skeleton, index: u32) -> &'n str {
        let id = self.ids.get(index as usize).and_then(Option::as_deref);
        id.unwrap_or_else(|| skeleton.id(index))
    }
}
