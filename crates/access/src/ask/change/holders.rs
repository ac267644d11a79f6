//! Managed policies that the old state attaches to nobody, and the new one has as well -> those who have them by another way,
//! another stack or the console: they are compared like everybody else. A new policy, nobody has yet.

use std::collections::BTreeMap;

use super::principals::State;
use crate::template::{holder, holders};

/// Adds a principal for each of these policies to both states.
pub(super) fn add_holders(old: &mut State<'_, '_>, new: &mut State<'_, '_>) {
    let before = holders(old.estate, &old.principals);
    let ids = new.estate.resources().map(|(id, _)| (new.estate.path(id), id));
    let ids: BTreeMap<_, _> = ids.collect();
    for own in before {
        let id = own.identity.first().and_then(|policy| ids.get(&policy.name));
        if let Some(after) = id.and_then(|id| holder(new.estate, *id)) {
            old.principals.push(own);
            new.principals.push(after);
        }
    }
}
