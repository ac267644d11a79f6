//! Identifies an expression together with the declarations that decide its value.
//!
//! The same expression has different values in two states of a template if a mapping, parameter, condition, or resource that it
//! reads is declared differently.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use constructs_cloudformation::function::{
    FindInMap, GetAtt, If, Substitution, substitution_variables,
};
use constructs_document::{Node, Value};

use super::parameter;
use super::stacks::{ResourceId, Stacks};
use constructs_schema::facts;

/// Identifies an expression of a stack: its JSON, and a number for the declarations that decide it.
pub(crate) fn expression_identity(stacks: &Stacks<'_>, stack: usize, node: &Node) -> String {
    format!("{} {:x}", node.to_json(), declarations(stacks, stack, node))
}

/// A number for the declarations that an expression depends on. The numbers differ if a declaration does.
fn declarations(stacks: &Stacks<'_>, stack: usize, node: &Node) -> u64 {
    let mut walk = Walk { stacks, seen: BTreeSet::new(), hasher: DefaultHasher::new() };
    walk.visit(stack, node);
    walk.hasher.finish()
}

/// A number for the declarations that an attribute of a resource depends on.
pub(super) fn attribute_declarations(stacks: &Stacks<'_>, id: ResourceId<'_>) -> u64 {
    let mut walk = Walk { stacks, seen: BTreeSet::new(), hasher: DefaultHasher::new() };
    walk.visit_resource(id.stack, id.id);
    walk.hasher.finish()
}

/// A number for a parameter's declaration and the value that the parent stack passes for it.
pub(super) fn parameter_declarations(stacks: &Stacks<'_>, stack: usize, name: &str) -> u64 {
    let mut walk = Walk { stacks, seen: BTreeSet::new(), hasher: DefaultHasher::new() };
    walk.visit_reference(stack, name);
    walk.hasher.finish()
}

struct Walk<'e, 't> {
    stacks: &'e Stacks<'t>,
    /// The visited declarations: stack, section, and name.
    seen: BTreeSet<(usize, &'static str, String)>,
    hasher: DefaultHasher,
}

impl Walk<'_, '_> {
    fn visit(&mut self, stack: usize, node: &Node) {
        if let Some((function, argument)) = node.single() {
            self.visit_function(stack, function, argument);
        }
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.visit(stack, item)),
            Value::Map(map) => map.iter().for_each(|entry| self.visit(stack, &entry.node)),
            _ => {}
        }
    }

    fn visit_function(&mut self, stack: usize, function: &str, argument: &Node) {
        match function {
            "Ref" => {
                argument.as_str().into_iter().for_each(|name| self.visit_reference(stack, name));
            }
            "Fn::GetAtt" => {
                let id = GetAtt::parse(argument).and_then(|found| found.id);
                id.into_iter().for_each(|id| self.visit_reference(stack, id));
            }
            "Fn::Sub" => {
                let text = Substitution::parse_loosely(argument).map_or("", |found| found.text);
                substitution_variables(text).for_each(|name| self.visit_reference(stack, name));
            }
            "Fn::If" => {
                self.visit_condition(stack, If::parse(argument).map(|found| found.condition))
            }
            "Condition" => self.visit_condition(stack, Some(argument)),
            "Fn::FindInMap" => match FindInMap::parse(argument).map(|found| found.mapping.as_str())
            {
                Some(Some(name)) => self.visit_declaration(stack, "Mappings", name),
                Some(None) => self.visit_section(stack, "Mappings"),
                None => {}
            },
            "Fn::ImportValue" | "Fn::GetStackOutput" => {
                (0..self.stacks.len()).for_each(|stack| self.visit_section(stack, "Outputs"));
            }
            _ => {}
        }
    }

    fn visit_condition(&mut self, stack: usize, name: Option<&Node>) {
        let name = name.and_then(Node::as_str);
        name.into_iter().for_each(|name| self.visit_declaration(stack, "Conditions", name));
    }

    /// A parameter or a resource; of `Name.Attribute`, the name.
    fn visit_reference(&mut self, stack: usize, word: &str) {
        let name = word.split('.').next().unwrap_or(word);
        self.visit_declaration(stack, "Parameters", name);
        if self.stacks.find(stack, name).is_some() {
            self.visit_resource(stack, name);
        }
        // The parent of a nested stack passes its parameters.
        let Some(parent) = self.stacks.nested_in(stack) else { return };
        let passed = self
            .stacks
            .resource(parent)
            .and_then(|node| node.get("Properties")?.get("Parameters")?.get(name));
        if let Some(passed) = passed
            && self.seen.insert((stack, "passed", name.to_owned()))
        {
            passed.to_json().to_string().hash(&mut self.hasher);
            self.visit(parent.stack, passed);
        }
    }

    fn visit_declaration(&mut self, stack: usize, section: &'static str, name: &str) {
        let root = self.stacks.get(stack).map(|stack| stack.root());
        let node = root.and_then(|root| root.get(section)?.get(name));
        if let Some(node) = node
            && self.seen.insert((stack, section, name.to_owned()))
        {
            let text = match section {
                "Parameters" => match root {
                    Some(root) => parameter::declaration(root, name, node),
                    None => String::new(),
                },
                _ => node.to_json().to_string(),
            };
            (section, name, text).hash(&mut self.hasher);
            self.visit(stack, node);
        }
    }

    fn visit_section(&mut self, stack: usize, section: &'static str) {
        let root = self.stacks.get(stack).map(|stack| stack.root());
        let Some(map) = root.and_then(|root| root.get(section)?.as_map()) else { return };
        map.iter().for_each(|entry| self.visit_declaration(stack, section, &entry.key));
    }

    /// The properties of a resource, without those that no attribute can depend on.
    fn visit_resource(&mut self, stack: usize, name: &str) {
        let Some(id) = self.stacks.find(stack, name) else { return };
        if !self.seen.insert((stack, "Resources", name.to_owned())) {
            return;
        }
        self.stacks.arn_id(id).hash(&mut self.hasher);
        let properties = self.stacks.resource(id).and_then(|node| node.get("Properties")?.as_map());
        for entry in properties.into_iter().flat_map(|properties| properties.iter()) {
            let is_known = facts::resource_type(self.stacks.kind(id)).is_some();
            let is_plain =
                matches!(entry.node.value, Value::Bool(_) | Value::Integer(_) | Value::Number(_));
            let is_readable = facts::resource_type(self.stacks.kind(id))
                .is_some_and(|kind| kind.attribute(&entry.key).is_some());
            let is_about = ["Tags", "Description"].contains(&entry.key.as_str()) && !is_readable;
            if is_known && (is_plain || is_about) {
                continue;
            }
            (&entry.key, entry.node.to_json().to_string()).hash(&mut self.hasher);
            self.visit(stack, &entry.node);
        }
    }
}
