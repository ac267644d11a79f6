//! Action patterns over the universe -> classes of actions that no statement tells apart, each with one that stands
//! for all, and the residue: names that the patterns admit and nobody has given yet.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::automaton::{MUST, Walk};
use super::letters::{Glyph, Letters};
use super::rules::{Rule, RuleSet};
use super::work::Work;
use crate::access::document::Scope;
use crate::access::pattern::{Pattern, Resolved, Style, Token};
use crate::access::text::Text;
use crate::access::universe::{ActionUniverse, Bits};

/// What is known of the action that stands for a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Standing {
    /// It is in the universe.
    Known,
    /// A policy writes it out, and the universe doesn't have it.
    Written,
    /// It was made up, of a service that the universe doesn't have.
    OfUnknownService,
    /// It was made up: an action that the service may get.
    Future,
}

/// Actions that no statement tells apart.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    pub(crate) name: String,
    pub(crate) standing: Standing,
    pub(crate) rules: RuleSet,
}

/// An action pattern, in lower case.
pub(crate) fn action_pattern(text: &Text) -> Pattern {
    let shown = |part: &crate::access::text::Part| {
        Resolved::Text(Text::new(vec![part.clone()]).to_string())
    };
    let pattern = Pattern::compile(text, Style::Glob, true, &shown);
    pattern.unwrap_or(Pattern { tokens: Vec::new(), folds_case: true, is_impossible: true })
}

/// Every class, those of known actions first; `None` where the residue gets too large.
pub(crate) fn classes(
    rules: &[Rule<'_>],
    universe: &ActionUniverse,
    work: &mut Work,
) -> Option<Vec<Class>> {
    let patterns: Vec<Vec<Pattern>> = rules
        .iter()
        .map(|rule| rule.statement.actions.list().iter().map(action_pattern).collect())
        .collect();
    let written = written(rules, &patterns, universe);
    let mut classes = known_classes(rules, &patterns, universe, &written);
    let mut seen: BTreeSet<RuleSet> = classes.iter().map(|class| class.rules.clone()).collect();
    for class in residue(rules, &patterns, universe, &written, work)? {
        if seen.insert(class.rules.clone()) {
            classes.push(class);
        }
    }
    classes.sort_by_key(|class| class.standing);
    Some(classes)
}

/// Names that the patterns write out and the universe doesn't have: in lower case, and as they are written.
fn written(
    rules: &[Rule<'_>],
    patterns: &[Vec<Pattern>],
    universe: &ActionUniverse,
) -> Vec<(String, String)> {
    let texts = rules.iter().flat_map(|rule| rule.statement.actions.list()).map(Text::to_string);
    let texts: Vec<String> = texts.collect();
    let spelled = |name: String| {
        let own = texts.iter().find(|text| text.to_lowercase() == name).cloned();
        (name.clone(), own.unwrap_or(name))
    };
    let names: BTreeSet<String> =
        patterns.iter().flatten().filter_map(Pattern::only_text).collect();
    names
        .into_iter()
        .filter(|name| name.contains(':') && universe.find(name).is_none())
        .map(spelled)
        .collect()
}

/// The universe and the written names, split by each statement in turn.
fn known_classes(
    rules: &[Rule<'_>],
    patterns: &[Vec<Pattern>],
    universe: &ActionUniverse,
    written: &[(String, String)],
) -> Vec<Class> {
    let count = universe.len() + written.len();
    let mut known: FxHashMap<&Pattern, Bits> = FxHashMap::default();
    let members: Vec<Bits> = patterns
        .iter()
        .map(|list| {
            let mut members = Bits::with_length(count);
            for pattern in list {
                let own =
                    known.entry(pattern).or_insert_with(|| members_of(pattern, universe, written));
                members.insert_from(own);
            }
            members
        })
        .collect();
    let mut class_of = vec![0_u32; count];
    let mut classes = 1_u32;
    let distinct: BTreeSet<&Bits> = members.iter().collect();
    for members in distinct {
        let mut moved: FxHashMap<u32, u32> = FxHashMap::default();
        for index in members.iter() {
            if let Some(class) = class_of.get_mut(index) {
                *class = *moved.entry(*class).or_insert_with(|| {
                    classes += 1;
                    classes - 1
                });
            }
        }
    }
    let mut found: FxHashMap<u32, ()> = FxHashMap::default();
    let firsts =
        class_of.iter().enumerate().filter(|(_, class)| found.insert(**class, ()).is_none());
    firsts
        .map(|(index, _)| {
            let rules = RuleSet::of(rules.len(), |rule| {
                let is_listed = members.get(rule).is_some_and(|members| members.has(index));
                rules.get(rule).is_some_and(|rule| rule.statement.actions.is_negated() != is_listed)
            });
            let (name, standing) = match universe.name(index) {
                Some(name) => (name.to_owned(), Standing::Known),
                None => (
                    written
                        .get(index - universe.len())
                        .map(|(_, name)| name.clone())
                        .unwrap_or_default(),
                    Standing::Written,
                ),
            };
            Class { name, standing, rules }
        })
        .collect()
}

fn members_of(pattern: &Pattern, universe: &ActionUniverse, written: &[(String, String)]) -> Bits {
    let mut members = Bits::with_length(universe.len() + written.len());
    let prefix: String = pattern
        .tokens
        .iter()
        .map_while(|token| match token {
            Token::Char(letter) => Some(*letter),
            _ => None,
        })
        .collect();
    let is_prefix = pattern.tokens.len() == prefix.chars().count() + 1
        && pattern.tokens.last() == Some(&Token::Many);
    let range = universe.with_prefix(&prefix);
    if is_prefix {
        members.insert_all(range);
    } else {
        for index in range {
            let name = universe.lower(index).unwrap_or_default();
            if pattern.matches(&name.chars().collect::<Vec<_>>()) {
                members.insert(index);
            }
        }
    }
    for (index, (name, _)) in written.iter().enumerate() {
        if pattern.matches(&name.chars().collect::<Vec<_>>()) {
            members.insert(universe.len() + index);
        }
    }
    members
}

/// Classes of names that nobody has given yet: for each service that a pattern with a wildcard names, and for another.
fn residue(
    rules: &[Rule<'_>],
    patterns: &[Vec<Pattern>],
    universe: &ActionUniverse,
    written: &[(String, String)],
    work: &mut Work,
) -> Option<Vec<Class>> {
    let open = patterns.iter().flatten().filter(|pattern| pattern.only_text().is_none());
    let services: BTreeSet<String> = open.filter_map(service_of).collect();
    let mut classes = Vec::new();
    for service in services.iter().map(Some).chain([None]) {
        let mut lists: Vec<Vec<Pattern>> = patterns
            .iter()
            .map(|list| {
                let own = list.iter().filter(|pattern| pattern.only_text().is_none());
                let own = own.filter(|pattern| match service_of(pattern) {
                    None => true,
                    own => own.as_ref() == service,
                });
                own.map(|pattern| Pattern { folds_case: false, ..pattern.clone() }).collect()
            })
            .collect();
        let shape = service.map_or("?*:?*".to_owned(), |service| format!("{service}:?*"));
        lists.push(vec![Pattern::glob(&shape)]);
        let guards = vec![lists.len() - 1];
        let letters = Letters::default();
        let walk = Walk {
            lists,
            guards,
            letters: &letters,
            preferred: None,
            takes_empty: false,
            is_joint: false,
        };
        let is_unknown =
            service.map_or(universe.is_empty(), |service| !universe.has_service(service));
        let standing = if is_unknown { Standing::OfUnknownService } else { Standing::Future };
        for cell in walk.cells(work)? {
            let holds = |index: usize| cell.truth.get(index).is_some_and(|truth| truth & MUST != 0);
            let rules = RuleSet::of(rules.len(), |index| {
                rules.get(index).is_some_and(|rule| {
                    matches!(rule.statement.actions, Scope::Except(_)) != holds(index)
                })
            });
            let name: String = cell
                .word
                .iter()
                .map(|glyph| match glyph {
                    Glyph::Char(letter) => *letter,
                    Glyph::Letter(_) => '?',
                })
                .collect();
            let is_named = |name: &str| {
                universe.find(name).is_some() || written.iter().any(|(own, _)| own == name)
            };
            if let Some(name) = unnamed(name, &walk.lists, is_named) {
                classes.push(Class { name, standing, rules });
            }
        }
    }
    Some(classes)
}

/// A name that meets the same patterns, and that nobody has given: this one, or one that differs in a letter or two.
fn unnamed(
    name: String,
    lists: &[Vec<Pattern>],
    is_named: impl Fn(&str) -> bool,
) -> Option<String> {
    if !is_named(&name) {
        return Some(name);
    }
    let met = |name: &str| -> Vec<bool> {
        let letters: Vec<char> = name.chars().collect();
        lists.iter().map(|list| list.iter().any(|pattern| pattern.matches(&letters))).collect()
    };
    let wanted = met(&name);
    let action = name.find(':').unwrap_or_default() + 1;
    let places =
        name.char_indices().map(|(at, _)| at).chain([name.len()]).filter(|at| *at >= action);
    let changes = places.flat_map(|at| {
        let (before, after) = name.split_at(at);
        let shorter = after
            .chars()
            .next()
            .map_or("", |letter| after.get(letter.len_utf8()..).unwrap_or_default());
        ["x", "q", "xq"].into_iter().flat_map(move |new| {
            [format!("{before}{new}{after}"), format!("{before}{new}{shorter}")]
        })
    });
    changes.into_iter().find(|changed| !is_named(changed) && met(changed) == wanted)
}

/// The service that a pattern with wildcards is of; `None`: of several.
fn service_of(pattern: &Pattern) -> Option<String> {
    let letters = pattern.tokens.iter().map_while(|token| match token {
        Token::Char(letter) => Some(*letter),
        _ => None,
    });
    let text: String = letters.collect();
    text.split_once(':').map(|(service, _)| service.to_owned())
}
