//! Values that CloudFormation accepts for a hole.

use serde_json::{Value as Json, json};

use super::pool::{Facts, PATTERNS, pool};
use super::statement::concrete_statement;
use super::{Hole, Kind, Source};
use crate::random::Random;

/// A value that CloudFormation accepts for a hole.
#[must_use]
pub fn value(hole: &Hole, facts: &Facts, random: &mut Random) -> Json {
    match &hole.source {
        Source::ListParameter | Source::Split => {
            let count =
                if hole.source == Source::Split { 1 + random.below(2) } else { random.below(3) };
            (0..count).map(|_| json!(text(hole, facts, random))).collect()
        }
        Source::Mapping(values) => random.pick(values).clone(),
        Source::Base64(_) => json!("Kg=="),
        Source::Transform => macro_value(hole, facts, random),
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
        Kind::Statement => concrete_statement(facts, random),
        Kind::Document => document(random),
        Kind::Policies => {
            let policies = (0..random.below(3)).map(
                |at| json!({"PolicyName": format!("m{at}"), "PolicyDocument": document(random)}),
            );
            policies.collect()
        }
        _ => json!(text(hole, facts, random)),
    }
}

fn text(hole: &Hole, facts: &Facts, random: &mut Random) -> String {
    if let Source::Parameter(own) = &hole.source
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
    if hole.source == Source::Number { "7" } else { "q" }.to_owned()
}

/// Whether a text can be the value of a source.
fn accepts(source: &Source, text: &str) -> bool {
    match source {
        Source::Parameter(own) => {
            let is_long = !own.has_min_length || !text.is_empty();
            is_long && own.pattern.is_none_or(|pattern| matches_pattern(pattern, text))
        }
        Source::Number => text.parse::<f64>().is_ok(),
        Source::ListParameter | Source::Element => !text.is_empty() && !text.contains(','),
        Source::Segment | Source::Split => !text.contains('|'),
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
