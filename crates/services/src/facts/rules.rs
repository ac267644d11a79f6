//! Reads the rules of services that the facts contain.
//!
//! The blob has two deflated texts: the rules, and their lists of values, which are read only for a template that needs them.
//! `cargo xtask codegen` writes it; `facts/README.md` explains the lines.

use std::sync::OnceLock;

use constructs_schema::ServiceRule;
use constructs_schema::facts::blob::{inflate, split_first};
use constructs_schema::facts::line::FactsLine;

static BLOB: &[u8] = include_bytes!("rules.bin");

/// A rule.
pub(crate) struct RuleFacts {
    /// `aws_sqs_queue/properties`.
    pub(crate) name: &'static str,
    /// The resource types that it is about, each with a path below its properties.
    pub(crate) subjects: Vec<(&'static str, &'static str)>,
    /// Its JSON schema; nothing if it is a list of values.
    pub(crate) schema: Option<&'static str>,
    compiled: OnceLock<ServiceRule>,
}

impl RuleFacts {
    /// The rule, made from its schema on first use.
    pub(crate) fn compiled(&self) -> &ServiceRule {
        let schema = || serde_json::from_str(self.schema.unwrap_or_default()).unwrap_or_default();
        self.compiled.get_or_init(|| ServiceRule::new(&schema()))
    }
}

/// The rules, sorted by name.
pub(crate) fn rules() -> &'static [RuleFacts] {
    static RULES: OnceLock<Vec<RuleFacts>> = OnceLock::new();
    RULES.get_or_init(|| parse(inflate(texts().0)))
}

fn parse(text: &'static str) -> Vec<RuleFacts> {
    let mut rules: Vec<RuleFacts> = Vec::new();
    for line in FactsLine::parse_all(text) {
        match (line.keyword, rules.last_mut()) {
            ("rule", _) => rules.push(RuleFacts {
                name: line.rest,
                subjects: Vec::new(),
                schema: None,
                compiled: OnceLock::new(),
            }),
            ("at", Some(rule)) => {
                rule.subjects.push(line.rest.split_once(' ').unwrap_or((line.rest, "")));
            }
            ("schema", Some(rule)) => rule.schema = Some(line.rest),
            _ => {}
        }
    }
    rules
}

/// The two deflated texts.
pub(super) fn texts() -> (&'static [u8], &'static [u8]) {
    split_first(BLOB)
}

#[cfg(test)]
mod tests {
    use super::super::lists_of;
    use super::rules;

    #[test]
    fn every_rule_has_a_subject_and_a_schema_or_lists() {
        assert!(rules().len() > 90);
        for rule in rules() {
            assert!(!rule.subjects.is_empty(), "{}", rule.name);
            assert_ne!(rule.schema.is_some(), !lists_of(rule.name).is_empty(), "{}", rule.name);
        }
    }
}
