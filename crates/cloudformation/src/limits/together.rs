//! Checks several templates together: export names and resource names that are used twice, and imports that no template exports.
//!
//! `constructs-services` compares the names of the resources in one template.

use std::collections::{BTreeMap, BTreeSet};

use constructs_diagnostics::{Diagnostic, Place, Severity};
use constructs_document::{Node, Value};
use constructs_limits::codes::EXPORT_TAKEN;
use constructs_limits::names::{UNIQUE_NAMES, name_taken, role_name_taken};

use super::cursor::Cursor;
use crate::codes::NO_EXPORT;
use crate::{Stack, found};

/// The most conflicts of one run.
const MAX_CONFLICTS: usize = 10_000;

/// Checks what the templates of `stacks` can't have at the same time. Stacks whose account or region is unknown are assumed to share
/// it.
///
/// The place of a diagnostic has the position of its template in `stacks`; so has the related place, which leads to the value that is
/// in conflict. A resource or output with a condition conflicts with nothing, because it may not exist. An import that no stack
/// exports is a note, and only if there are several stacks.
#[must_use]
pub fn check_together(stacks: &[Stack]) -> Vec<Diagnostic> {
    let mut together = Together::default();
    for (position, stack) in stacks.iter().enumerate() {
        together.exports(position, stack);
        together.names(position, stack);
    }
    if stacks.len() > 1 {
        together.imports(stacks);
    }
    let mut conflicts = together.conflicts;
    for diagnostic in &mut conflicts {
        let related = diagnostic.related.iter().map(|related| &related.place);
        let places = std::iter::once(&diagnostic.place).chain(related);
        let templates: Vec<usize> = places.filter_map(|place| place.template).collect();
        let roots = templates.into_iter().filter_map(|template| stacks.get(template));
        roots.for_each(|stack| found::soften(diagnostic, stack.root()));
    }
    conflicts
}

/// The kind of thing that an export is.
const EXPORT: &str = "export";

/// Account, region, kind of thing, name.
type Key<'t> = (Option<&'t str>, Option<&'t str>, &'t str, String);

/// The names that are taken, and the conflicts found so far.
#[derive(Default)]
struct Together<'t> {
    taken: BTreeMap<Key<'t>, Holder<'t>>,
    conflicts: Vec<Diagnostic>,
}

/// The first value that takes a name.
struct Holder<'t> {
    /// The position of the template.
    template: usize,
    place: Place,
    condition: Option<&'t str>,
}

impl<'t> Together<'t> {
    fn exports(&mut self, position: usize, stack: &'t Stack) {
        for output in Cursor::section(stack.root(), "Outputs") {
            let Some(at) = output.get("Export").and_then(|export| export.get("Name")) else {
                continue;
            };
            // A name that is put together is the same in one stack only.
            let (name, shown) = match (&at.node.value, at.node.as_str()) {
                (_, Some(name)) => (name.to_owned(), format!("`{name}`")),
                (Value::Map(_), _) => {
                    (format!("{position} {}", at.node.to_json()), "this name".to_owned())
                }
                _ => continue,
            };
            let key = (stack.account.as_deref(), stack.region.as_deref(), EXPORT, name);
            let message = format!("there is already an export with {}", named(&shown));
            let help = "an export's name is unique in its account and region: rename one of them";
            let taken = Diagnostic::error(EXPORT_TAKEN, message).help(help);
            self.claim(key, position, &output, &at, taken);
        }
    }

    fn names(&mut self, position: usize, stack: &'t Stack) {
        for resource in Cursor::section(stack.root(), "Resources") {
            let kind = resource.node.get("Type").and_then(Node::as_str).unwrap_or_default();
            let Some(properties) = resource.get("Properties") else { continue };
            if kind == "AWS::IAM::Role" {
                self.role(position, stack, &resource, &properties);
            } else if let Some((of_type, property)) =
                UNIQUE_NAMES.iter().find(|(known, _)| *known == kind)
                && let Some(at) = properties.get(property)
                && let Some(name) = at.node.as_str()
            {
                let key =
                    (stack.account.as_deref(), stack.region.as_deref(), *of_type, name.to_owned());
                self.claim(key, position, &resource, &at, name_taken(of_type, name));
            }
        }
    }

    /// An account knows a role's name once, in whatever region.
    fn role(
        &mut self,
        position: usize,
        stack: &'t Stack,
        resource: &Cursor<'t>,
        properties: &Cursor<'t>,
    ) {
        let Some(at) = properties.get("RoleName") else { return };
        let Some(name) = at.node.as_str() else { return };
        let key = (stack.account.as_deref(), None, "AWS::IAM::Role", name.to_ascii_lowercase());
        self.claim(key, position, resource, &at, role_name_taken(name));
    }

    /// Takes a name for `holder`, or reports that it is taken.
    fn claim(
        &mut self,
        key: Key<'t>,
        position: usize,
        holder: &Cursor<'t>,
        at: &Cursor<'t>,
        taken: Diagnostic,
    ) {
        let condition = holder.node.get("Condition").and_then(Node::as_str);
        let Some(first) = self.taken.get(&key) else {
            self.taken.insert(key, Holder { template: position, place: at.place(), condition });
            return;
        };
        let is_certain = if first.template == position {
            key.2 == EXPORT && condition == first.condition
        } else {
            condition.is_none() && first.condition.is_none()
        };
        if is_certain && self.conflicts.len() < MAX_CONFLICTS {
            let other = first.place.clone().template(first.template);
            let conflict = taken.at(at.place().template(position)).related("the other one", other);
            self.conflicts.push(conflict);
        }
    }

    fn imports(&mut self, stacks: &'t [Stack]) {
        let exported: BTreeSet<&str> = stacks
            .iter()
            .flat_map(|stack| Cursor::section(stack.root(), "Outputs"))
            .filter_map(|output| output.node.get("Export")?.get("Name")?.as_str())
            .collect();
        // A name that is put together may be any.
        let is_open = stacks.iter().flat_map(|stack| Cursor::section(stack.root(), "Outputs")).any(
            |output| {
                let name = output.node.get("Export").and_then(|export| export.get("Name"));
                name.is_some_and(|name| name.as_str().is_none())
            },
        );
        if is_open {
            return;
        }
        for (position, stack) in stacks.iter().enumerate() {
            for entry in Cursor::section(stack.root(), "Resources")
                .chain(Cursor::section(stack.root(), "Outputs"))
            {
                self.imports_of(position, &entry, &exported);
            }
        }
    }

    fn imports_of(&mut self, position: usize, at: &Cursor<'t>, exported: &BTreeSet<&str>) {
        if !has_import(at.node) {
            return;
        }
        if let Some(("Fn::ImportValue", name)) = at.node.single()
            && let Some(name) = name.as_str()
            && !exported.contains(name)
            && self.conflicts.len() < MAX_CONFLICTS
        {
            let message = format!("none of these templates exports `{name}`");
            let help =
                "look whether another stack exports it, or name that stack's template as well";
            let place = at.place().template(position);
            let note = Diagnostic::new(NO_EXPORT, Severity::Note, message).at(place).help(help);
            self.conflicts.push(note);
        }
        let items = at.node.as_list().map(|_| at.items()).unwrap_or_default();
        for below in at.entries().chain(items) {
            self.imports_of(position, &below, exported);
        }
    }
}

/// Whether there is an import at or below a value: the way is written down only for those.
fn has_import(node: &Node) -> bool {
    match &node.value {
        Value::Map(map) => {
            map.iter().any(|entry| entry.key == "Fn::ImportValue" || has_import(&entry.node))
        }
        Value::List(items) => items.iter().any(has_import),
        _ => false,
    }
}

fn named(shown: &str) -> String {
    if shown.starts_with('`') { format!("the name {shown}") } else { shown.to_owned() }
}
