//! The identity policies of each role, user and group of a template -> the ways to more rights that only several of them open.
//!
//! Inline policies, those of their own resource and managed ones, attached by either side, are one grant. What one policy opens
//! alone is told there; what several open is told once, at the statement that completes it.

use std::collections::BTreeSet;

use constructs_diagnostics::Diagnostic;
use constructs_document::{Entry, Map, Node, Value};

use super::documents::{Policy, Statement};
use super::escalation::{describe_paths, diagnostic, find_paths};
use super::place::locate;
use constructs_access::template::{Estate, Principal, StackTemplate, principals};
use constructs_policy::PolicyKind;

/// Looks at everybody in the template.
pub(super) fn check(template: &Node, policies: &[Policy<'_>]) -> Vec<Diagnostic> {
    let identity: Vec<&Policy<'_>> =
        policies.iter().filter(|policy| policy.kind == PolicyKind::Identity).collect();
    if identity.len() < 2 || !has_any_path(&identity) {
        return Vec::new();
    }
    let stacks = [keep_identities(template)];
    let estate = Estate::new(&stacks);
    let mut seen = BTreeSet::new();
    let found = principals(&estate).into_iter().filter_map(|principal| {
        let (finding, key) = check_principal(&principal, &identity)?;
        seen.insert(key).then_some(finding)
    });
    found.collect()
}

/// Whether all identity policies together open a way, which nobody opens otherwise.
fn has_any_path(identity: &[&Policy<'_>]) -> bool {
    let grants = identity.iter().flat_map(|policy| &policy.statements);
    let grants: Vec<&Statement<'_>> = grants.filter(|statement| statement.is_allow()).collect();
    // One that allows everything hides the ways of the others here.
    let is_all = |statement: &&&Statement<'_>| {
        statement.names("Action").0.iter().any(|named| named.name.starts_with('*'))
    };
    grants.iter().any(|statement| is_all(&statement)) || !find_paths(&grants).is_empty()
}

/// The template with nothing but the resources of IAM and what names are made of.
fn keep_identities(template: &Node) -> StackTemplate {
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

/// What the policies of somebody open that none of them does alone, and what tells it from others.
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
    // In the order of the template: the last one completes the way.
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
        "together with {}, `{name}` can raise its own rights: {}",
        others.join(" and "),
        describe_paths(&open)
    );
    let key = format!("{:?} {}", last.logical_id, last.pointer);
    Some((locate(diagnostic(message), last, ""), key))
}

/// What people call the policy of a statement: its resource, or the place in it.
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

    fn describe_paths(roles: &serde_json::Value, second: &serde_json::Value) -> String {
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
                describe_paths(&json!([{"Ref": "Role"}]), &tasks),
                describe_paths(&json!(["somebody-else"]), &tasks),
                describe_paths(&json!([{"Ref": "Role"}]), &json!("lambda:UpdateFunctionCode")),
            ]
            .join("--\n")
        );
    }
}
