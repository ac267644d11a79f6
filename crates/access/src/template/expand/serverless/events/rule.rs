//! Expands EventBridge rules with a schedule or a pattern, and their dead-letter queues.

use constructs_document::Node;

use super::super::source::Expansion;
use super::event::{Event, Target};
use super::grants::{add_permission, queue_policy};

/// Adds the rule of a function's event, and the permission to invoke the function.
pub(super) fn expand_function_rule(
    event: &Event<'_>,
    target: Target<'_>,
    expansion: &mut Expansion,
) -> Option<()> {
    add_rule(event, target.arn(event.at), None, expansion)?;
    let rest = vec![("SourceArn", event.at.attribute(&event.id, "Arn"))];
    let id = format!("{}Permission", event.id);
    add_permission(event, target, id, "events.amazonaws.com", rest, expansion);
    Some(())
}

/// Adds the rule with its target, and its dead-letter queue.
pub(super) fn add_rule(
    event: &Event<'_>,
    target: Node,
    role: Option<Node>,
    expansion: &mut Expansion,
) -> Option<()> {
    let at = event.at;
    let mut of_target = vec![("Arn", target), ("Id", at.text(&event.id))];
    of_target.extend(role.map(|role| ("RoleArn", role)));
    let mut properties = vec![("Targets", at.list(vec![at.map(of_target)]))];
    let names = [
        ("EventBusName", "EventBusName"),
        ("Pattern", "EventPattern"),
        ("Schedule", "ScheduleExpression"),
    ];
    properties
        .extend(names.into_iter().filter_map(|(from, to)| Some((to, event.get(from)?.clone()))));
    let name = if event.kind == "Schedule" { "Name" } else { "RuleName" };
    properties.extend(event.get(name).map(|name| ("Name", name.clone())));
    expansion.add(event.entry("", event.resource("AWS::Events::Rule", properties)));
    let Some((queue, arn)) = dead_letter_queue(event, expansion)? else { return Some(()) };
    if let Some(queue) = queue {
        let service = at.map(vec![("Service", at.text("events.amazonaws.com"))]);
        let rule = at.attribute(&event.id, "Arn");
        let policy = queue_policy(event, service, arn, at.reference(&queue), rule);
        expansion.add(event.entry("QueuePolicy", policy));
    }
    Some(())
}

/// The dead-letter queue: its logical id if the transform creates it, and its ARN.
pub(super) fn dead_letter_queue(
    event: &Event<'_>,
    expansion: &mut Expansion,
) -> Option<Option<(Option<String>, Node)>> {
    let Some(config) = event.get("DeadLetterConfig") else { return Some(None) };
    let at = event.at;
    if let Some(arn) = config.get("Arn") {
        return config.get("Type").is_none().then(|| Some((None, arn.clone())));
    }
    if config.get("Type").and_then(Node::as_str) != Some("SQS") {
        return None;
    }
    let id = match config.get("QueueLogicalId") {
        Some(id) => id.as_str()?.to_owned(),
        None => format!("{}Queue", event.id),
    };
    expansion.add(at.entry(&id, event.resource("AWS::SQS::Queue", Vec::new())));
    let arn = at.attribute(&id, "Arn");
    Some(Some((Some(id), arn)))
}
