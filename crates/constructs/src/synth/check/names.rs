//! Checks physical names that must be unique in an account and region.

use std::hash::BuildHasher;

use constructs_diagnostics::{Diagnostic, Diagnostics};
use constructs_limits::names::{UNIQUE_NAMES, name_taken};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::linked::Linked;

pub(super) fn check(linked: &Linked, diagnostics: &mut Diagnostics) {
    if may_repeat(linked) {
        check_each(linked, diagnostics);
    }
}

/// Whether two names can be equal. Compares hashes, which is fast; `false` is certain.
fn may_repeat(linked: &Linked) -> bool {
    let mut seen: FxHashSet<u64> = FxHashSet::default();
    seen.reserve(linked.kinds.len());
    let mut names = (0..u32::try_from(linked.kinds.len()).unwrap_or(u32::MAX))
        .filter_map(|index| unique_name(linked, index));
    names.any(|(name, _, of_type)| !seen.insert(FxBuildHasher.hash_one((name, of_type))))
}

fn check_each(linked: &Linked, diagnostics: &mut Diagnostics) {
    let mut taken: FxHashMap<_, u32> = FxHashMap::default();
    for stack in &linked.stacks {
        let environment = (stack.details.account.as_deref(), stack.details.region.as_deref());
        for &index in &stack.members {
            if let Some((name, property, of_type)) = unique_name(linked, index)
                && let Some(first) = taken.insert((name, of_type, environment), index)
            {
                diagnostics.push(collision(linked, first, (index, property), name));
            }
        }
    }
}

/// The name of a resource, the property of the name, and the position of its type.
fn unique_name(linked: &Linked, index: u32) -> Option<(&str, &'static str, usize)> {
    let resource = linked.resource(index).filter(|resource| !resource.is_conditional())?;
    let property = resource.facts.physical_name()?;
    let of_type = UNIQUE_NAMES.iter().position(|(name, _)| *name == resource.facts.name())?;
    Some((resource.text(property)?, property, of_type))
}

fn collision(
    linked: &Linked,
    first: u32,
    (index, property): (u32, &str),
    name: &str,
) -> Diagnostic {
    let of_type = linked.resource(index).map_or("", |resource| resource.facts.name());
    name_taken(of_type, name)
        .at(linked.property_place(index, property))
        .related("the other one", linked.skeleton.place(first))
}
