//! Finds what one of AWS's managed policies grants, in the facts' copy.
//!
//! AWS changes these policies without asking; so each use is an assumption, with the version and the days.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use constructs_iam_facts as facts;

use crate::assumption::Assumption;
use crate::cases::Formula;
use crate::document::{Document, PolicyCondition, PolicyStatement};
use crate::text::PolicyText;
use constructs_policy::Operator;
use constructs_policy::{Effect, Elements};

/// The day of the copy, `2026-08-26`.
#[must_use]
pub fn managed_policies_date() -> &'static str {
    facts::managed_policies_date()
}

/// The names of all policies in the copy, with their paths, sorted: `service-role/AmazonECSTaskExecutionRolePolicy`.
pub fn managed_policies() -> impl Iterator<Item = &'static str> {
    facts::managed_policies()
}

/// What AWS's managed policy of this path and name grants: `service-role/AmazonECSTaskExecutionRolePolicy`. Of all policies,
/// some twenty neighbours at most are read for it.
#[must_use]
pub fn managed_policy(name: &str) -> Option<Arc<Document>> {
    static READ: Mutex<BTreeMap<String, Arc<Document>>> = Mutex::new(BTreeMap::new());
    // All principals with the policy share its one document.
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(document) = read.get(name) {
        return Some(document.clone());
    }
    let policy = facts::managed_policy(name)?;
    let statements = policy.statements.iter().enumerate();
    let statements: Option<Vec<_>> = statements.map(|(index, own)| statement(index, own)).collect();
    let document = Arc::new(Document::new(statements?));
    read.insert(name.to_owned(), document.clone());
    Some(document)
}

/// The name in `arn:…:iam::aws:policy/NAME`, in any partition.
#[must_use]
pub fn managed_policy_name(arn: &str) -> Option<&str> {
    let (start, name) = arn.split_once(":iam::aws:policy/")?;
    start.starts_with("arn:").then_some(name)
}

/// The assumption that AWS's managed policy `name` is still the one of the copy.
#[must_use]
pub fn managed_policy_assumption(name: &str) -> Assumption {
    let version = facts::managed_policy(name)
        .map(|policy| (policy.version.to_string(), policy.date.to_string()));
    let (policy, copy) = (name.to_owned(), managed_policies_date().to_owned());
    Assumption::ManagedPolicy { policy, copy, version }
}

/// `None` if IAM does not have an operator: half a statement would be wrong.
fn statement(index: usize, own: &facts::ManagedStatement) -> Option<PolicyStatement> {
    let conditions = own.conditions.iter().map(|own| {
        Some(PolicyCondition {
            operator: Operator::parse(own.operator)?,
            key: own.key.to_owned(),
            values: own.values.iter().map(|value| PolicyText::parse(value, true)).collect(),
        })
    });
    Some(PolicyStatement {
        index,
        sid: own.sid.map(str::to_owned),
        effect: if own.is_denial { Effect::Deny } else { Effect::Allow },
        actions: scope(&own.actions),
        resources: Some(scope(&own.resources)),
        principals: None,
        conditions: conditions.collect::<Option<_>>()?,
        presence: Formula::TRUE,
    })
}

fn scope(names: &facts::ManagedElements) -> Elements<PolicyText> {
    let texts = names.list.iter().map(|text| PolicyText::parse(text, true)).collect();
    if names.is_negated { Elements::Except(texts) } else { Elements::Only(texts) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_policy_of_the_copy_is_a_document() {
        for name in managed_policies() {
            assert!(managed_policy(name).is_some(), "{name}");
        }
        assert!(managed_policy("Nothing").is_none());
    }

    #[test]
    fn an_arn_leads_to_a_policy_and_its_days() {
        let name = managed_policy_name(
            "arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
        );
        let document = managed_policy(name.unwrap()).unwrap();
        assert_eq!(document.statements[0].actions.list().len(), 6);
        assert_eq!(managed_policy_name("arn:aws:iam::111122223333:policy/x"), None);
        let said = managed_policy_assumption(name.unwrap());
        assert!(said.to_string().ends_with(", version v1 of 2017-11-16"), "{said}");
        assert!(said.to_string().contains(managed_policies_date()), "{said}");
    }
}
