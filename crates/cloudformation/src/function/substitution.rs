//! Reads `Fn::Sub`: a text with `${Name}` in it, and the values of names that the template does not declare.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html>

use constructs_document::Node;

/// The argument of `Fn::Sub`.
#[derive(Clone, Copy, Debug)]
pub struct Substitution<'n> {
    /// The text with its variables.
    pub text: &'n str,
    /// The second item of a list: an object with the values of variables.
    pub values: Option<&'n Node>,
}

/// A part of the text of `Fn::Sub`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubstitutionPart<'t> {
    /// Characters that stay as they are.
    Text(&'t str),
    /// `${!Name}`, which becomes `${Name}`: the part after `!`.
    Literal(&'t str),
    /// `${Name}` or `${Name.Attribute}`: the part between the braces, with its white space, which CloudFormation ignores.
    Variable(&'t str),
    /// A `${` that no `}` follows: the rest of the text after it.
    Unclosed(&'t str),
}

impl<'n> Substitution<'n> {
    /// Reads the argument: a text, or a list of a text and an object.
    #[must_use]
    pub fn parse(argument: &'n Node) -> Option<Self> {
        match argument.as_list() {
            Some([text, values]) => Some(Self { text: text.as_str()?, values: Some(values) }),
            Some(_) => None,
            None => Some(Self { text: argument.as_str()?, values: None }),
        }
    }

    /// Reads the argument also where the list has too few or too many items, so that a check can say more than that.
    #[must_use]
    pub fn parse_loosely(argument: &'n Node) -> Option<Self> {
        let Some(items) = argument.as_list() else { return Self::parse(argument) };
        Some(Self { text: items.first()?.as_str()?, values: items.get(1) })
    }

    /// The value that the argument itself has for a variable.
    #[must_use]
    pub fn value(self, name: &str) -> Option<&'n Node> {
        self.values?.get(name)
    }
}

/// The parts of the text of `Fn::Sub`, in their order. A variable ends at the first `}`.
pub fn substitution_parts(text: &str) -> impl Iterator<Item = SubstitutionPart<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find("${").unwrap_or(rest.len());
        if start > 0 {
            let (before, after) = rest.split_at(start);
            rest = after;
            return Some(SubstitutionPart::Text(before));
        }
        let inside = rest.strip_prefix("${")?;
        let Some((name, after)) = inside.split_once('}') else {
            rest = "";
            return Some(SubstitutionPart::Unclosed(inside));
        };
        rest = after;
        let literal = name.strip_prefix('!').map(SubstitutionPart::Literal);
        Some(literal.unwrap_or(SubstitutionPart::Variable(name)))
    })
}

/// The names in `${…}` without those of `${!…}`. Of a `${` in another one, such as `${!A:-${B}}`, the inner one counts: a check
/// of names rather looks at a name too many.
pub fn substitution_variables(text: &str) -> impl Iterator<Item = &str> {
    let names = substitution_parts(text).filter_map(|part| match part {
        SubstitutionPart::Variable(name) => Some(innermost(name).unwrap_or(name)),
        SubstitutionPart::Literal(name) => innermost(name),
        SubstitutionPart::Text(_) | SubstitutionPart::Unclosed(_) => None,
    });
    names.map(str::trim).filter(|name| !name.is_empty() && !name.starts_with('!'))
}

fn innermost(name: &str) -> Option<&str> {
    name.rsplit_once("${").map(|(_, inner)| inner)
}

#[cfg(test)]
mod tests {
    use super::SubstitutionPart::{Literal, Text, Unclosed, Variable};
    use super::*;

    #[test]
    fn a_text_is_taken_apart() {
        for (text, expected) in [
            ("", &[][..]),
            ("plain $ {} }", &[Text("plain $ {} }")]),
            ("${A}", &[Variable("A")]),
            ("a${A.B}${ C }b", &[Text("a"), Variable("A.B"), Variable(" C "), Text("b")]),
            ("${!A}${}", &[Literal("A"), Variable("")]),
            ("x${A", &[Text("x"), Unclosed("A")]),
            ("$${A}${b ${c", &[Text("$"), Variable("A"), Unclosed("b ${c")]),
            ("${a${b}}", &[Variable("a${b"), Text("}")]),
        ] {
            assert_eq!(substitution_parts(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn variables_are_named_without_literals() {
        for (text, expected) in [
            ("${A}-${ B.C }-${!D}-${ !E}-${}", &["A", "B.C"][..]),
            ("${!A:-${B}} ${C${D}", &["B", "D"]),
            ("${A", &[]),
        ] {
            assert_eq!(substitution_variables(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn an_argument_is_a_text_or_a_text_with_values() {
        let parsed = |yaml: &str, is_loose: bool| {
            let text = format!("Value: {yaml}\n");
            let template = constructs_yaml::read(text.as_bytes()).unwrap();
            let argument = template.root().get("Value").unwrap();
            let parse = if is_loose { Substitution::parse_loosely } else { Substitution::parse };
            parse(argument).map(|found| (found.text.to_owned(), found.value("A").is_some()))
        };
        let found = |has_value| Some(("t".to_owned(), has_value));
        for (yaml, strictly, loosely) in [
            ("t", found(false), found(false)),
            ("[t, {A: 1}]", found(true), found(true)),
            ("[t, {A: 1}, x]", None, found(true)),
            ("[t]", None, found(false)),
            ("[]", None, None),
            ("{A: t}", None, None),
        ] {
            assert_eq!(parsed(yaml, false), strictly, "{yaml}");
            assert_eq!(parsed(yaml, true), loosely, "{yaml}");
        }
    }
}
