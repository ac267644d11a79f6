//! Patterns with wildcards and policy variables.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>: the value of a variable has no
//! wildcards, `${*}`, `${?}`, and `${$}` are the characters themselves, `${key, 'default'}` has a default.

use super::request::ContextKeys;

/// A token of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// The character itself.
    Exact(char),
    /// `?`.
    One,
    /// `*`.
    Many,
}

/// Reads a pattern. `None`: a variable has no single value, so the pattern matches nothing.
#[must_use]
pub fn parse(text: &str, context: Option<&ContextKeys>) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let (Some(context), Some((name, after))) = (context, variable(rest)) {
            tokens.extend(value(name, context)?.chars().map(Token::Exact));
            rest = after;
            continue;
        }
        tokens.push(match first {
            '*' => Token::Many,
            '?' => Token::One,
            other => Token::Exact(other),
        });
        rest = &rest[first.len_utf8()..];
    }
    Some(tokens)
}

fn variable(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("${")?.split_once('}')
}

fn value(name: &str, context: &ContextKeys) -> Option<String> {
    if matches!(name, "*" | "?" | "$") {
        return Some(name.to_owned());
    }
    let (key, default) = match name.split_once(',') {
        Some((key, default)) => (key.trim(), Some(default.trim().trim_matches('\''))),
        None => (name, None),
    };
    match context.get(key) {
        Some([only]) => Some(only.clone()),
        Some(_) => None,
        None => default.map(str::to_owned),
    }
}

/// The text with its variables replaced and wildcards taken as plain characters.
#[must_use]
pub fn plain(text: &str, context: Option<&ContextKeys>) -> Option<String> {
    let tokens = parse(text, context)?;
    let plain = tokens.iter().map(|token| match token {
        Token::Exact(character) => *character,
        Token::One => '?',
        Token::Many => '*',
    });
    Some(plain.collect())
}

/// Whether a pattern matches a whole text.
#[must_use]
pub fn matches(pattern: &[Token], text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut from) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while from < text.len() {
        match pattern.get(at) {
            Some(Token::Many) => {
                star = Some((at, from));
                at += 1;
                continue;
            }
            Some(Token::One) => {}
            Some(Token::Exact(wanted)) if *wanted == text[from] => {}
            _ => {
                let Some((many, start)) = star else { return false };
                star = Some((many, start + 1));
                (at, from) = (many + 1, start + 1);
                continue;
            }
        }
        at += 1;
        from += 1;
    }
    pattern[at..].iter().all(|token| *token == Token::Many)
}

/// Splits at colons outside variables, into at most six fields.
#[must_use]
pub fn fields(text: &str) -> Vec<&str> {
    let mut fields = Vec::new();
    let (mut start, mut depth) = (0, 0);
    for (at, character) in text.char_indices() {
        match character {
            '{' if text[..at].ends_with('$') => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ':' if depth == 0 && fields.len() < 5 => {
                fields.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    fields.push(&text[start..]);
    fields
}
