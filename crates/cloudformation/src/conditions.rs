//! The conditions of a template -> whether some of them can hold together.
//!
//! Each `Fn::Equals` is an atom that may be true or false; atoms that compare one parameter with different texts can't
//! both be true, and if they cover all its allowed values, one is. Whether a few conditions can hold is tried out over
//! their atoms; where there are too many, they are taken to be able to.

use std::cell::Cell;

use constructs_document::Node;
use rustc_hash::FxHashMap;

use crate::entry::entries;
use crate::function::ConditionFunction;

/// More atoms than this are not tried out.
const MOST_ATOMS: usize = 12;
/// Parts of conditions that are looked at, all over a template; then conditions are taken to be able to hold.
const MOST_STEPS: usize = 20_000_000;
/// Functions in one another.
const DEEPEST: usize = 64;

/// Conditions that are decided: the place of each, and whether it holds.
pub type Pins = Vec<(usize, bool)>;

/// The conditions of a template.
pub struct Conditions<'t> {
    by_name: FxHashMap<&'t str, usize>,
    formulas: Vec<Formula>,
    atoms: Vec<Atom>,
    /// For each parameter with allowed values that the atoms cover: the atoms.
    covered: Vec<Vec<usize>>,
    steps_left: Cell<usize>,
}

/// What is known of the conditions while their atoms have certain values.
type Known = Vec<Option<Option<bool>>>;

enum Formula {
    Atom(usize),
    Known(bool),
    Named(String),
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Unknown,
}

struct Atom {
    /// What is compared with what, in canonical form.
    text: String,
    /// A parameter and the text that it is compared with.
    parameter: Option<(String, String)>,
}

impl<'t> Conditions<'t> {
    /// Reads the conditions of the template whose object is `root`.
    #[must_use]
    pub fn new(root: &'t Node) -> Self {
        let mut found = Self {
            by_name: FxHashMap::default(),
            formulas: Vec::new(),
            atoms: Vec::new(),
            covered: Vec::new(),
            steps_left: Cell::new(MOST_STEPS),
        };
        for entry in entries(root.get("Conditions")) {
            let formula = found.formula(&entry.node, DEEPEST);
            found.by_name.insert(&entry.key, found.formulas.len());
            found.formulas.push(formula);
        }
        found.find_covered(root);
        found
    }

    /// The place of the condition of this name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &'t str> + '_ {
        self.by_name.keys().copied()
    }

    /// Whether these can hold together.
    pub fn can_hold(&self, pins: &Pins) -> bool {
        self.can_hold_if(pins, None)
    }

    /// Whether these can hold together where a parameter has a value: `AWS::Region`, `eu-west-1`.
    pub fn can_hold_where(&self, pins: &Pins, parameter: &str, value: &str) -> bool {
        self.can_hold_if(pins, Some((parameter, value)))
    }

    fn can_hold_if(&self, pins: &Pins, decided: Option<(&str, &str)>) -> bool {
        if pins.is_empty() {
            return true;
        }
        if pins.iter().any(|(place, holds)| pins.contains(&(*place, !holds))) {
            return false;
        }
        let mut atoms = Vec::new();
        let mut seen = vec![false; self.formulas.len()];
        pins.iter().for_each(|(place, _)| self.gather_named(*place, &mut atoms, &mut seen));
        let groups =
            self.covered.iter().filter(|group| group.iter().any(|atom| atoms.contains(atom)));
        atoms.extend(groups.flatten().copied().collect::<Vec<_>>());
        atoms.sort_unstable();
        atoms.dedup();
        if atoms.len() > MOST_ATOMS {
            return true;
        }
        (0..1_u32 << atoms.len()).any(|bits| {
            let is_true =
                |atom: usize| atoms.binary_search(&atom).is_ok_and(|at| bits >> at & 1 == 1);
            let cost = 1 + self.formulas.len() / 64;
            let Some(left) = self.steps_left.get().checked_sub(cost) else { return true };
            self.steps_left.set(left);
            let mut known = vec![None; self.formulas.len()];
            self.is_consistent(&atoms, &is_true, decided)
                && pins
                    .iter()
                    .all(|(place, holds)| self.named(*place, &is_true, &mut known) != Some(!holds))
        })
    }

    fn is_consistent(
        &self,
        atoms: &[usize],
        is_true: &dyn Fn(usize) -> bool,
        decided: Option<(&str, &str)>,
    ) -> bool {
        let parameter = |atom: &usize| self.atoms.get(*atom)?.parameter.as_ref();
        let contradicts = |atom: &usize| {
            let compared = parameter(atom).zip(decided);
            compared.is_some_and(|((name, text), (decided, value))| {
                name == decided && is_true(*atom) != (text == value)
            })
        };
        if atoms.iter().any(contradicts) {
            return false;
        }
        let mut held: Vec<&(String, String)> = Vec::new();
        for compared in atoms.iter().filter(|atom| is_true(**atom)).filter_map(parameter) {
            if held.iter().any(|other| other.0 == compared.0 && other.1 != compared.1) {
                return false;
            }
            held.push(compared);
        }
        let whole =
            self.covered.iter().filter(|group| group.iter().all(|atom| atoms.contains(atom)));
        whole.into_iter().all(|group| group.iter().any(|atom| is_true(*atom)))
    }

    /// Whether a condition holds; unknown where it needs itself.
    fn named(
        &self,
        place: usize,
        is_true: &dyn Fn(usize) -> bool,
        known: &mut Known,
    ) -> Option<bool> {
        match known.get(place) {
            Some(Some(value)) => return *value,
            Some(None) => {}
            None => return None,
        }
        let settle = |known: &mut Known, value| {
            known.get_mut(place).into_iter().for_each(|slot| *slot = Some(value));
        };
        settle(known, None);
        let value =
            self.formulas.get(place).and_then(|formula| self.value(formula, is_true, known));
        settle(known, value);
        value
    }

    fn value(
        &self,
        formula: &Formula,
        is_true: &dyn Fn(usize) -> bool,
        known: &mut Known,
    ) -> Option<bool> {
        self.steps_left.set(self.steps_left.get().checked_sub(1)?);
        match formula {
            Formula::Atom(atom) => Some(is_true(*atom)),
            Formula::Known(value) => Some(*value),
            Formula::Named(name) => self.named(self.place(name)?, is_true, known),
            Formula::Not(part) => self.value(part, is_true, known).map(|holds| !holds),
            Formula::And(parts) => parts
                .iter()
                .try_fold(true, |all, part| Some(all & self.value(part, is_true, known)?)),
            Formula::Or(parts) => parts
                .iter()
                .try_fold(false, |any, part| Some(any | self.value(part, is_true, known)?)),
            Formula::Unknown => None,
        }
    }

    /// The atoms of a condition and of those that it names.
    fn gather_named(&self, place: usize, atoms: &mut Vec<usize>, seen: &mut Vec<bool>) {
        if seen.get(place) == Some(&false) && atoms.len() <= 4 * MOST_ATOMS {
            seen.get_mut(place).into_iter().for_each(|seen| *seen = true);
            self.formulas
                .get(place)
                .into_iter()
                .for_each(|formula| self.gather(formula, atoms, seen));
        }
    }

    fn gather(&self, formula: &Formula, atoms: &mut Vec<usize>, seen: &mut Vec<bool>) {
        match formula {
            Formula::Atom(atom) => atoms.push(*atom),
            Formula::Named(name) => {
                self.place(name)
                    .into_iter()
                    .for_each(|place| self.gather_named(place, atoms, seen));
            }
            Formula::Not(part) => self.gather(part, atoms, seen),
            Formula::And(parts) | Formula::Or(parts) => {
                parts.iter().for_each(|part| self.gather(part, atoms, seen));
            }
            Formula::Known(_) | Formula::Unknown => {}
        }
    }

    fn formula(&mut self, node: &Node, depth: usize) -> Formula {
        let Some(function) = ConditionFunction::from_node(node).filter(|_| depth > 0) else {
            return Formula::Unknown;
        };
        let mut each = |parts: &[Node]| {
            parts.iter().map(|part| self.formula(part, depth - 1)).collect::<Vec<_>>()
        };
        match function {
            ConditionFunction::Condition(name) => Formula::Named(name.to_owned()),
            ConditionFunction::And(parts) => Formula::And(each(parts)),
            ConditionFunction::Or(parts) => Formula::Or(each(parts)),
            ConditionFunction::Not(part) => Formula::Not(Box::new(self.formula(part, depth - 1))),
            ConditionFunction::Equals(left, right) => self.equals(left, right),
        }
    }

    fn equals(&mut self, left: &Node, right: &Node) -> Formula {
        if let (Some(left), Some(right)) = (left.to_text(), right.to_text()) {
            return Formula::Known(left == right);
        }
        let mut sides = [left, right].map(|side| side.to_json().to_string());
        sides.sort();
        let text = sides.join("=");
        if let Some(at) = self.atoms.iter().position(|atom| atom.text == text) {
            return Formula::Atom(at);
        }
        let compared = |one: &Node, other: &Node| {
            let ("Ref", name) = one.single()? else { return None };
            Some((name.as_str()?.to_owned(), other.to_text()?))
        };
        let parameter = compared(left, right).or_else(|| compared(right, left));
        self.atoms.push(Atom { text, parameter });
        Formula::Atom(self.atoms.len() - 1)
    }

    fn find_covered(&mut self, root: &Node) {
        for entry in entries(root.get("Parameters")) {
            let Some(allowed) = entry.node.get("AllowedValues").and_then(Node::as_list) else {
                continue;
            };
            let allowed: Vec<String> = allowed.iter().filter_map(Node::to_text).collect();
            let compares = |atom: &Atom, value: &String| {
                atom.parameter
                    .as_ref()
                    .is_some_and(|(name, text)| *name == entry.key && text == value)
            };
            let atom_of = |value: &String| self.atoms.iter().position(|atom| compares(atom, value));
            let atoms: Option<Vec<usize>> = allowed.iter().map(atom_of).collect();
            self.covered.extend(atoms.filter(|atoms| !atoms.is_empty()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Conditions;

    fn can_hold(pins: &[(&str, bool)]) -> bool {
        let text = br#"{
            "Parameters": {"Env": {"Type": "String", "AllowedValues": ["dev", "prod"]}},
            "Conditions": {
                "Dev": {"Fn::Equals": [{"Ref": "Env"}, "dev"]},
                "Prod": {"Fn::Equals": ["prod", {"Ref": "Env"}]},
                "NotDev": {"Fn::Not": [{"Condition": "Dev"}]},
                "Loop": {"Fn::Not": [{"Condition": "Loop"}]},
                "Never": {"Fn::Equals": ["a", "b"]}
            }
        }"#;
        let template = constructs_yaml::read(text).unwrap();
        let conditions = Conditions::new(template.root());
        let pins = pins.iter().map(|(name, holds)| (conditions.place(name).unwrap(), *holds));
        conditions.can_hold(&pins.collect())
    }

    #[test]
    fn a_decided_parameter_decides_conditions() {
        let text = br#"{"Conditions": {"Us": {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}, "Not": {"Fn::Not": [{"Condition": "Us"}]}}}"#;
        let template = constructs_yaml::read(text).unwrap();
        let conditions = Conditions::new(template.root());
        let can_hold = |name: &str, region: &str| {
            let pins = vec![(conditions.place(name).unwrap(), true)];
            conditions.can_hold_where(&pins, "AWS::Region", region)
        };
        assert!(can_hold("Us", "us-east-1") && !can_hold("Us", "eu-west-1"));
        assert!(!can_hold("Not", "us-east-1") && can_hold("Not", "eu-west-1"));
    }

    #[test]
    fn what_can_hold_together_is_found() {
        assert!(can_hold(&[("Dev", true), ("Prod", false)]));
        assert!(!can_hold(&[("Dev", true), ("Prod", true)]));
        assert!(!can_hold(&[("Dev", false), ("Prod", false)]));
        assert!(!can_hold(&[("Dev", true), ("NotDev", true)]));
        assert!(!can_hold(&[("Never", true)]));
        assert!(can_hold(&[("Loop", true)]));
    }
}
