//! The entry of a finding in a baseline.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Formatter, Result};

use constructs::Diagnostic;
use constructs::diagnostic::pointer::{self, EntryPointer};
use constructs_cloudformation::{Stack, TOO_COMPLEX};
use constructs_document::{Node, Value};
use sha2::{Digest, Sha256};

use crate::catalog::find;

/// Identifies a finding. The order of entries is that of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// The stack's name, or the template's file.
    pub(super) stack: String,
    /// The construct's path, or else the logical id; empty outside resources.
    pub(super) construct: String,
    /// The pointer below the properties of the resource, or else from the root of the template.
    pub(super) property: String,
    pub(super) code: String,
    /// The rule of an organization; empty for a rule of this project.
    pub(super) rule: String,
    /// A hash of the value; empty for a finding on a whole template or section.
    pub(super) value: String,
}

impl Display for Entry {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let rule = if self.rule.is_empty() { &self.code } else { &self.rule };
        write!(f, "`{rule}` in `{}`", self.stack)?;
        let parts = [&self.construct, &self.property];
        let mut parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.try_for_each(|part| write!(f, ", `{part}`"))
    }
}

impl Entry {
    /// The entry as `known` has it: with its code, or with a retired code of the same rule.
    pub(super) fn in_known(self, known: &BTreeSet<Self>) -> Option<Self> {
        if known.contains(&self) {
            return Some(self);
        }
        let retired = find(&self.code).map_or(&[][..], |info| info.formerly);
        let retired = retired.iter().map(|code| Self { code: (*code).to_owned(), ..self.clone() });
        retired.into_iter().find(|entry| known.contains(entry))
    }
}

/// Makes the entries of findings, and hashes each value once.
pub(super) struct Entries<'s> {
    stacks: &'s [Stack],
    hashes: BTreeMap<(usize, String), String>,
}

impl<'s> Entries<'s> {
    pub(super) const fn new(stacks: &'s [Stack]) -> Self {
        Self { stacks, hashes: BTreeMap::new() }
    }

    /// The entry of a finding. A finding that is not in a template, or that ended a check, can't be in a baseline.
    pub(super) fn find(&mut self, found: &Diagnostic) -> Option<Entry> {
        let template = found.place.template?;
        let stack = self.stacks.get(template).filter(|_| found.code != TOO_COMPLEX)?;
        let pointer = found.place.pointer.as_deref().unwrap_or_default();
        let (id, property) = match EntryPointer::parse(pointer) {
            Some(entry) if entry.section == "Resources" => (entry.name, entry.property),
            _ => (String::new(), pointer),
        };
        Some(Entry {
            stack: stack.name_or_file().to_owned(),
            construct: found.place.path.clone().unwrap_or(id),
            property: property.to_owned(),
            code: found.code.as_str().to_owned(),
            rule: found.rule.clone().unwrap_or_default(),
            value: self.value(template, stack, pointer),
        })
    }

    fn value(&mut self, template: usize, stack: &Stack, pointer: &str) -> String {
        let keys: Vec<String> = pointer::keys(pointer).collect();
        if keys.len() < 2 {
            return String::new();
        }
        let (node, depth) = innermost(stack.root(), &keys);
        let path = keys.get(..depth).unwrap_or_default().join("/");
        self.hashes.entry((template, path)).or_insert_with(|| hash(node)).clone()
    }
}

/// The value that the keys lead to, or the innermost one that exists, and the number of keys that lead to it.
fn innermost<'n>(root: &'n Node, keys: &[String]) -> (&'n Node, usize) {
    let mut node = root;
    for (depth, key) in keys.iter().enumerate() {
        let item = || node.as_list()?.get(key.parse::<usize>().ok()?);
        match node.get(key).or_else(item) {
            Some(inner) => node = inner,
            None => return (node, depth),
        }
    }
    (node, keys.len())
}

/// The first 16 digits of the SHA-256 of a value. The order of keys does not matter.
pub(super) fn hash(node: &Node) -> String {
    let mut hasher = Sha256::new();
    feed(node, &mut hasher);
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Adds a value: a letter for its kind, then its text with its length, or its parts with their number.
fn feed(node: &Node, hasher: &mut Sha256) {
    let mut text = |kind: &str, text: &str| hasher.update(format!("{kind}{} {text}", text.len()));
    match &node.value {
        Value::List(items) => {
            text("l", &items.len().to_string());
            items.iter().for_each(|item| feed(item, hasher));
        }
        Value::Map(map) => {
            text("m", &map.len().to_string());
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|one, other| one.key.cmp(&other.key));
            for entry in entries {
                hasher.update(format!("k{} {}", entry.key.len(), entry.key));
                feed(&entry.node, hasher);
            }
        }
        Value::String(string) => text("s", string),
        Value::Null => text("n", ""),
        Value::Bool(_) | Value::Integer(_) | Value::Number(_) => {
            text("v", &node.to_text().unwrap_or_default());
        }
    }
}
