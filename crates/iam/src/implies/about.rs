//! Finds the statements that may be about a request that another statement is about, as far as a cheap check shows.
//!
//! What is left out here never meets the statement; what stays is compared character by character.

use constructs_matching::{Pattern, may_intersect};
use std::collections::BTreeSet;

use crate::document::PolicyStatement;
use crate::text::{PolicyText, TextPart};
use constructs_policy::Elements;

/// The maximum number of pairs of texts that are compared one by one.
const MAX_PAIRS: usize = 4_096;

/// What a statement is about.
pub(super) struct About<'a> {
    statement: &'a PolicyStatement,
    /// In lower case; `None`: any service.
    services: Option<BTreeSet<String>>,
    /// The patterns of its actions, in lower case; `None`: not all are known.
    actions: Option<Vec<Pattern>>,
}

impl<'a> About<'a> {
    pub(super) fn new(statement: &'a PolicyStatement) -> Self {
        let services = services(&statement.actions);
        Self { statement, services, actions: patterns(&statement.actions) }
    }

    /// Whether another statement may be about the same request.
    pub(super) fn may_meet(&self, other: &PolicyStatement) -> bool {
        self.may_share_service(other)
            && self.may_share_resource(other)
            && self.may_share_action(other)
    }

    fn may_share_service(&self, other: &PolicyStatement) -> bool {
        let (Some(own), Elements::Only(texts)) = (&self.services, &other.actions) else {
            return true;
        };
        texts.iter().any(|text| service(text).is_none_or(|service| own.contains(&service)))
    }

    fn may_share_action(&self, other: &PolicyStatement) -> bool {
        let (Some(own), Elements::Only(texts)) = (&self.actions, &other.actions) else {
            return true;
        };
        if own.len().saturating_mul(texts.len()) > MAX_PAIRS {
            return true;
        }
        let listed = self.statement.actions.list();
        let near = texts.iter().filter(|text| listed.iter().any(|own| may_begin_as(own, text)));
        near.into_iter().any(|text| {
            pattern(text)
                .is_none_or(|other| own.iter().any(|one| may_intersect(&one.tokens, &other.tokens)))
        })
    }

    fn may_share_resource(&self, other: &PolicyStatement) -> bool {
        let (Some(Elements::Only(own)), Some(Elements::Only(others))) =
            (&self.statement.resources, &other.resources)
        else {
            return true;
        };
        own.len().saturating_mul(others.len()) > MAX_PAIRS
            || own.iter().any(|one| others.iter().any(|other| may_be_one(one, other)))
    }
}

/// Whether a text that the one pattern matches may be one that the other matches.
pub(super) fn may_be_one(one: &PolicyText, other: &PolicyText) -> bool {
    match (one.as_symbol(), other.as_symbol()) {
        // Colons tell nothing: an ARN of fewer fields gets more.
        (Some(one), Some(other)) => {
            let may_be_pattern = one.domain.may_be_pattern || other.domain.may_be_pattern;
            one == other || may_be_pattern || !one.domain.is_another_of_its_class(&other.domain)
        }
        _ => may_begin_alike(one.parts(), other.parts()),
    }
}

/// Whether texts may begin alike, by the parts that are certain: characters, and symbols that both have in the same place.
fn may_begin_alike(one: &[TextPart], other: &[TextPart]) -> bool {
    let mut pairs = one.iter().zip(other);
    pairs
        .find_map(|pair| match pair {
            (TextPart::Literal(one), TextPart::Literal(other)) if one == other => None,
            (TextPart::Literal(one), TextPart::Literal(other)) => {
                let (one, other) = (one.as_bytes(), other.as_bytes());
                let length = one.len().min(other.len());
                Some(one.get(..length) == other.get(..length))
            }
            (TextPart::Symbol(one), TextPart::Symbol(other))
                if one == other && !one.domain.may_be_pattern =>
            {
                None
            }
            _ => Some(true),
        })
        .unwrap_or(true)
}

fn services(actions: &Elements<PolicyText>) -> Option<BTreeSet<String>> {
    let Elements::Only(texts) = actions else { return None };
    texts.iter().map(service).collect()
}

/// In lower case; `None`: it may be any.
fn service(text: &PolicyText) -> Option<String> {
    let Some(TextPart::Literal(start)) = text.parts().first() else { return None };
    Some(start.split_once(':')?.0.to_ascii_lowercase())
}

fn patterns(actions: &Elements<PolicyText>) -> Option<Vec<Pattern>> {
    let Elements::Only(texts) = actions else { return None };
    texts.iter().map(pattern).collect()
}

fn pattern(text: &PolicyText) -> Option<Pattern> {
    Some(Pattern::glob(&text.as_plain()?.to_ascii_lowercase()))
}

/// Whether two patterns of actions may begin alike.
fn may_begin_as(one: &PolicyText, other: &PolicyText) -> bool {
    match (one.parts().first(), other.parts().first()) {
        (Some(TextPart::Literal(one)), Some(TextPart::Literal(other))) => {
            let mut pairs = one.bytes().zip(other.bytes());
            pairs.all(|(one, other)| one.eq_ignore_ascii_case(&other))
        }
        _ => true,
    }
}
