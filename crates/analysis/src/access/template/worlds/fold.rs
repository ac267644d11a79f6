//! A template and what its conditions come to -> the template as it is then.
//!
//! INVARIANT: nothing moves: a JSON pointer into the one leads to the same place in the other.

use std::collections::{BTreeMap, BTreeSet};

use constructs_template::{Entry, Map, Node, Value};

use super::{exported, has_say};
use crate::access::template::estate::section;

/// The conditions on which roles, policies and exports hang.
pub(super) fn conditions(root: &Node) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (_, resource) in section(root, "Resources").filter(|(_, resource)| has_say(resource)) {
        names.extend(resource.get("Condition").and_then(Node::as_str).map(str::to_owned));
        collect(resource, &mut names);
    }
    exported(root).for_each(|output| collect(output, &mut names));
    names
}

fn collect(node: &Node, names: &mut BTreeSet<String>) {
    if let Some(("Fn::If", arguments)) = node.single() {
        let name = arguments.as_list().and_then(|list| list.first()?.as_str());
        names.extend(name.map(str::to_owned));
    }
    children(node).for_each(|child| collect(child, names));
}

fn children(node: &Node) -> Box<dyn Iterator<Item = &Node> + '_> {
    match &node.value {
        Value::List(items) => Box::new(items.iter()),
        Value::Map(map) => Box::new(map.iter().map(|entry| &entry.node)),
        _ => Box::new(std::iter::empty()),
    }
}

/// The template where these conditions are known. `None` where something refers to a policy that is not there: such a
/// template can't be deployed.
pub(super) fn folded(root: &Node, truths: &BTreeMap<&str, bool>) -> Option<Node> {
    let mut root = root.clone();
    let mut gone = BTreeSet::new();
    if let Value::Map(sections) = &mut root.value {
        let entries = std::mem::take(sections).into_entries().into_iter().map(|mut entry| {
            match entry.key.as_str() {
                "Resources" => entry.node = resources(&entry.node, truths, &mut gone),
                "Outputs" => entry.node = chosen(&entry.node, truths),
                _ => {}
            }
            entry
        });
        *sections = Map::new(entries.collect());
    }
    let refers = |node: &Node| refers_to(node, &gone);
    let has_say = |(_, resource): &(&str, &Node)| has_say(resource);
    let is_dangling = !gone.is_empty()
        && section(&root, "Resources").filter(has_say).any(|(_, resource)| refers(resource));
    (!is_dangling).then_some(root)
}

fn resources(node: &Node, truths: &BTreeMap<&str, bool>, gone: &mut BTreeSet<String>) -> Node {
    let mut entries = Vec::new();
    for entry in node.as_map().into_iter().flatten() {
        if !has_say(&entry.node) {
            entries.push(entry.clone());
            continue;
        }
        let condition = entry.node.get("Condition").and_then(Node::as_str);
        match condition.and_then(|name| truths.get(name)) {
            Some(false) if is_policy(&entry.node) => {
                gone.insert(entry.key.clone());
            }
            Some(true) => {
                let node = without_condition(&chosen(&entry.node, truths));
                entries.push(Entry { node, ..entry.clone() });
            }
            _ => entries.push(Entry { node: chosen(&entry.node, truths), ..entry.clone() }),
        }
    }
    Node::new(Value::Map(Map::new(entries)), node.mark)
}

/// What is there to grant and nothing else. A role or a key that is not there is still spoken of.
fn is_policy(resource: &Node) -> bool {
    let name = resource.get("Type").and_then(Node::as_str).unwrap_or_default();
    name.ends_with("Policy") || name == "AWS::Lambda::Permission"
}

fn without_condition(resource: &Node) -> Node {
    let entries = resource.as_map().into_iter().flatten();
    let kept = entries.filter(|entry| entry.key != "Condition").cloned().collect();
    Node::new(Value::Map(Map::new(kept)), resource.mark)
}

/// Both branches of each `Fn::If` are the one that counts.
fn chosen(node: &Node, truths: &BTreeMap<&str, bool>) -> Node {
    let value = match &node.value {
        Value::List(items) => Value::List(items.iter().map(|item| chosen(item, truths)).collect()),
        Value::Map(map) => {
            let branches = node.single().filter(|(name, _)| *name == "Fn::If");
            let decided = branches.and_then(|(_, arguments)| decided(arguments, truths));
            let inner = |entry: &Entry| {
                let node = decided.clone().unwrap_or_else(|| chosen(&entry.node, truths));
                Entry { node, ..entry.clone() }
            };
            Value::Map(Map::new(map.iter().map(inner).collect()))
        }
        other => other.clone(),
    };
    Node::new(value, node.mark)
}

fn decided(arguments: &Node, truths: &BTreeMap<&str, bool>) -> Option<Node> {
    let [name, holds, fails] = arguments.as_list()? else { return None };
    let branch = if *truths.get(name.as_str()?)? { holds } else { fails };
    let branch = chosen(branch, truths);
    Some(Node::new(Value::List(vec![name.clone(), branch.clone(), branch]), arguments.mark))
}

/// Whether `Ref` or `Fn::GetAtt` name one of these.
fn refers_to(node: &Node, gone: &BTreeSet<String>) -> bool {
    let named = match node.single() {
        Some(("Ref", name)) => name.as_str(),
        Some(("Fn::GetAtt", path)) => match path.as_list() {
            Some(list) => list.first().and_then(Node::as_str),
            None => path.as_str().and_then(|path| path.split('.').next()),
        },
        _ => None,
    };
    named.is_some_and(|name| gone.contains(name))
        || children(node).any(|child| refers_to(child, gone))
}
