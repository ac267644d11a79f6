//! Formulas and symbols with listed values -> the cases into which they divide all deployments.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::formula::{Atom, Formula};
use crate::document::PolicyStatement;
use crate::text::{PolicyText, Symbol};

/// The most cases of one comparison; past it, nothing is divided.
const MAX_CASES: usize = 64;

/// What is known in one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConditionCase {
    /// By the id of a symbol: its value; `None` where its value differs from every text in `compared`.
    values: BTreeMap<Arc<str>, (Symbol, Option<String>)>,
    /// Comparisons of other texts.
    atoms: BTreeMap<Arc<Atom>, bool>,
    /// By the id of a symbol, the texts that it is compared with.
    compared: Arc<BTreeMap<Arc<str>, BTreeSet<String>>>,
}

impl ConditionCase {
    /// Whether a comparison holds; `None` where this case does not decide it.
    pub fn holds(&self, atom: &Arc<Atom>) -> Option<bool> {
        if let Some(truth) = self.atoms.get(atom) {
            return Some(*truth);
        }
        let Atom::Equal(one, other) = &**atom else { return None };
        if self.is_excluded(one, other) || self.is_excluded(other, one) {
            return Some(false);
        }
        let (one, other) = (self.text(one, false), self.text(other, false));
        if one == other {
            return Some(true);
        }
        Some(one.as_plain()? == other.as_plain()?)
    }

    /// Whether a symbol is compared with a text, and this case gives the symbol another value than every compared text.
    fn is_excluded(&self, symbol: &PolicyText, text: &PolicyText) -> bool {
        let (Some(symbol), Some(text)) = (symbol.as_symbol(), text.as_plain()) else {
            return false;
        };
        let is_other = matches!(self.values.get(&symbol.id), Some((_, None)));
        is_other && self.compared.get(&symbol.id).is_some_and(|texts| texts.contains(&text))
    }

    /// The value of a symbol, where this case decides it.
    pub fn value(&self, symbol: &Symbol) -> Option<String> {
        self.values.get(&symbol.id)?.1.clone()
    }

    /// A text with the values of this case.
    pub fn text(&self, text: &PolicyText, has_variables: bool) -> PolicyText {
        text.with_values(&|symbol| self.value(symbol), has_variables)
    }

    /// The case in which every symbol of these statements that has a default has it; `None` where none has one.
    pub fn of_defaults<'s>(statements: impl Iterator<Item = &'s PolicyStatement>) -> Option<Self> {
        let mut case = Self::default();
        let mut add = |text: &PolicyText| {
            for symbol in text.symbols().filter(|symbol| !symbol.domain.is_list) {
                // A dynamic reference is replaced by a value that the template does not have.
                let default = symbol.domain.default.as_ref();
                if let Some(default) = default.filter(|text| !text.contains("{{resolve:")) {
                    let value = (symbol.clone(), Some(default.to_string()));
                    case.values.insert(symbol.id.clone(), value);
                }
            }
        };
        for statement in statements {
            statement.texts().for_each(&mut add);
            statement.presence.visit_atoms(&mut |atom| {
                if let Atom::Equal(one, other) = &**atom {
                    add(one);
                    add(other);
                }
            });
        }
        (!case.values.is_empty()).then_some(case)
    }

    /// The case in words: `<Env> = prod, and not <Size> = 1`.
    pub fn words(&self) -> String {
        let values = self.values.values().map(|(symbol, value)| match value {
            Some(value) => format!("`{}` is `{value}`", symbol.name),
            None => {
                let texts = self.compared.get(&symbol.id).into_iter().flatten();
                let texts: Vec<String> = texts.map(|text| format!("`{text}`")).collect();
                format!("`{}` is not {}", symbol.name, texts.join(" or "))
            }
        });
        let atoms = self.atoms.iter().map(|(atom, truth)| match truth {
            true => atom.to_string(),
            false => format!("not {atom}"),
        });
        values.chain(atoms).collect::<Vec<_>>().join(", and ")
    }
}

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

    /// Adds what a statement depends on.
    pub fn add_statement(&mut self, statement: &PolicyStatement) {
        self.add_formula(&statement.presence);
        statement.texts().for_each(|text| self.add_listed(text));
        let principals = statement.principals.iter().flat_map(|scope| scope.list());
        principals.for_each(|entry| self.add_listed(&entry.text));
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

    /// Every case; `None` where they are more than [`MAX_CASES`].
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
