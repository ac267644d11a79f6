//! What a resource declares besides its type and properties -> the methods of `Resource`.

use constructs_document::{Map, Node};

use crate::author::{Author, What};
use crate::code::{self, Code};
use crate::value::{Marker, TEXT, Typed, exactly, integer};

const DELETION: &[&str] = &["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"];
const REPLACEMENT: &[&str] = &["Delete", "Retain", "Snapshot"];

impl Author<'_> {
    /// Adds the attributes in the template's order. Properties that are not an object, or an empty one, stay as they are.
    pub(super) fn attributes(&mut self, start: Code, map: &Map, is_object: bool) -> Code {
        map.iter().fold(start, |built, entry| {
            let (key, node) = (entry.key.as_str(), &entry.node);
            key.clone_into(&mut self.place.1);
            let is_declared = is_object && node.as_map().is_some_and(|map| !map.is_empty());
            match key {
                "Type" => built,
                "Properties" if is_declared => built,
                _ => match self.attribute_of(&built, key, node) {
                    Some(built) => built,
                    None => {
                        let value = self.raw(node).loose().code;
                        built.method("raw_attribute", [code::text(key), value])
                    }
                },
            }
        })
    }

    /// The attribute by its own method, if that can say it.
    fn attribute_of(&mut self, built: &Code, key: &str, node: &Node) -> Option<Code> {
        let built = built.clone();
        match key {
            "Condition" => {
                Some(built.method("condition", [self.condition_handle(node.as_str()?)?]))
            }
            "DependsOn" => self.add_dependencies(built, node),
            "DeletionPolicy" => {
                let policy = node.as_str().filter(|policy| DELETION.contains(policy))?;
                let policy = Code::word(format!("DeletionPolicy::{policy}"));
                Some(built.method("deletion_policy", [policy]))
            }
            "UpdateReplacePolicy" => {
                let policy = node.as_str().filter(|policy| REPLACEMENT.contains(policy))?;
                let policy = Code::word(format!("UpdateReplacePolicy::{policy}"));
                Some(built.method("update_replace_policy", [policy]))
            }
            "CreationPolicy" => self.signal(built, node),
            "Metadata" => {
                let map = node.as_map().filter(|map| !map.is_empty())?;
                Some(self.each_entry(built, "metadata", map))
            }
            _ => None,
        }
    }

    /// One resource to wait for, or several; a list of one would not come out as a list.
    fn add_dependencies(&mut self, built: Code, node: &Node) -> Option<Code> {
        if let Some(id) = node.as_str() {
            return Some(built.method("depends_on", [self.resource_handle(id)?]));
        }
        let ids: Option<Vec<&str>> = node.as_list()?.iter().map(Node::as_str).collect();
        let ids = ids?;
        let is_unique =
            ids.iter().enumerate().all(|(at, id)| !ids.iter().take(at).any(|one| one == id));
        let handles: Option<Vec<Code>> = ids.iter().map(|id| self.resource_handle(id)).collect();
        match handles {
            Some(handles) if handles.len() > 1 && is_unique => Some(
                handles.into_iter().fold(built, |built, one| built.method("depends_on", [one])),
            ),
            _ => {
                let names = ids.into_iter().map(|id| match self.resource_handle(id) {
                    Some(handle) => {
                        Typed::value(Code::call("Text::logical_id", [handle]), Marker::Str)
                    }
                    None => Typed::value(Code::call("Text::from", [code::text(id)]), Marker::Str),
                });
                let names = names.map(|name| name.code).collect::<Vec<_>>();
                if names.is_empty() {
                    return None;
                }
                Some(built.method("raw_attribute", [code::text("DependsOn"), Code::Array(names)]))
            }
        }
    }

    /// The handle of a resource that nothing but a resource has.
    fn resource_handle(&mut self, id: &str) -> Option<Code> {
        match self.values.get(id)?.what {
            What::Resource(_) => {}
            What::Generic if !self.is_entry(id) => {}
            _ => return None,
        }
        Some(Code::word(self.values.name(id)?.0))
    }

    fn is_entry(&self, id: &str) -> bool {
        self.entries.contains(id)
    }

    /// `CreationPolicy` that asks for signals and nothing else.
    fn signal(&mut self, built: Code, node: &Node) -> Option<Code> {
        let [signal] = exactly(node.as_map()?, ["ResourceSignal"])?;
        let [count, timeout] = exactly(signal.as_map()?, ["Count", "Timeout"])?;
        let count = code_of_count(count)?;
        let timeout = self.typed(timeout, TEXT)?.code;
        let policy = Code::call("CreationPolicy::new", []);
        let policy = policy.method("resource_signal", [count, timeout]);
        Some(built.method("creation_policy", [policy]))
    }
}

fn code_of_count(node: &Node) -> Option<Code> {
    integer::<i32>(node).map(|count| Code::word(count.to_string()))
}
