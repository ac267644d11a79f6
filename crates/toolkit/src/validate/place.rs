//! Completes the place of a diagnostic of a template: file, line and column, and the construct with its Rust lines.

use constructs::assembly::StackArtifact;
use constructs::diagnostic::pointer::{self, EntryPointer};
use constructs::diagnostic::{Place, Severity};
use constructs::{Assembly, Diagnostic};
use constructs_cloudformation::Stack;
use constructs_document::Mark;

/// The templates of a report, and the app's assembly if they are its own.
#[derive(Clone, Copy)]
pub(crate) struct Templates<'s> {
    pub(crate) stacks: &'s [Stack],
    pub(crate) assembly: Option<&'s Assembly>,
}

impl Templates<'_> {
    /// The diagnostic with all that is known of its places. In a stack that was adopted, mistakes are warnings.
    pub(crate) fn complete(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        let stack = diagnostic.place.template.and_then(|template| self.stacks.get(template));
        if stack.and_then(|stack| self.artifact(stack)).is_some_and(StackArtifact::is_adopted) {
            diagnostic.severity = diagnostic.severity.max(Severity::Warning); // It is deployed already.
        }
        self.complete_place(&mut diagnostic.place);
        diagnostic.related.iter_mut().for_each(|related| self.complete_place(&mut related.place));
        diagnostic
    }

    fn complete_place(&self, place: &mut Place) {
        let Some(template) = place.template else { return };
        let Some(stack) = self.stacks.get(template) else { return };
        let pointer = place.pointer.take().unwrap_or_default();
        let position = place.position.unwrap_or_else(|| {
            let Mark { line, column } = stack.root().mark_at(pointer::keys(&pointer));
            (line.max(1), column.max(1))
        });
        *place = self.construct(stack, &pointer).template(template);
        place.file = Some(stack.file.clone());
        place.position = Some(position);
        place.pointer = Some(pointer);
    }

    /// The stack in the app's own assembly.
    fn artifact(&self, stack: &Stack) -> Option<&StackArtifact> {
        self.assembly?.stacks().find(|artifact| artifact.path() == stack.id)
    }

    /// The construct of the value that the pointer leads to.
    fn construct(&self, stack: &Stack, pointer: &str) -> Place {
        let entry = EntryPointer::parse(pointer);
        match self.assembly {
            Some(assembly) => {
                let entry = entry.and_then(|entry| own_entry(assembly, stack, &entry));
                entry.or_else(|| own_stack(assembly, stack, pointer)).unwrap_or_default()
            }
            None => entry.map(|entry| foreign_entry(stack, entry)).unwrap_or_default(),
        }
    }
}

/// The construct of the app that made an entry.
fn own_entry(assembly: &Assembly, stack: &Stack, entry: &EntryPointer<'_>) -> Option<Place> {
    let slash = if entry.property.is_empty() { "" } else { "/" };
    assembly.place(&stack.name, &entry.name, &format!("{slash}{}", entry.property))
}

/// The stack of the app, for what no construct made.
fn own_stack(assembly: &Assembly, stack: &Stack, pointer: &str) -> Option<Place> {
    let place = assembly.stack_place(&stack.name)?;
    let pointer = pointer.trim_start_matches('/');
    Some(if pointer.is_empty() { place } else { place.property(pointer) })
}

/// The construct of a resource, as an assembly that was read names it.
fn foreign_entry(stack: &Stack, entry: EntryPointer<'_>) -> Place {
    let mut place = Place::default();
    let property = entry.property;
    let Some(id) = entry.into_logical_id() else { return place };
    place.property = Some(property.to_owned()).filter(|property| !property.is_empty());
    if let Some(construct) = stack.constructs.get(&id) {
        place.path = Some(construct.path.clone());
        place.made_at.clone_from(&construct.made_at);
    }
    place.logical_id = Some(id);
    place
}
