//! A parameter of a template -> what its value may be.

use constructs_template::Node;

use super::notes::Notes;
use super::value::{Given, Piece};
use crate::access::text::{Symbol, SymbolKind};

/// A reference to the parameter `name` of the stack `stack`.
pub(super) fn given(stack: &str, name: &str, parameter: &Node, notes: &mut Notes) -> Vec<Given> {
    if let Some(values) = parameter.get("AllowedValues").and_then(Node::as_list) {
        let texts: Vec<&str> = values.iter().filter_map(Node::as_str).collect();
        if texts.len() == values.len() && !texts.is_empty() {
            let is_sure = texts.len() == 1;
            let given = |text: &&str| Given::text(text, is_sure);
            return texts.iter().map(given).collect();
        }
    }
    let kind = parameter.get("Type").and_then(Node::as_str).unwrap_or("String");
    let pattern = parameter.get("AllowedPattern").and_then(Node::as_str);
    let is_safe = kind == "Number" || kind.ends_with("::Id") || pattern.is_some_and(is_free);
    if !is_safe {
        notes.assume(format!("the parameter `{name}` of `{stack}` has no `*` and no `?` in it"));
    }
    let symbol =
        Symbol { name: format!("{stack}.{name}"), kind: SymbolKind::Opaque { characters: None } };
    vec![Given { pieces: vec![Piece::Symbol(symbol)], is_sure: true }]
}

/// Whether no text that matches a regular expression has a wildcard or a `$`. CloudFormation matches the whole value.
///
/// Only what is plainly so counts: words, escapes of letters, digits and white space, classes that list what they take.
fn is_free(pattern: &str) -> bool {
    let mut characters = pattern.trim_start_matches('^').trim_end_matches('$').chars().peekable();
    let mut in_class = false;
    let mut previous = None;
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('w' | 'd' | 's' | '-' | '.' | '/' | ':' | '_' | '+' | '@' | '=' | ',') => {}
                _ => return false,
            },
            '[' if !in_class => {
                in_class = true;
                if characters.peek() == Some(&'^') {
                    return false;
                }
            }
            '[' => return false,
            ']' => in_class = false,
            '-' if in_class => {
                let next = characters.peek().copied();
                let is_range = previous.is_some() && next.is_some_and(|next| next != ']');
                let same = |one: char, other: char| {
                    (one.is_ascii_lowercase() && other.is_ascii_lowercase())
                        || (one.is_ascii_uppercase() && other.is_ascii_uppercase())
                        || (one.is_ascii_digit() && other.is_ascii_digit())
                };
                if is_range && !previous.zip(next).is_some_and(|(one, other)| same(one, other)) {
                    return false;
                }
            }
            '*' | '?' | '$' if in_class => return false,
            '.' if !in_class => return false,
            '(' if characters.peek() == Some(&'?') => return false,
            '$' => return false,
            _ => {}
        }
        previous = in_class.then_some(character);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_free;

    #[test]
    fn patterns_that_let_no_wildcard_in() {
        for (pattern, expected) in [
            ("^[a-z][a-z0-9-]*$", true),
            (r"arn:aws:sqs:\w+:\d{12}:[A-Za-z0-9_-]+", true),
            ("arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+", true),
            ("(dev|prod)", true),
            (".*", false),
            ("[^a]", false),
            ("[!-~]+", false),
            (r"\S+", false),
            (r"a\*", false),
            ("[a*]", false),
            (r"[\w-]+", true),
        ] {
            assert_eq!(is_free(pattern), expected, "{pattern}");
        }
    }
}
