//! Finds the construct and the Rust lines of a place in a template.

use std::collections::BTreeMap;

use constructs_diagnostics::Place;

use crate::linked::{Linked, LinkedResource, LinkedStack};

pub(super) fn place(
    linked: &Linked,
    stack: &str,
    logical_id: &str,
    pointer: &str,
) -> Option<Place> {
    let stack = find_stack(linked, stack)?;
    let index = *stack.members.iter().find(|index| linked.logical_id(**index) == logical_id)?;
    let mut place = linked.skeleton.place(index);
    place.logical_id = Some(logical_id.to_owned());
    if !pointer.is_empty() {
        place = place.property(pointer.trim_start_matches('/'));
    }
    let lines = linked.resource(index).and_then(|resource| statement(resource, pointer));
    for line in lines.into_iter().flatten().rev() {
        place = place.line(line);
    }
    Some(place)
}

/// The paths of a stack's constructs by logical id. If a logical id occurs in two sections, the construct that was added first counts, as
/// in [`place`].
pub(super) fn construct_paths(linked: &Linked, stack: &str) -> BTreeMap<String, String> {
    let mut paths = BTreeMap::new();
    for index in find_stack(linked, stack).into_iter().flat_map(|stack| &stack.members) {
        let path = || linked.skeleton.path(*index);
        paths.entry(linked.logical_id(*index).to_owned()).or_insert_with(path);
    }
    paths
}

fn find_stack<'l>(linked: &'l Linked, name: &str) -> Option<&'l LinkedStack> {
    linked.stacks.iter().find(|known| known.details.name == name)
}

/// The lines of the statement that `pointer` names or points into.
fn statement<'r>(
    resource: &'r LinkedResource,
    pointer: &str,
) -> Option<&'r [&'static std::panic::Location<'static>]> {
    let documents = &resource.attributes.as_ref()?.statements;
    documents.iter().find_map(|document| {
        let rest = pointer.strip_prefix(&*document.pointer)?.strip_prefix('/')?;
        let number: usize = rest.split('/').next()?.parse().ok()?;
        document.statements.get(number).map(Vec::as_slice)
    })
}
