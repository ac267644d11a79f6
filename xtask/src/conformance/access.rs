//! Compares the account's roles, managed policies, and exports with `tests/conformance/access.txt`.
//!
//! Both sides are sets of lines, such as `policy chat-dev-api-task-policy Send: queue chat-dev-offline-message`. A line
//! names a role, queue, or secret in place of its ARN only if IAM, SQS, or Secrets Manager reports that ARN.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::emulator::Cloud;
use super::exports;
use crate::error::Error;
use crate::files::{self, Workspace};
use crate::json;

const EXPECTED: &str = "tests/conformance/access.txt";

/// Names of ARNs in lines.
type Names = BTreeMap<String, String>;

/// Reads the expected lines on roles, managed policies, and exports.
pub(super) fn read_expected(workspace: &Workspace) -> Result<BTreeSet<String>, Error> {
    let expected = files::read(&workspace.path(EXPECTED))?;
    let is_fact = |line: &&str| !line.is_empty() && !line.starts_with('#');
    Ok(expected.lines().filter(is_fact).map(str::to_owned).collect())
}

/// Compares the account's lines with the expected lines.
pub(super) fn compare_account(
    cloud: &Cloud<'_>,
    expected: &BTreeSet<String>,
) -> Result<Vec<String>, Error> {
    let details = cloud.ask(&["iam", "get-account-authorization-details"])?;
    let names = read_names(cloud, &details)?;
    let mut found = account_lines(&details, &names);
    found.extend(
        exports::read_exports(cloud)?.iter().filter_map(|(export, arn)| {
            names.get(arn).map(|name| format!("export {export}: {name}"))
        }),
    );
    let missing = expected.difference(&found);
    let missing = missing.map(|line| format!("`{line}` is in {EXPECTED}, but not in the account"));
    let more = found.difference(expected);
    let more = more.map(|line| format!("`{line}` is in the account, but not in {EXPECTED}"));
    Ok(missing.chain(more).chain(find_unresolved(&details)).collect())
}

/// Finds roles and managed policies that are left after all stacks have been deleted.
pub(super) fn find_leftovers(cloud: &Cloud<'_>) -> Result<Vec<String>, Error> {
    let details = cloud.ask(&["iam", "get-account-authorization-details"])?;
    let left = account_lines(&details, &Names::new());
    Ok(left
        .iter()
        .map(|line| format!("after the stacks were deleted, `{line}` still exists"))
        .collect())
}

/// The account's lines on roles and policies, with the ids that change when IAM creates a role or policy again.
pub(super) fn read_identities(cloud: &Cloud<'_>) -> Result<BTreeSet<String>, Error> {
    let details = cloud.ask(&["iam", "get-account-authorization-details"])?;
    let mut found = account_lines(&details, &Names::new());
    for (kind, list_key, name, id) in [
        ("role", "RoleDetailList", "RoleName", "RoleId"),
        ("policy", "Policies", "PolicyName", "PolicyId"),
    ] {
        found.extend(json::elements(details.get(list_key)).map(|one| {
            format!(
                "{kind} {} has the id {}",
                json::string_or_empty(one, name),
                json::string_or_empty(one, id)
            )
        }));
    }
    Ok(found)
}

/// Reads the ARNs of all roles, queues, and secrets from the services.
fn read_names(cloud: &Cloud<'_>, details: &Value) -> Result<Names, Error> {
    let mut names = Names::new();
    for role in json::elements(details.get("RoleDetailList")) {
        names.insert(
            json::string_or_empty(role, "Arn"),
            format!("role {}", json::string_or_empty(role, "RoleName")),
        );
    }
    let secrets = cloud.ask(&["secretsmanager", "list-secrets"])?;
    for secret in json::elements(secrets.get("SecretList")) {
        names.insert(
            json::string_or_empty(secret, "ARN"),
            format!("secret {}", json::string_or_empty(secret, "Name")),
        );
    }
    let queues = cloud.ask(&["sqs", "list-queues"])?;
    for url in json::elements(queues.get("QueueUrls")).filter_map(Value::as_str) {
        let attribute = ["--attribute-names", "QueueArn"];
        let question = [&["sqs", "get-queue-attributes", "--queue-url", url], &attribute[..]];
        let answer = cloud.ask(&question.concat())?;
        let arn = answer.pointer("/Attributes/QueueArn").and_then(Value::as_str);
        let name = url.rsplit('/').next().unwrap_or(url);
        names.insert(arn.unwrap_or_default().to_owned(), format!("queue {name}"));
    }
    Ok(names)
}

/// The account's lines on its roles and its own managed policies.
fn account_lines(details: &Value, names: &Names) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for role in json::elements(details.get("RoleDetailList")) {
        let name = json::string_or_empty(role, "RoleName");
        facts.insert(format!("role {name}"));
        for policy in json::elements(role.get("AttachedManagedPolicies")) {
            facts.insert(format!("role {name} has {}", json::string_or_empty(policy, "PolicyArn")));
        }
        for policy in json::elements(role.get("RolePolicyList")) {
            facts.insert(format!("role {name} has an inline policy {policy}"));
        }
    }
    for (name, document) in documents(details) {
        for statement in json::one_or_many(document.get("Statement")) {
            for resource in json::one_or_many(statement.get("Resource")) {
                let resource = resource_name(resource, names);
                facts.insert(format!(
                    "policy {name} {}: {resource}",
                    json::string_or_empty(statement, "Sid")
                ));
            }
        }
    }
    facts
}

/// Finds intrinsic functions that are left in roles and managed policies.
fn find_unresolved(details: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for role in json::elements(details.get("RoleDetailList")) {
        let place = format!("trust policy of `{}`", json::string_or_empty(role, "RoleName"));
        add_unresolved(
            role.get("AssumeRolePolicyDocument").unwrap_or(&Value::Null),
            &place,
            &mut found,
        );
    }
    for (name, document) in documents(details) {
        add_unresolved(document, &format!("policy `{name}`"), &mut found);
    }
    found
}

fn add_unresolved(value: &Value, place: &str, found: &mut Vec<String>) {
    let is_function = |key: &String| key == "Ref" || key.starts_with("Fn::");
    match value {
        Value::Object(object) if object.keys().any(is_function) => {
            found.push(format!("{place} is unresolved: {value}"));
        }
        Value::Object(object) => object
            .iter()
            .for_each(|(key, inner)| add_unresolved(inner, &format!("{place}/{key}"), found)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, inner)| add_unresolved(inner, &format!("{place}/{index}"), found)),
        Value::String(text) if text.contains("${AWS::") || text.contains("Fn::") => {
            found.push(format!("{place} is unresolved: {text}"));
        }
        _ => {}
    }
}

/// The default versions of the managed policies' documents, by name.
fn documents<'v>(details: &'v Value) -> impl Iterator<Item = (String, &'v Value)> {
    let is_default = |version: &&Value| version.get("IsDefaultVersion") == Some(&Value::Bool(true));
    let document = move |policy: &'v Value| {
        let version = json::elements(policy.get("PolicyVersionList")).find(is_default)?;
        Some((json::string_or_empty(policy, "PolicyName"), version.get("Document")?))
    };
    json::elements(details.get("Policies")).filter_map(document)
}

fn resource_name(resource: &Value, names: &Names) -> String {
    match resource.as_str() {
        Some(arn) => names.get(arn).map_or(arn, String::as_str).to_owned(),
        None => resource.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn details(resource: Value) -> Value {
        let document = json!({"Statement": {"Sid": "Send", "Resource": resource}});
        json!({
            "RoleDetailList": [{
                "RoleName": "api",
                "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/X"}],
            }],
            "Policies": [{
                "PolicyName": "send",
                "PolicyVersionList": [{"IsDefaultVersion": true, "Document": document}],
            }],
        })
    }

    #[test]
    fn an_account_is_a_set_of_lines() {
        let names = Names::from([("arn:push".to_owned(), "queue push".to_owned())]);
        let found = account_lines(&details(json!(["arn:push", "arn:other"])), &names);
        let expected = [
            "policy send Send: arn:other",
            "policy send Send: queue push",
            "role api",
            "role api has arn:aws:iam::aws:policy/X",
        ];
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_left_of_an_intrinsic_function_is_found() {
        let place = "policy `send`/Statement/Resource";
        for (resource, expected) in [
            (json!("arn:push"), None),
            (json!(["arn:push", {"Fn::ImportValue": "x"}]), Some("/1")),
            (json!({"Ref": "Push"}), Some("")),
            (json!("arn:${AWS::Partition}:x"), Some("")),
        ] {
            let found = find_unresolved(&details(resource.clone()));
            let expected: Vec<String> =
                expected.map(|end| format!("{place}{end} is ")).into_iter().collect();
            assert_eq!(found.len(), expected.len(), "{resource}");
            assert!(found.iter().zip(&expected).all(|(one, start)| one.starts_with(start)));
        }
    }
}
