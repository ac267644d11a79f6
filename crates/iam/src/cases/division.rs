//! Divides all deployments into cases, by formulas and by symbols with listed values.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::case::ConditionCase;
use super::formula::{Atom, Formula};
use crate::text::{PolicyText, Symbol};

/// The most cases of one comparison; past it, nothing is divided.
const MAX_CASES: usize = 64;

/// The variables that divide deployments into cases.
#[derive(Clone, Debug, Default)]
pub struct ConditionCases {
    symbols: BTreeMap<Arc<str>, (Symbol, BTreeSet<String>)>,
    atoms: BTreeSet<Arc<Atom>>,
}

impl ConditionCases {
    /// Adds what a formula compares.
    pub fn add_formula(&mut self, formula: &Formula) {
        formula.visit_atoms(&mut |atom| self.add_atom(atom));
    }

    fn add_atom(&mut self, atom: &Arc<Atom>) {
        let Atom::Equal(one, other) = &**atom else {
            self.atoms.insert(atom.clone());
            return;
        };
        self.add_listed(one);
        self.add_listed(other);
        match (one.as_symbol(), one.as_plain(), other.as_symbol(), other.as_plain()) {
            (Some(symbol), _, _, Some(text)) | (_, Some(text), Some(symbol), _)
                if !symbol.domain.is_list =>
            {
                let entry = self.symbols.entry(symbol.id.clone());
                let (_, texts) = entry.or_insert_with(|| (symbol.clone(), BTreeSet::new()));
                texts.insert(text);
            }
            _ => {
                let is_listed = |text: &PolicyText| {
                    text.symbols().all(|symbol| symbol.domain.listed().is_some())
                };
                if !(is_listed(one) && is_listed(other)) {
                    self.atoms.insert(atom.clone());
                }
            }
        }
    }

    /// Adds the symbols of a text that have listed values.
    pub fn add_listed(&mut self, text: &PolicyText) {
        for symbol in text.symbols() {
            if let Some(values) = symbol.domain.listed() {
                let entry = self.symbols.entry(symbol.id.clone());
                let (_, texts) = entry.or_insert_with(|| (symbol.clone(), BTreeSet::new()));
                texts.extend(values.iter().cloned());
            }
        }
    }

    /// What divides deployments, by name.
    pub fn names(&self) -> Vec<String> {
        let symbols = self.symbols.values().map(|(symbol, _)| symbol.name.to_string());
        symbols.chain(self.atoms.iter().map(ToString::to_string)).collect()
    }

    /// Whether nothing divides deployments.
    pub fn is_empty(&self) -> bool {
        self.symbols.is_empty() && self.atoms.is_empty()
    }

    /// Every case; `None` if there are more than 64 (`MAX_CASES`).
    pub fn all(&self) -> Option<Vec<ConditionCase>> {
        let compared: BTreeMap<Arc<str>, BTreeSet<String>> =
            self.symbols.iter().map(|(id, (_, texts))| (id.clone(), texts.clone())).collect();
        let empty = ConditionCase { compared: Arc::new(compared), ..ConditionCase::default() };
        let mut cases = vec![empty];
        for (id, (symbol, texts)) in &self.symbols {
            let values = match symbol.domain.listed() {
                Some(values) => values.iter().cloned().map(Some).collect::<BTreeSet<_>>(),
                None => texts.iter().cloned().map(Some).chain([None]).collect(),
            };
            cases = product(&cases, &values, |case, value| {
                case.values.insert(id.clone(), (symbol.clone(), value.clone()));
            })?;
        }
        for atom in &self.atoms {
            let truths = BTreeSet::from([true, false]);
            cases = product(&cases, &truths, |case, truth| {
                case.atoms.insert(atom.clone(), *truth);
            })?;
        }
        Some(cases)
    }
}

fn product<T>(
    cases: &[ConditionCase],
    options: &BTreeSet<T>,
    set: impl Fn(&mut ConditionCase, &T),
) -> Option<Vec<ConditionCase>> {
    if cases.len().saturating_mul(options.len()) > MAX_CASES {
        return None;
    }
    let pairs = cases.iter().flat_map(|case| options.iter().map(move |option| (case, option)));
    let all = pairs.map(|(case, option)| {
        let mut case = case.clone();
        set(&mut case, option);
        case
    });
    Some(all.collect())
}
