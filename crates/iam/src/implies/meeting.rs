//! Finds how each rule may meet a resource of the statement that is compared.

use std::collections::BTreeMap;

use super::about::may_be_one;
use super::automaton::Cell;
use super::bounds::{ALL, from_list};
use super::driver::Driver;
use super::rules::Rule;
use super::step_budget::StepBudget;
use super::symbol_table::SymbolTable;
use crate::pattern::{Bounds, Style};
use crate::text::{PolicyText, TextPart};
use constructs_policy::Elements;

/// The rules that are compared: that of the statement comes first.
pub(super) struct Meets<'a> {
    pub(super) rules: &'a [Rule<'a>],
    pub(super) symbols: &'a SymbolTable,
    pub(super) style: Style,
}

/// A resource of the statement, and how each rule meets it.
pub(super) struct Meeting {
    /// The resource's own pattern first, that of words which are preferred last.
    lists: Vec<Vec<Bounds>>,
    of_rule: Vec<How>,
}

/// How a rule meets a resource.
enum How {
    Flags(u8),
    /// By a list of patterns, negated or not.
    List(usize, bool),
}

impl Meets<'_> {
    /// How the rules meet a resource of the statement; `flags`: those that each has by action and caller. `None`: they are too many.
    pub(super) fn at(
        &self,
        flags: &[u8],
        text: &PolicyText,
        budget: &mut StepBudget,
    ) -> Option<Meeting> {
        let mut meeting = Meeting { lists: vec![vec![self.pattern(text)]], of_rule: Vec::new() };
        let mut numbers: BTreeMap<Vec<Bounds>, usize> = BTreeMap::new();
        for (index, rule) in self.rules.iter().enumerate() {
            let is_about = flags.get(index).is_some_and(|flags| *flags != 0);
            let scope = rule.statement.resources.as_ref().filter(|_| is_about);
            meeting.of_rule.push(match scope {
                None => How::Flags(ALL),
                Some(Elements::Only(_)) if index == 0 => How::List(0, false),
                Some(scope) if scope.list().contains(text) => {
                    How::Flags(if scope.is_negated() { 0 } else { ALL })
                }
                Some(scope) => {
                    budget.spend(scope.list().len() as u64)?;
                    let near = scope.list().iter().filter(|other| may_be_one(text, other));
                    let patterns: Vec<Bounds> = near.map(|text| self.pattern(text)).collect();
                    let list = *numbers.entry(patterns.clone()).or_insert_with(|| {
                        meeting.lists.push(patterns);
                        meeting.lists.len() - 1
                    });
                    How::List(list, scope.is_negated())
                }
            });
        }
        let has_choice = !begins_as_arn(text);
        meeting.lists.push(has_choice.then(preferred).into_iter().collect());
        Some(meeting)
    }

    fn pattern(&self, text: &PolicyText) -> Bounds {
        let style = if text.is_anything() { Style::Glob } else { self.style };
        self.symbols.pattern(text, style)
    }
}

impl Meeting {
    pub(super) fn driver<'m>(&'m self, symbols: &'m SymbolTable) -> Driver<'m> {
        Driver { lists: &self.lists, symbols }
    }

    /// Each rule's flags where a resource meets the lists so.
    pub(super) fn flags(&self, flags: &[u8], cell: &Cell) -> Vec<u8> {
        let own = flags.iter().zip(&self.of_rule).map(|(own, how)| match how {
            How::Flags(flags) => own & flags,
            How::List(list, is_negated) => {
                own & from_list(cell.truth.get(*list).copied().unwrap_or(0), *is_negated)
            }
        });
        own.collect()
    }
}

/// Whether a text has no wildcard, or has begun an ARN's last field before its first one.
fn begins_as_arn(text: &PolicyText) -> bool {
    let is_wildcard = |part: &TextPart| matches!(part, TextPart::Many | TextPart::One);
    let Some(end) = text.parts().iter().position(is_wildcard) else { return true };
    let mut characters = text.parts().iter().take(end).flat_map(|part| match part {
        TextPart::Literal(text) => text.chars(),
        _ => "".chars(),
    });
    let is_arn =
        matches!(text.parts(), [TextPart::Literal(start), ..] if start.starts_with("arn:"));
    is_arn
        && (0..5).all(|_| characters.any(|character| character == ':'))
        && characters.next().is_some()
}

/// A pattern that words should meet where there is a choice: that of an ARN.
fn preferred() -> Bounds {
    Bounds::glob("arn:?*:?*:*:*:?*")
}
