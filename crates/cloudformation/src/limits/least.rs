//! Counts the fewest characters that a value in a template has once everything in it is known.
//!
//! INVARIANT: what only the deployment knows counts with the least that it can be, so a value that exceeds a limit by this
//! count certainly exceeds it.

use constructs_document::{Node, Value};
use constructs_limits::{
    KnownText, MeasuredNotation, SHORTEST_ARN_CHARACTERS, escaped_length, least_policy_size,
    least_pseudo_characters,
};

use crate::TemplateNotation;
use crate::function::{
    GetAtt, Join, Substitution, SubstitutionPart, alternatives, is_no_value, substitution_parts,
};

/// What is known of a text.
pub(super) fn known_text(node: &Node) -> KnownText<'_> {
    KnownText { written: node.as_str(), least_characters: text_length(node, |_| 1) }
}

/// The fewest characters of a document as the smallest JSON: IAM does not count white space outside of texts.
pub(super) fn least_size(node: &Node) -> usize {
    let size = |node: &Node| match (&node.value, node.single()) {
        // JSON as a text.
        (Value::String(_), _) | (_, Some(("Fn::Sub" | "Fn::Join", _))) => {
            text_length(node, |letter| usize::from(!letter.is_whitespace()))
        }
        _ => least_policy_size::<TemplateNotation>(node),
    };
    least_of(node, size)
}

/// The least that a value comes to in any branch of its `Fn::If`.
pub(super) fn least_of(node: &Node, count: impl Fn(&Node) -> usize) -> usize {
    alternatives(node).map(|value| count(value.node)).min().unwrap_or_default()
}

impl MeasuredNotation for TemplateNotation {
    fn least_unknown(value: &Node) -> Option<usize> {
        let is_macro = matches!(value.single(), Some(("Fn::Transform", _)));
        (!is_macro).then(|| function_size(value))
    }
}

/// A text has quotes, and so has every item of a list; what may be a number has one digit.
fn function_size(node: &Node) -> usize {
    match node.single() {
        Some(("Fn::Sub" | "Fn::Join" | "Fn::Base64", _)) => text_length(node, escaped_length) + 2,
        Some(("Fn::GetAtt", _)) => text_length(node, escaped_length).max(1),
        _ => 1,
    }
}

/// Whether a key or item may not be there at all.
fn may_vanish(node: &Node) -> bool {
    alternatives(node).any(|value| {
        is_no_value(value.node) || matches!(value.node.single(), Some(("Fn::Transform", _)))
    })
}

fn text_length(node: &Node, length: fn(char) -> usize) -> usize {
    least_of(node, |node| plain_length(node, length))
}

fn plain_length(node: &Node, length: fn(char) -> usize) -> usize {
    let sum = |text: &str| text.chars().map(length).sum();
    match (&node.value, node.single()) {
        (Value::String(text), _) => sum(text),
        (Value::Bool(is_true), _) => is_true.to_string().len(),
        (Value::Integer(integer), _) => integer.to_string().len(),
        (_, Some(("Ref", name))) => name.as_str().map_or(0, least_pseudo_characters),
        (_, Some(("Fn::GetAtt", arguments))) => attribute_length(arguments),
        (_, Some(("Fn::Sub", template))) => substituted_length(template, length),
        (_, Some(("Fn::Join", arguments))) => joined_length(arguments, length),
        _ => 0,
    }
}

fn attribute_length(argument: &Node) -> usize {
    let attribute = GetAtt::parse(argument).and_then(|found| found.attribute);
    if attribute.is_some_and(|attribute| attribute.ends_with("Arn")) {
        SHORTEST_ARN_CHARACTERS
    } else {
        0
    }
}

fn joined_length(arguments: &Node, length: fn(char) -> usize) -> usize {
    let Some(Join { delimiter, items }) = Join::parse(arguments) else { return 0 };
    let Some(items) = items.as_list() else { return 0 };
    let kept = || items.iter().filter(|item| !may_vanish(item));
    let between = text_length(delimiter, length) * kept().count().saturating_sub(1);
    kept().map(|item| text_length(item, length)).sum::<usize>() + between
}

fn substituted_length(argument: &Node, length: fn(char) -> usize) -> usize {
    let Some(substitution) = Substitution::parse(argument) else { return 0 };
    let variable = |name: &str| match substitution.value(name) {
        Some(value) => text_length(value, length),
        None if name.ends_with(".Arn") => SHORTEST_ARN_CHARACTERS,
        None => least_pseudo_characters(name),
    };
    let sum = |text: &str| text.chars().map(length).sum::<usize>();
    let sizes = substitution_parts(substitution.text).map(|part| match part {
        SubstitutionPart::Text(text) => sum(text),
        SubstitutionPart::Literal(name) => sum(name) + 3,
        SubstitutionPart::Variable(name) => variable(name.trim()),
        SubstitutionPart::Unclosed(rest) => sum("${") + sum(rest),
    });
    sizes.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(yaml: &str) -> Node {
        let text = format!("Value: {yaml}\n");
        let template = constructs_yaml::read(text.as_bytes()).unwrap();
        template.root().get("Value").unwrap().clone()
    }

    #[test]
    fn texts_count_with_what_is_known_of_them() {
        for (yaml, expected) in [
            ("chat", 4),
            ("!Sub '${AWS::AccountId}-x'", 14),
            ("!Sub 'a${!Tag}b'", 8),
            ("!Sub ['${A}${B}', {A: four}]", 4),
            ("!Join ['--', [a, !Ref P, b]]", 6),
            ("!If [C, short, longer]", 5),
            ("!GetAtt Role.Arn", 16),
            ("!Ref Parameter", 0),
            ("!ImportValue name", 0),
            ("!Sub '${open'", 6),
        ] {
            assert_eq!(known_text(&node(yaml)).least_characters, expected, "{yaml}");
        }
    }

    #[test]
    fn documents_count_as_the_smallest_json() {
        for (yaml, expected) in [
            ("{A: [b, c], D: 1, E: true}", r#"{"A":["b","c"],"D":1,"E":true}"#.len()),
            ("{A: 'say \"x\"'}", r#"{"A":"say \"x\""}"#.len()),
            ("{A: !If [C, b, !Ref 'AWS::NoValue']}", 2),
            ("[!If [C, b, cc]]", 5),
            ("{A: !Ref P}", 7),
            (r#"'{ "A": "b" }'"#, r#"{"A":"b"}"#.len()),
            (r#"!Sub '{ "A": "${B}" }'"#, r#"{"A":""}"#.len()),
        ] {
            assert_eq!(least_size(&node(yaml)), expected, "{yaml}");
        }
    }
}
