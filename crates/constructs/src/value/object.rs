//! Objects, built key by key: nested property types, and JSON without a type.

use super::{Expr, ObjectKey};

/// An object whose keys keep the order in which they were first set.
///
/// ```
/// use constructs::Object;
/// let redrive = Object::new().with("deadLetterTargetArn", "arn:aws:sqs:eu-west-1:111122223333:dlq").with("maxReceiveCount", 5);
/// # let _ = redrive;
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object(Vec<(ObjectKey, Expr)>);

impl Object {
    /// Creates an object without keys.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Sets `key` to `value`.
    #[must_use]
    pub fn with(mut self, key: impl Into<ObjectKey>, value: impl Into<Expr>) -> Self {
        self.set(key, value.into());
        self
    }

    /// Sets `key`. A new value of the same key keeps its position.
    pub fn set(&mut self, key: impl Into<ObjectKey>, value: Expr) {
        let key = key.into();
        match self.0.iter_mut().find(|(name, _)| *name == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    /// The value under `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Expr> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Removes `key` and returns its value.
    pub fn remove(&mut self, key: &str) -> Option<Expr> {
        let at = self.0.iter().position(|(name, _)| name == key)?;
        Some(self.0.remove(at).1)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Whether no key is set.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys with their values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Expr)> {
        self.0.iter().map(|(key, value)| (&**key, value))
    }

    pub(crate) const fn from_entries(entries: Vec<(ObjectKey, Expr)>) -> Self {
        Self(entries)
    }

    pub(crate) fn into_entries(self) -> Vec<(ObjectKey, Expr)> {
        self.0
    }
}

impl From<Object> for Expr {
    fn from(object: Object) -> Self {
        Self::Map(object.0)
    }
}
