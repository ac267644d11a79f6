//! The values of a permission matrix's variables.

use std::collections::BTreeMap;

/// The values of `${name}` in a matrix. A variable may be a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables(BTreeMap<String, Vec<String>>);

impl Variables {
    /// No values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `${name}` to `value`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.insert(name.to_owned(), vec![value.into()]);
        self
    }

    /// Sets `${name}` to a list.
    #[must_use]
    pub fn with_all<T: Into<String>>(
        mut self,
        name: &str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self.0.insert(name.to_owned(), values.into_iter().map(Into::into).collect());
        self
    }

    pub(super) fn get(&self, name: &str) -> Option<&[String]> {
        self.0.get(name).map(Vec::as_slice)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.keys().map(String::as_str)
    }
}
