//! Outputs of a stack, with or without an export.

use crate::condition::ConditionRef;
use crate::handle;
use crate::value::{Expr, IntoValue, NodeId, Object, ObjectKey, ResourceRef, Str};

/// An output value of the stack, which it can also export.
///
/// Export names are unique in an account and region: letters, digits, `:`, and `-`, at most 255. A reference from another
/// stack to the same value uses this export.
#[derive(Debug)]
pub struct Output {
    pub(crate) value: Expr,
    pub(crate) description: Option<String>,
    pub(crate) export: Option<Expr>,
    pub(crate) condition: Option<NodeId>,
    pub(crate) logical_id: Option<String>,
    /// Attributes by name; they replace the typed ones.
    pub(crate) raw: Object,
}

impl Output {
    /// Creates an output of `value`.
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

    /// Sets an attribute, also `Value` or `Export`, to a value that its method does not accept, or one that has no method. It
    /// replaces the value of the method.
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

    /// Describes the value.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Creates the output only if `condition` is true.
    #[must_use]
    pub fn condition(mut self, condition: ConditionRef) -> Self {
        self.condition = Some(condition.node());
        self
    }

    /// Sets the logical id, which otherwise follows from the path.
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
