//! AWS managed policies: a dated copy of what they grant. AWS changes them without asking; so each use is an assumption.
//!
//! `facts/managed-policies.txt` is read once; its head names the sources.

use std::sync::OnceLock;

use crate::access::document::{Document, Effect, Scope, Statement};
use crate::access::text::Text;

static TEXT: &str = include_str!("../../../../../facts/managed-policies.txt");

/// The date of the copy.
pub const MANAGED_POLICIES_DATE: &str = "2026-11-23";

/// What AWS's managed policy of this name grants: `service-role/AmazonECSTaskExecutionRolePolicy`.
#[must_use]
pub fn managed_policy(name: &str) -> Option<Document> {
    static POLICIES: OnceLock<Vec<(&'static str, Document)>> = OnceLock::new();
    let policies = POLICIES.get_or_init(|| read(TEXT));
    policies.iter().find(|(known, _)| *known == name).map(|(_, document)| document.clone())
}

/// The name in `arn:…:iam::aws:policy/NAME`, whatever the partition is.
pub(super) fn name_of(arn: &str) -> Option<&str> {
    let (start, name) = arn.split_once(":iam::aws:policy/")?;
    start.starts_with("arn:").then_some(name)
}

/// The sentence that says what is assumed.
pub(super) fn assumption(name: &str) -> String {
    format!("AWS's managed policy `{name}` grants what it granted on {MANAGED_POLICIES_DATE}")
}

/// `policy NAME`, below it ` allow ACTION… on RESOURCE`.
fn read(text: &'static str) -> Vec<(&'static str, Document)> {
    let mut policies: Vec<(&'static str, Document)> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("policy ") {
            let version = Some("2012-10-17".to_owned());
            policies.push((name, Document { version, ..Document::default() }));
        } else if let (Some(rest), Some((_, policy))) =
            (line.strip_prefix("  allow "), policies.last_mut())
            && let Some((actions, resources)) = rest.split_once(" on ")
        {
            let texts = |list: &str| {
                Scope::Only(list.split_whitespace().map(|text| Text::parse(text, true)).collect())
            };
            policy.statements.push(Statement {
                index: policy.statements.len(),
                sid: None,
                effect: Effect::Allow,
                actions: texts(actions),
                resources: Some(texts(resources)),
                principals: None,
                conditions: Vec::new(),
            });
        }
    }
    policies
}

#[cfg(test)]
mod tests {
    use super::{managed_policy, name_of};

    #[test]
    fn the_copy_can_be_read() {
        let name = name_of(
            "arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
        );
        let document = managed_policy(name.unwrap()).unwrap();
        assert_eq!(document.statements[0].actions.list().len(), 6);
        assert!(managed_policy("Nothing").is_none());
        assert_eq!(name_of("arn:aws:iam::111122223333:policy/x"), None);
    }
}
