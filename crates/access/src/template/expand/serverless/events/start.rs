//! Expands events that start a state machine: each has a role that may start it.

use constructs_document::{Node, Value};

use super::super::node::At;
use super::super::role::Role;
use super::super::source::Expansion;
use super::event::Event;
use super::{api, rule};

/// Adds the role of an event, and its rule.
pub(super) fn expand(event: &Event<'_>, target: &str, expansion: &mut Expansion) -> Option<()> {
    let at = event.at;
    let service = match event.kind {
        "Api" => "apigateway.amazonaws.com",
        _ => "events.amazonaws.com",
    };
    let id = format!("{}Role", event.id);
    let own_role = event.get("RoleArn").filter(|role| role.value != Value::Null);
    let own_role = own_role.filter(|_| event.kind == "Schedule");
    if own_role.is_none() {
        let mut role = Role::for_service(&id, at, event.source.condition(), service);
        role.policies.inline.push(policy(at, at.reference(target), &id));
        role.boundary = event.source.get_truthy("PermissionsBoundary");
        role.tags = event.source.propagated_tags()?;
        expansion.add(role.into_entry());
    }
    if event.kind == "Api" {
        return api::stage(event).map(drop);
    }
    let role = own_role.cloned().unwrap_or_else(|| at.attribute(&id, "Arn"));
    rule::add_rule(event, at.reference(target), Some(role), expansion)
}

/// The policy to start a state machine.
pub(super) fn policy(at: At, target: Node, id: &str) -> Node {
    let document = at.unversioned(vec![at.allow(&["states:StartExecution"], target)]);
    at.policy(format!("{id}StartExecutionPolicy"), document)
}
