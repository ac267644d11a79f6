//! Finds parameters, conditions, and mappings that a template declares and does not use.
//!
//! Nothing is reported where a macro or a loop can use the name.

use std::collections::BTreeSet;

use constructs_diagnostics::Code;
use constructs_document::{Node, Value};

use super::codes;
use crate::check::{Path, Report};
use crate::function::substitution_variables;
use crate::{Declarations, entries, is_expanded};

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    if template.has_hidden_entries("Resources") || template.has_hidden_entries("Outputs") {
        return;
    }
    let mut used = Used::default();
    used.find(template.root);
    let mut check = |section, noun, names: &BTreeSet<&str>, code, help| {
        report_unused(template, section, noun, names, code, help, report);
    };
    let (condition, mapping) = (codes::UNUSED_CONDITION, codes::UNUSED_MAPPING);
    check("Conditions", "condition", &used.conditions, condition, "remove it, or use it");
    if !used.has_unknown_mapping {
        let help = "remove it, or look a value up in it";
        check("Mappings", "mapping", &used.mappings, mapping, help);
    }
    // Rules name parameters by type, and a name can be put together with language extensions.
    let is_open = template.has_hidden_entries("Conditions")
        || template.has_language_extensions()
        || template.root.get("Rules").is_some();
    if !is_open {
        let code = codes::UNUSED_PARAMETER;
        check("Parameters", "parameter", &used.parameters, code, "remove it, or use it");
    }
}

fn report_unused(
    template: &Declarations<'_>,
    section: &str,
    noun: &str,
    used: &BTreeSet<&str>,
    code: Code,
    help: &str,
    report: &mut Report,
) {
    for entry in entries(template.root.get(section)).filter(|entry| !is_expanded(&entry.key)) {
        if !used.contains(entry.key.as_str()) {
            let parent = Path::ROOT.key(section, entry.mark);
            let message = format!("the template does not use the {noun} `{}`", entry.key);
            report.add_with_help(code, &parent.entry(entry), message, Some(help.to_owned()));
        }
    }
}

/// The names that a template uses, and maybe more: a text next to a key `Condition` can be something else.
#[derive(Default)]
struct Used<'t> {
    parameters: BTreeSet<&'t str>,
    conditions: BTreeSet<&'t str>,
    mappings: BTreeSet<&'t str>,
    /// Whether a lookup names its mapping by a function, so that it can be any.
    has_unknown_mapping: bool,
}

impl<'t> Used<'t> {
    fn find(&mut self, node: &'t Node) {
        match &node.value {
            Value::Map(map) => {
                for entry in map {
                    self.find_in_entry(&entry.key, &entry.node, map.len() == 1);
                    self.find(&entry.node);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.find(item)),
            Value::String(text) if text.contains("${") => {
                self.parameters.extend(substitution_variables(text));
            }
            _ => {}
        }
    }

    fn find_in_entry(&mut self, key: &str, node: &'t Node, is_only: bool) {
        let first = || node.as_list().and_then(|items| items.first()?.as_str());
        match key {
            "Ref" => self.parameters.extend(node.as_str()),
            "Condition" => self.conditions.extend(node.as_str()),
            "Fn::If" => self.conditions.extend(first()),
            "Fn::FindInMap" if is_only => match first() {
                Some(name) => drop(self.mappings.insert(name)),
                None => self.has_unknown_mapping = true,
            },
            _ => {}
        }
    }
}
