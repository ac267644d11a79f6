//! Edits: the new state of a diff.

use super::{HoleKind, HoleSource, Part, Tree, TreeCondition, TreeNode, TreeResource, Twin};
use crate::random::Random;

/// Edits that few trees have something for.
const EXCHANGE: usize = 100;
const WIDEN: usize = 101;

/// Changes a tree as a pull request would. Returns whether the change has no meaning.
pub fn edit(tree: &mut Tree, random: &mut Random) -> bool {
    // Some edits find nothing to change: a diff of a tree with itself is a case too.
    let kind = match random.below(100) {
        0..12 if exchange_operators(&mut tree.clone()) => EXCHANGE,
        0..60 if has_short_arn(tree) => WIDEN,
        _ => random.below(21),
    };
    match kind {
        0 | 1 => branches(tree, random),
        2 => resource_condition(tree, random),
        3 => invert_conditions(tree, random),
        4 => tree.resources.iter_mut().for_each(|own| {
            own.properties.retain(|(key, _)| key != "PermissionsBoundary");
        }),
        5 | 6 => redeclare(tree, random),
        7 => remove(tree, random),
        8 => lists(tree, random, |items, _, _| items.reverse()),
        9 => lists(tree, random, |items, at, random| {
            let copy = items[at].clone();
            items.insert(random.below(items.len() + 1), copy);
        }),
        10 => split(tree, random),
        11 => drop_condition(tree),
        // No two buckets of AWS have one name.
        12 | 13 if has_named_bucket(tree) => remove(tree, random),
        12 | 13 => {
            tree.twin = *random.pick(&[Twin::Stays, Twin::Goes]);
            tree.account = Some("111122223333".to_owned());
            tree.region = Some("eu-west-1".to_owned());
            let changes =
                [branches, |tree: &mut Tree, _: &mut Random| drop_condition(tree), remove];
            random.pick(&changes)(tree, random);
        }
        14 | WIDEN => each(tree, &mut |node| widen(node, random)),
        EXCHANGE => {
            exchange_operators(tree);
        }
        15..=17 => redeclare(tree, random),
        18 | 19 => refer_elsewhere(tree, random),
        _ => {}
    }
    matches!(kind, 8..=10 | 20)
}

/// All nodes below the resources, from the outside in.
pub(super) fn each(tree: &mut Tree, visit: &mut dyn FnMut(&mut TreeNode)) {
    for resource in &mut tree.resources {
        resource.properties.iter_mut().for_each(|(_, node)| walk(node, visit));
    }
}

/// Visits a node and all below it.
pub fn walk(node: &mut TreeNode, visit: &mut dyn FnMut(&mut TreeNode)) {
    visit(node);
    match node {
        TreeNode::Text(_) | TreeNode::Hole(_) => {}
        TreeNode::List(items) => items.iter_mut().for_each(|item| walk(item, visit)),
        TreeNode::Map(entries) => entries.iter_mut().for_each(|(_, node)| walk(node, visit)),
        TreeNode::If(_, holds, fails) => {
            walk(holds, visit);
            fails.iter_mut().for_each(|node| walk(node, visit));
        }
    }
}

/// Removes an `Fn::If`, or exchanges its branches.
fn branches(tree: &mut Tree, random: &mut Random) {
    let kind = random.below(3);
    each(tree, &mut |node| {
        let TreeNode::If(_, holds, fails) = node else { return };
        match (kind, fails) {
            (0, Some(fails)) => std::mem::swap(holds, fails),
            (1, Some(fails)) => *node = (**fails).clone(),
            _ => *node = (**holds).clone(),
        }
    });
}

fn resource_condition(tree: &mut Tree, random: &mut Random) {
    let is_removed = random.percent(50);
    for at in 0..tree.resources.len() {
        let Some(condition) = tree.resources[at].condition else { continue };
        tree.resources[at].condition = if is_removed {
            None
        } else {
            tree.conditions.push(TreeCondition::Not(condition));
            Some(tree.conditions.len() - 1)
        };
    }
}

/// Redefines a condition.
fn invert_conditions(tree: &mut Tree, random: &mut Random) {
    if tree.conditions.is_empty() {
        return;
    }
    let at = random.below(tree.conditions.len());
    if let TreeCondition::Equals(hole, _) = tree.conditions[at] {
        let other = if random.percent(50) { "dev" } else { "" };
        tree.conditions[at] = TreeCondition::Equals(hole, other.to_owned());
    }
}

/// Declares a parameter or a mapping in another way: it becomes another hole of the same name.
fn redeclare(tree: &mut Tree, random: &mut Random) {
    let can_change =
        |source: &HoleSource| matches!(source, HoleSource::Parameter(_) | HoleSource::Mapping(_));
    let numbers = 0..tree.holes.len();
    let own: Vec<usize> = numbers.filter(|at| can_change(&tree.holes[*at].source)).collect();
    if own.is_empty() {
        return;
    }
    let old = *random.pick(&own);
    let mut hole = tree.holes[old].clone();
    match &mut hole.source {
        HoleSource::Parameter(own) => match random.below(3) {
            0 => own.default = own.allowed.as_ref().and_then(|all| all.last().cloned()),
            1 => own.allowed = None,
            _ => own.pattern = None,
        },
        HoleSource::Mapping(values) => {
            let pool = super::pool::pool(hole.kind, &super::pool::Facts::usual());
            let is_list = values.iter().any(serde_json::Value::is_array);
            if !pool.is_empty() && !is_list {
                values[0] = serde_json::Value::String(random.pick(&pool).clone());
            }
        }
        _ => {}
    }
    // An unchanged declaration is the same value in both states.
    if hole == tree.holes[old] {
        return;
    }
    tree.holes.push(hole);
    let new = tree.holes.len() - 1;
    replace_hole(tree, old, new);
}

fn replace_hole(tree: &mut Tree, old: usize, new: usize) {
    for condition in &mut tree.conditions {
        if let TreeCondition::Equals(hole, _) = condition
            && *hole == old
        {
            *hole = new;
        }
    }
    each(tree, &mut |node| match node {
        TreeNode::Hole(hole) if *hole == old => *hole = new,
        TreeNode::Text(parts) => {
            for part in parts {
                if *part == Part::Hole(old) {
                    *part = Part::Hole(new);
                }
            }
        }
        _ => {}
    });
}

/// Changes one list.
fn lists(
    tree: &mut Tree,
    random: &mut Random,
    change: impl Fn(&mut Vec<TreeNode>, usize, &mut Random),
) {
    let mut count = 0;
    each(tree, &mut |node| count += usize::from(is_list(node)));
    if count == 0 {
        return;
    }
    let mut chosen = random.below(count);
    each(tree, &mut |node| {
        if !is_list(node) {
            return;
        }
        if let (0, TreeNode::List(items)) = (chosen, &mut *node) {
            let at = random.below(items.len());
            change(items, at, random);
        }
        chosen = chosen.wrapping_sub(1);
    });
}

fn is_list(node: &TreeNode) -> bool {
    matches!(node, TreeNode::List(items) if items.len() > 1)
}

/// The value of a key of an object.
pub(super) fn entry<'n>(node: &'n mut TreeNode, key: &str) -> Option<&'n mut TreeNode> {
    let TreeNode::Map(entries) = node else { return None };
    entries.iter_mut().find(|(own, _)| own == key).map(|(_, node)| node)
}

/// Splits statements with two actions into two statements.
fn split(tree: &mut Tree, _: &mut Random) {
    each(tree, &mut |node| {
        let Some(TreeNode::List(statements)) = entry(node, "Statement") else { return };
        let mut split = Vec::new();
        for mut statement in statements.drain(..) {
            match entry(&mut statement, "Action") {
                Some(TreeNode::List(actions)) if actions.len() > 1 => {
                    let actions = std::mem::take(actions);
                    for (at, action) in actions.into_iter().enumerate() {
                        let mut one = statement.clone();
                        entry(&mut one, "Action").into_iter().for_each(|own| *own = action.clone());
                        if let Some(TreeNode::Text(parts)) = entry(&mut one, "Sid") {
                            parts.push(Part::Text(format!("n{at}")));
                        }
                        split.push(one);
                    }
                }
                _ => split.push(statement),
            }
        }
        *statements = split;
    });
}

/// Whether a value decides how many fields an ARN has.
pub(super) fn has_short_arn(tree: &Tree) -> bool {
    tree.holes.iter().any(|hole| hole.kind == HoleKind::Fields)
}

/// Adds fields or a wildcard to the resource of a statement that is a hole, or has one.
pub(super) fn widen(statement: &mut TreeNode, random: &mut Random) {
    let end = *random.pick(&[":*:*:*", ":*", "*", ":*:*:*", "x"]);
    let Some(TreeNode::Text(parts)) = entry(statement, "Resource") else { return };
    if parts.iter().any(|part| matches!(part, Part::Hole(_))) {
        parts.push(Part::Text(end.to_owned()));
    }
}

/// Removes an element of a list.
fn remove(tree: &mut Tree, random: &mut Random) {
    lists(tree, random, |items, at, _| {
        items.remove(at);
    });
}

/// Replaces a hole by another one of the same source: a reference to another parameter, output, or import.
fn refer_elsewhere(tree: &mut Tree, random: &mut Random) {
    let has_no_name = |source: &HoleSource| {
        matches!(source, HoleSource::Base64(_) | HoleSource::Arn(_) | HoleSource::Name(_))
            || matches!(source, HoleSource::Account | HoleSource::Region | HoleSource::Partition)
    };
    let own: Vec<usize> =
        (0..tree.holes.len()).filter(|at| !has_no_name(&tree.holes[*at].source)).collect();
    if own.is_empty() {
        return;
    }
    let old = *random.pick(&own);
    let (kind, source) = (tree.holes[old].kind, tree.holes[old].source.clone());
    let new = tree.hole(kind, source);
    replace_hole(tree, old, new);
}

/// Compares strings as patterns in place of texts, and the other way round. Returns whether there is something to change.
fn exchange_operators(tree: &mut Tree) -> bool {
    let mut is_changed = false;
    each(tree, &mut |node| {
        let Some(TreeNode::Map(operators)) = entry(node, "Condition") else { return };
        for (operator, _) in operators {
            let is_like = operator.contains("Like");
            let (from, to) = if is_like { ("Like", "Equals") } else { ("Equals", "Like") };
            if operator.contains("String") && !operator.contains("IgnoreCase") {
                *operator = operator.replace(from, to);
                is_changed = true;
            }
        }
    });
    is_changed
}

fn drop_condition(tree: &mut Tree) {
    each(tree, &mut |node| {
        if let TreeNode::Map(entries) = node {
            let is_statement = entries.iter().any(|(key, _)| key == "Effect");
            entries.retain(|(key, _)| !is_statement || key != "Condition");
        }
    });
}

fn has_named_bucket(tree: &Tree) -> bool {
    let is_named = |own: &TreeResource| own.properties.iter().any(|(key, _)| key == "BucketName");
    tree.resources.iter().any(|own| own.kind == "AWS::S3::Bucket" && is_named(own))
}
