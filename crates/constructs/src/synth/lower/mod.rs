//! Writes a linked stack as the bytes of its template: JSON, with sections and keys in a fixed order.
//!
//! Templates are written directly from the linked tree, without a copy.

mod attributes;
mod outputs;
mod value;

use constructs_document::JsonWriter;

use crate::linked::{Linked, LinkedKind, LinkedStack, Local};
use crate::value::{Expr, ObjectKey};

/// The template of `stack`.
pub(crate) fn template(linked: &Linked, stack: &LinkedStack) -> Vec<u8> {
    let mut writer = Writer { linked, json: JsonWriter::with_capacity(256 * stack.members.len()) };
    writer.template(stack);
    let mut bytes = writer.json.into_bytes();
    bytes.push(b'\n');
    bytes
}

/// A writer of one template.
struct Writer<'t> {
    linked: &'t Linked,
    json: JsonWriter,
}

/// The sections with entries that authors add, in their order.
const SECTIONS: [&str; 6] =
    ["Parameters", "Mappings", "Conditions", "Rules", "Resources", "Outputs"];

/// The section of an entry.
fn section_of(kind: &LinkedKind) -> Option<&str> {
    match kind {
        LinkedKind::Parameter(_) => Some("Parameters"),
        LinkedKind::Mapping(_) => Some("Mappings"),
        LinkedKind::Condition(_) => Some("Conditions"),
        LinkedKind::Rule(_) => Some("Rules"),
        LinkedKind::Resource(_) => Some("Resources"),
        LinkedKind::Output(_) => Some("Outputs"),
        LinkedKind::Entry(entry) => Some(&entry.section),
        LinkedKind::Scope => None,
    }
}

impl<'t> Writer<'t> {
    fn template(&mut self, stack: &'t LinkedStack) {
        self.json.open(b'{');
        self.head(stack);
        for section in self.section_names(stack) {
            self.section(stack, section);
        }
        self.json.close(b'}');
    }

    /// Writes the sections before those with constructs.
    fn head(&mut self, stack: &LinkedStack) {
        if let Some(version) = &stack.details.format_version
            && stack.section("AWSTemplateFormatVersion").is_none()
        {
            self.json.key("AWSTemplateFormatVersion").text(version);
        }
        if let Some(description) = &stack.details.description
            && stack.section("Description").is_none()
        {
            self.json.key("Description").text(description);
        }
        if !stack.metadata.is_empty() && stack.section("Metadata").is_none() {
            self.json.key("Metadata");
            self.object(&stack.metadata);
        }
        if stack.section("Transform").is_none() {
            self.transforms(stack);
        }
        for (name, value) in &stack.sections {
            if !self.is_joined(stack, name, value) {
                self.json.key(name);
                self.value(value);
            }
        }
    }

    /// Writes one transform alone, and several as a list. The language extensions come before all others, which may replace
    /// the functions.
    fn transforms(&mut self, stack: &LinkedStack) {
        let extensions = Expr::String("AWS::LanguageExtensions".into());
        let named = stack.transforms.iter().flat_map(|transform| match transform {
            Expr::List(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        });
        let mut all: Vec<&Local> = named.collect();
        if stack.is_extended && !all.contains(&&extensions) {
            all.insert(0, &extensions);
        } else if let [as_written] = &stack.transforms[..] {
            self.json.key("Transform");
            return self.value(as_written);
        }
        match all[..] {
            [] => {}
            [one] => {
                self.json.key("Transform");
                self.value(one);
            }
            ref several => {
                self.json.key("Transform").open(b'[');
                for transform in several {
                    self.json.item();
                    self.value(transform);
                }
                self.json.close(b']');
            }
        }
    }

    /// Whether a section that was set as a whole is an object to which constructs add entries.
    fn is_joined(&self, stack: &LinkedStack, name: &str, value: &Local) -> bool {
        let has_exports = name == "Outputs" && !stack.exports.is_empty();
        let mut members = stack.members.iter();
        matches!(value, Expr::Map(_))
            && (has_exports || members.any(|index| self.section_at(*index) == Some(name)))
    }

    fn section_at(&self, index: u32) -> Option<&'t str> {
        self.linked.kinds.get(index as usize).and_then(section_of)
    }

    /// The sections with constructs, in their order; other sections come last.
    fn section_names(&self, stack: &'t LinkedStack) -> Vec<&'t str> {
        let mut names: Vec<&str> = Vec::new();
        for section in stack.members.iter().filter_map(|index| self.section_at(*index)) {
            if names.last() != Some(&section) && !names.contains(&section) {
                names.push(section);
            }
        }
        if !stack.exports.is_empty() && !names.contains(&"Outputs") {
            names.push("Outputs");
        }
        names.retain(|section| {
            stack.section(section).is_none_or(|value| matches!(value, Expr::Map(_)))
        });
        let rank = |section: &str| SECTIONS.iter().position(|known| *known == section);
        names.sort_by_key(|section| rank(section).unwrap_or(SECTIONS.len()));
        names
    }

    fn section(&mut self, stack: &'t LinkedStack, name: &str) {
        let linked = self.linked;
        let members = stack.members.iter().copied();
        let members: Vec<u32> =
            members.filter(|index| self.section_at(*index) == Some(name)).collect();
        self.json.key(name);
        self.json.open(b'{');
        if let Some(Expr::Map(entries)) = stack.section(name) {
            let is_taken = |key: &str| members.iter().any(|index| linked.logical_id(*index) == key);
            for (key, value) in entries.iter().filter(|(key, _)| !is_taken(key)) {
                self.json.key(key);
                self.value(value);
            }
        }
        for index in members {
            if let Some(kind) = linked.kinds.get(index as usize) {
                self.json.key(linked.logical_id(index));
                self.member(kind);
            }
        }
        if name == "Outputs" {
            self.exports(stack);
        }
        self.json.close(b'}');
    }

    fn member(&mut self, kind: &LinkedKind) {
        match kind {
            LinkedKind::Parameter(entries)
            | LinkedKind::Mapping(entries)
            | LinkedKind::Rule(entries) => self.object(entries),
            LinkedKind::Condition(condition) => self.value(condition),
            LinkedKind::Resource(resource) => self.resource(resource),
            LinkedKind::Output(output) => self.output(output),
            LinkedKind::Entry(entry) => self.value(&entry.value),
            LinkedKind::Scope => {}
        }
    }

    fn object(&mut self, entries: &[(ObjectKey, Local)]) {
        self.json.open(b'{');
        self.entries(entries);
        self.json.close(b'}');
    }

    fn entries(&mut self, entries: &[(ObjectKey, Local)]) {
        for (key, value) in entries {
            self.json.key(key);
            self.value(value);
        }
    }
}
