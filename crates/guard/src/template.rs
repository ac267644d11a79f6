//! A template's text -> what the engine reads, and the value behind it where it is at hand.

use serde_json::Value as Json;

/// One template to check.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    name: String,
    text: String,
    document: Option<Json>,
}

impl Template {
    /// A template called `name`, which is its stack's: resolving imports says it. JSON, or YAML as CloudFormation takes it.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let document = serde_json::from_str(&text).ok();
        Self { name: name.into(), text, document }
    }

    /// The same with the value behind the text, short tags written out: without it the imports of a template in YAML
    /// can't be resolved, and rules see them as they are written.
    #[must_use]
    pub fn document(mut self, document: Json) -> Self {
        self.document = Some(document);
        self
    }

    /// What the template is called in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// As it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(crate) const fn value(&self) -> Option<&Json> {
        self.document.as_ref()
    }
}
