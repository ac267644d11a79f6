//! Compares a value with the shape that an attribute of a resource has, through both branches of `Fn::If`.
//!
//! CloudFormation converts between strings, numbers, and booleans, so `'5'` is an integer.

use constructs_document::{Node, Value};

use super::codes;
use super::result::returned;
use crate::check::{Path, Report};
use crate::function::{If, Returns, is_no_value};
use crate::{Declarations, has_expanded_entries};

/// The values that a part of an attribute can have.
pub(super) enum Shape {
    /// A string, a number, or a boolean.
    Text,
    /// True or false.
    Boolean,
    /// An integer between these bounds, inclusive.
    Integer(i64, i64),
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A list of such values, up to a length.
    List(&'static Self, usize),
    /// An object with these members; those at the front, up to a count, are required.
    Object(&'static [(&'static str, Self)], usize),
    /// A boolean, which AWS's page writes as an object with `Type`.
    Switch,
}

/// Any integer.
pub(super) const INTEGER: Shape = Shape::Integer(i64::MIN, i64::MAX);

/// What checks of shapes share.
pub(super) struct Shapes<'c, 't> {
    pub(super) template: &'c Declarations<'t>,
    pub(super) report: &'c mut Report,
}

impl Shapes<'_, '_> {
    /// Checks the value of `name`.
    pub(super) fn check(&mut self, shape: &Shape, name: &str, node: &Node, path: &Path<'_>) {
        // Nulls are reported wherever they are.
        if node.value == Value::Null || is_no_value(node) || has_expanded_entries(node) {
            return;
        }
        if let (Some(choice), Some(entry)) =
            (If::from_node(node), node.as_map().and_then(|map| map.iter().next()))
        {
            let below = path.entry(entry);
            for (index, branch) in choice.branches() {
                self.check(shape, name, branch, &below.item(index, branch));
            }
            return;
        }
        if let Some(returns) = returned(self.template, node) {
            let is_list = matches!(shape, Shape::List(..));
            if returns == Returns::List && !is_list || returns == Returns::Text && is_list {
                self.report_wrong(shape, name, path);
            }
            return;
        }
        match (shape, &node.value) {
            (Shape::Object(members, required), Value::Map(_)) => {
                self.check_members(members, *required, name, node, path);
            }
            (Shape::List(item, limit), Value::List(items)) => {
                if items.len() > *limit {
                    let message =
                        format!("`{name}` has {} items; the limit is {limit}", items.len());
                    self.report.add(codes::WRONG_ATTRIBUTE, path, message);
                }
                for (index, value) in items.iter().enumerate() {
                    self.check(item, name, value, &path.item(index, value));
                }
            }
            _ if is_scalar_of(shape, node) => {}
            _ => self.report_wrong(shape, name, path),
        }
    }

    fn check_members(
        &mut self,
        members: &'static [(&'static str, Shape)],
        required: usize,
        name: &str,
        node: &Node,
        path: &Path<'_>,
    ) {
        let known: Vec<&str> = members.iter().map(|(member, _)| *member).collect();
        for entry in node.as_map().into_iter().flatten() {
            let path = path.entry(entry);
            if let Some((member, shape)) = members.iter().find(|(member, _)| *member == entry.key) {
                self.check(shape, member, &entry.node, &path);
                continue;
            }
            let suggestion = self.report.suggest(&entry.key, known.iter().copied());
            let help = suggestion.unwrap_or_else(|| format!("`{name}` takes {}", list(&known)));
            let message = format!("unknown entry `{}` of `{name}`", entry.key);
            self.report.add_with_help(codes::WRONG_ATTRIBUTE, &path, message, Some(help));
        }
        for member in known.iter().take(required).filter(|member| node.get(member).is_none()) {
            let message = format!("`{name}` has no `{member}`, which is required");
            self.report.add(codes::WRONG_ATTRIBUTE, path, message);
        }
    }

    fn report_wrong(&mut self, shape: &Shape, name: &str, path: &Path<'_>) {
        let message = format!("`{name}` is not {}", shape.noun());
        self.report.add(codes::WRONG_ATTRIBUTE, path, message);
    }
}

fn is_scalar_of(shape: &Shape, node: &Node) -> bool {
    let text = node.to_text();
    let is_boolean =
        text.as_deref().is_some_and(|text| matches!(text, "true" | "false" | "True" | "False"));
    match shape {
        Shape::Text => node.is_scalar(),
        Shape::Boolean => is_boolean,
        Shape::Switch => is_boolean || node.get("Type").is_some(),
        Shape::Integer(least, most) => {
            let integer = text.and_then(|text| text.trim().parse::<i64>().ok());
            integer.is_some_and(|integer| (least..=most).contains(&&integer))
        }
        Shape::OneOf(known) => text.is_some_and(|text| known.contains(&text.as_str())),
        Shape::List(..) | Shape::Object(..) => false,
    }
}

impl Shape {
    /// What the value has to be: `an object`.
    fn noun(&self) -> String {
        match self {
            Self::Text => "a string".to_owned(),
            Self::Boolean | Self::Switch => "`true` or `false`".to_owned(),
            Self::Integer(i64::MIN, _) => "an integer".to_owned(),
            Self::Integer(least, i64::MAX) => format!("an integer of at least {least}"),
            Self::Integer(least, most) => format!("an integer from {least} to {most}"),
            Self::OneOf(known) => list(known),
            Self::List(..) => "a list".to_owned(),
            Self::Object(..) => "an object".to_owned(),
        }
    }
}

/// `` `Delete`, `Retain`, or `Snapshot` ``.
pub(super) fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] | [_] => quoted.concat(),
        [one, other] => format!("{one} or {other}"),
        [others @ .., last] => format!("{}, or {last}", others.join(", ")),
    }
}
