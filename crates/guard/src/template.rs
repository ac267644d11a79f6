//! A template's text, which the engine reads, and its value if the text is JSON or the caller passes it.

use serde_json::Value as Json;

use crate::error::GuardError;

/// One template to check.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateText {
    name: String,
    text: String,
    document: Option<Json>,
    problem: Option<&'static str>,
}

impl TemplateText {
    /// A template called `name`, which is its stack's: resolving imports says it. JSON, or YAML as CloudFormation takes it.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let (document, problem) = match serde_json::from_str::<Json>(&text) {
            Ok(document) if document.is_object() => (Some(document), None),
            Ok(_) => (None, Some("it is not an object")),
            // The engine would be at it for minutes. Any other error may be due to YAML.
            Err(error) if error.to_string().contains("recursion limit") => {
                (None, Some("it is nested more than 127 deep"))
            }
            Err(_) => (None, None),
        };
        Self { name: name.into(), text, document, problem }
    }

    /// A template with its value, short tags written out: without it the imports of a template in YAML can't be resolved, and
    /// rules see them as they are written.
    #[must_use]
    pub fn parsed(name: impl Into<String>, text: impl Into<String>, document: Json) -> Self {
        Self { name: name.into(), text: text.into(), document: Some(document), problem: None }
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

    /// Why the engine need not be asked.
    pub(crate) fn fault(&self) -> Option<GuardError> {
        let problem = self.problem?.to_owned();
        Some(GuardError::Template { template: self.name.clone(), problem })
    }

    pub(crate) const fn value(&self) -> Option<&Json> {
        self.document.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_no_template_is_said_at_once() {
        let fault =
            |text: &str| TemplateText::new("t", text).fault().map(|error| error.to_string());
        let deep = "[".repeat(1000);
        assert_eq!(
            fault(&deep).as_deref(),
            Some("can't read template `t`: it is nested more than 127 deep")
        );
        assert_eq!(fault("[]").as_deref(), Some("can't read template `t`: it is not an object"));
        assert_eq!(fault("{}"), None);
        assert_eq!(fault("Resources: {}"), None);
    }
}
