//! Finds the construct and the Rust lines of a place in a template.

use constructs_diagnostics::Place;

use crate::linked::{Linked, LinkedResource};

pub(super) fn place(
    linked: &Linked,
    stack: &str,
    logical_id: &str,
    pointer: &str,
) -> Option<Place> {
    let stack = linked.stacks.iter().find(|known| known.details.name == stack)?;
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
