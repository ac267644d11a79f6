//! Statements that nearly repeat or deny others, for the lint to reason about.

use super::edit::{each, entry, has_short_arn, widen};
use super::{Part, Tree, TreeNode, text};
use crate::random::Random;

/// Adds statements that nearly repeat or deny others, and conditions on the same key, for the lint to reason about.
pub fn vary(tree: &mut Tree, random: &mut Random) {
    let kind = if has_short_arn(tree) && random.percent(60) { 5 } else { random.below(5) };
    each(tree, &mut |node| {
        let Some(TreeNode::List(statements)) = entry(node, "Statement") else { return };
        let Some(mut copy) = statements.first().cloned() else { return };
        if let Some(TreeNode::Text(parts)) = entry(&mut copy, "Sid") {
            parts.push(Part::Text("copy".to_owned()));
        }
        match kind {
            0 => {}
            1 => {
                entry(&mut copy, "Effect").into_iter().for_each(|own| *own = text("Deny"));
            }
            2 => {
                let wide = if random.percent(50) { "*" } else { "arn:aws:sqs:*:*:*" };
                entry(&mut copy, "Resource").into_iter().for_each(|own| *own = text(wide));
            }
            3 => exchange(&mut copy),
            5 => widen(&mut copy, random),
            _ => {
                second_condition(&mut copy, random);
                statements[0] = copy;
                return;
            }
        }
        statements.push(copy);
    });
}

/// Compares strings as patterns in place of texts.
fn exchange(statement: &mut TreeNode) {
    let Some(TreeNode::Map(operators)) = entry(statement, "Condition") else { return };
    for (operator, _) in operators.iter_mut().filter(|(own, _)| !own.contains("IgnoreCase")) {
        *operator = operator.replace("StringEquals", "StringLike");
        *operator = operator.replace("StringNotEquals", "StringNotLike");
    }
}

/// A second condition on the same key.
fn second_condition(statement: &mut TreeNode, random: &mut Random) {
    let Some(TreeNode::Map(operators)) = entry(statement, "Condition") else { return };
    let Some((operator, TreeNode::Map(keys))) = operators.first().cloned() else { return };
    let Some((key, values)) = keys.first().cloned() else { return };
    let other = match random.below(3) {
        0 => ("Null".to_owned(), text(if random.percent(50) { "true" } else { "false" })),
        1 => (negated(&operator), values),
        _ => ("StringLike".to_owned(), text("v*")),
    };
    if other.0 != operator {
        operators.push((other.0, TreeNode::Map(vec![(key, other.1)])));
    }
}

fn negated(operator: &str) -> String {
    let (set, name) = operator.split_once(':').map_or(("", operator), |(set, name)| (set, name));
    let name = match name {
        "IpAddress" => "NotIpAddress".to_owned(),
        "NotIpAddress" => "IpAddress".to_owned(),
        _ if name.contains("Not") => name.replace("Not", ""),
        _ if name.contains("Equals") && !name.contains("Than") => {
            name.replace("Equals", "NotEquals")
        }
        _ if name.contains("Like") => name.replace("Like", "NotLike"),
        _ => name.to_owned(),
    };
    let name = name.replace("BinaryNotEquals", "BinaryEquals");
    if set.is_empty() { name } else { format!("{set}:{name}") }
}

/// Gives all documents the version that has no policy variables.
pub fn without_variables(tree: &mut Tree) {
    each(tree, &mut |node| {
        entry(node, "Version").into_iter().for_each(|own| *own = text("2008-10-17"));
    });
}
