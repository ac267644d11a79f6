//! The ways in which a request can have a key, from all conditions on the key: absent, or with values of which each is an
//! example of all values that no condition tells apart.
//!
//! INVARIANT: every value of a request meets the conditions as one of these does, unless `is_partial` says otherwise.

use constructs_matching::Token;
use std::collections::BTreeSet;

use super::automaton::Walk;
use super::bounds::{ALL, GRANTS, HIGH, HIGH_BY_DEPLOYMENT, from_list};
use super::fits::{ASSUMED_MATCH, ASSUMED_MISMATCH, FITS, Wants, plain, word};
use super::samples;
use super::step_budget::StepBudget;
use super::symbol_table::{SymbolTable, Word, WordUnit};
use crate::document::PolicyCondition;
use crate::eval::condition::without_values;
use crate::pattern::Bounds;
use crate::text::PolicyText;
use crate::value::compare::Wanted;
use constructs_policy::{Comparison, Quantifier};

/// The maximum number of sets of values in one comparison.
const MAX_VALUE_SETS: usize = 4096;

/// The maximum number of wants that are tried both ways.
const MAX_FREE_VALUES: usize = 6;

/// One way in which a request can have a key.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    /// None: the key is absent.
    pub(crate) values: Vec<Word>,
    /// For each condition, whether it holds (the flags of `bounds.rs`).
    pub(crate) truth: Vec<u8>,
    /// A value that a condition on the key can't read, such as a word where numbers are compared.
    pub(crate) is_odd: bool,
    /// The symbols in the values. A choice with a symbol is there for the conditions that have it.
    pub(crate) symbols: BTreeSet<u16>,
}

/// All ways.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choices {
    pub(crate) choices: Vec<Choice>,
    /// Not all ways are there: nothing is proved by them.
    pub(crate) is_partial: bool,
}

struct Value {
    word: Word,
    fits: Vec<u8>,
    is_odd: bool,
}

/// Every way to have a key.
///
/// `is_joint`: a statement has several conditions on the key. `is_many`: a request may have several values of
/// it.
pub(crate) fn choices(
    conditions: &[&PolicyCondition],
    is_joint: bool,
    is_many: bool,
    symbols: &SymbolTable,
    budget: &mut StepBudget,
) -> Choices {
    let wants: Vec<Wants> =
        conditions.iter().map(|condition| Wants::new(condition, symbols)).collect();
    let (values, mut is_partial) = values(&wants, is_joint, symbols, budget);
    let mut values = with_free(values, conditions, &wants, &mut is_partial);
    let mut seen = BTreeSet::new();
    values.sort_by_key(|value| value.is_odd);
    values
        .retain(|value| seen.insert((value.fits.clone(), value.is_odd, symbols_in([&value.word]))));
    let absent = Choice {
        values: Vec::new(),
        truth: conditions.iter().map(|one| when_absent(one)).collect(),
        is_odd: false,
        symbols: BTreeSet::new(),
    };
    let mut choices = vec![absent];
    let sets = if is_many {
        sets_of(&values, &mut is_partial, budget)
    } else {
        (0..values.len()).map(|index| vec![index]).collect()
    };
    let mut seen = BTreeSet::new();
    for set in sets {
        let chosen: Vec<&Value> = set.iter().filter_map(|index| values.get(*index)).collect();
        let truth: Vec<u8> = conditions
            .iter()
            .enumerate()
            .map(|(index, condition)| {
                holds(condition, chosen.iter().filter_map(|value| value.fits.get(index)))
            })
            .collect();
        let is_odd = chosen.iter().any(|value| value.is_odd);
        let symbols = symbols_in(chosen.iter().map(|value| &value.word));
        if seen.insert((truth.clone(), is_odd, symbols.clone())) {
            choices.push(Choice {
                values: chosen.iter().map(|value| value.word.clone()).collect(),
                truth,
                is_odd,
                symbols,
            });
        }
    }
    Choices { choices, is_partial }
}

fn values(
    wants: &[Wants],
    is_joint: bool,
    symbols: &SymbolTable,
    budget: &mut StepBudget,
) -> (Vec<Value>, bool) {
    let mut is_partial = false;
    let lists: Vec<Vec<Bounds>> =
        wants.iter().map(|wants| wants.patterns().cloned().collect()).collect();
    let wanted = || wants.iter().flat_map(|wants| &wants.wanted);
    let typed = samples::typed(wanted());
    let is_readable = |text: &str| wanted().all(|wanted| can_read(wanted, text));
    let mut found: Vec<Value> = typed
        .iter()
        .chain(&odd(wanted()))
        .map(|text| Value {
            word: word(text),
            fits: wants.iter().map(|wants| wants.match_text(text, symbols)).collect(),
            is_odd: !is_readable(text),
        })
        .collect();
    if lists.iter().any(|list| !list.is_empty()) {
        let is_open = |token: &Token| !matches!(token, Token::Char(_));
        is_partial |= !typed.is_empty()
            && lists.iter().flatten().any(|bounds| bounds.upper.tokens.iter().any(is_open));
        let walk = Walk { lists, guards: Vec::new(), symbols, takes_empty: true, is_joint };
        match walk.cells(budget) {
            None => is_partial = true,
            Some(cells) => found.extend(cells.into_iter().map(|cell| {
                let fits = wants.iter().zip(&cell.truth);
                let fits = fits
                    .map(|(wants, walked)| wants.match_word(&cell.word, *walked, symbols))
                    .collect();
                let is_odd = plain(&cell.word).is_some_and(|text| !is_readable(&text));
                Value { word: cell.word, fits, is_odd }
            })),
        }
    }
    if found.is_empty() {
        found.push(Value {
            word: word("value"),
            fits: wants.iter().map(|wants| wants.match_text("value", symbols)).collect(),
            is_odd: false,
        });
    }
    (found, is_partial)
}

/// Each value both ways, fitting and not, where that is free; conditions that want the same go together.
fn with_free(
    mut values: Vec<Value>,
    conditions: &[&PolicyCondition],
    wants: &[Wants],
    is_partial: &mut bool,
) -> Vec<Value> {
    let mut groups: Vec<(&PolicyCondition, Vec<usize>)> = Vec::new();
    for (index, condition) in conditions.iter().enumerate() {
        if !wants.get(index).is_some_and(|wants| wants.is_free) {
            continue;
        }
        let is_same = |other: &PolicyCondition| {
            other.operator.comparison == condition.operator.comparison
                && other.values == condition.values
        };
        match groups.iter_mut().find(|(other, _)| is_same(other)) {
            Some((_, members)) => members.push(index),
            None => groups.push((condition, vec![index])),
        }
    }
    *is_partial |= groups.len() > MAX_FREE_VALUES;
    for (_, members) in groups.iter().take(MAX_FREE_VALUES) {
        let fitting: Vec<Value> = values
            .iter()
            .map(|value| {
                let fits = value.fits.iter().enumerate();
                let fits = fits.map(|(index, fits)| match members.contains(&index) {
                    true => *fits | ASSUMED_MATCH,
                    false => *fits,
                });
                Value { word: value.word.clone(), fits: fits.collect(), is_odd: value.is_odd }
            })
            .collect();
        for index in members {
            for value in &mut values {
                if let Some(fits) = value.fits.get_mut(*index) {
                    *fits |= ASSUMED_MISMATCH;
                }
            }
        }
        values.extend(fitting);
    }
    values
}

/// A value that none of the types is written as, where a condition reads a type.
fn odd<'a>(mut wanted: impl Iterator<Item = &'a Wanted>) -> Vec<String> {
    let is_typed = |wanted: &Wanted| {
        matches!(wanted, Wanted::Number(..) | Wanted::Date(..) | Wanted::Bool(_) | Wanted::Block(_))
    };
    if wanted.any(is_typed) { vec!["unreadable".to_owned()] } else { Vec::new() }
}

fn can_read(wanted: &Wanted, text: &str) -> bool {
    match wanted {
        Wanted::Number(..) => crate::value::number::parse_number(text).is_some(),
        Wanted::Date(..) => crate::value::date::parse_instant(text).is_some(),
        Wanted::Bool(_) => ["true", "false"].contains(&text),
        Wanted::Block(_) => crate::value::network::parse_block(text).is_some(),
        _ => true,
    }
}

/// For each condition, the flags that one value of a set has, and those that all have.
type Meets = Vec<(u8, u8)>;

/// Sets of values that differ in which of the flags all have, or one has.
fn sets_of(values: &[Value], is_partial: &mut bool, budget: &mut StepBudget) -> Vec<Vec<usize>> {
    let mut sets: Vec<(Vec<usize>, Meets)> = Vec::new();
    let mut seen: BTreeSet<(Meets, BTreeSet<u16>)> = BTreeSet::new();
    let words = |members: &[usize]| {
        symbols_in(members.iter().filter_map(|index| Some(&values.get(*index)?.word)))
    };
    for (index, value) in values.iter().enumerate() {
        let meets: Meets = value.fits.iter().map(|fits| (*fits, *fits)).collect();
        seen.insert((meets.clone(), words(&[index])));
        sets.push((vec![index], meets));
    }
    let mut done = 0;
    while let Some((members, meets)) = sets.get(done).cloned() {
        done += 1;
        for (index, value) in values.iter().enumerate() {
            if sets.len() >= MAX_VALUE_SETS || budget.spend(meets.len() as u64 + 1).is_none() {
                *is_partial = true;
                break;
            }
            let joined: Meets = meets
                .iter()
                .zip(&value.fits)
                .map(|((any, all), fits)| (any | fits, all & fits))
                .collect();
            let mut members = members.clone();
            members.push(index);
            if seen.insert((joined.clone(), words(&members))) {
                sets.push((members, joined));
            }
        }
    }
    sets.into_iter().map(|(members, _)| members).collect()
}

fn symbols_in<'a>(words: impl IntoIterator<Item = &'a Word>) -> BTreeSet<u16> {
    let units = words.into_iter().flatten();
    units
        .filter_map(|unit| if let WordUnit::Symbol(symbol) = unit { Some(*symbol) } else { None })
        .collect()
}

fn when_absent(condition: &PolicyCondition) -> u8 {
    if condition.operator.comparison == Comparison::Null {
        return asks(condition, "true");
    }
    if without_values(condition.operator, true) == Some(true) { ALL } else { 0 }
}

/// Whether a `Null` condition has this value.
fn asks(condition: &PolicyCondition, wanted: &str) -> u8 {
    let is_wanted =
        |text: &PolicyText| text.as_plain().is_some_and(|own| own.eq_ignore_ascii_case(wanted));
    if condition.values.iter().any(is_wanted) {
        ALL
    } else if condition.values.iter().any(|value| value.as_plain().is_none()) {
        HIGH | HIGH_BY_DEPLOYMENT | GRANTS
    } else {
        0
    }
}

/// Whether a condition holds of values that fit so.
fn holds<'a>(condition: &PolicyCondition, fits: impl Iterator<Item = &'a u8>) -> u8 {
    if condition.operator.comparison == Comparison::Null {
        return asks(condition, "false");
    }
    let (any, all) = fits.fold((0, FITS), |(any, all), fits| (any | fits, all & fits));
    let is_negated = condition.operator.is_negated;
    match (condition.operator.quantifier, is_negated) {
        (Some(Quantifier::ForAllValues), false) | (Some(Quantifier::ForAnyValue), true) => {
            from_list(all, is_negated)
        }
        _ => from_list(any, is_negated),
    }
}
