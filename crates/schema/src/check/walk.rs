//! A value and a node of a schema -> what the node says against the value.
//!
//! Inside of alternatives nothing is reported, only judged: a function whose value isn't known makes the judgement unknown, and
//! what is unknown is not held against anybody.

use constructs_diagnostics::Code;
use constructs_document::{Entry, Node, Value};

use super::path::Path;
use super::report::Report;
use super::scenario::cases;
use super::{alternatives, format, function, items, members, scalar, text};
use crate::codes;
use crate::facts::{self, ResourceType};
use crate::schema::{Group, Node as Wanted, NodeId, Own, Schema, Types};
use constructs_cloudformation::function::is_no_value;
use constructs_cloudformation::{Declarations, Pins, globals};

/// A walk through one resource's properties.
pub(super) struct Walk<'w> {
    pub(super) template: &'w Declarations<'w>,
    pub(super) resource: &'static ResourceType,
    pub(super) schema: &'static Schema,
    pub(super) report: &'w mut Report,
    /// The conditions that are decided here.
    pub(super) pins: Pins,
    /// The properties of the type that the caller checks against IAM's limits.
    pub(super) limited: &'static [&'static str],
    /// The value is one of these: its schema says the same.
    pub(super) is_limited: bool,
    /// Nothing is reported, only counted.
    pub(super) is_silent: bool,
    /// Several forms are tried: a function whose value isn't known makes the verdict unknown.
    pub(super) is_judging: bool,
    /// Inside of `allOf`, `then` and the like, where properties that can't be set aren't asked for.
    pub(super) is_inside_alternative: bool,
}

/// What came of a value.
#[derive(Clone, Copy, Default)]
pub(super) struct Verdict {
    pub(super) errors: usize,
    pub(super) is_unknown: bool,
}

impl Verdict {
    pub(super) const FINE: Self = Self { errors: 0, is_unknown: false };
    pub(super) const UNKNOWN: Self = Self { errors: 0, is_unknown: true };
    pub(super) const WRONG: Self = Self { errors: 1, is_unknown: false };

    pub(super) const fn is_fine(self) -> bool {
        self.errors == 0 && !self.is_unknown
    }

    pub(super) fn add(&mut self, other: Self) {
        self.errors += other.errors;
        self.is_unknown |= other.is_unknown;
    }
}

/// Checks one resource's type and properties. `limited` has the properties of a type that the limits check.
pub(super) fn check(
    template: &Declarations<'_>,
    resource: &Entry,
    limited: fn(&str) -> &'static [&'static str],
    report: &mut Report,
) {
    let section = Path::ROOT.key("Resources", resource.mark);
    let path = section.entry(resource);
    let Some(kind) = resource.node.as_map().and_then(|map| map.entry("Type")) else { return };
    let Some(name) = kind.node.as_str() else { return };
    let Some(known) = known_type(name) else {
        return unchecked(name, &path.entry(kind), report);
    };
    let schema = known.schema();
    let pins = resource.node.get("Condition").and_then(Node::as_str);
    let pins = pins.and_then(|name| template.conditions.place(name)).map(|place| (place, true));
    let empty = Node::new(Value::Map(constructs_document::Map::default()), resource.mark);
    let entry = resource.node.as_map().and_then(|map| map.entry("Properties"));
    let mut walk = Walk {
        template,
        resource: known,
        limited: limited(name),
        is_limited: false,
        schema,
        report,
        pins: pins.into_iter().collect(),
        is_silent: false,
        is_judging: false,
        is_inside_alternative: false,
    };
    let Some(entry) = entry else {
        let merged = globals::merged(template.root, name, &resource.node, &empty);
        let properties = merged.as_ref().unwrap_or(&empty);
        walk.value(schema.root, properties, &path.key("Properties", resource.mark));
        return;
    };
    let path = path.entry(entry);
    if is_no_value(&entry.node) {
        let (function, mark) = ("Ref", entry.node.mark);
        walk.wrong_type(&entry.node, Types::OBJECT, &path.key(function, mark));
    } else if entry.node.as_map().is_none() {
        walk.wrong_type(&entry.node, Types::OBJECT, &path);
    } else {
        let merged = globals::merged(template.root, name, &resource.node, &entry.node);
        walk.value(schema.root, merged.as_ref().unwrap_or(&entry.node), &path);
    }
}

/// Reports a type without facts: that it does not exist, or that another publisher has its schema.
fn unchecked(name: &str, path: &Path<'_>, report: &mut Report) {
    if must_be_known(name) {
        let help = report.did_you_mean(name, facts::resource_types());
        let message = format!("there is no resource type `{name}`");
        report.error_with_help(codes::UNKNOWN_TYPE, path, message, help);
    } else if is_third_party(name) {
        let message = format!("`{name}` is a type of another publisher");
        let help = "its properties are not checked here; `aws cloudformation describe-type` has its schema";
        report.error_with_help(codes::UNCHECKED_TYPE, path, message, Some(help.into()));
    }
}

/// The type whose facts hold for a resource.
fn known_type(name: &str) -> Option<&'static ResourceType> {
    let name =
        if name.starts_with("Custom::") { "AWS::CloudFormation::CustomResource" } else { name };
    facts::resource_type(name)
}

/// Whether the facts would know a type if there were one.
fn must_be_known(name: &str) -> bool {
    !is_module(name) && !name.starts_with("Custom::") && !is_third_party(name)
}

fn is_module(name: &str) -> bool {
    name.ends_with("::MODULE")
}

fn is_third_party(name: &str) -> bool {
    let is_other = ["AWS::", "Alexa::", "Custom::"].iter().any(|prefix| name.starts_with(prefix));
    let has_three_parts = name.split("::").filter(|part| !part.is_empty()).count() == 3;
    !is_other && !is_module(name) && has_three_parts
}

/// Whether a schema's limit of a text or number.
fn is_of_limits(code: Code) -> bool {
    matches!(code, codes::PATTERN | codes::LENGTH | codes::RANGE)
}

impl<'w> Walk<'w> {
    /// Reports, or counts where nothing is reported.
    pub(super) fn wrong(
        &mut self,
        code: Code,
        path: &Path<'_>,
        message: impl FnOnce() -> String,
    ) -> Verdict {
        let is_left = self.is_limited && is_of_limits(code);
        if !self.is_silent && !is_left {
            let message = self.in_context(message());
            self.report.error(code, path, message);
        }
        Verdict::WRONG
    }

    /// The same with the nearest of some known words.
    pub(super) fn wrong_word<'k>(
        &mut self,
        code: Code,
        path: &Path<'_>,
        message: impl FnOnce() -> String,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Verdict {
        if !self.is_silent {
            let help = self.report.did_you_mean(word, known);
            let message = self.in_context(message());
            self.report.error_with_help(code, path, message, help);
        }
        Verdict::WRONG
    }

    /// What is wrong with one of several forms is only wrong if that form is meant.
    fn in_context(&self, message: String) -> String {
        if self.is_judging { format!("{message}, in one of the possible forms") } else { message }
    }

    /// What the node `id` says of a value.
    pub(super) fn value(&mut self, id: NodeId, node: &Node, path: &Path<'_>) -> Verdict {
        if !self.report.step(path) {
            return Verdict::UNKNOWN;
        }
        if let Some(text) = node.as_str()
            && function::is_resolved_later(text)
        {
            return Verdict::FINE;
        }
        let is_plain = matches!(node.value, Value::String(_) | Value::Integer(_));
        let is_limited = is_plain && self.limited.iter().any(|known| path.is_property(known));
        let outer = std::mem::replace(&mut self.is_limited, is_limited);
        let wanted = self.schema.node(id);
        let mut verdict = self.group(&wanted.group, node, path);
        verdict.add(match function::of(node) {
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
            && function::is_resolved_later(text)
        {
            return Verdict::FINE;
        }
        match function::of(node) {
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

    /// A value of another type than is wanted.
    pub(super) fn wrong_type(&mut self, node: &Node, wanted: Types, path: &Path<'_>) -> Verdict {
        self.wrong(codes::WRONG_TYPE, path, || {
            format!("{} is not {}", scalar::shown(node), wanted.in_words())
        })
    }
}
