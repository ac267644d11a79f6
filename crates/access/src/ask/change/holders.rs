//! Adds principals for managed policies that both states declare and attach to no principal. Another stack or a person may attach
//! them, so that a change of the policy matters. A new policy has no holder yet.

use std::collections::BTreeMap;

use super::principals::State;
use crate::template::{holder, holders};

/// Adds a principal for each of these policies to both states.
pub(super) fn add_holders(old: &mut State<'_, '_>, new: &mut State<'_, '_>) {
    let before = holders(old.stacks, &old.principals);
    let ids = new.stacks.resources().map(|(id, _)| (new.stacks.path(id), id));
    let ids: BTreeMap<_, _> = ids.collect();
    for own in before {
        let id = own.identity.first().and_then(|policy| ids.get(&policy.name));
        if let Some(after) = id.and_then(|id| holder(new.stacks, *id)) {
            old.principals.push(own);
            new.principals.push(after);
        }
    }
}
