//! The entries of a template -> a place in the tree for each, and what each name in the text means.

use constructs::{GenericRef, NodeId, ResourceRef, Scope};
use rustc_hash::FxHashMap;

use constructs_document::{Entry, Template, Value};

/// What `Ref`, `Fn::GetAtt`, `Fn::If` and the like may name.
#[derive(Default)]
pub(super) struct Names {
    /// Resources and parameters: CloudFormation looks for them together.
    values: FxHashMap<String, Named>,
    conditions: FxHashMap<String, NodeId>,
    mappings: FxHashMap<String, NodeId>,
}

/// A resource or a parameter.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) node: NodeId,
    pub(super) section: Section,
    /// Empty where the template gives none.
    pub(super) type_name: String,
}

/// A section whose entries can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Parameters,
    Resources,
}

/// Scopes of the entries of the sections that are objects, in the order of the text.
pub(super) type Places<'t, 'app> = Vec<(&'t str, Vec<(&'t Entry, Scope<'app>)>)>;

/// The sections whose entries are constructs.
pub(super) const SECTIONS: [&str; 6] =
    ["Parameters", "Mappings", "Conditions", "Rules", "Resources", "Outputs"];

impl Names {
    /// Makes a place for each entry below `scope`.
    pub(super) fn of<'t, 'app>(
        template: &'t Template,
        scope: Scope<'app>,
    ) -> (Self, Places<'t, 'app>) {
        let mut names = Self::default();
        let mut places = Vec::new();
        for section in template.sections() {
            let Value::Map(map) = &section.node.value else { continue };
            if !SECTIONS.contains(&&*section.key) || map.is_empty() {
                continue;
            }
            let part = scope.part(&section.key);
            let entries: Vec<_> = map.iter().map(|entry| (entry, part.part(&entry.key))).collect();
            entries.iter().for_each(|(entry, scope)| names.add(&section.key, entry, *scope));
            places.push((&*section.key, entries));
        }
        (names, places)
    }

    fn add(&mut self, section: &str, entry: &Entry, scope: Scope<'_>) {
        let (key, node) = (entry.key.clone(), scope.id());
        match section {
            "Parameters" => self.add_value(Section::Parameters, entry, node),
            "Resources" => self.add_value(Section::Resources, entry, node),
            "Conditions" => drop(self.conditions.insert(key, node)),
            "Mappings" => drop(self.mappings.insert(key, node)),
            _ => {}
        }
    }

    /// An entry without a type is a macro or a loop: nothing can refer to it.
    fn add_value(&mut self, section: Section, entry: &Entry, node: NodeId) {
        if let Some(type_name) = entry.node.get("Type").and_then(constructs_document::Node::as_str)
        {
            let named = Named { node, section, type_name: type_name.to_owned() };
            self.values.insert(entry.key.clone(), named);
        }
    }

    pub(super) fn value(&self, name: &str) -> Option<&Named> {
        self.values.get(name)
    }

    pub(super) fn resource(&self, name: &str) -> Option<GenericRef> {
        let named = self.value(name).filter(|named| named.section == Section::Resources)?;
        Some(GenericRef::from_node(named.node))
    }

    pub(super) fn condition(&self, name: &str) -> Option<NodeId> {
        self.conditions.get(name).copied()
    }

    pub(super) fn mapping(&self, name: &str) -> Option<NodeId> {
        self.mappings.get(name).copied()
    }

    /// The names of `section`, sorted.
    pub(super) fn known(&self, section: &str) -> Vec<&str> {
        let of = |section| {
            let found = self.values.iter().filter(move |(_, named)| named.section == section);
            found.map(|(name, _)| &**name).collect()
        };
        let mut known: Vec<&str> = match section {
            "Resources" => of(Section::Resources),
            "Parameters" => of(Section::Parameters),
            "Conditions" => self.conditions.keys().map(|name| &**name).collect(),
            _ => self.mappings.keys().map(|name| &**name).collect(),
        };
        known.sort_unstable();
        known
    }
}
