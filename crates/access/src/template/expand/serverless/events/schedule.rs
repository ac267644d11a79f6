//! Expands schedules of EventBridge Scheduler, each with a role to start its target.

use constructs_document::Node;

use super::super::destinations::send_policy;
use super::super::node::is_truthy;
use super::super::role::Role;
use super::super::source::Expansion;
use super::event::Event;
use super::rule::dead_letter_queue;

/// Adds the schedule and its role.
pub(super) fn expand(event: &Event<'_>, target: Node, expansion: &mut Expansion) -> Option<()> {
    let at = event.at;
    event.get("ScheduleExpression")?;
    let queue = dead_letter_queue(event, expansion)?;
    let id = format!("{}Role", event.id);
    let role = event.get("RoleArn").filter(|role| is_truthy(role)).cloned();
    if role.is_none() {
        let condition = event.source.condition();
        let mut role = Role::for_service(&id, at, condition, "scheduler.amazonaws.com");
        role.policies.inline.push(match event.source.node.get("Type").and_then(Node::as_str) {
            Some("AWS::Serverless::Function") => {
                send_policy("Lambda", target.clone(), &event.id, at)?
            }
            _ => super::start::policy(at, target.clone(), &event.id),
        });
        if let Some((_, arn)) = queue {
            role.policies.inline.push(send_policy("SQS", arn, &event.id, at)?);
        }
        role.boundary = event.get_truthy("PermissionsBoundary");
        role.tags = event.source.propagated_tags()?;
        expansion.add(role.into_entry());
    }
    let role = role.unwrap_or_else(|| at.attribute(&id, "Arn"));
    let properties = vec![("Target", at.map(vec![("Arn", target), ("RoleArn", role)]))];
    expansion.add(event.entry("", event.resource("AWS::Scheduler::Schedule", properties)));
    Some(())
}
