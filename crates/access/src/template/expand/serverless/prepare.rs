//! Prepares a template's resources: merges `Globals`, makes embedded connectors resources, and adds the APIs that events imply.

use std::collections::BTreeSet;

use constructs_document::{Entry, Node, Value};

use super::events::{IMPLICIT_HTTP, IMPLICIT_REST};
use super::globals;
use super::node::At;
use super::source::{Expansion, set};

/// The most bytes that `Globals` may add to the resources of a template.
const MAX_GLOBALS_BYTES: usize = 16 << 20;

/// The prefix of the types that the transform expands.
const TYPE_PREFIX: &str = "AWS::Serverless::";

/// The prepared resources, and the conditions that the transform adds. `None` if a part is not supported.
pub(super) fn prepare_resources(root: &Node) -> Option<(Vec<Entry>, Expansion)> {
    let mut resources = Vec::new();
    for entry in root.get("Resources")?.as_map()? {
        resources.push(entry.clone());
        extract_connectors(&mut resources)?;
    }
    let mut conditions = Expansion::default();
    let of_rest = ("Api", "RestApiId", IMPLICIT_REST, "AWS::Serverless::Api");
    let of_http = ("HttpApi", "ApiId", IMPLICIT_HTTP, "AWS::Serverless::HttpApi");
    for (kind, property, id, api) in [of_rest, of_http] {
        let found = implied_api(&resources, kind, property, id, api, &mut conditions)?;
        resources.extend(found);
    }
    let globals = root.get("Globals").map_or(0, |globals| globals.to_json().to_string().len());
    if globals.saturating_mul(resources.len()) > MAX_GLOBALS_BYTES {
        return None;
    }
    for entry in &mut resources {
        let kind = entry.node.get("Type").and_then(Node::as_str);
        let Some(kind) = kind.and_then(|kind| kind.strip_prefix(TYPE_PREFIX)) else { continue };
        let kind = kind.to_owned();
        let properties = globals::merge_globals(root.get("Globals"), &kind, &entry.node)?;
        set(&mut entry.node, &["Properties"], properties);
    }
    Some((resources, conditions))
}

/// Replaces the connectors in the last resource by resources.
fn extract_connectors(resources: &mut Vec<Entry>) -> Option<()> {
    let last = resources.last_mut()?;
    let id = last.key.clone();
    let Value::Map(map) = &mut last.node.value else { return Some(()) };
    if map.get("Connectors").is_none() {
        return Some(());
    }
    let (connectors, rest) = std::mem::take(map)
        .into_entries()
        .into_iter()
        .partition::<Vec<_>, _>(|entry| entry.key == "Connectors");
    *map = constructs_document::Map::new(rest);
    for connector in connectors.first()?.node.as_map()? {
        let at = At(connector.node.mark);
        let properties = connector.node.get("Properties")?.as_map()?;
        let mut from = vec![at.entry("Id", at.text(&id))];
        let mut all = Vec::new();
        for own in properties {
            match own.key.as_str() {
                "SourceReference" => from.extend(own.node.as_map()?.iter().cloned()),
                "Source" => return None,
                _ => all.push(own.clone()),
            }
        }
        all.push(at.entry("Source", at.entries(from)));
        let mut node = connector.node.clone();
        set(&mut node, &["Properties"], at.entries(all));
        set(&mut node, &["Type"], at.text("AWS::Serverless::Connector"));
        resources.push(at.entry(format!("{id}{}", connector.key), node));
    }
    Some(())
}

/// The API that events of a type imply. `None` if the template declares a resource of that name.
fn implied_api(
    resources: &[Entry],
    kind: &str,
    property: &str,
    id: &str,
    api: &str,
    expansion: &mut Expansion,
) -> Option<Option<Entry>> {
    let mut at = None;
    let mut conditions = BTreeSet::new();
    for entry in resources {
        let own = entry.node.get("Type").and_then(Node::as_str);
        if !matches!(own, Some("AWS::Serverless::Function" | "AWS::Serverless::StateMachine")) {
            continue;
        }
        let events = entry.node.get("Properties").and_then(|own| own.get("Events"));
        for event in events.and_then(Node::as_map).into_iter().flatten() {
            let properties = event.node.get("Properties");
            let named = properties.and_then(|own| own.get(property));
            let is_implied = named.is_none_or(|node| {
                matches!(node.single(), Some(("Ref", name)) if name.as_str() == Some(id))
                    || node.as_str() == Some(id)
            });
            if event.node.get("Type").and_then(Node::as_str) == Some(kind) && is_implied {
                at = at.or(Some(At(event.node.mark)));
                let condition = entry.node.get("Condition");
                conditions.insert(condition.and_then(Node::as_str).map(str::to_owned));
            }
        }
    }
    let Some(at) = at else { return Some(None) };
    if resources.iter().any(|entry| entry.key == id) {
        return None;
    }
    let mut all = vec![("Type", at.text(api))];
    let names: Option<Vec<String>> = conditions.into_iter().collect();
    let names = names.unwrap_or_default();
    match names.as_slice() {
        [] => {}
        [name] => all.push(("Condition", at.text(name))),
        names => {
            let holds = |name: &String| at.map(vec![("Condition", at.text(name))]);
            let any = at.list(names.iter().map(holds).collect());
            let name = format!("{id}Condition");
            expansion.add_condition(at.entry(&name, at.map(vec![("Fn::Or", any)])));
            all.push(("Condition", at.text(name)));
        }
    }
    let stage = vec![("StageName", at.text("Prod"))];
    let own = if kind == "Api" { stage } else { Vec::new() };
    all.push(("Properties", at.map(own)));
    Some(Some(at.entry(id, at.map(all))))
}
