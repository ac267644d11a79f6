//! The actions of a statement -> classes of actions that no other statement tells apart, each with one action as its example,
//! and the residue: names that the patterns admit and nobody has given yet.

use constructs_matching::{Pattern, Token};
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::action_status::ActionStatus;
use super::automaton::Walk;
use super::bounds::from_list;
use super::match_flags::{CANONICAL, CERTAIN, MAY, MAY_BY_DEPLOYMENT, MUST};
use super::rules::Rule;
use super::step_budget::StepBudget;
use super::symbol_table::{SymbolTable, WordUnit};
use crate::action_pattern::{action_bounds, action_pattern};
use crate::pattern::Bounds;
use crate::text::PolicyText;
use crate::universe::{ActionUniverse, Bits};
use constructs_policy::Elements;

/// Actions that no statement tells apart.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    pub(crate) name: String,
    pub(crate) status: ActionStatus,
    /// For each rule, whether it is about the action: the flags of `bounds.rs`.
    pub(crate) flags: Vec<u8>,
}

/// Patterns of a rule's actions. `MUST` is decided by those that are certain.
struct Patterns {
    upper: Vec<Pattern>,
    lower: Vec<Pattern>,
    is_negated: bool,
    /// The flags where the rule lists the very text that the driver's actions are.
    is_same: bool,
}

impl Patterns {
    fn new(rule: &Rule<'_>, driving: Option<&PolicyText>) -> Self {
        let texts = rule.statement.actions.list();
        let bounds: Vec<Bounds> = texts.iter().map(action_bounds).collect();
        Self {
            lower: bounds.iter().filter_map(|bounds| bounds.lower.clone()).collect(),
            upper: bounds.into_iter().map(|bounds| bounds.upper).collect(),
            is_negated: rule.statement.actions.is_negated(),
            is_same: driving.is_some_and(|text| texts.contains(text)),
        }
    }

    fn truth(&self, is_upper: bool, is_lower: bool) -> u8 {
        let must = if is_lower || self.is_same { CERTAIN } else { 0 };
        let may = if is_upper || self.is_same { MAY | MAY_BY_DEPLOYMENT | CANONICAL } else { 0 };
        from_list(must | may, self.is_negated)
    }
}

/// What of a statement's actions is looked at: those that are known, or a text of which that isn't so.
pub(crate) struct Driving<'a> {
    /// Rules: the statement's comes first.
    pub(crate) rules: &'a [&'a Rule<'a>],
    /// A text with symbols among the statement's actions; `None`: all others.
    pub(crate) text: Option<&'a PolicyText>,
}

/// The parts of a statement's actions that are looked at one by one.
pub(crate) fn parts(actions: &Elements<PolicyText>) -> Vec<Option<&PolicyText>> {
    let Elements::Only(texts) = actions else { return vec![None] };
    let has_symbols = |text: &&PolicyText| text.symbols().next().is_some();
    let symbolic = texts.iter().filter(has_symbols).map(Some);
    let known = texts.iter().any(|text| !has_symbols(&text)).then_some(None);
    known.into_iter().chain(symbolic).collect()
}

impl Driving<'_> {
    fn own(&self) -> Patterns {
        let mut own = match self.rules.first() {
            Some(rule) => Patterns::new(rule, None),
            None => {
                return Patterns {
                    upper: Vec::new(),
                    lower: Vec::new(),
                    is_negated: false,
                    is_same: false,
                };
            }
        };
        if own.is_negated {
            return own;
        }
        if let Some(text) = self.text {
            let bounds = action_bounds(text);
            own.upper = vec![bounds.upper];
            own.lower = bounds.lower.into_iter().collect();
        } else if let Some(rule) = self.rules.first() {
            let known = rule.statement.actions.list().iter();
            let known = known.filter(|text| text.symbols().next().is_none());
            own.upper = known.map(action_pattern).collect();
            own.lower.clone_from(&own.upper);
        }
        own
    }

    /// Every class of the statement's actions, those of known actions first; `None` where the residue gets too large.
    pub(crate) fn classes(
        &self,
        universe: &ActionUniverse,
        budget: &mut StepBudget,
    ) -> Option<Vec<Class>> {
        let mut patterns = vec![self.own()];
        patterns.extend(self.rules.iter().skip(1).map(|rule| Patterns::new(rule, self.text)));
        let written = self.written_names(universe);
        let mut classes = self.known_classes(&patterns, universe, &written, budget)?;
        let mut seen: BTreeSet<Vec<u8>> = classes.iter().map(|class| class.flags.clone()).collect();
        let is_open = patterns.first().is_some_and(|own| {
            own.is_negated || own.upper.iter().any(|pattern| pattern.only_text().is_none())
        });
        if is_open {
            for class in residue(&patterns, universe, &written, budget)? {
                if seen.insert(class.flags.clone()) {
                    classes.push(class);
                }
            }
        }
        classes.sort_by_key(|class| class.status);
        Some(classes)
    }

    /// Names that the policies write out and the universe doesn't have: in lower case, and as they are written.
    fn written_names(&self, universe: &ActionUniverse) -> Vec<(String, String)> {
        let texts = self.rules.iter().flat_map(|rule| rule.statement.actions.list());
        let mut names = BTreeSet::new();
        for text in texts {
            let Some(name) = text.as_plain() else { continue };
            let lower = name.to_lowercase();
            let is_name = name.contains(':') && !name.contains(['*', '?']);
            if is_name && universe.find(&lower).is_none() {
                names.insert((lower, name));
            }
        }
        let mut names: Vec<(String, String)> = names.into_iter().collect();
        names.dedup_by(|one, other| one.0 == other.0);
        names
    }

    /// The statement's actions of the universe and the written names, split by each other rule.
    fn known_classes(
        &self,
        patterns: &[Patterns],
        universe: &ActionUniverse,
        written: &[(String, String)],
        budget: &mut StepBudget,
    ) -> Option<Vec<Class>> {
        let mut members = Members { universe, written, known: FxHashMap::default() };
        let (own, others) = patterns.split_first()?;
        let candidates = members.find(&own.upper, budget)?;
        let candidates: Vec<usize> = match own.is_negated {
            false => candidates.iter().collect(),
            true => {
                let lower = members.find(&own.lower, budget)?;
                (0..members.count()).filter(|index| !lower.has(*index)).collect()
            }
        };
        let own_lower = members.find(&own.lower, budget)?;
        let own_upper = members.find(&own.upper, budget)?;
        let is_few = candidates.len() <= 64;
        let others: Vec<(Bits, Bits)> = match is_few {
            true => Vec::new(),
            false => {
                let sets = others.iter().map(|other| {
                    let upper = members.find(&other.upper, budget)?;
                    let lower = members.find(&other.lower, budget)?;
                    Some((upper, lower))
                });
                sets.collect::<Option<_>>()?
            }
        };
        let mut seen: FxHashMap<Vec<u8>, ()> = FxHashMap::default();
        let mut classes = Vec::new();
        for index in candidates {
            budget.spend(patterns.len() as u64)?;
            let mut flags = vec![own.truth(own_upper.has(index), own_lower.has(index))];
            let rest = patterns.get(1..).unwrap_or_default();
            if is_few {
                let name: Vec<char> = members.lower(index).chars().collect();
                flags.extend(rest.iter().map(|other| {
                    let meets = |list: &[Pattern]| list.iter().any(|one| one.matches(&name));
                    let is_upper = meets(&other.upper);
                    other.truth(is_upper, is_upper && meets(&other.lower))
                }));
            } else {
                flags.extend(rest.iter().zip(&others).map(|(other, (upper, lower))| {
                    other.truth(upper.has(index), lower.has(index))
                }));
            }
            if seen.insert(flags.clone(), ()).is_none() {
                let (name, status) = members.name(index);
                classes.push(Class { name, status, flags });
            }
        }
        Some(classes)
    }
}

/// The universe and the written names, by number.
struct Members<'a> {
    universe: &'a ActionUniverse,
    written: &'a [(String, String)],
    known: FxHashMap<Pattern, Bits>,
}

impl Members<'_> {
    fn count(&self) -> usize {
        self.universe.len() + self.written.len()
    }

    fn lower(&self, index: usize) -> &str {
        match self.universe.lower(index) {
            Some(name) => name,
            None => self.written.get(index - self.universe.len()).map_or("", |(name, _)| name),
        }
    }

    fn name(&self, index: usize) -> (String, ActionStatus) {
        match self.universe.name(index) {
            Some(name) => (name.to_owned(), ActionStatus::Known),
            None => {
                let own = self.written.get(index - self.universe.len());
                (own.map(|(_, name)| name.clone()).unwrap_or_default(), ActionStatus::Written)
            }
        }
    }

    /// The numbers of all names that one of the patterns matches.
    fn find(&mut self, patterns: &[Pattern], budget: &mut StepBudget) -> Option<Bits> {
        let mut members = Bits::with_length(self.count());
        for pattern in patterns {
            if !self.known.contains_key(pattern) {
                let own = self.match_pattern(pattern, budget)?;
                self.known.insert(pattern.clone(), own);
            }
            if let Some(own) = self.known.get(pattern) {
                members.insert_from(own);
            }
        }
        Some(members)
    }

    fn match_pattern(&self, pattern: &Pattern, budget: &mut StepBudget) -> Option<Bits> {
        let mut members = Bits::with_length(self.count());
        let characters = pattern.tokens.iter().map_while(|token| match token {
            Token::Char(character) => Some(*character),
            _ => None,
        });
        let prefix: String = characters.collect();
        let is_prefix = pattern.tokens.len() == prefix.chars().count() + 1
            && pattern.tokens.last() == Some(&Token::Many);
        let range = self.universe.with_prefix(&prefix);
        budget.spend(range.len() as u64 / 8 + 1)?;
        if is_prefix {
            members.insert_all(range);
        } else {
            for index in range {
                let name = self.universe.lower(index).unwrap_or_default();
                if pattern.matches(&name.chars().collect::<Vec<_>>()) {
                    members.insert(index);
                }
            }
        }
        for (index, (name, _)) in self.written.iter().enumerate() {
            if pattern.matches(&name.chars().collect::<Vec<_>>()) {
                members.insert(self.universe.len() + index);
            }
        }
        Some(members)
    }
}

/// Classes of names that nobody has given yet: for each service that a pattern with a wildcard names, and for another.
fn residue(
    patterns: &[Patterns],
    universe: &ActionUniverse,
    written: &[(String, String)],
    budget: &mut StepBudget,
) -> Option<Vec<Class>> {
    let is_open = |pattern: &&Pattern| pattern.only_text().is_none();
    let open = patterns.iter().flat_map(|own| &own.upper).filter(is_open);
    let services: BTreeSet<String> = open.filter_map(service_of).collect();
    let mut classes = Vec::new();
    for service in services.iter().map(Some).chain([None]) {
        let is_of_service = |pattern: &&Pattern| match service_of(pattern) {
            None => true,
            own => own.as_ref() == service,
        };
        // Names that the statement itself does not admit are in no class.
        let is_about = patterns.first().is_some_and(|own| {
            own.is_negated || own.upper.iter().any(|one| is_open(&one) && is_of_service(&one))
        });
        if !is_about {
            continue;
        }
        // Two lists a rule: what it may name, and what it must.
        let mut lists: Vec<Vec<Bounds>> = Vec::new();
        for own in patterns {
            for list in [&own.upper, &own.lower] {
                let kept = list.iter().filter(is_open).filter(is_of_service);
                lists.push(kept.map(as_bounds).collect());
            }
        }
        let shape = service.map_or("?*:?*".to_owned(), |service| format!("{service}:?*"));
        lists.push(vec![Bounds::glob(&shape)]);
        let guards = vec![lists.len() - 1];
        let symbols = SymbolTable::default();
        let walk = Walk { lists, guards, symbols: &symbols, takes_empty: false, is_joint: false };
        let is_unknown =
            service.map_or(universe.is_empty(), |service| !universe.has_service(service));
        let status = if is_unknown { ActionStatus::OfUnknownService } else { ActionStatus::Future };
        for cell in walk.cells(budget)? {
            let holds = |list: usize| cell.truth.get(list).is_some_and(|truth| truth & MUST != 0);
            let flags: Vec<u8> = patterns
                .iter()
                .enumerate()
                .map(|(index, own)| own.truth(holds(2 * index), holds(2 * index + 1)))
                .collect();
            if flags.first() == Some(&0) {
                continue;
            }
            let name: String = cell
                .word
                .iter()
                .map(|unit| match unit {
                    WordUnit::Char(character) => *character,
                    WordUnit::Symbol(_) => '?',
                })
                .collect();
            let is_named = |name: &str| {
                universe.find(name).is_some() || written.iter().any(|(own, _)| own == name)
            };
            if let Some(name) = find_unnamed(name, &walk.lists, is_named) {
                classes.push(Class { name, status, flags });
            }
        }
    }
    Some(classes)
}

fn as_bounds(pattern: &Pattern) -> Bounds {
    let pattern = Pattern { folds_case: false, ..pattern.clone() };
    Bounds { lower: Some(pattern.clone()), upper: pattern }
}

/// A name that meets the same patterns, and that nobody has given: this one, or one that differs in a character or two.
fn find_unnamed(
    name: String,
    lists: &[Vec<Bounds>],
    is_named: impl Fn(&str) -> bool,
) -> Option<String> {
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

/// The service that a pattern with wildcards is of; `None`: of several.
fn service_of(pattern: &Pattern) -> Option<String> {
    let characters = pattern.tokens.iter().map_while(|token| match token {
        Token::Char(character) => Some(*character),
        _ => None,
    });
    let text: String = characters.collect();
    text.split_once(':').map(|(service, _)| service.to_owned())
}
