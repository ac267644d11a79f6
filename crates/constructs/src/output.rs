//! Outputs of a stack, with or without an export.

use crate::condition::ConditionRef;
use crate::handle;
use crate::value::{Expr, IntoValue, NodeId, Object, ObjectKey, ResourceRef, Str};

/// A value that the stack shows, and exports if it is given a name for that.
///
/// Export names are unique in an account and region: letters, digits, `:` and `-`, 255 at most. A reference
/// from another stack to the same value uses an export that stands here already.
#[derive(Debug)]
pub struct Output {
    pub(crate) value: Expr,
    pub(crate) description: Option<String>,
    pub(crate) export: Option<Expr>,
    pub(crate) condition: Option<NodeId>,
    pub(crate) logical_id: Option<String>,
    /// What has no type of its own; it stands in place of what has.
    pub(crate) raw: Object,
}

impl Output {
    /// An output of `value`.
    pub fn new(value: impl IntoValue<Str>) -> Self {
        let value = value.into_expr();
        Self {
            value,
            description: None,
            export: None,
            condition: None,
            logical_id: None,
            raw: Object::new(),
        }
    }

    /// Sets an attribute (`Value` and `Export` as well) to what its method does not take, or one that has no method. It
    /// stands in place of what the method says.
    #[must_use]
    pub fn raw(mut self, attribute: impl Into<ObjectKey>, value: impl Into<Expr>) -> Self {
        self.raw.set(attribute, value.into());
        self
    }

    /// Exports the value under `name`.
    #[must_use]
    pub fn export(mut self, name: impl IntoValue<Str>) -> Self {
        self.export = Some(name.into_expr());
        self
    }

    /// What the value is for.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Shown only where `condition` holds.
    #[must_use]
    pub fn condition(mut self, condition: ConditionRef) -> Self {
        self.condition = Some(condition.node());
        self
    }

    /// Keeps this logical id, whatever the path.
    #[must_use]
    pub fn logical_id(mut self, id: impl Into<String>) -> Self {
        self.logical_id = Some(id.into());
        self
    }
}

handle! {
    /// A reference to an [`Output`].
    pub OutputRef
}
