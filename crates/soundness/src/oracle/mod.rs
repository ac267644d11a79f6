//! Concrete policies and a concrete request -> allowed or not, as AWS's pages say. Shares no code with the product.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

mod condition;
mod decide;
pub mod glob;
mod principal;
#[cfg(test)]
mod tests;
mod truth;
mod value;

use std::collections::BTreeMap;

use serde_json::Value as Json;

pub use condition::conditions;
pub use decide::{
    Policies, Statements, accepts, allows, decide, denies, grants, statement_applies,
};
pub use principal::{Caller, Form};
pub use truth::{Truth, all, any};

/// Context keys, without regard to case; each has at least one value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context(BTreeMap<String, Vec<String>>);

impl Context {
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
    pub context: Context,
}

/// A string or a list of them; numbers and truth values as texts.
#[must_use]
pub fn texts(json: &Json) -> Vec<String> {
    match json {
        Json::Array(items) => items.iter().flat_map(texts).collect(),
        Json::String(text) => vec![text.clone()],
        Json::Number(_) | Json::Bool(_) => vec![json.to_string()],
        _ => Vec::new(),
    }
}
