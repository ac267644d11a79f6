//! Completes the place of a diagnostic of a template: file, line and column, and the construct with its Rust lines.

use constructs::assembly::StackArtifact;
use constructs::diagnostic::pointer::{self, EntryPointer};
use constructs::diagnostic::{Place, Severity};
use constructs::{Assembly, Diagnostic};
use constructs_document::Mark;

use super::subject::Subject;

/// The templates of a report, and the app's assembly if they are its own.
#[derive(Clone, Copy)]
pub(crate) struct Templates<'s> {
    pub(crate) subjects: &'s [Subject<'s>],
    pub(crate) assembly: Option<&'s Assembly>,
}

impl Templates<'_> {
    /// The diagnostic with all that is known of its places. In a stack that was adopted, mistakes are warnings.
    pub(crate) fn complete(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        let template = diagnostic.place.template;
        let stack = template.and_then(|template| self.subjects.get(template)?.stack);
        if stack.is_some_and(StackArtifact::is_adopted) {
            diagnostic.severity = diagnostic.severity.max(Severity::Warning); // It is deployed already.
        }
        self.complete_place(&mut diagnostic.place);
        diagnostic.related.iter_mut().for_each(|related| self.complete_place(&mut related.place));
        diagnostic
    }

    fn complete_place(&self, place: &mut Place) {
        let Some(template) = place.template else { return };
        let Some(subject) = self.subjects.get(template) else { return };
        let pointer = place.pointer.take().unwrap_or_default();
        let position = place.position.unwrap_or_else(|| {
            let Mark { line, column } = subject.root.mark_at(pointer::keys(&pointer));
            (line.max(1), column.max(1))
        });
        *place = self.construct(subject, &pointer).template(template);
        place.file = Some(subject.file.clone());
        place.position = Some(position);
        place.pointer = Some(pointer);
    }

    /// The construct that made what the pointer leads to.
    fn construct(&self, subject: &Subject<'_>, pointer: &str) -> Place {
        let entry = EntryPointer::parse(pointer);
        match (self.assembly, subject.stack) {
            (Some(assembly), Some(stack)) => {
                let entry = entry.and_then(|entry| own_entry(assembly, stack, &entry));
                entry.or_else(|| own_stack(assembly, stack, pointer)).unwrap_or_default()
            }
            _ => entry.map(|entry| foreign_entry(subject, entry)).unwrap_or_default(),
        }
    }
}

/// The construct of the app that made an entry.
fn own_entry(
    assembly: &Assembly,
    stack: &StackArtifact,
    entry: &EntryPointer<'_>,
) -> Option<Place> {
    let slash = if entry.property.is_empty() { "" } else { "/" };
    assembly.place(stack.name(), &entry.name, &format!("{slash}{}", entry.property))
}

/// The stack of the app, for what no construct made.
fn own_stack(assembly: &Assembly, stack: &StackArtifact, pointer: &str) -> Option<Place> {
    let place = assembly.stack_place(stack.name())?;
    let pointer = pointer.trim_start_matches('/');
    Some(if pointer.is_empty() { place } else { place.property(pointer) })
}

/// The construct of a resource, as an assembly that was read names it.
fn foreign_entry(subject: &Subject<'_>, entry: EntryPointer<'_>) -> Place {
    let mut place = Place::default();
    let property = entry.property;
    let Some(id) = entry.into_logical_id() else { return place };
    place.property = Some(property.to_owned()).filter(|property| !property.is_empty());
    if let Some(construct) = subject.constructs.get(&id) {
        place.path = Some(construct.path.clone());
        place.made_at.clone_from(&construct.made_at);
    }
    place.logical_id = Some(id);
    place
}
