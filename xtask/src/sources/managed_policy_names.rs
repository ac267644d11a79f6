//! Collects the actions that AWS's managed policies name, and the services that their conditions name as principals.
//!
//! An action that AWS grants exists even if its reference lacks it: it can belong to a retired service, or be new.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::managed_policy::{ManagedCondition, ManagedPolicy, ManagedStatement};

/// Condition keys whose values are service principals, in lower case.
const PRINCIPAL_KEYS: [&str; 6] = [
    "iam:passedtoservice",
    "iam:awsservicename",
    "aws:principalservicename",
    "aws:calledvia",
    "aws:calledviafirst",
    "aws:calledvialast",
];

/// The names in the latest version of each policy.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ManagedPolicyNames {
    /// Actions and patterns of actions, by prefix in lower case.
    pub(crate) actions: BTreeMap<String, BTreeSet<String>>,
    /// Service principals, whole: `lambda.amazonaws.com`.
    pub(crate) principals: BTreeSet<String>,
}

impl ManagedPolicyNames {
    pub(crate) fn new(policies: &[ManagedPolicy]) -> Self {
        let mut found = Self::default();
        let statements = policies.iter().flat_map(|policy| &policy.statements);
        statements.for_each(|statement| found.statement(statement));
        found
    }

    fn statement(&mut self, statement: &ManagedStatement) {
        for (prefix, name) in statement.actions.texts.iter().filter_map(|name| name.split_once(':'))
        {
            if !prefix.contains(['*', '?']) {
                self.actions.entry(prefix.to_lowercase()).or_default().insert(name.to_owned());
            }
        }
        let is_of_principals =
            |one: &&ManagedCondition| PRINCIPAL_KEYS.contains(&one.key.to_lowercase().as_str());
        let values =
            statement.conditions.iter().filter(is_of_principals).flat_map(|one| &one.values);
        self.principals.extend(values.filter(|name| !name.contains('*')).cloned());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::managed_policies;
    use super::*;
    use crate::error::Error;

    #[test]
    fn names_of_the_latest_version_are_collected() -> Result<(), Error> {
        let document = |actions: Value| {
            serde_json::json!({"document": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": actions, "Resource": "*",
                "Condition": {"StringLike": {"iam:PassedToService": ["a.amazonaws.com", "b*"], "aws:SourceArn": "x"}}}}})
        };
        let policies = serde_json::json!({"One": {"arn": "arn:aws:iam::aws:policy/One", "latestVersionId": "v2", "lastUpdatedDate": "2026-01-02", "versions": {
            "v1": document(serde_json::json!("sqs:Gone")), "v2": document(serde_json::json!(["SQS:Send", "sqs:Get*", "*"]))}}});
        let found = ManagedPolicyNames::new(&managed_policies::parse(&policies)?);
        assert_eq!(
            found.actions,
            BTreeMap::from([("sqs".into(), BTreeSet::from(["Get*".into(), "Send".into()]))])
        );
        assert_eq!(found.principals, BTreeSet::from(["a.amazonaws.com".into()]));
        Ok(())
    }
}
