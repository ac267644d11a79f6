//! A serverless resource, and the resources that it is expanded into.

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

    /// The parameter of a `Ref`.
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
    /// A property; `None` if it is null.
    pub(super) fn get(&self, name: &str) -> Option<&'t Node> {
        self.node.get("Properties")?.get(name).filter(|node| node.value != Value::Null)
    }

    /// A property whose value is truthy in the transform.
    pub(super) fn get_truthy(&self, name: &str) -> Option<&'t Node> {
        self.get(name).filter(|node| is_truthy(node))
    }

    pub(super) fn condition(&self) -> Option<&'t Node> {
        self.node.get("Condition")
    }

    /// Whether the transform knows all properties of the resource.
    pub(super) fn has_only(&self, known: &[&str]) -> bool {
        has_only(self.node.get("Properties"), known)
    }

    /// The transform's own tag followed by the resource's tags, as a list. `None` if they can't be read.
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

    /// With `PropagateTags`, the tags that replace those of the generated resources.
    pub(super) fn propagated_tags(&self) -> Option<Option<Node>> {
        let is_propagated =
            self.get_truthy("PropagateTags").is_some() && self.get_truthy("Tags").is_some();
        let mut all = Vec::new();
        self.add_tags(&mut all)?;
        Some(is_propagated.then(|| self.at.list(all)))
    }

    /// The resource with another type. Attributes that CloudFormation reads apart from properties stay.
    pub(super) fn become_type(&self, kind: &str, properties: Vec<(&str, Node)>) -> Entry {
        let kept = ["Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata"];
        let mut all = vec![("Type", self.at.text(kind))];
        all.extend(kept.iter().filter_map(|name| Some((*name, self.node.get(name)?.clone()))));
        all.push(("Properties", self.at.map(properties)));
        self.at.entry(self.id, self.at.map(all))
    }

    /// The properties that are set, under their new names.
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

/// The resources that a serverless resource is expanded into.
#[derive(Default)]
pub(super) struct Expansion {
    pub(super) resources: BTreeMap<String, Entry>,
    /// Conditions that the transform adds.
    pub(super) conditions: BTreeMap<String, Entry>,
    /// Names such as `Function.Alias`, each with the generated logical id.
    pub(super) references: Vec<(String, String)>,
    /// The gradual deployment, if the resource has one.
    pub(super) deployment: Option<Deployment>,
}

/// The gradual deployment of a function.
#[derive(Clone)]
pub(super) struct Deployment {
    /// Whether it has a role of its own.
    pub(super) has_role: bool,
    /// The condition of the function, if the deployment must have it.
    pub(super) condition: Option<String>,
    pub(super) at: At,
}

impl Expansion {
    /// Adds a resource. A later one replaces one of the same name.
    pub(super) fn add(&mut self, entry: Entry) {
        self.resources.insert(entry.key.clone(), entry);
    }

    /// Adds a condition, unless one of the same name exists.
    pub(super) fn add_condition(&mut self, entry: Entry) {
        self.conditions.entry(entry.key.clone()).or_insert(entry);
    }
}

/// Sets the value at a path of maps.
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
