//! Finds references to resources that may not exist where the reference is used.
//!
//! A resource with a condition exists only if the condition is true. A reference is safe if the conditions that lead to it, together,
//! imply that condition.

use constructs_document::{Entry, Node};

use super::codes;
use crate::check::{Path, Report};
use crate::conditions::Pins;
use crate::function::{If, Substitution, join_attribute, substitution_variables};
use crate::{Declarations, entries, is_expanded};

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    if template.conditions.names().next().is_none() {
        return;
    }
    let mut references = References { template, report, pins: Pins::new() };
    for section in entries(Some(template.root)) {
        if !matches!(section.key.as_str(), "Resources" | "Outputs") {
            continue;
        }
        let path = Path::ROOT.entry(section);
        for entry in entries(Some(&section.node)).filter(|entry| !is_expanded(&entry.key)) {
            references.check_entry(entry, &path.entry(entry));
        }
    }
}

struct References<'c, 't> {
    template: &'c Declarations<'t>,
    report: &'c mut Report,
    /// The conditions that lead to the current value.
    pins: Pins,
}

impl References<'_, '_> {
    /// Checks a resource or an output.
    fn check_entry(&mut self, entry: &Entry, path: &Path<'_>) {
        self.pins.clear();
        let name = entry.node.get("Condition").and_then(Node::as_str);
        self.pins.extend(self.place(name).map(|place| (place, true)));
        for part in entries(Some(&entry.node)) {
            if !matches!(part.key.as_str(), "Type" | "Condition" | "DependsOn" | "Description") {
                self.check_value(&part.node, &path.entry(part));
            }
        }
    }

    fn place(&self, condition: Option<&str>) -> Option<usize> {
        self.template.conditions.place(condition?)
    }

    fn check_value(&mut self, node: &Node, path: &Path<'_>) {
        if !self.report.take_step(path) {
            return;
        }
        if let Some(choice) = If::from_node(node)
            && let Some(place) = self.place(choice.condition.as_str())
        {
            return self.check_branches(choice, place, node, path);
        }
        match node.single() {
            Some(("Ref", name)) => self.check_name(name.as_str(), path),
            Some(("Fn::GetAtt", argument)) => {
                let joined = join_attribute(argument);
                self.check_name(joined.as_ref().map(|(id, _)| *id), path);
            }
            Some(("Fn::Sub", argument)) => self.check_substitution(argument, path),
            _ => {}
        }
        for entry in entries(Some(node)).filter(|entry| !is_expanded(&entry.key)) {
            self.check_value(&entry.node, &path.entry(entry));
        }
        for (index, item) in node.as_list().unwrap_or_default().iter().enumerate() {
            self.check_value(item, &path.item(index, item));
        }
    }

    /// Checks each branch under its condition, unless the condition can't have that result here.
    fn check_branches(&mut self, choice: If<'_>, place: usize, node: &Node, path: &Path<'_>) {
        let Some(entry) = node.as_map().and_then(|map| map.iter().next()) else { return };
        let below = path.entry(entry);
        for ((index, branch), holds) in choice.branches().into_iter().zip([true, false]) {
            self.pins.push((place, holds));
            if self.template.conditions.can_hold(&self.pins) {
                self.check_value(branch, &below.item(index, branch));
            }
            self.pins.pop();
        }
    }

    fn check_substitution(&mut self, argument: &Node, path: &Path<'_>) {
        let Some(substitution) = Substitution::parse(argument) else { return };
        for variable in substitution_variables(substitution.text) {
            if substitution.value(variable).is_none() {
                let id = variable.split_once('.').map_or(variable, |(id, _)| id);
                self.check_name(Some(id), path);
            }
        }
    }

    /// Checks a reference to a resource.
    fn check_name(&mut self, id: Option<&str>, path: &Path<'_>) {
        let Some(id) = id.filter(|id| !self.template.parameters.contains_key(id)) else { return };
        let resource = self.template.root.get("Resources").and_then(|all| all.get(id));
        let condition = resource.and_then(|own| own.get("Condition")?.as_str());
        let Some(place) = self.place(condition) else { return };
        self.pins.push((place, false));
        let may_be_absent = self.template.conditions.can_hold(&self.pins);
        self.pins.pop();
        if may_be_absent {
            let condition = condition.unwrap_or_default();
            let message =
                format!("`{id}` may not exist here: it exists only if `{condition}` is true");
            let help = format!(
                "use the value only under a condition that implies `{condition}`, such as `Fn::If`"
            );
            self.report.add_with_help(codes::CONDITIONAL_REFERENCE, path, message, Some(help));
        }
    }
}
