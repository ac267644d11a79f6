//! Compares a value with a node of a schema.
//!
//! Alternatives are tried silently: a function whose value is unknown makes the outcome unknown, and an unknown outcome is never
//! reported.

use constructs_document::{Node, Value};

use super::call::{function_call, is_resolved_later};
use super::describe::describe_property;
use super::scenario::split_cases;
use super::walk::{Outcome, Walk};
use super::{alternatives, format, function, items, members, scalar, text};
use crate::codes;
use crate::schema::{GroupRule, NodeId, Schema, SchemaNode, ValueRule};
use constructs_cloudformation::check::Path;
use constructs_cloudformation::function::{If, is_no_value};

impl<'w> Walk<'w> {
    /// Compares a value with the node `id`.
    pub(super) fn check_value(&mut self, id: NodeId, node: &Node, path: &Path<'_>) -> Outcome {
        if !self.report.take_step(path) {
            return Outcome::UNKNOWN;
        }
        if let Some(text) = node.as_str()
            && is_resolved_later(text)
        {
            return Outcome::VALID;
        }
        if let Some(outcome) = self.check_forbidden(id, node, path) {
            return outcome;
        }
        let is_plain = matches!(node.value, Value::String(_) | Value::Integer(_));
        let is_limited = is_plain && self.limited.iter().any(|known| path.is_property(known));
        let outer = std::mem::replace(&mut self.is_limited, is_limited);
        let schema: &'w Schema = self.schema;
        let wanted = schema.node(id);
        let mut outcome = self.check_groups(&wanted.group, node, path);
        outcome.add(match function_call(node) {
            Some((name, argument)) => function::check(self, id, node, (name, argument), path),
            None => self.check_plain(wanted, node, path),
        });
        self.is_limited = outer;
        outcome
    }

    /// Compares a branch of `Fn::If` with the node `id`. The rules about the whole value were checked before.
    pub(super) fn check_branch(&mut self, id: NodeId, node: &Node, path: &Path<'_>) -> Outcome {
        if !self.report.take_step(path) {
            return Outcome::UNKNOWN;
        }
        if let Some(text) = node.as_str()
            && is_resolved_later(text)
        {
            return Outcome::VALID;
        }
        if let Some(outcome) = self.check_forbidden(id, node, path) {
            return outcome;
        }
        match function_call(node) {
            Some((name, argument)) => function::check(self, id, node, (name, argument), path),
            None => {
                let schema: &'w Schema = self.schema;
                self.check_plain(schema.node(id), node, path)
            }
        }
    }

    /// The outcome for a node that allows no value. The branches of `Fn::If` come later.
    fn check_forbidden(&mut self, id: NodeId, node: &Node, path: &Path<'_>) -> Option<Outcome> {
        if !self.schema.node(id).is_forbidden || If::from_node(node).is_some() {
            return None;
        }
        let is_absent = is_no_value(node) || matches!(node.value, Value::Null);
        Some(if is_absent {
            Outcome::VALID
        } else {
            self.report(codes::OTHER_LIMIT, path, || {
                format!("{} is not allowed here", describe_property(path))
            })
        })
    }

    fn check_groups(&mut self, group: &[GroupRule], node: &Node, path: &Path<'_>) -> Outcome {
        let mut outcome = Outcome::VALID;
        if group.is_empty() {
            return outcome;
        }
        let before = std::mem::take(&mut self.pins);
        for (left, pins) in split_cases(node, &self.template.conditions, &before) {
            self.pins = pins;
            for rule in group {
                outcome.add(match rule {
                    GroupRule::When(condition, then, otherwise) => {
                        alternatives::check_when(self, *condition, [*then, *otherwise], node, path)
                    }
                    GroupRule::WhenSet(name, id) if left.has(name) => {
                        alternatives::check_all(self, std::slice::from_ref(id), node, path)
                    }
                    GroupRule::Items(_) | GroupRule::Unique => {
                        items::check_list(self, rule, &left, path)
                    }
                    GroupRule::Contains(id) => items::check_contains(self, *id, &left, path),
                    _ => members::check_object(self, rule, &left, path),
                });
            }
        }
        self.pins = before;
        outcome
    }

    /// Compares a value that is not a function with a node.
    fn check_plain(&mut self, wanted: &SchemaNode, node: &Node, path: &Path<'_>) -> Outcome {
        let mut outcome = Outcome::VALID;
        if let Some(next) = wanted.reference {
            outcome.add(self.check_value(next, node, path));
        }
        if !wanted.types.is_empty() {
            outcome.add(scalar::check_types(self, wanted.types, node, path));
        }
        if wanted.reference.is_none() {
            outcome.add(members::check_read_only(self, path));
        }
        for limit in &wanted.own {
            outcome.add(self.check_rule(wanted, limit, node, path));
        }
        if let Some(map) = node.as_map() {
            outcome.add(members::check_members(self, wanted, map, path));
        } else if let Some(list) = node.as_list() {
            outcome.add(items::check_items(self, wanted, list, path));
        }
        outcome
    }

    fn check_rule(
        &mut self,
        wanted: &SchemaNode,
        limit: &ValueRule,
        node: &Node,
        path: &Path<'_>,
    ) -> Outcome {
        match limit {
            ValueRule::OneOf(values) => scalar::check_enum(self, values, false, node, path),
            ValueRule::OneOfAnyCase(values) => scalar::check_enum(self, values, true, node, path),
            ValueRule::Const(value) => scalar::check_constant(self, value, node, path),
            ValueRule::Range { min, max } => scalar::check_range(self, *min, *max, node, path),
            ValueRule::Above(min) => scalar::check_above(self, *min, node, path),
            ValueRule::Below(max) => scalar::check_below(self, *max, node, path),
            ValueRule::MultipleOf(factor) => scalar::check_multiple_of(self, *factor, node, path),
            ValueRule::Length { bounds, is_json } => {
                text::check_length(self, *bounds, *is_json, wanted.types, node, path)
            }
            ValueRule::Pattern(pattern) => text::check_pattern(self, pattern, node, path),
            ValueRule::Format(name) => format::check(self, name, node, path),
            ValueRule::All(ids) => alternatives::check_all(self, ids, node, path),
            ValueRule::Any(ids) => alternatives::check_any(self, ids, node, path),
            ValueRule::Exactly(ids) => alternatives::check_exactly_one(self, ids, node, path),
            ValueRule::Not(id) => alternatives::check_not(self, *id, node, path),
            ValueRule::Leading(ids) => items::check_leading(self, ids, node, path),
            ValueRule::UniqueKeys(keys) => items::check_unique_keys(self, keys, node, path),
            ValueRule::Names(id) => members::check_names(self, *id, node, path),
            ValueRule::Undecided => Outcome::UNKNOWN,
        }
    }
}
