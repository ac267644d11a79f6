//! Several templates -> what they can't have at once: exports and names that are taken, imports that nobody exports.

use std::collections::{BTreeMap, BTreeSet};

use constructs_diagnostics::{Diagnostic, Place, Severity};
use constructs_document::{Node, Value};
use constructs_limits::codes::EXPORT_TAKEN;
use constructs_limits::names::{UNIQUE_NAMES, name_taken, role_name_taken};

use super::cursor::Cursor;
use crate::codes::NO_EXPORT;
use crate::found;

/// A template among others, and where it is deployed, as far as that is known.
#[derive(Clone, Copy, Debug)]
pub struct Member<'t> {
    /// The template's object.
    pub root: &'t Node,
    /// The account, 12 digits.
    pub account: Option<&'t str>,
    /// The region.
    pub region: Option<&'t str>,
}

/// What a template can't have because of another one, or of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The position of the template in which it was found.
    pub template: usize,
    /// What was found.
    pub diagnostic: Diagnostic,
    /// The thing that is in the way.
    pub other: Option<Other>,
}

/// A place in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// The template's position.
    pub template: usize,
    /// Where in that template.
    pub place: Place,
}

/// The most conflicts of one run.
const MOST: usize = 10_000;

/// What `members` can't have at once. Templates whose account or region is not known are taken to meet in one.
///
/// What has a condition may not be there, and is in nobody's way. An import that no member exports is a note, and only
/// where there are several members: one alone has nothing to be compared with.
#[must_use]
pub fn check_together(members: &[Member<'_>]) -> Vec<Conflict> {
    let mut together = Together::default();
    for (position, member) in members.iter().enumerate() {
        together.exports(position, member);
        together.names(position, member);
    }
    if members.len() > 1 {
        together.imports(members);
    }
    let mut conflicts = together.conflicts;
    for Conflict { template, diagnostic, other } in &mut conflicts {
        let both = std::iter::once(*template).chain(other.as_ref().map(|other| other.template));
        let roots = both.filter_map(|position| members.get(position)).map(|member| member.root);
        roots.for_each(|root| found::soften(diagnostic, root));
    }
    conflicts
}

/// Account, region, kind of thing, name.
type Key<'t> = (Option<&'t str>, Option<&'t str>, &'t str, String);

/// Who has what so far.
#[derive(Default)]
struct Together<'t> {
    taken: BTreeMap<Key<'t>, Holder<'t>>,
    conflicts: Vec<Conflict>,
}

/// Who has it.
struct Holder<'t> {
    other: Other,
    condition: Option<&'t str>,
}

impl<'t> Together<'t> {
    fn exports(&mut self, position: usize, member: &Member<'t>) {
        for output in Cursor::section(member.root, "Outputs") {
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
            let key = (member.account, member.region, "export", name);
            let message = format!("there is already an export with {}", named(&shown));
            let help = "an export's name is unique in its account and region: rename one of them";
            let taken = Diagnostic::error(EXPORT_TAKEN, message).help(help);
            self.claim(key, position, &output, &at, taken);
        }
    }

    fn names(&mut self, position: usize, member: &Member<'t>) {
        for resource in Cursor::section(member.root, "Resources") {
            let kind = resource.node.get("Type").and_then(Node::as_str).unwrap_or_default();
            let Some(properties) = resource.get("Properties") else { continue };
            if kind == "AWS::IAM::Role" {
                self.role(position, member, &resource, &properties);
            } else if let Some((of_type, property)) =
                UNIQUE_NAMES.iter().find(|(known, _)| *known == kind)
                && let Some(at) = properties.get(property)
                && let Some(name) = at.node.as_str()
            {
                let key = (member.account, member.region, *of_type, name.to_owned());
                self.claim(key, position, &resource, &at, name_taken(of_type, name));
            }
        }
    }

    /// An account knows a role's name once, in whatever region.
    fn role(
        &mut self,
        position: usize,
        member: &Member<'t>,
        resource: &Cursor<'t>,
        properties: &Cursor<'t>,
    ) {
        let Some(at) = properties.get("RoleName") else { return };
        let Some(name) = at.node.as_str() else { return };
        let key = (member.account, None, "AWS::IAM::Role", name.to_ascii_lowercase());
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
            let other = Other { template: position, place: at.place() };
            self.taken.insert(key, Holder { other, condition });
            return;
        };
        let is_certain = condition == first.condition
            && (condition.is_none() || first.other.template == position);
        if is_certain && self.conflicts.len() < MOST {
            let other = Some(first.other.clone());
            let diagnostic = taken.at(at.place());
            self.conflicts.push(Conflict { template: position, diagnostic, other });
        }
    }

    fn imports(&mut self, members: &[Member<'t>]) {
        let exported: BTreeSet<&str> = members
            .iter()
            .flat_map(|member| Cursor::section(member.root, "Outputs"))
            .filter_map(|output| output.node.get("Export")?.get("Name")?.as_str())
            .collect();
        // A name that is put together may be any.
        let is_open = members
            .iter()
            .flat_map(|member| Cursor::section(member.root, "Outputs"))
            .any(|output| {
                let name = output.node.get("Export").and_then(|export| export.get("Name"));
                name.is_some_and(|name| name.as_str().is_none())
            });
        if is_open {
            return;
        }
        for (position, member) in members.iter().enumerate() {
            for entry in Cursor::section(member.root, "Resources")
                .chain(Cursor::section(member.root, "Outputs"))
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
            && self.conflicts.len() < MOST
        {
            let message = format!("none of these templates exports `{name}`");
            let help =
                "look whether another stack exports it, or name that stack's template as well";
            let diagnostic =
                Diagnostic::new(NO_EXPORT, Severity::Note, message).at(at.place()).help(help);
            self.conflicts.push(Conflict { template: position, diagnostic, other: None });
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
