//! The patterns of an `Action` element, in lower case. A symbol in one may be any text.

use constructs_matching::Pattern;

use super::pattern::{Bounds, Resolved, Style};
use super::seeded_fault::{SeededFault, is_on};
use super::text::{PolicyText, TextPart};

/// An action pattern without symbols, in lower case.
pub fn action_pattern(text: &PolicyText) -> Pattern {
    action_bounds(text).upper
}

/// Whether an action pattern may match a name, which is in lower case.
pub fn action_may_match(text: &PolicyText, name: &[char]) -> bool {
    if let Some(TextPart::Literal(start)) = text.parts().first() {
        let mut pairs = start.chars().zip(name);
        if pairs.any(|(own, other)| own.is_ascii() && own.to_ascii_lowercase() != *other) {
            return false;
        }
    }
    action_bounds(text).upper.matches(name)
}

/// An action pattern in lower case. Symbols are any text.
pub(crate) fn action_bounds(text: &PolicyText) -> Bounds {
    let resolve = |part: &TextPart| match part {
        TextPart::Symbol(_) if is_on(SeededFault::ActionMatchesNothing) => {
            Resolved::Text("\0".to_owned())
        }
        TextPart::Symbol(_) => Resolved::Any,
        other => Resolved::Text(PolicyText::new(vec![other.clone()]).to_string()),
    };
    let nothing = || Bounds { upper: Pattern::glob("*"), lower: None };
    Bounds::compile(text, Style::Glob, true, &resolve).unwrap_or_else(nothing)
}
