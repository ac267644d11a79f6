//! AWS's managed policies -> the actions that they name, and the services that their conditions name as principals.
//!
//! What AWS grants exists, whether its reference lists it or not: retired services, and what is so new that the reference lacks it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::json;
use crate::fault::Fault;

/// Condition keys whose values are service principals, in lower case.
const PRINCIPAL_KEYS: [&str; 6] = [
    "iam:passedtoservice",
    "iam:awsservicename",
    "aws:principalservicename",
    "aws:calledvia",
    "aws:calledviafirst",
    "aws:calledvialast",
];

/// What the policies name, each in its latest version.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ManagedPolicyNames {
    /// Actions and patterns of actions, by prefix in lower case.
    pub(crate) actions: BTreeMap<String, BTreeSet<String>>,
    /// Service principals, whole: `lambda.amazonaws.com`.
    pub(crate) principals: BTreeSet<String>,
}

impl ManagedPolicyNames {
    /// Reads the file of all policies.
    pub(crate) fn open(path: &Path) -> Result<Self, Fault> {
        Ok(Self::of(&json::read(path)?))
    }

    fn of(policies: &Value) -> Self {
        let mut found = Self::default();
        for (_, policy) in json::entries(Some(policies)) {
            let latest = json::string(policy, "latestVersionId").unwrap_or_default();
            let document = policy.get("versions").and_then(|all| all.get(latest)?.get("document"));
            let statements = document.and_then(|document| document.get("Statement"));
            one_or_many(statements).for_each(|statement| found.statement(statement));
        }
        found
    }

    fn statement(&mut self, statement: &Value) {
        let named =
            ["Action", "NotAction"].into_iter().flat_map(|key| one_or_many(statement.get(key)));
        for (prefix, name) in
            named.filter_map(Value::as_str).filter_map(|name| name.split_once(':'))
        {
            if !prefix.contains(['*', '?']) {
                self.actions.entry(prefix.to_lowercase()).or_default().insert(name.to_owned());
            }
        }
        for (_, keys) in json::entries(statement.get("Condition")) {
            let keys = json::entries(Some(keys)).into_iter();
            for (_, values) in
                keys.filter(|(key, _)| PRINCIPAL_KEYS.contains(&key.to_lowercase().as_str()))
            {
                let values = one_or_many(Some(values)).filter_map(Value::as_str);
                self.principals
                    .extend(values.filter(|name| !name.contains('*')).map(str::to_owned));
            }
        }
    }
}

/// A value, or those of a list.
fn one_or_many(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let list = value.and_then(Value::as_array).map(Vec::as_slice);
    list.or_else(|| value.map(std::slice::from_ref)).unwrap_or_default().iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_latest_version_are_gathered() {
        let document = |actions: Value| {
            serde_json::json!({"document": {"Statement": {"Effect": "Allow", "Action": actions, "Resource": "*",
                "Condition": {"StringLike": {"iam:PassedToService": ["a.amazonaws.com", "b*"], "aws:SourceArn": "x"}}}}})
        };
        let policies = serde_json::json!({"One": {"latestVersionId": "v2", "versions": {
            "v1": document(serde_json::json!("sqs:Gone")), "v2": document(serde_json::json!(["SQS:Send", "sqs:Get*", "*"]))}}});
        let found = ManagedPolicyNames::of(&policies);
        assert_eq!(
            found.actions,
            BTreeMap::from([("sqs".into(), BTreeSet::from(["Get*".into(), "Send".into()]))])
        );
        assert_eq!(found.principals, BTreeSet::from(["a.amazonaws.com".into()]));
    }
}
