//! Compares a value with a node of a schema.
//!
//! Inside of alternatives nothing is reported, only judged: a function whose value isn't known makes the judgement unknown, and
//! what is unknown is not held against anybody.

use constructs_document::{Node, Value};

use super::call::{function_call, is_resolved_later};
use super::path::Path;
use super::scenario::cases;
use super::walk::{Verdict, Walk};
use super::{alternatives, format, function, items, members, scalar, text};
use crate::schema::{Group, Node as Wanted, NodeId, Own};

impl Walk<'_> {
    /// What the node `id` says of a value.
    pub(super) fn value(&mut self, id: NodeId, node: &Node, path: &Path<'_>) -> Verdict {
        if !self.report.step(path) {
            return Verdict::UNKNOWN;
        }
        if let Some(text) = node.as_str()
            && is_resolved_later(text)
        {
            return Verdict::FINE;
        }
        let is_plain = matches!(node.value, Value::String(_) | Value::Integer(_));
        let is_limited = is_plain && self.limited.iter().any(|known| path.is_property(known));
        let outer = std::mem::replace(&mut self.is_limited, is_limited);
        let wanted = self.schema.node(id);
        let mut verdict = self.group(&wanted.group, node, path);
        verdict.add(match function_call(node) {
            Some((name, argument)) => function::check(self, id, node, (name, argument), path),
            None => self.standing(wanted, node, path),
        });
        self.is_limited = outer;
        verdict
    }

    /// What the node at the other end of a condition says: what is asked of the whole was asked before.
    pub(super) fn branch(&mut self, id: NodeId, node: &Node, path: &Path<'_>) -> Verdict {
        if !self.report.step(path) {
            return Verdict::UNKNOWN;
        }
        if let Some(text) = node.as_str()
            && is_resolved_later(text)
        {
            return Verdict::FINE;
        }
        match function_call(node) {
            Some((name, argument)) => function::check(self, id, node, (name, argument), path),
            None => self.standing(self.schema.node(id), node, path),
        }
    }

    fn group(&mut self, group: &'static [Group], node: &Node, path: &Path<'_>) -> Verdict {
        let mut verdict = Verdict::FINE;
        if group.is_empty() {
            return verdict;
        }
        let before = std::mem::take(&mut self.pins);
        for (left, pins) in cases(node, &self.template.conditions, &before) {
            self.pins = pins;
            for rule in group {
                verdict.add(match rule {
                    Group::When(condition, then, otherwise) => {
                        alternatives::when(self, *condition, [*then, *otherwise], node, path)
                    }
                    Group::WhenSet(name, id) if left.has(name) => {
                        alternatives::all(self, std::slice::from_ref(id), node, path)
                    }
                    Group::Items(_) | Group::Unique => items::check(self, rule, &left, path),
                    _ => members::check(self, rule, &left, path),
                });
            }
        }
        self.pins = before;
        verdict
    }

    /// What is asked of a value that is no function.
    fn standing(&mut self, wanted: &'static Wanted, node: &Node, path: &Path<'_>) -> Verdict {
        let mut verdict = Verdict::FINE;
        if let Some(next) = wanted.reference {
            verdict.add(self.value(next, node, path));
        }
        if !wanted.types.is_empty() {
            verdict.add(scalar::types(self, wanted.types, node, path));
        }
        if wanted.reference.is_none() {
            verdict.add(members::read_only(self, path));
        }
        for limit in &wanted.own {
            verdict.add(self.own(wanted, limit, node, path));
        }
        if let Some(map) = node.as_map() {
            verdict.add(members::each(self, wanted, map, path));
        } else if let Some(list) = node.as_list() {
            verdict.add(items::each(self, wanted, list, path));
        }
        verdict
    }

    fn own(
        &mut self,
        wanted: &'static Wanted,
        limit: &'static Own,
        node: &Node,
        path: &Path<'_>,
    ) -> Verdict {
        match limit {
            Own::OneOf(values) => scalar::one_of(self, values, false, node, path),
            Own::OneOfAnyCase(values) => scalar::one_of(self, values, true, node, path),
            Own::Const(value) => scalar::constant(self, value, node, path),
            Own::Range { least, most } => scalar::range(self, *least, *most, node, path),
            Own::Above(least) => scalar::above(self, *least, node, path),
            Own::Below(most) => scalar::below(self, *most, node, path),
            Own::MultipleOf(factor) => scalar::multiple_of(self, *factor, node, path),
            Own::Length { bounds, is_json } => {
                text::length(self, *bounds, *is_json, wanted.types, node, path)
            }
            Own::Pattern(pattern) => text::pattern(self, pattern, node, path),
            Own::Format(name) => format::check(self, name, node, path),
            Own::All(ids) => alternatives::all(self, ids, node, path),
            Own::Any(ids) => alternatives::any(self, ids, node, path),
            Own::Exactly(ids) => alternatives::exactly(self, ids, node, path),
            Own::Not(id) => alternatives::not(self, *id, node, path),
            Own::Leading(ids) => items::leading(self, ids, node, path),
            Own::UniqueKeys(keys) => items::unique_keys(self, keys, node, path),
        }
    }
}
