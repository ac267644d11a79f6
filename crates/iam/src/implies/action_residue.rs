//! Classes of action names that patterns admit and that no service has yet.

use constructs_matching::{Pattern, Token};
use std::collections::BTreeSet;

use super::action_class::{ActionClass, ActionPatterns};
use super::action_status::ActionStatus;
use super::automaton::{Cell, Walk};
use super::match_flags::MUST;
use super::step_budget::StepBudget;
use super::symbol_table::{SymbolTable, WordUnit};
use crate::pattern::Bounds;
use crate::universe::ActionUniverse;

/// The patterns of all rules, and the names that are in use.
pub(super) struct Residue<'a> {
    /// The statement's patterns come first.
    pub(super) patterns: &'a [ActionPatterns],
    pub(super) universe: &'a ActionUniverse,
    /// Names that policies write out: in lower case, and as they are written.
    pub(super) written: &'a [(String, String)],
}

impl Residue<'_> {
    /// The classes: for each service that a pattern with a wildcard names, and for another service. `None` if a walk gets too
    /// large.
    pub(super) fn classes(&self, budget: &mut StepBudget) -> Option<Vec<ActionClass>> {
        let open = self.patterns.iter().flat_map(|own| &own.upper).filter(is_open);
        let services: BTreeSet<String> = open.filter_map(service_of).collect();
        let mut classes = Vec::new();
        for service in services.iter().map(Some).chain([None]) {
            // Names that the statement itself does not admit are in no class.
            if self.statement_may_name(service) {
                self.add_classes_of(service, &mut classes, budget)?;
            }
        }
        Some(classes)
    }

    /// Whether the statement may name an action of the service that no service has yet.
    fn statement_may_name(&self, service: Option<&String>) -> bool {
        self.patterns.first().is_some_and(|own| {
            let may_name = |one: &Pattern| is_open(&one) && is_of_service(one, service);
            own.is_negated || own.upper.iter().any(may_name)
        })
    }

    fn add_classes_of(
        &self,
        service: Option<&String>,
        classes: &mut Vec<ActionClass>,
        budget: &mut StepBudget,
    ) -> Option<()> {
        let lists = self.lists(service);
        let guards = vec![lists.len() - 1];
        let symbols = SymbolTable::default();
        let walk = Walk { lists, guards, symbols: &symbols, takes_empty: false, is_joint: false };
        let is_unknown =
            service.map_or(self.universe.is_empty(), |service| !self.universe.has_service(service));
        let status = if is_unknown { ActionStatus::OfUnknownService } else { ActionStatus::Future };
        for cell in walk.cells(budget)? {
            let flags = self.flags(&cell);
            if flags.first() == Some(&0) {
                continue;
            }
            if let Some(name) = self.find_unnamed(name_of(&cell), &walk.lists) {
                classes.push(ActionClass { name, status, flags });
            }
        }
        Some(())
    }

    /// Two lists for each rule, of what it may name and of what it must; and last, the shape of all names of the service.
    fn lists(&self, service: Option<&String>) -> Vec<Vec<Bounds>> {
        let mut lists: Vec<Vec<Bounds>> = Vec::new();
        for own in self.patterns {
            for list in [&own.upper, &own.lower] {
                let kept = list.iter().filter(is_open).filter(|one| is_of_service(one, service));
                lists.push(kept.map(as_bounds).collect());
            }
        }
        let shape = service.map_or("?*:?*".to_owned(), |service| format!("{service}:?*"));
        lists.push(vec![Bounds::glob(&shape)]);
        lists
    }

    fn flags(&self, cell: &Cell) -> Vec<u8> {
        let holds = |list: usize| cell.truth.get(list).is_some_and(|truth| truth & MUST != 0);
        let patterns = self.patterns.iter().enumerate();
        patterns.map(|(index, own)| own.truth(holds(2 * index), holds(2 * index + 1))).collect()
    }

    /// A name that meets the same patterns, and that no service has: this one, or one that differs in a character or two.
    fn find_unnamed(&self, name: String, lists: &[Vec<Bounds>]) -> Option<String> {
        let is_named = |name: &str| {
            self.universe.find(name).is_some() || self.written.iter().any(|(own, _)| own == name)
        };
        if !is_named(&name) {
            return Some(name);
        }
        let met = |name: &str| -> Vec<bool> {
            let characters: Vec<char> = name.chars().collect();
            lists.iter().map(|list| list.iter().any(|one| one.upper.matches(&characters))).collect()
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
                .map_or("", |character| after.get(character.len_utf8()..).unwrap_or_default());
            ["x", "q", "xq"].into_iter().flat_map(move |new| {
                [format!("{before}{new}{after}"), format!("{before}{new}{shorter}")]
            })
        });
        changes.into_iter().find(|changed| !is_named(changed) && met(changed) == wanted)
    }
}

/// Whether a pattern matches several names.
fn is_open(pattern: &&Pattern) -> bool {
    pattern.only_text().is_none()
}

/// Whether a pattern matches names of the service, or of several services.
fn is_of_service(pattern: &Pattern, service: Option<&String>) -> bool {
    match service_of(pattern) {
        None => true,
        own => own.as_ref() == service,
    }
}

fn name_of(cell: &Cell) -> String {
    let units = cell.word.iter();
    units
        .map(|unit| match unit {
            WordUnit::Char(character) => *character,
            WordUnit::Symbol(_) => '?',
        })
        .collect()
}

fn as_bounds(pattern: &Pattern) -> Bounds {
    let pattern = Pattern { folds_case: false, ..pattern.clone() };
    Bounds { lower: Some(pattern.clone()), upper: pattern }
}

/// The service that a pattern with wildcards is of; `None`: of several.
fn service_of(pattern: &Pattern) -> Option<String> {
    let characters = pattern.tokens.iter().map_while(|token| match token {
        Token::Char(character) => Some(*character),
        _ => None,
    });
    let text: String = characters.collect();
    text.split_once(':').map(|(service, _)| service.to_owned())
}
