//! A text of a template in parts, before its wildcards and policy variables are read.

use constructs_iam::Domain;
use constructs_iam::{PolicyText, Symbol, TextPart};

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fragment {
    /// Literal text.
    Text(String),
    /// A value that only the deployment knows.
    Symbol(Symbol),
}

/// A text in parts.
pub type Fragments = Vec<Fragment>;

/// Whether a text is an unknown list.
pub(super) fn is_list(fragments: &[Fragment]) -> bool {
    fragments.iter().any(|one| matches!(one, Fragment::Symbol(symbol) if symbol.domain.is_list))
}

/// Appends parts to a text, and joins adjacent literal parts.
pub(super) fn append(fragments: &mut Fragments, more: impl IntoIterator<Item = Fragment>) {
    for fragment in more {
        match (fragments.last_mut(), fragment) {
            (_, Fragment::Text(text)) if text.is_empty() => {}
            (Some(Fragment::Text(last)), Fragment::Text(text)) => last.push_str(&text),
            (_, fragment) => fragments.push(fragment),
        }
    }
}

/// The text for users.
pub fn text_of(fragments: &[Fragment]) -> String {
    let shown = |fragment: &Fragment| match fragment {
        Fragment::Text(text) => text.clone(),
        Fragment::Symbol(symbol) => format!("<{}>", symbol.name),
    };
    fragments.iter().map(shown).collect()
}

/// Identifies a text: equal texts have equal keys.
pub(super) fn key_of(fragments: &[Fragment]) -> String {
    let key = |fragment: &Fragment| match fragment {
        Fragment::Text(text) => text.clone(),
        Fragment::Symbol(symbol) => format!("\u{1}{}\u{1}", symbol.id),
    };
    fragments.iter().map(key).collect()
}

/// The text in a policy. Only literal parts can contain wildcards and policy variables. If a variable contains a symbol, the
/// whole text is unknown.
pub fn policy_text(fragments: &[Fragment], has_variables: bool) -> PolicyText {
    let ends_open = |text: &str| {
        text.ends_with('$') || text.rsplit_once("${").is_some_and(|(_, rest)| !rest.contains('}'))
    };
    let is_split = fragments.iter().zip(fragments.iter().skip(1)).any(|(one, next)| {
        let is_symbol = matches!(next, Fragment::Symbol(_));
        has_variables && is_symbol && matches!(one, Fragment::Text(text) if ends_open(text))
    });
    if is_split {
        let (id, name) = (key_of(fragments), text_of(fragments));
        return PolicyText::new(vec![TextPart::Symbol(Symbol::from_expression(
            &id,
            &name,
            Domain::any(),
        ))]);
    }
    let mut parts = Vec::new();
    for fragment in fragments {
        match fragment {
            Fragment::Text(text) => {
                parts.extend(PolicyText::parse(text, has_variables).parts().iter().cloned());
            }
            Fragment::Symbol(symbol) => parts.push(TextPart::Symbol(symbol.clone())),
        }
    }
    PolicyText::new(parts)
}
