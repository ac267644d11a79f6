//! One rule that a template breaks: which, what to do about it, and where.

use constructs::Code;
use constructs::diagnostic::{Diagnostic, Place, pointer};
use serde::{Deserialize, Serialize};

/// A rule that a template breaks at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct GuardFinding {
    /// The template's name.
    pub template: String,
    /// The file of rules.
    pub rules: String,
    /// The line of that file on which the rule begins.
    pub line: Option<usize>,
    /// The rule.
    pub rule: String,
    /// What the rule says is to be done. Where it has no message of its own, the clause that does not hold.
    pub message: String,
    /// The resource, where the place is in one.
    pub logical_id: Option<String>,
    /// Where, as a JSON pointer into the template as it is written, e.g.
    /// `/Resources/Push/Properties/SqsManagedSseEnabled`. What is missing is pointed at by where it should be; empty
    /// where the engine gives no detail.
    pub pointer: String,
}

impl GuardFinding {
    /// The part of the pointer below the resource's `Properties`, or below the resource, or the whole pointer: what
    /// [`Place::property`] holds.
    #[must_use]
    pub fn property(&self) -> Option<&str> {
        let Some(id) = &self.logical_id else {
            return (!self.pointer.is_empty()).then_some(&self.pointer);
        };
        let below = self.pointer.strip_prefix("/Resources/")?.strip_prefix(&pointer::escape(id))?;
        let below = below.strip_prefix("/Properties").unwrap_or(below).trim_start_matches('/');
        (!below.is_empty()).then_some(below)
    }

    /// As a diagnostic, an error with `code`. The caller adds the construct's path and the Rust lines, which it finds by
    /// the logical id.
    #[must_use]
    pub fn diagnostic(&self, code: Code) -> Diagnostic {
        let place = Place {
            logical_id: self.logical_id.clone(),
            property: self.property().map(str::to_owned),
            file: Some(self.template.clone()),
            ..Place::default()
        };
        let message = format!("rule `{}` does not hold", self.rule);
        Diagnostic::error(code, message).at(place).help(self.message.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(id: Option<&str>, pointer: &str) -> GuardFinding {
        GuardFinding {
            template: "shop".into(),
            rules: "rules/a.guard".into(),
            line: Some(3),
            rule: "queues_are_encrypted".into(),
            message: "encrypt the queue".into(),
            logical_id: id.map(str::to_owned),
            pointer: pointer.into(),
        }
    }

    #[test]
    fn the_property_is_what_stands_below_the_resource() {
        let property = |id, pointer| finding(id, pointer).property().map(str::to_owned);
        assert_eq!(property(Some("Q"), "/Resources/Q/Properties/A/0"), Some("A/0".into()));
        assert_eq!(
            property(Some("Q"), "/Resources/Q/DeletionPolicy"),
            Some("DeletionPolicy".into())
        );
        assert_eq!(property(Some("Q"), "/Resources/Q"), None);
        assert_eq!(property(None, "/Parameters/P/Default"), Some("/Parameters/P/Default".into()));
        assert_eq!(property(None, ""), None);
    }

    #[test]
    fn a_diagnostic_says_the_rule_and_the_next_step() {
        let diagnostic =
            finding(Some("Q"), "/Resources/Q/Properties/A").diagnostic(Code::new("G0101"));
        assert_eq!(diagnostic.message, "rule `queues_are_encrypted` does not hold");
        assert_eq!(diagnostic.help.as_deref(), Some("encrypt the queue"));
        assert_eq!(diagnostic.place.logical_id.as_deref(), Some("Q"));
        assert_eq!(diagnostic.place.property.as_deref(), Some("A"));
    }
}
