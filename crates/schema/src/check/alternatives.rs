//! Compares a value with several nodes: all, any, exactly one, or none of them, or one that depends on another.

use constructs_diagnostics::Code;
use constructs_document::Node;

use super::describe::describe_property;
use super::scalar;
use super::walk::{Outcome, Walk};
use crate::codes;
use crate::schema::NodeId;
use constructs_cloudformation::check::Path;

/// The value must match all of these nodes.
pub(super) fn check_all(
    walk: &mut Walk<'_>,
    ids: &[NodeId],
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    let mut outcome = Outcome::VALID;
    with_alternative(walk, |walk| {
        ids.iter().for_each(|id| outcome.add(walk.check_value(*id, node, path)))
    });
    outcome
}

/// The value must match at least one of these nodes.
pub(super) fn check_any(
    walk: &mut Walk<'_>,
    ids: &[NodeId],
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    let mut is_unknown = false;
    for id in ids {
        let outcome = judge(walk, *id, node, path);
        if outcome.is_valid() {
            return Outcome::VALID;
        }
        is_unknown |= outcome.is_unknown;
    }
    if is_unknown {
        return Outcome::UNKNOWN;
    }
    report_no_match(walk, codes::NO_ALTERNATIVE, ids, node, path)
}

/// The value must match exactly one of these nodes.
pub(super) fn check_exactly_one(
    walk: &mut Walk<'_>,
    ids: &[NodeId],
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    let (mut matching, mut is_unknown) = (0_usize, false);
    for id in ids {
        let outcome = judge(walk, *id, node, path);
        matching += usize::from(outcome.is_valid());
        is_unknown |= outcome.is_unknown;
    }
    match matching {
        0 | 1 if is_unknown => Outcome::UNKNOWN,
        1 => Outcome::VALID,
        0 => report_no_match(walk, codes::NOT_ONE_ALTERNATIVE, ids, node, path),
        _ => walk.report(codes::NOT_ONE_ALTERNATIVE, path, || {
            format!(
                "{} matches {matching} forms, but it must match exactly one",
                describe_property(path)
            )
        }),
    }
}

/// The value must not match this node.
pub(super) fn check_not(walk: &mut Walk<'_>, id: NodeId, node: &Node, path: &Path<'_>) -> Outcome {
    let outcome = judge(walk, id, node, path);
    if outcome.is_unknown {
        Outcome::UNKNOWN
    } else if outcome.is_valid() {
        walk.report(codes::OTHER_LIMIT, path, || {
            format!("{} has a value that is not allowed", describe_property(path))
        })
    } else {
        Outcome::VALID
    }
}

/// A value that matches `condition` must match `then`, and any other value must match `otherwise`.
pub(super) fn check_when(
    walk: &mut Walk<'_>,
    condition: NodeId,
    [then, otherwise]: [Option<NodeId>; 2],
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    let outcome = judge(walk, condition, node, path);
    if outcome.is_unknown {
        return Outcome::UNKNOWN;
    }
    let branch = if outcome.is_valid() { then } else { otherwise };
    let mut outcome = Outcome::VALID;
    if let Some(id) = branch {
        with_alternative(walk, |walk| outcome = walk.check_value(id, node, path));
    }
    outcome
}

/// Reports a value that matches no form: the mistakes in the only form of its type, or in each of several forms.
fn report_no_match(
    walk: &mut Walk<'_>,
    code: Code,
    ids: &[NodeId],
    node: &Node,
    path: &Path<'_>,
) -> Outcome {
    let own = scalar::convertible_types(node);
    let takes = |id: &&NodeId| {
        let types = walk.schema.types(**id);
        types.is_empty() || types.intersects(own)
    };
    let of_type: Vec<NodeId> = ids.iter().filter(takes).copied().collect();
    if let [form] = of_type.as_slice()
        && ids.len() > 1
    {
        let mut outcome = Outcome::VALID;
        with_alternative(walk, |walk| outcome = walk.check_value(*form, node, path));
        return outcome;
    }
    let outcome = walk.report(code, path, || {
        format!(
            "{} does not match any of its {} possible forms",
            describe_property(path),
            ids.len()
        )
    });
    explain(walk, if of_type.is_empty() { ids } else { &of_type }, node, path);
    outcome
}

/// Reports why the value does not match each form.
fn explain(walk: &mut Walk<'_>, ids: &[NodeId], node: &Node, path: &Path<'_>) {
    if walk.is_silent {
        return;
    }
    let before = std::mem::replace(&mut walk.is_judging, true);
    with_alternative(walk, |walk| {
        for id in ids {
            walk.check_value(*id, node, path);
        }
    });
    walk.is_judging = before;
}

/// Compares a value with a node, and reports nothing.
pub(super) fn judge(walk: &mut Walk<'_>, id: NodeId, node: &Node, path: &Path<'_>) -> Outcome {
    let silent = std::mem::replace(&mut walk.is_silent, true);
    let judging = std::mem::replace(&mut walk.is_judging, true);
    let mut outcome = Outcome::VALID;
    with_alternative(walk, |walk| outcome = walk.check_value(id, node, path));
    (walk.is_silent, walk.is_judging) = (silent, judging);
    outcome
}

fn with_alternative(walk: &mut Walk<'_>, act: impl FnOnce(&mut Walk<'_>)) {
    let before = std::mem::replace(&mut walk.is_inside_alternative, true);
    act(walk);
    walk.is_inside_alternative = before;
}
