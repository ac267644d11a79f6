//! Finds escalation paths that several identity policies of a role, user, or group of a template grant together.
//!
//! The policies of a principal are its inline policies, policy resources, and managed policies, attached by either side. A path
//! of a single policy is reported by the check of that policy. A path of several policies is reported once, at the statement that
//! completes it.

use std::collections::BTreeSet;

use constructs_diagnostics::Diagnostic;
use constructs_document::{Entry, Map, Node, Value};

use super::documents::{Policy, Statement};
use super::escalation::{describe_paths, diagnostic, find_paths};
use super::place::locate;
use constructs_access::template::{Principal, Stack, Stacks, principals};
use constructs_policy::PolicyKind;

/// Checks every principal of the template.
pub(super) fn check(template: &Node, policies: &[Policy<'_>]) -> Vec<Diagnostic> {
    let identity: Vec<&Policy<'_>> =
        policies.iter().filter(|policy| policy.kind == PolicyKind::Identity).collect();
    if identity.len() < 2 || !has_any_path(&identity) {
        return Vec::new();
    }
    let stacks = [keep_identities(template)];
    let stacks = Stacks::new(&stacks);
    let mut seen = BTreeSet::new();
    let found = principals(&stacks).into_iter().filter_map(|principal| {
        let (finding, key) = check_principal(&principal, &identity)?;
        seen.insert(key).then_some(finding)
    });
    found.collect()
}

/// Whether all identity policies together grant a path; otherwise no principal has one.
fn has_any_path(identity: &[&Policy<'_>]) -> bool {
    let grants = identity.iter().flat_map(|policy| &policy.statements);
    let grants: Vec<&Statement<'_>> = grants.filter(|statement| statement.is_allow()).collect();
    // A statement that allows everything would hide the paths of the others.
    let is_all = |statement: &&&Statement<'_>| {
        statement.names("Action").0.iter().any(|named| named.name.starts_with('*'))
    };
    grants.iter().any(|statement| is_all(&statement)) || !find_paths(&grants).is_empty()
}

/// The template with the resources of IAM only, and without outputs.
fn keep_identities(template: &Node) -> Stack {
    let is_of_iam = |resource: &&Entry| {
        let kind = resource.node.get("Type").and_then(Node::as_str);
        kind.is_some_and(|kind| kind.starts_with("AWS::IAM::"))
    };
    let own = |entry: &Entry| match (entry.key.as_str(), entry.node.as_map()) {
        ("Outputs", _) => None,
        ("Resources", Some(resources)) => {
            let own = resources.iter().filter(is_of_iam).cloned().collect();
            let node = Node::new(Value::Map(Map::new(own)), entry.node.mark);
            Some(Entry { key: entry.key.clone(), mark: entry.mark, node })
        }
        _ => Some(entry.clone()),
    };
    let entries = template.as_map().into_iter().flatten().filter_map(own).collect();
    let root = Node::new(Value::Map(Map::new(entries)), template.mark);
    super::reading::template_stack(root)
}

/// The finding on the paths that only several policies of a principal grant, and a key that identifies it.
fn check_principal(
    principal: &Principal<'_>,
    identity: &[&Policy<'_>],
) -> Option<(Diagnostic, String)> {
    let is_theirs = |policy: &&&Policy<'_>| {
        principal.identity.iter().any(|attached| {
            attached.id.map(|id| id.id) == policy.logical_id
                && attached.pointer.trim_start_matches('/') == policy.pointer
        })
    };
    let theirs: Vec<&Policy<'_>> = identity.iter().filter(is_theirs).copied().collect();
    let alone: BTreeSet<&[&str]> = theirs
        .iter()
        .flat_map(|policy| find_paths(&policy.statements.iter().collect::<Vec<_>>()))
        .map(|(path, _)| path)
        .collect();
    let all: Vec<&Statement<'_>> = theirs.iter().flat_map(|policy| &policy.statements).collect();
    let open: Vec<_> =
        find_paths(&all).into_iter().filter(|(path, _)| !alone.contains(path)).collect();
    let (_, granting) = open.first()?;
    // In the order of the template, the last statement completes the path.
    let place =
        |statement: &Statement<'_>| all.iter().position(|own| std::ptr::eq(*own, statement));
    let last = granting.iter().copied().max_by_key(|statement| place(statement))?;
    let others: BTreeSet<String> = open
        .iter()
        .flat_map(|(_, granting)| granting)
        .filter(|statement| policy_name(statement, &theirs) != policy_name(last, &theirs))
        .filter_map(|statement| policy_name(statement, &theirs))
        .collect();
    let others: Vec<String> = others.iter().map(|name| format!("`{name}`")).collect();
    let name = principal.name.rsplit('.').next().unwrap_or_default();
    let message = format!(
        "together with {}, this statement lets `{name}` escalate its privileges: {}",
        others.join(" and "),
        describe_paths(&open)
    );
    let key = format!("{:?} {}", last.logical_id, last.pointer);
    Some((locate(diagnostic(message), last, ""), key))
}

/// The name of a statement's policy in messages: its resource, or its place in the resource.
fn policy_name(statement: &Statement<'_>, policies: &[&Policy<'_>]) -> Option<String> {
    let is_of =
        |policy: &&&Policy<'_>| policy.statements.iter().any(|own| std::ptr::eq(own, statement));
    let policy = policies.iter().find(is_of)?;
    let id = policy.logical_id.unwrap_or_default();
    let pointer = policy.pointer.trim_end_matches("PolicyDocument").trim_end_matches('/');
    Some(if pointer.is_empty() { id.to_owned() } else { format!("{id}/{pointer}") })
}

#[cfg(test)]
mod tests {
    use constructs_diagnostics::pointer::EntryPointer;
    use serde_json::json;

    use super::super::testing::node;

    fn check_policies(roles: &serde_json::Value, second: &serde_json::Value) -> String {
        let document = |actions: &serde_json::Value| json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": actions, "Resource": "*"}});
        let template = json!({"Resources": {
            "Role": {"Type": "AWS::IAM::Role", "Properties": {
                "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}},
                "Policies": [{"PolicyName": "pass", "PolicyDocument": document(&json!("iam:PassRole"))}],
                "ManagedPolicyArns": [{"Ref": "Functions"}],
            }},
            "Functions": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document(&json!("lambda:CreateFunction"))}},
            "Tasks": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyName": "tasks", "Roles": roles, "PolicyDocument": document(second)}},
        }});
        let found = super::super::check(&node(&template));
        let own = found.iter().filter(|found| found.code.as_str() == "A0602");
        let line = |found: &constructs_diagnostics::Diagnostic| {
            let pointer = EntryPointer::parse(found.place.pointer.as_deref().unwrap()).unwrap();
            format!("{} {}: {}\n", pointer.name, pointer.property, found.message)
        };
        own.map(line).collect()
    }

    #[test]
    fn policies_of_one_role_are_one_grant() {
        let tasks = json!(["ecs:RegisterTaskDefinition", "ecs:RunTask"]);
        insta::assert_snapshot!(
            [
                check_policies(&json!([{"Ref": "Role"}]), &tasks),
                check_policies(&json!(["somebody-else"]), &tasks),
                check_policies(&json!([{"Ref": "Role"}]), &json!("lambda:UpdateFunctionCode")),
            ]
            .join("--\n")
        );
    }
}
