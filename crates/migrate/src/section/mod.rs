//! An entry of a section -> the statement that adds it to the stack, and the handle that comes back.

mod attributes;
mod condition;
mod iam;
mod mapping;
mod output;
mod parameter;
mod resource;
mod rule;
mod stack;

pub(crate) use stack::{Names, is_extended};

use constructs_document::Entry;
use constructs_limits::template::is_logical_id;

use crate::author::{Author, What};
use crate::code::{self, Code};
use crate::plan::Item;

/// A statement of the source.
pub(crate) struct Statement {
    pub(crate) code: Code,
    /// The kind of the handle that comes back: its section, id and variable.
    pub(crate) handle: Option<(&'static str, String, String)>,
}

/// What an entry becomes.
pub(super) struct Made {
    /// The construct.
    code: Code,
    /// What its handle is of; nothing where it is not asked for.
    what: Option<What>,
    /// What it is called in names.
    noun: String,
}

impl<'t> Author<'t> {
    /// The statement that adds an entry.
    pub(crate) fn item(&mut self, item: Item<'t>) -> Statement {
        let Item { section, entry } = item;
        self.place = (entry.key.clone(), String::new());
        let made = if is_logical_id(&entry.key) { self.make(section, entry) } else { None };
        let (made, is_raw) = match made {
            Some(made) => (made, false),
            None => (self.entry(section, entry), true),
        };
        self.add(section, entry, made, is_raw)
    }

    /// A construct of the entry's own kind, if one can say it.
    fn make(&mut self, section: &str, entry: &Entry) -> Option<Made> {
        match section {
            "Parameters" => self.parameter(&entry.node),
            "Mappings" => self.mapping(&entry.node),
            "Conditions" => Some(self.condition_entry(&entry.node)),
            "Rules" => self.rule(&entry.node),
            "Resources" => self.resource(&entry.node),
            _ => self.output(&entry.node),
        }
    }

    /// The entry written out.
    fn entry(&mut self, section: &'static str, entry: &Entry) -> Made {
        let value = match section {
            "Parameters" | "Mappings" => self.plain(&entry.node),
            _ => self.raw(&entry.node),
        };
        let names = [code::text(section), code::text(&entry.key)];
        let [section_name, key] = names;
        let code = Code::call("Entry::new", [section_name, key, value.loose().code]);
        let what = matches!(section, "Parameters" | "Resources").then_some(What::Generic);
        Made { code, what, noun: "entry".to_owned() }
    }

    fn add(
        &mut self,
        section: &'static str,
        entry: &'t Entry,
        made: Made,
        is_raw: bool,
    ) -> Statement {
        let Made { mut code, what, noun } = made;
        let id = self.construct_id(section, &entry.key);
        if is_raw {
            self.entries.insert(entry.key.clone());
        } else if id != entry.key {
            code = code.method("logical_id", [code::text(&entry.key)]);
        }
        let code = Code::word("stack").method("add", [code::text(&id), code]);
        let handle = what.map(|what| {
            let proposed = crate::names::snake_case(without_hash(&entry.key));
            let variable = self.taken.variable(&proposed, &noun);
            let handles = match section {
                "Conditions" => &mut self.conditions,
                "Mappings" => &mut self.mappings,
                _ => &mut self.values,
            };
            handles.define(&entry.key, variable.clone(), what);
            (section, entry.key.clone(), variable)
        });
        Statement { code, handle }
    }

    /// An id that no other construct of the stack has, in most cases the logical id itself.
    fn construct_id(&mut self, section: &str, key: &str) -> String {
        let noun = section.strip_suffix('s').unwrap_or(section);
        let key = key.replace('/', "-");
        match key.as_str() {
            "" | "Default" => self.ids.make_unique(&format!("{key}{noun}")),
            _ if self.ids.contains(&key) => self.ids.make_unique(&format!("{key}{noun}")),
            _ => self.ids.make_unique(&key),
        }
    }

    /// Whether something names the handle.
    pub(crate) fn is_used(&self, section: &str, id: &str) -> bool {
        let handles = match section {
            "Conditions" => &self.conditions,
            "Mappings" => &self.mappings,
            _ => &self.values,
        };
        handles.get(id).is_some_and(|handle| handle.is_used)
    }
}

/// The id without the eight hexadecimal digits that the CDK and this library put behind a path.
fn without_hash(id: &str) -> &str {
    let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte);
    match id.len().checked_sub(8).and_then(|at| id.split_at_checked(at)) {
        Some((human, hash))
            if human.ends_with(|last: char| last.is_ascii_lowercase())
                && hash.bytes().all(hexadecimal) =>
        {
            human
        }
        _ => id,
    }
}
