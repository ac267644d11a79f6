//! One case of the deployments: the values of symbols and the truth of comparisons that are known in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::formula::{Atom, Formula};
use crate::text::{PolicyText, Symbol};

/// What is known in one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConditionCase {
    /// By the id of a symbol: its value; `None` where its value differs from every text in `compared`.
    pub(super) values: BTreeMap<Arc<str>, (Symbol, Option<String>)>,
    /// Comparisons of other texts.
    pub(super) atoms: BTreeMap<Arc<Atom>, bool>,
    /// By the id of a symbol, the texts that it is compared with.
    pub(super) compared: Arc<BTreeMap<Arc<str>, BTreeSet<String>>>,
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

    /// The case in which every symbol of these texts that has a default has it; `None` where none has one.
    pub fn from_defaults<'s>(texts: impl Iterator<Item = &'s PolicyText>) -> Option<Self> {
        let mut case = Self::default();
        for symbol in texts.flat_map(PolicyText::symbols).filter(|symbol| !symbol.domain.is_list) {
            // A dynamic reference is replaced by a value that the template does not have.
            let default = symbol.domain.default.as_ref();
            if let Some(default) = default.filter(|text| !text.contains("{{resolve:")) {
                let value = (symbol.clone(), Some(default.to_string()));
                case.values.insert(symbol.id.clone(), value);
            }
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

impl Formula {
    /// Whether it holds in a case; `None` where the case does not decide it.
    pub fn holds(&self, case: &ConditionCase) -> Option<bool> {
        match self {
            Self::Known(truth) => Some(*truth),
            Self::Unread(_) => None,
            Self::Atom(atom) => case.holds(atom),
            Self::Not(inner) => inner.holds(case).map(|truth| !truth),
            Self::All(parts) => combine_truths(parts, case, false),
            Self::Any(parts) => combine_truths(parts, case, true),
        }
    }
}

/// The truth of a list: `decisive` of one part decides.
fn combine_truths(parts: &[Formula], case: &ConditionCase, decisive: bool) -> Option<bool> {
    let mut is_open = false;
    for part in parts {
        match part.holds(case) {
            Some(truth) if truth == decisive => return Some(decisive),
            Some(_) => {}
            None => is_open = true,
        }
    }
    (!is_open).then_some(!decisive)
}
