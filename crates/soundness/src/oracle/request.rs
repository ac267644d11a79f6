//! A request and its context.

use std::collections::BTreeMap;

use super::principal::Caller;

/// Context keys, without regard to case; each has at least one value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContextKeys(BTreeMap<String, Vec<String>>);

impl ContextKeys {
    /// Sets a key.
    pub fn set(&mut self, key: &str, values: Vec<String>) {
        self.0.insert(key.to_lowercase(), values);
    }

    /// Makes a key absent.
    pub fn remove(&mut self, key: &str) {
        self.0.remove(&key.to_lowercase());
    }

    /// The values of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&[String]> {
        self.0.get(&key.to_lowercase()).map(Vec::as_slice)
    }

    /// Keys and values.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Vec<String>)> {
        self.0.iter()
    }
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Who makes it.
    pub caller: Caller,
    /// `sqs:SendMessage`.
    pub action: String,
    /// An ARN.
    pub resource: String,
    /// Its context.
    pub context: ContextKeys,
}
