//! Finds the calls of functions in the parts of a template where values can be.

use constructs_document::{Entry, Node};

use super::call;
use crate::check::{Path, Report};
use crate::function::FunctionPlace::{
    self, ConditionValue, CreationPolicy, DeletionPolicy, Metadata, OutputValue, Properties, Rule,
    UpdatePolicy,
};
use crate::function::LOOP_PREFIX;
use crate::{Declarations, entries, is_expanded};

/// Checks every call of a function.
pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    let mut calls = Calls { template, report };
    for section in entries(Some(template.root)) {
        let path = Path::ROOT.entry(section);
        match section.key.as_str() {
            "Resources" => calls.each(section, &path, Calls::check_resource),
            "Outputs" => calls.each(section, &path, Calls::check_output),
            "Conditions" => calls.each(section, &path, |calls, entry, path| {
                calls.check_value(&entry.node, path, ConditionValue);
            }),
            "Rules" => calls.each(section, &path, Calls::check_rule),
            _ => {}
        }
    }
}

struct Calls<'c, 't> {
    template: &'c Declarations<'t>,
    report: &'c mut Report,
}

impl Calls<'_, '_> {
    /// Checks the entries of a section, except those that a transform replaces.
    fn each(&mut self, section: &Entry, path: &Path<'_>, check: fn(&mut Self, &Entry, &Path<'_>)) {
        for entry in entries(Some(&section.node)).filter(|entry| entry.key.starts_with(LOOP_PREFIX))
        {
            call::check_loop(self.template, entry, &path.entry(entry), self.report);
        }
        for entry in entries(Some(&section.node)).filter(|entry| !is_expanded(&entry.key)) {
            check(self, entry, &path.entry(entry));
        }
    }

    fn check_resource(&mut self, resource: &Entry, path: &Path<'_>) {
        for entry in entries(Some(&resource.node)) {
            let place = match entry.key.as_str() {
                "Properties" => Properties,
                "Metadata" => Metadata,
                "CreationPolicy" => CreationPolicy,
                "UpdatePolicy" => UpdatePolicy,
                "DeletionPolicy" | "UpdateReplacePolicy" => DeletionPolicy,
                _ => continue,
            };
            self.check_value(&entry.node, &path.entry(entry), place);
        }
    }

    fn check_output(&mut self, output: &Entry, path: &Path<'_>) {
        for entry in entries(Some(&output.node)) {
            let path = path.entry(entry);
            match entry.key.as_str() {
                "Value" => self.check_value(&entry.node, &path, OutputValue),
                "Export" => {
                    for name in entries(Some(&entry.node)) {
                        self.check_value(&name.node, &path.entry(name), OutputValue);
                    }
                }
                _ => {}
            }
        }
    }

    fn check_rule(&mut self, rule: &Entry, path: &Path<'_>) {
        for entry in entries(Some(&rule.node)) {
            let path = path.entry(entry);
            match entry.key.as_str() {
                "RuleCondition" => self.check_value(&entry.node, &path, Rule),
                "Assertions" => {
                    let items = entry.node.as_list().unwrap_or_default();
                    for (index, item) in items.iter().enumerate() {
                        let path = path.item(index, item);
                        if let Some(assert) = item.as_map().and_then(|map| map.entry("Assert")) {
                            self.check_value(&assert.node, &path.entry(assert), Rule);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn check_value(&mut self, node: &Node, path: &Path<'_>, place: FunctionPlace) {
        if !self.report.take_step(path) {
            return;
        }
        call::check(self.template, node, path, place, self.report);
        for entry in entries(Some(node)).filter(|entry| !is_expanded(&entry.key)) {
            self.check_value(&entry.node, &path.entry(entry), place);
        }
        for (index, item) in node.as_list().unwrap_or_default().iter().enumerate() {
            self.check_value(item, &path.item(index, item), place);
        }
    }
}
