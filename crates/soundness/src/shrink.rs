//! A contradiction -> a smaller one: drops resources, statements, conditions, and branches, and replaces holes by values.

use crate::judge::{Contradiction, judge_in};
use crate::render::{Values, concrete};
use crate::tree::edit::walk;
use crate::tree::generate::{Case, Query};
use crate::tree::{Part, Tree, TreeNode, Twin, plain};

/// The most cases that are tried for one contradiction.
const MAX_TRIES: usize = 600;

/// Properties that a role or a resource can lose.
const OPTIONAL: &[&str] = &["Policies", "PermissionsBoundary", "ManagedPolicyArns", "Condition"];

/// The smallest case that the search finds, with its contradiction.
#[must_use]
pub fn shrink(case: &Case, found: &Contradiction) -> (Case, Contradiction) {
    let (mut case, mut found) = (case.clone(), found.clone());
    let mut tries = 0;
    'again: while tries < MAX_TRIES {
        for smaller in candidates(&case, &found.values) {
            tries += 1;
            if let Some(again) = judge_in(&smaller, &found.values, &found.request)
                && kind(&again.claim) == kind(&found.claim)
            {
                (case, found) = (smaller, again);
                continue 'again;
            }
            if tries >= MAX_TRIES {
                break;
            }
        }
        break;
    }
    (case, found)
}

/// A claim without the names in it.
#[must_use]
pub fn kind(claim: &str) -> &str {
    claim.split([':', '`']).next().unwrap_or(claim)
}

fn candidates(case: &Case, values: &Values) -> Vec<Case> {
    let mut all = Vec::new();
    let count = steps(&case.tree, values);
    for step in 0..count {
        let mut smaller = case.clone();
        smaller.tree = apply(&case.tree, values, step);
        if let Query::Diff(old) = &case.query {
            let both = apply(old, values, step);
            if steps(old, values) == count {
                let mut same = smaller.clone();
                same.query = Query::Diff(Box::new(both));
                all.push(same);
            }
        }
        all.push(smaller);
    }
    if let Query::Diff(old) = &case.query {
        for step in 0..steps(old, values) {
            let query = Query::Diff(Box::new(apply(old, values, step)));
            all.push(Case { query, ..case.clone() });
        }
    }
    all.retain(|smaller| smaller != case);
    all
}

fn steps(tree: &Tree, values: &Values) -> usize {
    let mut count = usize::MAX;
    step(&mut tree.clone(), values, &mut count);
    usize::MAX - count
}

fn apply(tree: &Tree, values: &Values, number: usize) -> Tree {
    let mut tree = tree.clone();
    let mut left = number;
    step(&mut tree, values, &mut left);
    tree
}

/// Takes the step with this number; counts down.
fn step(tree: &mut Tree, values: &Values, left: &mut usize) {
    let mut is_next = move |left: &mut usize| {
        let is_it = *left == 0;
        *left = left.wrapping_sub(1);
        is_it
    };
    if tree.twin != Twin::None && is_next(left) {
        tree.twin = Twin::None;
        return;
    }
    for at in 0..tree.resources.len() {
        if !["R", "Q"].contains(&tree.resources[at].id.as_str()) && is_next(left) {
            tree.resources.remove(at);
            return;
        }
        if tree.resources[at].condition.is_some() && is_next(left) {
            tree.resources[at].condition = None;
            return;
        }
        for entry in 0..tree.resources[at].properties.len() {
            if OPTIONAL.contains(&tree.resources[at].properties[entry].0.as_str()) && is_next(left)
            {
                tree.resources[at].properties.remove(entry);
                return;
            }
        }
    }
    let whole = tree.clone();
    for resource in &mut tree.resources {
        for (_, node) in &mut resource.properties {
            walk(node, &mut |node| smaller(node, &whole, values, left, &mut is_next));
        }
    }
}

/// The steps at one node.
fn smaller(
    node: &mut TreeNode,
    tree: &Tree,
    values: &Values,
    left: &mut usize,
    is_next: &mut impl FnMut(&mut usize) -> bool,
) {
    match node {
        TreeNode::List(items) => {
            for at in 0..items.len() {
                if items.len() > 1 && is_next(left) {
                    items.remove(at);
                    return;
                }
            }
        }
        TreeNode::Map(entries) => {
            for at in 0..entries.len() {
                if OPTIONAL.contains(&entries[at].0.as_str()) && is_next(left) {
                    entries.remove(at);
                    return;
                }
            }
        }
        TreeNode::If(_, holds, fails) => {
            if is_next(left) {
                *node = (**holds).clone();
            } else if let Some(fails) = fails
                && is_next(left)
            {
                *node = (**fails).clone();
            }
        }
        TreeNode::Hole(hole) => {
            if is_stable(&values.holes[*hole]) && is_next(left) {
                *node = plain(&values.holes[*hole]);
            }
        }
        TreeNode::Text(parts) => {
            let has_hole = parts.iter().any(|part| matches!(part, Part::Hole(_)));
            if has_hole
                && is_next(left)
                && let Some(value) = concrete::value(tree, values, &TreeNode::Text(parts.clone()))
                && is_stable(&value)
            {
                *node = plain(&value);
            }
        }
    }
}

/// Whether a template can have a value written out: a name that CloudFormation generates is known after a deployment only.
fn is_stable(value: &serde_json::Value) -> bool {
    !value.to_string().contains(concrete::GENERATED)
}
