//! Expands the serverless resources of AWS SAM's transform, as far as they affect access.
//!
//! ```text
//! prepare       the template      -> resources with `Globals`, connectors and implied APIs
//! function      a resource        -> its role, permissions, and others: a module for each type
//! connector     a connector       -> policies that let one resource use another
//! references    the template      -> `!Ref Function.Alias` as a logical id
//! ```
//!
//! A resource with an unsupported part is not expanded. Properties that do not affect access are left out.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html>
//!
//! INVARIANT: a resource is expanded in full or not at all.

mod api;
mod connector;
mod deployment;
mod destinations;
mod events;
mod facts;
mod function;
mod globals;
mod graphql;
mod node;
mod policies;
mod policy_templates;
mod prepare;
mod references;
mod role;
mod simple;
mod source;
mod state_machine;
mod web_socket;

use std::collections::BTreeMap;

use constructs_document::{Entry, Map, Node, Value};

use connector::Connector;
use node::{At, is_same};
use source::{Expansion, Original, Source, set};

use super::transform::has_transform;
use constructs_cloudformation::serverless::{SERVERLESS, is_serverless};

/// The section with the original serverless resources, if one of them is not expanded.
pub(crate) const ORIGINAL_RESOURCES: &str = "AWS::Serverless";

/// Expands the serverless resources of a template that names the transform.
pub(super) fn expand_resources(root: Node) -> Node {
    if !has_transform(&root, SERVERLESS) {
        return root;
    }
    expand(&root).unwrap_or(root)
}

fn expand(root: &Node) -> Option<Node> {
    let (resources, conditions) = prepare::prepare_resources(root)?;
    let original = Original {
        resources: resources.iter().map(|entry| (entry.key.as_str(), entry)).collect(),
        parameters: root.get("Parameters"),
        rest_events: events::group_by_rest_api(resources.iter()),
    };
    if original.resources.len() != resources.len() {
        return None;
    }
    let mut result = ExpandedTemplate::new(root, conditions)?;
    let mut deployments = Vec::new();
    for entry in &resources {
        let source =
            Source { id: &entry.key, node: &entry.node, at: At(entry.mark), original: &original };
        let found = expand_one(source).filter(|found| result.can_add(found, &original, &entry.key));
        let Some(found) = found else {
            result.resources.insert(entry.key.clone(), entry.clone());
            continue;
        };
        deployments.extend(found.deployment.clone());
        result.add(found);
    }
    let shared = deployment::expand(&deployments);
    if !result.can_add(&shared, &original, "") {
        return None;
    }
    result.add(shared);
    result.connect(&original);
    let mut template = result.into_template(root);
    if let Some(written) = original_resources(&template, &resources) {
        set(&mut template, &[ORIGINAL_RESOURCES], written);
    }
    Some(template)
}

/// The serverless resources before the transform, if one of them is not expanded.
fn original_resources(template: &Node, resources: &[Entry]) -> Option<Node> {
    let is_left =
        |entry: &&Entry| entry.node.get("Type").and_then(Node::as_str).is_some_and(is_serverless);
    let mut left = template.get("Resources")?.as_map()?.iter();
    left.any(|entry| is_left(&entry))
        .then(|| At(template.mark).entries(resources.iter().filter(is_left).cloned().collect()))
}

/// Expands one resource. `None` if it is not serverless, or has a part that is not supported.
fn expand_one(source: Source<'_>) -> Option<Expansion> {
    match source.node.get("Type")?.as_str()? {
        "AWS::Serverless::Function" => function::expand(source),
        "AWS::Serverless::StateMachine" => state_machine::expand(source),
        "AWS::Serverless::Api" => api::expand_rest(source),
        "AWS::Serverless::HttpApi" => api::expand_http(source),
        "AWS::Serverless::WebSocketApi" => web_socket::expand(source),
        "AWS::Serverless::GraphQLApi" => graphql::expand(source),
        "AWS::Serverless::SimpleTable" => simple::table(source),
        "AWS::Serverless::LayerVersion" => simple::layer(source),
        "AWS::Serverless::Application" => simple::application(source),
        "AWS::Serverless::CapacityProvider" => simple::capacity_provider(source),
        _ => None,
    }
}

/// The expanded template.
struct ExpandedTemplate {
    resources: BTreeMap<String, Entry>,
    conditions: BTreeMap<String, Entry>,
    references: BTreeMap<String, String>,
}

impl ExpandedTemplate {
    /// Starts with the template's conditions. `None` if a condition that the transform adds has the name of one of these.
    fn new(root: &Node, added: Expansion) -> Option<Self> {
        let own = root.get("Conditions").and_then(Node::as_map).into_iter().flatten();
        let conditions = own.map(|entry| (entry.key.clone(), entry.clone())).collect();
        let resources = BTreeMap::new();
        let mut outcome = Self { resources, conditions, references: BTreeMap::new() };
        is_free(&outcome.conditions, &added.conditions).then(|| {
            outcome.add(added);
            outcome
        })
    }

    /// Whether no name of the expansion is used by something else.
    fn can_add(&self, found: &Expansion, original: &Original<'_>, own: &str) -> bool {
        let mut names = found.resources.keys();
        names.all(|name| name == own || !original.resources.contains_key(name.as_str()))
            && is_free(&self.resources, &found.resources)
            && is_free(&self.conditions, &found.conditions)
    }

    fn add(&mut self, found: Expansion) {
        self.references.extend(found.references);
        self.resources.extend(found.resources);
        self.conditions.extend(found.conditions);
    }

    /// Expands connectors, which need the other expanded resources.
    fn connect(&mut self, original: &Original<'_>) {
        let is_connector = |entry: &&Entry| {
            entry.node.get("Type").and_then(Node::as_str) == Some("AWS::Serverless::Connector")
        };
        let connectors: Vec<Entry> =
            self.resources.values().filter(is_connector).cloned().collect();
        for entry in connectors {
            let Some(properties) = entry.node.get("Properties") else { continue };
            let connector = Connector {
                id: entry.key.clone(),
                at: At(entry.mark),
                condition: entry.node.get("Condition"),
                properties,
            };
            let find = |id: &str| self.resources.get(id).map(|entry| &entry.node);
            let found = connector::expand(&connector, find);
            let found = found.filter(|found| self.can_add(found, original, &entry.key));
            if let Some(found) = found {
                self.resources.remove(&entry.key);
                self.add(found);
            }
        }
    }

    fn into_template(self, root: &Node) -> Node {
        let mut template = without_transform(root);
        let at = |name: &str| At(root.get(name).map_or(root.mark, |section| section.mark));
        let resources = at("Resources").entries(self.resources.into_values().collect());
        set(&mut template, &["Resources"], resources);
        if !self.conditions.is_empty() {
            let conditions = at("Conditions").entries(self.conditions.into_values().collect());
            set(&mut template, &["Conditions"], conditions);
        }
        references::replace(&mut template, &self.references);
        template
    }
}

/// Whether each added name is new or has an equal value.
fn is_free(known: &BTreeMap<String, Entry>, added: &BTreeMap<String, Entry>) -> bool {
    added
        .iter()
        .all(|(name, entry)| known.get(name).is_none_or(|known| is_same(&known.node, &entry.node)))
}

/// The template with the other transforms in `Transform`.
fn without_transform(root: &Node) -> Node {
    let sections = root.as_map().into_iter().flatten().filter_map(|entry| {
        if entry.key != "Transform" {
            return Some(entry.clone());
        }
        let names = entry.node.as_list()?.iter();
        let names: Vec<Node> =
            names.filter(|name| name.as_str() != Some(SERVERLESS)).cloned().collect();
        let node = At(entry.node.mark).list(names);
        (!matches!(&node.value, Value::List(names) if names.is_empty()))
            .then(|| Entry { node, ..entry.clone() })
    });
    Node::new(Value::Map(Map::new(sections.collect())), root.mark)
}

#[cfg(test)]
mod tests;
