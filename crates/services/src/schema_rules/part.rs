//! Defines a part of a rule across resources: a resource, and the properties that the rule gathers from it.

use serde_json::Value as Json;

use crate::resource::Resources;
use crate::value::Value;

/// A part of a rule: its name, what the rule says about it, and the properties of its resource.
pub(super) struct RulePart<'r, 't> {
    pub(super) name: &'r str,
    pub(super) facts: &'r Json,
    pub(super) kind: &'t str,
    pub(super) properties: Value<'t>,
}

impl<'r, 't> RulePart<'r, 't> {
    /// The same part.
    pub(super) fn copy(&self) -> Self {
        let Self { name, facts, kind, ref properties } = *self;
        Self { name, facts, kind, properties: properties.clone() }
    }

    /// The values of a property that the rule gathers.
    pub(super) fn values(&self, key: &str, resources: &Resources<'t>) -> Vec<Value<'t>> {
        let path = self.facts.get("properties").and_then(|all| all.get(key));
        let path = path.and_then(|path| path.as_str().or_else(|| path.get("path")?.as_str()));
        let Some(path) = path else { return Vec::new() };
        self.properties.find(path.trim_start_matches('/'), resources.conditions())
    }
}
