//! Templates with conditions -> the same templates, once for each way in which the conditions can come out.
//!
//! Read by itself, a template with `Fn::If` gives what may be there and what surely is. Where these differ, little can be
//! said of a single request: two statements that are never there at once would both count. In a world they are the same.

mod fold;
mod formula;

use std::collections::{BTreeMap, BTreeSet};

use constructs_template::Node;

use super::estate::{StackTemplate, section};
use formula::{Atoms, Formula};

/// One way in which the conditions come out.
pub(crate) struct World {
    /// The templates as they are there: both branches of an `Fn::If` are the one that counts.
    pub(crate) stacks: Vec<StackTemplate>,
    /// Which way it is, in words: `the condition Prod holds`.
    pub(crate) said: String,
}

/// The most ways that are told apart; beyond, templates are read as they are.
const MOST_WORLDS: usize = 64;

/// The most comparisons that conditions may be made of.
const MOST_ATOMS: usize = 12;

/// The number of a stack, and a condition of it.
type Name = (usize, String);

/// The worlds; none where no condition decides about access, or where they are too many.
pub(crate) fn worlds(stacks: &[StackTemplate]) -> Vec<World> {
    let names: BTreeSet<Name> = stacks
        .iter()
        .enumerate()
        .flat_map(|(at, stack)| {
            fold::conditions(&stack.root).into_iter().map(move |name| (at, name))
        })
        .collect();
    if names.is_empty() {
        return Vec::new();
    }
    let mut atoms = Atoms::default();
    let formulas: Vec<(Name, Formula)> = names
        .into_iter()
        .filter_map(|(at, name)| {
            let formula = atoms.formula(at, stacks.get(at)?, &name);
            Some(((at, name), formula))
        })
        .collect();
    if atoms.len() > MOST_ATOMS {
        return Vec::new();
    }
    let outcomes: BTreeSet<Vec<bool>> = atoms
        .assignments()
        .map(|truths| formulas.iter().map(|(_, formula)| formula.holds(&truths)).collect())
        .collect();
    if outcomes.len() > MOST_WORLDS {
        return Vec::new();
    }
    let names: Vec<&Name> = formulas.iter().map(|(name, _)| name).collect();
    // The way in which most conditions hold comes first.
    outcomes.iter().rev().filter_map(|outcome| world(stacks, &names, outcome)).collect()
}

/// Nothing where it can't be deployed.
fn world(stacks: &[StackTemplate], names: &[&Name], outcome: &[bool]) -> Option<World> {
    let mut stacks = stacks.to_vec();
    for (at, stack) in stacks.iter_mut().enumerate() {
        let own = names.iter().zip(outcome).filter(|((stack, _), _)| *stack == at);
        let truths: BTreeMap<&str, bool> =
            own.map(|((_, name), holds)| (name.as_str(), *holds)).collect();
        if !truths.is_empty() {
            stack.root = fold::folded(&stack.root, &truths)?;
        }
    }
    Some(World { said: said(names, outcome), stacks })
}

fn said(names: &[&Name], outcome: &[bool]) -> String {
    let one = |((_, name), holds): (&&Name, &bool)| {
        let verb = if *holds { "holds" } else { "does not hold" };
        format!("the condition `{name}` {verb}")
    };
    names.iter().zip(outcome).map(one).collect::<Vec<_>>().join(", and ")
}

/// What of a template says who may do what: roles, policies, and whatever has statements; and what it exports.
fn has_say(resource: &Node) -> bool {
    let name = resource.get("Type").and_then(Node::as_str).unwrap_or_default();
    name.starts_with("AWS::IAM::")
        || name == "AWS::Lambda::Permission"
        || resource.get("Properties").is_some_and(has_statements)
}

fn has_statements(node: &Node) -> bool {
    match (node.as_map(), node.as_list()) {
        (Some(map), _) => {
            map.iter().any(|entry| entry.key == "Statement" || has_statements(&entry.node))
        }
        (_, Some(items)) => items.iter().any(has_statements),
        _ => false,
    }
}

fn exported(root: &Node) -> impl Iterator<Item = &Node> {
    section(root, "Outputs")
        .map(|(_, output)| output)
        .filter(|output| output.get("Export").is_some())
}

#[cfg(test)]
mod tests;
