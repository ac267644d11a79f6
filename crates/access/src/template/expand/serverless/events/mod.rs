//! Expands `Events` of a function or state machine into permissions, roles, queues, and policies.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html>

mod api;
mod event;
mod grants;
mod known;
mod poller;
mod push;
mod rule;
mod schedule;
mod start;

use std::collections::BTreeMap;

pub(super) use api::{IMPLICIT_HTTP, IMPLICIT_REST};
use constructs_document::{Entry, Node};

use self::event::{Event, Target};
use super::node::{At, named_id};
use super::policies::Policies;
use super::source::{Expansion, Source, has_only};

/// The most bytes that the events of one resource may become.
const MAX_EVENT_BYTES: usize = 4 << 20;

/// Expands a function's events, and adds policies to its role. `None` if an event is not supported.
pub(super) fn expand_function_events(
    source: Source<'_>,
    alias: Option<&str>,
    expansion: &mut Expansion,
    policies: &mut Policies,
) -> Option<()> {
    let target = Target { id: alias.unwrap_or(source.id), is_alias: alias.is_some() };
    let events = sort_events(source)?;
    let has_default_route = api::default_routes(&events);
    for event in &events {
        match event.kind {
            "Api" => api::rest(event, target, expansion)?,
            "HttpApi" => api::http(event, target, &has_default_route, expansion)?,
            "ScheduleV2" => schedule::expand(event, target.arn(event.at), expansion)?,
            "Schedule" | "CloudWatchEvent" | "EventBridgeRule" => {
                rule::expand_function_rule(event, target, expansion)?;
            }
            "SNS" => push::topic(event, target, expansion, policies)?,
            "S3" | "CloudWatchLogs" | "IoTRule" | "AlexaSkill" | "Cognito" => {
                push::expand(event, target, expansion)?;
            }
            _ => poller::expand(event, policies)?,
        }
    }
    Some(())
}

/// Expands a state machine's events. `None` if an event is not supported.
pub(super) fn expand_state_machine_events(
    source: Source<'_>,
    target: &str,
    expansion: &mut Expansion,
) -> Option<()> {
    for event in &sort_events(source)? {
        match event.kind {
            "ScheduleV2" => {
                schedule::expand(event, event.at.reference(target), expansion)?;
            }
            "Schedule" | "CloudWatchEvent" | "EventBridgeRule" | "Api" => {
                start::expand(event, target, expansion)?;
            }
            _ => return None,
        }
    }
    Some(())
}

/// The events of REST APIs in these resources, by the logical id of the API.
pub(super) fn group_by_rest_api<'t>(
    resources: impl Iterator<Item = &'t Entry>,
) -> BTreeMap<&'t str, Vec<&'t Node>> {
    let mut found: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for entry in resources {
        let events = entry.node.get("Properties").and_then(|own| own.get("Events"));
        for event in events.and_then(Node::as_map).into_iter().flatten() {
            let api = event.node.get("Properties").and_then(|own| own.get("RestApiId"));
            let id = api.and_then(|api| named_id(api).or(api.as_str())).unwrap_or(IMPLICIT_REST);
            if event.node.get("Type").and_then(Node::as_str) == Some("Api") {
                found.entry(id).or_default().push(&event.node);
            }
        }
    }
    found
}

/// The events in the order in which the transform expands them.
fn sort_events(source: Source<'_>) -> Option<Vec<Event<'_>>> {
    let Some(events) = source.get_truthy("Events") else { return Some(Vec::new()) };
    let mut found = Vec::new();
    let events = events.as_map()?;
    // The expansion of an event may repeat any part of the resource.
    let size = source.node.to_json().to_string().len();
    if size.saturating_mul(events.len()) > MAX_EVENT_BYTES {
        return None;
    }
    for entry in events {
        let kind = entry.node.get("Type")?.as_str()?;
        let properties = entry.node.get("Properties");
        if !has_only(properties, known::properties(source.node, kind)?) {
            return None;
        }
        let path = properties.and_then(|own| own.get("Path")).and_then(Node::as_str);
        let at = At(entry.node.mark);
        let id = format!("{}{}", source.id, entry.key);
        let order = path.unwrap_or(&entry.key).to_owned();
        found.push((order, Event { source, id, kind, node: &entry.node, at }));
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    Some(found.into_iter().map(|(_, event)| event).collect())
}
