//! Values that CloudFormation accepts for a hole.

use serde_json::{Value as Json, json};

use super::pool::{Facts, PATTERNS, pool};
use super::statement::concrete_statement;
use super::{Hole, HoleKind, HoleSource};
use crate::random::Random;

/// A value that CloudFormation accepts for a hole.
#[must_use]
pub fn value(hole: &Hole, facts: &Facts, random: &mut Random) -> Json {
    match &hole.source {
        HoleSource::ListParameter | HoleSource::Split => {
            let count = if hole.source == HoleSource::Split {
                1 + random.below(2)
            } else {
                random.below(3)
            };
            (0..count).map(|_| json!(text(hole, facts, random))).collect()
        }
        HoleSource::Mapping(values) => random.pick(values).clone(),
        HoleSource::Base64(_) => json!("Kg=="),
        HoleSource::Transform => macro_value(hole, facts, random),
        _ => json!(text(hole, facts, random)),
    }
}

fn macro_value(hole: &Hole, facts: &Facts, random: &mut Random) -> Json {
    let statements = |random: &mut Random| -> Vec<Json> {
        (0..random.below(3)).map(|_| concrete_statement(facts, random)).collect()
    };
    let document =
        |random: &mut Random| json!({"Version": "2012-10-17", "Statement": statements(random)});
    match hole.kind {
        HoleKind::Statement => concrete_statement(facts, random),
        HoleKind::Document => document(random),
        HoleKind::Policies => {
            let policies = (0..random.below(3)).map(
                |at| json!({"PolicyName": format!("m{at}"), "PolicyDocument": document(random)}),
            );
            policies.collect()
        }
        _ => json!(text(hole, facts, random)),
    }
}

fn text(hole: &Hole, facts: &Facts, random: &mut Random) -> String {
    if let HoleSource::Parameter(own) = &hole.source
        && let Some(allowed) = &own.allowed
    {
        return random.pick(allowed).clone();
    }
    let pool: Vec<String> =
        pool(hole.kind, facts).into_iter().filter(|text| accepts(&hole.source, text)).collect();
    if pool.is_empty() { fallback(hole) } else { random.pick(&pool).clone() }
}

/// A value that every declaration accepts, where the pool has none.
fn fallback(hole: &Hole) -> String {
    if hole.source == HoleSource::Number { "7" } else { "q" }.to_owned()
}

/// Whether a text can be the value of a source.
fn accepts(source: &HoleSource, text: &str) -> bool {
    match source {
        HoleSource::Parameter(own) => {
            let is_long = !own.has_min_length || !text.is_empty();
            is_long && own.pattern.is_none_or(|pattern| matches_pattern(pattern, text))
        }
        HoleSource::Number => text.parse::<f64>().is_ok(),
        HoleSource::ListParameter | HoleSource::Element => !text.is_empty() && !text.contains(','),
        HoleSource::Segment | HoleSource::Split => !text.contains('|'),
        _ => !text.is_empty(),
    }
}

fn matches_pattern(pattern: &str, text: &str) -> bool {
    if pattern == PATTERNS[0] {
        return text.chars().all(|character| character.is_ascii_lowercase());
    }
    let is_allowed =
        |character: char| character.is_ascii_alphanumeric() || ":/_.@=-".contains(character);
    !text.is_empty() && text.chars().all(is_allowed)
}
