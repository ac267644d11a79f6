//! A template's conditions -> formulas over comparisons, and the ways in which these can come out.

use std::collections::BTreeMap;

use constructs_template::{Node, Value};

use crate::access::template::StackTemplate;

/// A condition, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Formula {
    Known(bool),
    /// The number of a comparison that only the deployment decides.
    Atom(usize),
    Not(Box<Self>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

impl Formula {
    pub(super) fn holds(&self, truths: &[bool]) -> bool {
        match self {
            Self::Known(truth) => *truth,
            Self::Atom(at) => truths.get(*at).copied().unwrap_or_default(),
            Self::Not(inner) => !inner.holds(truths),
            Self::All(parts) => parts.iter().all(|part| part.holds(truths)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(truths)),
        }
    }
}

/// What is compared: a value that is not known, with a text where it is one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Comparison {
    value: String,
    text: Option<String>,
}

/// The comparisons of all stacks.
#[derive(Default)]
pub(super) struct Atoms {
    numbers: BTreeMap<Comparison, usize>,
}

/// Conditions that name one another.
const DEEPEST: usize = 32;

impl Atoms {
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The condition `name` of a stack.
    pub(super) fn formula(&mut self, at: usize, stack: &StackTemplate, name: &str) -> Formula {
        self.named(at, stack, name, DEEPEST)
    }

    fn named(&mut self, at: usize, stack: &StackTemplate, name: &str, depth: usize) -> Formula {
        let body = stack.root.get("Conditions").and_then(|all| all.get(name));
        let formula =
            body.filter(|_| depth > 0).and_then(|body| self.of(at, stack, body, depth - 1));
        formula.unwrap_or_else(|| self.atom(format!("{at} {name}"), None))
    }

    fn of(
        &mut self,
        at: usize,
        stack: &StackTemplate,
        body: &Node,
        depth: usize,
    ) -> Option<Formula> {
        let (function, argument) = body.single()?;
        let depth = depth.checked_sub(1)?;
        match (function, argument.as_list()) {
            ("Condition", _) => Some(self.named(at, stack, argument.as_str()?, depth)),
            ("Fn::Not", Some([inner])) => {
                Some(Formula::Not(Box::new(self.of(at, stack, inner, depth)?)))
            }
            ("Fn::And", Some(parts)) => {
                let parts = parts.iter().map(|part| self.of(at, stack, part, depth));
                parts.collect::<Option<_>>().map(Formula::All)
            }
            ("Fn::Or", Some(parts)) => {
                let parts = parts.iter().map(|part| self.of(at, stack, part, depth));
                parts.collect::<Option<_>>().map(Formula::Any)
            }
            ("Fn::Equals", Some([one, other])) => Some(self.equals(at, stack, one, other)),
            _ => None,
        }
    }

    fn equals(&mut self, at: usize, stack: &StackTemplate, one: &Node, other: &Node) -> Formula {
        let shown = |node: &Node| match is_of_the_place(node) {
            true => node.to_json().to_string(),
            false => format!("{at} {}", node.to_json()),
        };
        match (text(stack, one), text(stack, other)) {
            (Some(one), Some(other)) => Formula::Known(one == other),
            (Some(text), None) => self.atom(shown(other), Some(text)),
            (None, Some(text)) => self.atom(shown(one), Some(text)),
            (None, None) => {
                let (one, other) = (shown(one), shown(other));
                if one == other {
                    return Formula::Known(true);
                }
                let (first, second) = if one < other { (one, other) } else { (other, one) };
                self.atom(format!("{first} = {second}"), None)
            }
        }
    }

    fn atom(&mut self, value: String, text: Option<String>) -> Formula {
        let next = self.numbers.len();
        Formula::Atom(*self.numbers.entry(Comparison { value, text }).or_insert(next))
    }

    /// Every way in which the comparisons can come out: one value is not two texts at once.
    pub(super) fn assignments(&self) -> impl Iterator<Item = Vec<bool>> {
        let bits = |number: u32| (0..self.len()).map(|at| number >> at & 1 == 1).collect();
        (0..1_u32 << self.len()).map(bits).filter(|truths: &Vec<bool>| self.is_possible(truths))
    }

    fn is_possible(&self, truths: &[bool]) -> bool {
        let mut values: BTreeMap<&str, &str> = BTreeMap::new();
        self.numbers.iter().all(|(comparison, at)| {
            let holds = truths.get(*at).copied().unwrap_or_default();
            match comparison.text.as_deref().filter(|_| holds) {
                Some(text) => *values.entry(&comparison.value).or_insert(text) == text,
                None => true,
            }
        })
    }
}

/// What is written out, or known of where the stack goes.
fn text(stack: &StackTemplate, node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Integer(_) | Value::Number(_) => Some(node.to_json().to_string()),
        _ => match node.single()? {
            ("Ref", name) if name.as_str() == Some("AWS::Region") => stack.region.clone(),
            ("Ref", name) if name.as_str() == Some("AWS::AccountId") => stack.account.clone(),
            _ => None,
        },
    }
}

/// Stacks without a place of their own go to the same one.
fn is_of_the_place(node: &Node) -> bool {
    let place = ["AWS::Region", "AWS::AccountId", "AWS::Partition"];
    matches!(node.single(), Some(("Ref", name)) if name.as_str().is_some_and(|name| place.contains(&name)))
}
