//! A JSON pointer into a template -> line and column in its text, and the construct with its Rust lines.

use constructs::Assembly;
use constructs::assembly::StackArtifact;
use constructs::diagnostic::{Place, Severity, pointer};
use constructs_document::{Mark, Node};

use super::finding::{Found, Spot, Verdict};
use super::subject::Subject;

/// Leads what a check says back to where it comes from.
pub(crate) fn placed(
    verdict: Verdict,
    subjects: &[Subject<'_>],
    assembly: Option<&Assembly>,
) -> Found {
    let Verdict { template, code, rule, mut severity, message, help, pointer, related } = verdict;
    let stack = subjects.get(template).and_then(|subject| subject.stack);
    if stack.is_some_and(StackArtifact::is_adopted) {
        severity = severity.max(Severity::Warning); // It stands already.
    }
    let at = |template: usize, pointer: &str| {
        subjects.get(template).map_or_else(
            || (Place::default(), None),
            |subject| {
                let place = place(subject, assembly, pointer);
                (place, Some(spot(subject, template, pointer)))
            },
        )
    };
    let (place, spot) = at(template, &pointer);
    let related = related.into_iter().map(|(message, template, pointer)| {
        let (place, spot) = at(template, &pointer);
        (message, place, spot)
    });
    Found { code, rule, severity, message, help, place, spot, related: related.collect() }
}

fn spot(subject: &Subject<'_>, template: usize, pointer: &str) -> Spot {
    let Mark { line, column } = mark(&subject.root, pointer);
    let (file, pointer) = (subject.file.clone(), pointer.to_owned());
    Spot { template, file, pointer, line: line.max(1), column: column.max(1) }
}

/// Where the key or item begins; of what is not there, where it should be.
fn mark(root: &Node, pointer: &str) -> Mark {
    let (mut node, mut mark) = (root, root.mark);
    for word in pointer::keys(pointer) {
        let entry = node.as_map().and_then(|map| map.entry(&word));
        let item = || node.as_list()?.get(word.parse::<usize>().ok()?);
        (node, mark) = match (entry, item()) {
            (Some(entry), _) => (&entry.node, entry.mark),
            (None, Some(item)) => (item, item.mark),
            (None, None) => break,
        };
    }
    mark
}

fn place(subject: &Subject<'_>, assembly: Option<&Assembly>, pointer: &str) -> Place {
    let (section, id) = {
        let mut words = pointer::keys(pointer);
        (words.next().unwrap_or_default(), words.next())
    };
    let below = pointer.trim_start_matches('/').splitn(3, '/').nth(2).unwrap_or_default();
    let property =
        below.strip_prefix("Properties").map_or(below, |rest| rest.trim_start_matches('/'));
    if let (Some(assembly), Some(stack)) = (assembly, subject.stack) {
        let of_member = id.as_deref().and_then(|id| {
            let pointer = if property.is_empty() { String::new() } else { format!("/{property}") };
            assembly.place(stack.name(), id, &pointer)
        });
        let of_stack = || {
            let place = assembly.stack_place(stack.name())?;
            let pointer = pointer.trim_start_matches('/');
            Some(if pointer.is_empty() { place } else { place.property(pointer) })
        };
        return of_member.or_else(of_stack).unwrap_or_default();
    }
    if section != "Resources" {
        return Place::default();
    }
    let construct = id.as_deref().and_then(|id| subject.constructs.get(id));
    Place {
        path: construct.map(|construct| construct.path.clone()),
        made_at: construct.and_then(|construct| construct.made_at.clone()),
        logical_id: id,
        property: (!property.is_empty()).then(|| property.to_owned()),
        ..Place::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_pointed_at_by_where_it_should_be() {
        let text = "Resources:\n  A:\n    Properties:\n      List: [x, y]\n      a/b: 1\n";
        let template = constructs_yaml::read(text.as_bytes()).unwrap();
        for (pointer, line, column) in [
            ("/Resources/A/Properties/List/1", 4, 17),
            ("/Resources/A/Properties/a~1b", 5, 7),
            ("/Resources/A/Properties/Missing", 3, 5),
            ("/Resources/B", 1, 1),
            ("", 1, 1),
        ] {
            assert_eq!(mark(template.root(), pointer), Mark { line, column }, "{pointer}");
        }
    }
}
