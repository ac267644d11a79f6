//! Compares a part of a document with the shape that its reader takes.

use constructs_cloudformation::check::Report;
use constructs_diagnostics::Code;

use crate::part::Part;

/// What a value can be.
pub(super) enum Shape {
    Any,
    /// A string, or another scalar, which becomes one.
    Text,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// `true` or `false`, also as a string.
    Boolean,
    /// A list of strings.
    Texts,
    /// A string or a list of strings.
    TextOrTexts,
    /// A string or an object.
    TextOrObject,
    /// A list of values of one shape.
    List(&'static Self),
    /// An object with these members and no others.
    Object(&'static [(&'static str, Self)]),
    /// An object with any members of one shape.
    Map(&'static Self),
}

/// Reports what in a value does not have the shape. A function is not checked.
pub(super) fn check(shape: &Shape, part: &Part<'_>, code: Code, report: &mut Report) {
    if part.is_unknown() {
        return;
    }
    if let Some(expected) = shape.expected(part) {
        let message = format!("the value is {}, not {expected}", part.node.noun());
        return report.add_at(code, part.at(), message, Some(format!("write {expected}")));
    }
    match shape {
        Shape::Object(members) => {
            for (name, member) in part.members() {
                match members.iter().find(|(known, _)| *known == name) {
                    Some((_, shape)) => check(shape, &member, code, report),
                    None => report_unknown(name, members, &member, code, report),
                }
            }
        }
        Shape::Map(shape) => {
            part.members().for_each(|(_, member)| check(shape, &member, code, report));
        }
        Shape::List(shape) => part.items().for_each(|item| check(shape, &item, code, report)),
        Shape::Texts | Shape::TextOrTexts => {
            part.items().for_each(|item| check(&Shape::Text, &item, code, report));
        }
        Shape::OneOf(known) => {
            let text = part.text().unwrap_or_default();
            if !known.contains(&text) {
                let message = format!("`{text}` is not a known value");
                let help = format!("write one of {}", known.join(", "));
                report.add_at(code, part.at(), message, Some(help));
            }
        }
        Shape::Any | Shape::Text | Shape::Boolean | Shape::TextOrObject => {}
    }
}

impl Shape {
    /// The kind of value that the shape has, if the value is of another kind.
    fn expected(&self, part: &Part<'_>) -> Option<&'static str> {
        let node = part.node;
        let (is_list, is_map) = (node.as_list().is_some(), node.as_map().is_some());
        let is_boolean = || matches!(node.to_text().as_deref(), Some("true" | "false"));
        let (is_fine, expected) = match self {
            Self::Any => (true, ""),
            Self::Text => (node.is_scalar(), "a string"),
            Self::OneOf(_) => (node.as_str().is_some(), "a string"),
            Self::Boolean => (is_boolean(), "`true` or `false`"),
            Self::Texts => (is_list, "a list of strings"),
            Self::TextOrTexts => (is_list || node.is_scalar(), "a string or a list of strings"),
            Self::TextOrObject => (is_map || node.is_scalar(), "a string or an object"),
            Self::List(_) => (is_list, "a list"),
            Self::Object(_) | Self::Map(_) => (is_map, "an object"),
        };
        (!is_fine).then_some(expected)
    }
}

fn report_unknown(
    name: &str,
    members: &[(&'static str, Shape)],
    part: &Part<'_>,
    code: Code,
    report: &mut Report,
) {
    let known: Vec<&str> = members.iter().map(|(known, _)| *known).collect();
    let message = format!("the key `{name}` is unknown");
    let help = report.suggest(name, known.iter().copied());
    let help = help.unwrap_or_else(|| format!("known keys: {}", known.join(", ")));
    report.add_at(code, part.at(), message, Some(help));
}
