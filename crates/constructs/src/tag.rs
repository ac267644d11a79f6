//! Tags of a resource, and tags of a scope.

use crate::value::{Expr, IntoValue, Object, Str};

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    key: Expr,
    value: Expr,
}

impl Tag {
    /// Creates a tag.
    pub fn new(key: impl IntoValue<Str>, value: impl IntoValue<Str>) -> Self {
        Self { key: key.into_expr(), value: value.into_expr() }
    }
}

impl IntoValue<Tag> for Tag {
    fn into_expr(self) -> Expr {
        Object::new().with("Key", self.key).with("Value", self.value).into()
    }
}

impl<K: IntoValue<Str>, V: IntoValue<Str>> IntoValue<Tag> for (K, V) {
    fn into_expr(self) -> Expr {
        Tag::new(self.0, self.1).into_expr()
    }
}

/// The resource types below a scope that get a tag.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TagOptions {
    pub(crate) only: Vec<String>,
    pub(crate) except: Vec<String>,
}

impl TagOptions {
    /// Adds a type to those that get the tag. Without one, all types get it.
    #[must_use]
    pub fn only(mut self, resource_type: impl Into<String>) -> Self {
        self.only.push(resource_type.into());
        self
    }

    /// Excludes a type.
    #[must_use]
    pub fn except(mut self, resource_type: impl Into<String>) -> Self {
        self.except.push(resource_type.into());
        self
    }

    pub(crate) fn admits(&self, resource_type: &str) -> bool {
        let names = |list: &[String]| list.iter().any(|name| name == resource_type);
        (self.only.is_empty() || names(&self.only)) && !names(&self.except)
    }
}

/// A tag of a scope.
#[derive(Clone, Debug)]
pub(crate) struct InheritedTag {
    pub(crate) key: Expr,
    pub(crate) value: Expr,
    pub(crate) options: TagOptions,
}
