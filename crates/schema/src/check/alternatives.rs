//! Alternatives: all, any, exactly one of several nodes, none, and one that depends on another.

use constructs_diagnostics::Code;
use constructs_document::Node;

use super::describe::named;
use super::path::Path;
use super::scalar;
use super::walk::{Verdict, Walk};
use crate::codes;
use crate::schema::NodeId;

/// A value has to be like all of these.
pub(super) fn all(walk: &mut Walk<'_>, ids: &[NodeId], node: &Node, path: &Path<'_>) -> Verdict {
    let mut verdict = Verdict::FINE;
    inside(walk, |walk| ids.iter().for_each(|id| verdict.add(walk.value(*id, node, path))));
    verdict
}

/// A value has to be like one of these at least.
pub(super) fn any(walk: &mut Walk<'_>, ids: &[NodeId], node: &Node, path: &Path<'_>) -> Verdict {
    let mut is_unknown = false;
    for id in ids {
        let verdict = judged(walk, *id, node, path);
        if verdict.is_fine() {
            return Verdict::FINE;
        }
        is_unknown |= verdict.is_unknown;
    }
    if is_unknown {
        return Verdict::UNKNOWN;
    }
    fits_none(walk, codes::NO_ALTERNATIVE, ids, node, path)
}

/// A value has to be like exactly one of these.
pub(super) fn exactly(
    walk: &mut Walk<'_>,
    ids: &[NodeId],
    node: &Node,
    path: &Path<'_>,
) -> Verdict {
    let (mut fitting, mut is_unknown) = (0_usize, false);
    for id in ids {
        let verdict = judged(walk, *id, node, path);
        fitting += usize::from(verdict.is_fine());
        is_unknown |= verdict.is_unknown;
    }
    match fitting {
        0 | 1 if is_unknown => Verdict::UNKNOWN,
        1 => Verdict::FINE,
        0 => fits_none(walk, codes::NOT_ONE_ALTERNATIVE, ids, node, path),
        _ => walk.wrong(codes::NOT_ONE_ALTERNATIVE, path, || {
            format!("{} fits {fitting} forms that exclude each other", named(path))
        }),
    }
}

/// A value must not be like this.
pub(super) fn not(walk: &mut Walk<'_>, id: NodeId, node: &Node, path: &Path<'_>) -> Verdict {
    let verdict = judged(walk, id, node, path);
    if verdict.is_unknown {
        Verdict::UNKNOWN
    } else if verdict.is_fine() {
        walk.wrong(codes::OTHER_LIMIT, path, || format!("{} is not allowed like this", named(path)))
    } else {
        Verdict::FINE
    }
}

/// A value that is like `condition` has to be like the first branch, another one like the second.
pub(super) fn when(
    walk: &mut Walk<'_>,
    condition: NodeId,
    [then, otherwise]: [Option<NodeId>; 2],
    node: &Node,
    path: &Path<'_>,
) -> Verdict {
    let verdict = judged(walk, condition, node, path);
    if verdict.is_unknown {
        return Verdict::UNKNOWN;
    }
    let branch = if verdict.is_fine() { then } else { otherwise };
    let mut verdict = Verdict::FINE;
    if let Some(id) = branch {
        inside(walk, |walk| verdict = walk.value(id, node, path));
    }
    verdict
}

/// Reports a value that fits no form: what is wrong with the one form of its type, or with each of several.
fn fits_none(
    walk: &mut Walk<'_>,
    code: Code,
    ids: &[NodeId],
    node: &Node,
    path: &Path<'_>,
) -> Verdict {
    let given = scalar::fitting(node);
    let takes = |id: &&NodeId| {
        let types = walk.schema.types(**id);
        types.is_empty() || types.meets(given)
    };
    let of_type: Vec<NodeId> = ids.iter().filter(takes).copied().collect();
    if let [form] = of_type.as_slice()
        && ids.len() > 1
    {
        let mut verdict = Verdict::FINE;
        inside(walk, |walk| verdict = walk.value(*form, node, path));
        return verdict;
    }
    let verdict = walk.wrong(code, path, || {
        format!("{} fits none of the {} forms that it can have", named(path), ids.len())
    });
    explain(walk, if of_type.is_empty() { ids } else { &of_type }, node, path);
    verdict
}

/// Says of each form why it does not fit.
fn explain(walk: &mut Walk<'_>, ids: &[NodeId], node: &Node, path: &Path<'_>) {
    if walk.is_silent {
        return;
    }
    let before = std::mem::replace(&mut walk.is_judging, true);
    inside(walk, |walk| {
        for id in ids {
            walk.value(*id, node, path);
        }
    });
    walk.is_judging = before;
}

fn judged(walk: &mut Walk<'_>, id: NodeId, node: &Node, path: &Path<'_>) -> Verdict {
    let silent = std::mem::replace(&mut walk.is_silent, true);
    let judging = std::mem::replace(&mut walk.is_judging, true);
    let mut verdict = Verdict::FINE;
    inside(walk, |walk| verdict = walk.value(id, node, path));
    (walk.is_silent, walk.is_judging) = (silent, judging);
    verdict
}

fn inside(walk: &mut Walk<'_>, act: impl FnOnce(&mut Walk<'_>)) {
    let before = std::mem::replace(&mut walk.is_inside_alternative, true);
    act(walk);
    walk.is_inside_alternative = before;
}
