//! A serverless resource as it is written, and what it becomes.

use std::collections::BTreeMap;

use constructs_document::{Entry, Node, Value};

use super::node::{At, function, is_truthy};

/// The template before the transform, with `Globals` in the resources.
pub(super) struct Original<'t> {
    pub(super) resources: BTreeMap<&'t str, &'t Entry>,
    pub(super) parameters: Option<&'t Node>,
    /// The events of REST APIs, by the logical id of the API.
    pub(super) rest_events: BTreeMap<&'t str, Vec<&'t Node>>,
}

impl Original<'_> {
    pub(super) fn resource(&self, id: &str) -> Option<&Node> {
        self.resources.get(id).map(|entry| &entry.node)
    }

    pub(super) fn kind(&self, id: &str) -> Option<&str> {
        self.resource(id)?.get("Type")?.as_str()
    }

    /// The parameter that a value refers to, and nothing else.
    pub(super) fn parameter(&self, node: &Node) -> Option<(&str, &Node)> {
        let ("Ref", name) = node.single()? else { return None };
        let entry = self.parameters?.as_map()?.entry(name.as_str()?)?;
        Some((&entry.key, &entry.node))
    }
}

/// A serverless resource.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    pub(super) id: &'t str,
    pub(super) node: &'t Node,
    pub(super) at: At,
    pub(super) original: &'t Original<'t>,
}

impl<'t> Source<'t> {
    /// A property; nothing where it is null.
    pub(super) fn get(&self, name: &str) -> Option<&'t Node> {
        self.node.get("Properties")?.get(name).filter(|node| node.value != Value::Null)
    }

    /// A property that the transform takes as given.
    pub(super) fn get_truthy(&self, name: &str) -> Option<&'t Node> {
        self.get(name).filter(|node| is_truthy(node))
    }

    pub(super) fn condition(&self) -> Option<&'t Node> {
        self.node.get("Condition")
    }

    /// Whether the transform knows all of the properties.
    pub(super) fn has_only(&self, known: &[&str]) -> bool {
        has_only(self.node.get("Properties"), known)
    }

    /// `{key: value}` as tags in a list, behind the transform's own. `None`: they can't be read.
    pub(super) fn tags(&self, own: &str) -> Option<Node> {
        let mut all = vec![("SAM", own)]
            .into_iter()
            .map(|(value, key)| self.tag(key, self.at.text(value)))
            .collect();
        self.add_tags(&mut all)?;
        Some(self.at.list(all))
    }

    fn add_tags(&self, all: &mut Vec<Node>) -> Option<()> {
        let Some(tags) = self.get("Tags") else { return Some(()) };
        if function(tags).is_some() {
            return None;
        }
        for entry in tags.as_map()? {
            if entry.key.starts_with("Fn::") {
                return None;
            }
            all.push(self.tag(&entry.key, entry.node.clone()));
        }
        Some(())
    }

    fn tag(&self, key: &str, value: Node) -> Node {
        self.at.map(vec![("Key", self.at.text(key)), ("Value", value)])
    }

    /// With `PropagateTags`, the tags that replace those of what the resource becomes.
    pub(super) fn propagated_tags(&self) -> Option<Option<Node>> {
        let is_propagated =
            self.get_truthy("PropagateTags").is_some() && self.get_truthy("Tags").is_some();
        let mut all = Vec::new();
        self.add_tags(&mut all)?;
        Some(is_propagated.then(|| self.at.list(all)))
    }

    /// The resource itself as one of another type. What CloudFormation reads beside the properties stays.
    pub(super) fn become_type(&self, kind: &str, properties: Vec<(&str, Node)>) -> Entry {
        let kept = ["Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata"];
        let mut all = vec![("Type", self.at.text(kind))];
        all.extend(kept.iter().filter_map(|name| Some((*name, self.node.get(name)?.clone()))));
        all.push(("Properties", self.at.map(properties)));
        self.at.entry(self.id, self.at.map(all))
    }

    /// Properties under their own or another name, as far as they are given.
    pub(super) fn rename_properties<'n>(&self, names: &[(&str, &'n str)]) -> Vec<(&'n str, Node)> {
        names.iter().filter_map(|(from, to)| Some((*to, self.get(from)?.clone()))).collect()
    }
}

/// Whether all keys of a map are known.
pub(super) fn has_only(node: Option<&Node>, known: &[&str]) -> bool {
    let Some(node) = node.filter(|node| node.value != Value::Null) else { return true };
    let is_known = |entry: &Entry| known.contains(&entry.key.as_str());
    node.as_map().is_some_and(|map| map.iter().all(is_known))
}

/// What a serverless resource becomes.
#[derive(Default)]
pub(super) struct Expansion {
    pub(super) resources: BTreeMap<String, Entry>,
    /// Conditions that the transform adds.
    pub(super) conditions: BTreeMap<String, Entry>,
    /// `Function.Alias` and the like, each with the logical id that it is.
    pub(super) references: Vec<(String, String)>,
    /// Whether CodeDeploy's role is needed, and where.
    pub(super) deployment: Option<Deployment>,
}

/// What a function says of gradual deployments.
#[derive(Clone)]
pub(super) struct Deployment {
    /// Whether it has a role of its own.
    pub(super) has_role: bool,
    /// The condition of the function, where the deployment is to have it.
    pub(super) condition: Option<String>,
    pub(super) at: At,
}

impl Expansion {
    /// Adds a resource; of two of one name the last one counts.
    pub(super) fn add(&mut self, entry: Entry) {
        self.resources.insert(entry.key.clone(), entry);
    }

    /// Adds a condition, unless it is there.
    pub(super) fn add_condition(&mut self, entry: Entry) {
        self.conditions.entry(entry.key.clone()).or_insert(entry);
    }
}

/// Sets what is at a path of maps.
pub(super) fn set(node: &mut Node, path: &[&str], value: Node) {
    let at = At(node.mark);
    let [first, rest @ ..] = path else {
        *node = value;
        return;
    };
    let Value::Map(map) = &mut node.value else { return };
    let mut entries = std::mem::take(map).into_entries();
    let position = entries.iter().position(|entry| entry.key == *first);
    let entry = match position.and_then(|position| entries.get_mut(position)) {
        Some(entry) => entry,
        None => {
            entries.push(at.entry(*first, at.map(Vec::new())));
            let Some(last) = entries.last_mut() else { return };
            last
        }
    };
    set(&mut entry.node, rest, value);
    *map = constructs_document::Map::new(entries);
}
