//! `Fn::Sub` -> `text!` where it comes out the same, letter by letter, and `substitute` otherwise.

use constructs_cloudformation::function::{Substitution, SubstitutionPart, substitution_parts};
use constructs_document::Node;

use super::node::is_dynamic;
use super::pseudo::TEXTS;
use super::typed::{Is, Marker, Typed};
use super::want::{TEXT, Want, marker_of};
use crate::author::{Author, What};
use crate::code::{self, Code};

/// A part of a template for `Fn::Sub`.
#[derive(Debug, PartialEq)]
enum Part<'t> {
    Literal(String),
    Hole(&'t str),
}

/// The names in the holes of a template.
pub(super) fn holes(template: &str) -> impl Iterator<Item = &str> {
    substitution_parts(template).filter_map(|part| match part {
        SubstitutionPart::Variable(name) => Some(name),
        _ => None,
    })
}

/// What a hole of `Fn::Sub` refers to: the part before the dot.
pub(super) fn hole_target(hole: &str) -> &str {
    hole.split('.').next().unwrap_or(hole)
}

/// Holes with a literal before each and one at the end. `${!Name}` is the literal `${Name}`.
fn parts(template: &str) -> Vec<Part<'_>> {
    let (mut parts, mut literal) = (Vec::new(), String::new());
    for part in substitution_parts(template) {
        match part {
            SubstitutionPart::Text(text) => literal.push_str(text),
            SubstitutionPart::Literal(name) => literal.extend(["${", name, "}"]),
            SubstitutionPart::Unclosed(rest) => literal.extend(["${", rest]),
            SubstitutionPart::Variable(name) => {
                parts.push(Part::Literal(std::mem::take(&mut literal)));
                parts.push(Part::Hole(name));
            }
        }
    }
    parts.push(Part::Literal(literal));
    parts
}

/// What synthesis writes for a text of these parts; `None` where it would not be `Fn::Sub`.
fn render(parts: &[Part<'_>]) -> Option<String> {
    let is_empty = |part: &&Part<'_>| **part == Part::Literal(String::new());
    let is_mixed = parts.iter().filter(|part| !is_empty(part)).count() > 1;
    if !is_mixed || !parts.iter().any(|part| matches!(part, Part::Hole(_))) {
        return None;
    }
    let each = parts.iter().map(|part| match part {
        Part::Hole(name) => Some(format!("${{{name}}}")),
        Part::Literal(text) => {
            let closes = text.split("${").skip(1).all(|rest| rest.contains('}'));
            closes.then(|| text.replace("${", "${!"))
        }
    });
    each.collect()
}

impl Author<'_> {
    /// `Fn::Sub` of either form.
    pub(super) fn substitution(&mut self, argument: &Node) -> Option<Typed> {
        let Substitution { text, values } = Substitution::parse(argument)?;
        let Some(values) = values else {
            return Some(self.text_macro(text).unwrap_or_else(|| {
                let empty = Code::call("empty", []);
                self.substitute(text, empty)
            }));
        };
        let values = values.as_map().filter(|values| !values.is_empty())?;
        let values = values.iter().map(|entry| {
            let value = self.write_as(&entry.node, TEXT);
            (entry.key.as_str(), value)
        });
        let values = values.collect();
        let values = self.pairs(values, TEXT)?;
        Some(self.substitute(text, values.code))
    }

    fn substitute(&mut self, template: &str, values: Code) -> Typed {
        let template = self.template(template);
        Typed::value(Code::call("substitute", [template, values]), Marker::Str)
    }

    fn template(&mut self, template: &str) -> Code {
        let literal = self.literal(template);
        if is_dynamic(template) { Code::call("verbatim", [literal]) } else { literal }
    }

    /// `text!`, if all holes are known and synthesis writes the same.
    fn text_macro(&mut self, template: &str) -> Option<Typed> {
        let parts = parts(template);
        let is_said = !code::is_long(template)
            && !is_dynamic(template)
            && render(&parts).is_some_and(|written| written == template)
            && holes(template).all(|hole| self.is_known(hole));
        if !is_said {
            return None;
        }
        let (mut literals, mut arguments) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Part::Literal(text) => literals.push(text),
                Part::Hole(name) => arguments.push(name),
            }
        }
        let mut call = vec![code::text_template(&literals)?];
        for name in arguments {
            let value = self.hole(name);
            call.push(value.textual().code);
        }
        Some(Typed::value(Code::call("text!", call), Marker::Str))
    }

    fn hole(&mut self, name: &str) -> Typed {
        match name.split_once('.') {
            Some((id, attribute)) => self.attribute(id, attribute),
            None => self.reference(name),
        }
    }

    /// Whether a hole is a text by a handle or pseudo-parameter, and would be written by the same name.
    fn is_known(&self, hole: &str) -> bool {
        if hole.starts_with("AWS::") {
            return TEXTS.iter().any(|(name, _)| *name == hole);
        }
        let Some(handle) = self.values.get(hole_target(hole)) else { return false };
        let is_list = |marker| matches!(marker, Marker::Texts | Marker::Integers);
        match (handle.what, hole.split_once('.')) {
            (What::Parameter(of), None) => !is_list(of),
            (What::Parameter(_), Some(_)) => false,
            (_, _) if self.is_early => false,
            (What::Resource(resource), Some((_, attribute))) => {
                let known = resource.attribute(attribute);
                known.is_none_or(|known| marker_of(&known.kind) == Marker::Str)
            }
            (What::Resource(resource), None) => {
                let returns = resource.returns.as_ref();
                returns.is_none_or(|known| marker_of(&known.kind) == Marker::Str)
            }
            (What::Generic | What::Name, _) => true,
        }
    }

    /// Pairs of keys and values, as maps and `substitute` take them.
    pub(super) fn pairs(&mut self, entries: Vec<(&str, Typed)>, want: Want) -> Option<Typed> {
        let (keys, values): (Vec<&str>, Vec<Typed>) = entries.into_iter().unzip();
        let values = self.alike(values, want)?;
        let pairs = keys.into_iter().zip(values);
        let pairs = pairs.map(|(key, value)| Code::Tuple(vec![code::text(key), value]));
        Some(Typed::new(Code::Array(pairs.collect()), Is::Tuple))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_text_would_write_is_known() {
        let written = |template: &str| super::render(&parts(template));
        for same in ["${A}-b", "a${A.B}${AWS::Region}", "x${!aws:user}${A}", "{a}${A}"] {
            assert_eq!(written(same).as_deref(), Some(same));
        }
        for other in ["plain", "${A}", "${!A}", "${A}${open", ""] {
            assert_eq!(written(other), None, "{other}");
        }
    }
}
