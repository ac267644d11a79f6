//! Counts the fewest characters that a policy document has once everything in it is known, in any notation.
//!
//! IAM does not count white space outside texts, so a document counts as the smallest JSON.
//!
//! INVARIANT: what only the deployment knows counts with the least that it can be. A document that exceeds a limit by this
//! count certainly exceeds it.

use constructs_policy::{Notation, ValueView};

use crate::escaped_length;

/// A notation that knows how short its unknown values can be.
pub trait MeasuredNotation: Notation {
    /// The fewest characters of a value that [`Notation::view`] calls unknown, with the quotes if it is certainly a text.
    /// `None`: the deployment may remove the key or item.
    fn least_unknown(value: &Self::Value) -> Option<usize>;
}

/// The fewest characters of a policy document, or of a value in it: the shorter side of each `Fn::If`.
#[must_use]
pub fn least_policy_size<N: MeasuredNotation>(value: &N::Value) -> usize {
    match N::view(value) {
        ValueView::Text(text) => text.chars().map(escaped_length).sum::<usize>() + 2,
        ValueView::Number(number) => number.len(),
        ValueView::Bool(flag) => flag.to_string().len(),
        ValueView::Null => "null".len(),
        ValueView::List(items) => bracketed(
            items.iter().filter(|item| !may_vanish::<N>(item)).map(least_policy_size::<N>),
        ),
        ValueView::Object(entries) => {
            let kept = entries.into_iter().filter(|(_, value)| !may_vanish::<N>(value));
            bracketed(
                kept.map(|(key, value)| key.chars().count() + 3 + least_policy_size::<N>(value)),
            )
        }
        ValueView::If { holds, fails, .. } => {
            least_policy_size::<N>(holds).min(least_policy_size::<N>(fails))
        }
        ValueView::Unknown => N::least_unknown(value).unwrap_or_default(),
        _ => 0,
    }
}

/// Whether a template may have a value without its key or item.
fn may_vanish<N: MeasuredNotation>(value: &N::Value) -> bool {
    match N::view(value) {
        ValueView::If { holds, fails, .. } => may_vanish::<N>(holds) || may_vanish::<N>(fails),
        ValueView::NoValue => true,
        ValueView::Unknown => N::least_unknown(value).is_none(),
        _ => false,
    }
}

/// The parts with commas between them, in brackets or braces.
fn bracketed(parts: impl Iterator<Item = usize>) -> usize {
    let (count, sum) = parts.fold((0_usize, 0), |(count, sum), size| (count + 1, sum + size));
    sum + count.saturating_sub(1) + 2
}

#[cfg(test)]
mod tests {
    use constructs_policy::JsonNotation;
    use serde_json::{Value, json};

    use super::*;

    impl MeasuredNotation for JsonNotation {
        fn least_unknown(_: &Value) -> Option<usize> {
            None
        }
    }

    #[test]
    fn what_is_known_counts_as_serde_json_writes_it() {
        for value in [
            json!({"A": ["b", "c"], "D": 1, "E": true, "F": null, "G": 1.5}),
            json!({"A": "say \"x\" and \\ and \n", "B": {}, "C": []}),
        ] {
            assert_eq!(
                least_policy_size::<JsonNotation>(&value),
                value.to_string().len(),
                "{value}"
            );
        }
    }
}
