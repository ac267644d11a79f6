//! What the text of an entry of `Principal` names, as far as its symbols tell.

use constructs_matching::{Pattern, may_intersect};

use crate::document::PrincipalEntry;
use crate::domain::{Characters, Texts};
use crate::text::{PolicyText, TextPart};
use constructs_policy::PrincipalKind;

/// What the text of an entry is.
pub(super) enum EntryName<'a> {
    /// No symbol is in it.
    Known(String),
    /// An account.
    Account(PolicyText),
    /// One principal.
    One(&'a PolicyText),
    /// Nothing is known of it.
    Unknown,
}

pub(super) fn classify(entry: &PrincipalEntry) -> EntryName<'_> {
    let text = &entry.text;
    if text.symbols().next().is_none() {
        return EntryName::Known(text.to_string());
    }
    if entry.kind != PrincipalKind::Aws {
        // A service's name with the suffix of a partition is one service.
        let is_one = text.symbols().all(|symbol| symbol.domain.max_colons == Some(0));
        return if is_one { EntryName::One(text) } else { EntryName::Unknown };
    }
    if let Some(account) = account(text) {
        return EntryName::Account(account);
    }
    let first = text.parts().first();
    match first {
        Some(TextPart::Literal(text)) if text.starts_with("arn:") => {}
        Some(TextPart::Symbol(symbol)) if symbol.domain.min_colons >= 5 => {}
        _ => return EntryName::Unknown,
    }
    let is_read =
        text.symbols().all(|symbol| !symbol.domain.is_list && symbol.domain.unread.is_none());
    if is_read && !may_be_root(text) { EntryName::One(text) } else { EntryName::Unknown }
}

/// The account of `<account>`, and of `arn:…:iam::<account>:root`.
fn account(text: &PolicyText) -> Option<PolicyText> {
    if let Some(symbol) = text.as_symbol() {
        let is_account =
            symbol.domain.characters == Characters::Digits && symbol.domain.max_colons == Some(0);
        return is_account.then(|| text.clone());
    }
    let (field, rest) = account_field(text)?;
    let is_root = rest.first() == Some(&TextPart::Literal(":root".to_owned())) && rest.len() == 1;
    is_root.then_some(field)
}

/// The account in the ARN of a principal: one symbol, or digits; and what follows it.
fn account_field(text: &PolicyText) -> Option<(PolicyText, Vec<TextPart>)> {
    let mut colons = 0;
    let mut field = Vec::new();
    let mut rest = Vec::new();
    for part in text.parts() {
        match part {
            TextPart::Literal(text) => {
                for character in text.chars() {
                    colons += usize::from(character == ':');
                    let target = match colons {
                        0..=3 => continue,
                        4 if character == ':' => continue,
                        4 => &mut field,
                        _ => &mut rest,
                    };
                    target.push(TextPart::Literal(character.to_string()));
                }
            }
            TextPart::Symbol(symbol) if symbol.domain.max_colons == Some(0) => match colons {
                0..=3 => {}
                4 => field.push(part.clone()),
                _ => rest.push(part.clone()),
            },
            _ if colons < 5 => return None,
            other => rest.push(other.clone()),
        }
    }
    (colons >= 5).then(|| (PolicyText::new(field), PolicyText::new(rest).parts().to_vec()))
}

/// Whether an ARN may be that of an account's root, which names everybody in it.
fn may_be_root(text: &PolicyText) -> bool {
    match rest_of(text) {
        Some((_, rest)) => may_match(&PolicyText::new(rest), ":root"),
        None => may_match(text, "arn:*:iam::*:root"),
    }
}

/// The account of a caller that a text names, where it is in the text or in its shape.
pub(super) fn account_of(text: &PolicyText) -> Option<PolicyText> {
    rest_of(text).map(|(account, _)| account)
}

/// [`account_field`] of a text or of its shape.
fn rest_of(text: &PolicyText) -> Option<(PolicyText, Vec<TextPart>)> {
    if let Some(symbol) = text.as_symbol()
        && let Texts::Shape(shape) = &symbol.domain.texts
    {
        return account_field(shape);
    }
    account_field(text)
}

/// Whether a text with symbols may be one that another text, which may have `*`, matches.
pub(super) fn may_match(text: &PolicyText, other: &str) -> bool {
    let glob = glob_of(text, 4);
    let (one, other) = (Pattern::glob(&glob), Pattern::glob(other));
    may_intersect(&one.tokens, &other.tokens)
}

/// A text with `*` for what is not known.
fn glob_of(text: &PolicyText, depth: usize) -> String {
    let mut glob = String::new();
    for part in text.parts() {
        match part {
            TextPart::Literal(text) => glob.push_str(text),
            TextPart::Symbol(symbol) => match (&symbol.domain.texts, depth) {
                (Texts::Shape(shape), 1..) => glob.push_str(&glob_of(shape, depth - 1)),
                _ => glob.push('*'),
            },
            TextPart::One => glob.push('?'),
            TextPart::Many | TextPart::Variable(_) => glob.push('*'),
        }
    }
    glob
}
