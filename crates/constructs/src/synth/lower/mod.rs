//! A linked stack to the bytes of its template: JSON, sections and keys in a fixed order.
//!
//! Templates are written straight from the linked tree; there is no copy in between.

mod attributes;
pub(crate) mod json;
mod outputs;
mod value;

use super::link::{Linked, LinkedKind, LinkedStack, Local};
use crate::value::Key;
use json::Json;

/// The template of `stack`.
pub(crate) fn template(linked: &Linked, stack: &LinkedStack) -> Vec<u8> {
    let mut writer = Writer { linked, json: Json::with_capacity(256 * stack.members.len()) };
    writer.template(stack);
    let mut bytes = writer.json.into_bytes();
    bytes.push(b'\n');
    bytes
}

/// How long `value` is as the smallest JSON.
pub(crate) fn minified_length(linked: &Linked, value: &Local) -> usize {
    let mut writer = Writer { linked, json: Json::minified() };
    writer.value(value);
    writer.json.into_bytes().len()
}

/// A template in the making.
struct Writer<'t> {
    linked: &'t Linked,
    json: Json,
}

/// The sections of a template that hold what authors add, in their order.
const SECTIONS: [&str; 5] = ["Parameters", "Mappings", "Conditions", "Rules", "Resources"];

/// The section that something stands in.
const fn section_of(kind: &LinkedKind) -> Option<&'static str> {
    match kind {
        LinkedKind::Parameter(_) => Some("Parameters"),
        LinkedKind::Mapping(_) => Some("Mappings"),
        LinkedKind::Condition(_) => Some("Conditions"),
        LinkedKind::Rule(_) => Some("Rules"),
        LinkedKind::Resource(_) => Some("Resources"),
        LinkedKind::Output(_) | LinkedKind::Scope => None,
    }
}

impl<'t> Writer<'t> {
    fn template(&mut self, stack: &'t LinkedStack) {
        self.json.open(b'{');
        if let Some(description) = &stack.details.description {
            self.json.key("Description").text(description);
        }
        if !stack.metadata.is_empty() {
            self.json.key("Metadata");
            self.object(&stack.metadata);
        }
        if stack.is_extended {
            self.json.key("Transform").text("AWS::LanguageExtensions");
        }
        let held = self.held(stack);
        for section in SECTIONS.into_iter().filter(|section| held.contains(section)) {
            self.section(stack, section);
        }
        self.outputs(stack);
        self.json.close(b'}');
    }

    /// The sections that hold something.
    fn held(&self, stack: &LinkedStack) -> Vec<&'static str> {
        let mut held = Vec::new();
        for index in &stack.members {
            let section = self.linked.kinds.get(*index as usize).and_then(section_of);
            if section.is_some() && held.last() != section.as_ref() {
                held.extend(section);
            }
        }
        held
    }

    fn section(&mut self, stack: &LinkedStack, name: &str) {
        let linked = self.linked;
        let members = stack
            .members
            .iter()
            .filter_map(|index| Some((*index, linked.kinds.get(*index as usize)?)));
        let members = members.filter(|(_, kind)| section_of(kind) == Some(name));
        self.json.key(name);
        self.json.open(b'{');
        for (index, kind) in members {
            self.json.key(linked.logical_id(index));
            match kind {
                LinkedKind::Parameter(entries)
                | LinkedKind::Mapping(entries)
                | LinkedKind::Rule(entries) => {
                    self.object(entries);
                }
                LinkedKind::Condition(condition) => self.value(condition),
                LinkedKind::Resource(resource) => self.resource(resource),
                LinkedKind::Output(_) | LinkedKind::Scope => {}
            }
        }
        self.json.close(b'}');
    }

    fn object(&mut self, entries: &[(Key, Local)]) {
        self.json.open(b'{');
        for (key, value) in entries {
            self.json.key(key);
            self.value(value);
        }
        self.json.close(b'}');
    }
}
