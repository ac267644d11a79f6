//! The state while the source is written: handles, imports, and long texts that become constants.

mod handles;
mod uses;

pub(crate) use handles::{Handles, What};
pub(crate) use uses::Uses;

use std::collections::BTreeSet;

use crate::code::{self, Code};
use crate::names::{Taken, constant};

/// The state of the writing.
pub(crate) struct Author<'t> {
    /// Parameters and resources, which share their ids.
    pub(crate) values: Handles<'t>,
    pub(crate) conditions: Handles<'t>,
    pub(crate) mappings: Handles<'t>,
    /// The ids of entries that the source writes as `Entry`, so that they have no handle.
    pub(crate) entries: BTreeSet<String>,
    /// Variables.
    pub(crate) taken: Taken,
    /// Ids of constructs.
    pub(crate) ids: Taken,
    pub(crate) uses: Uses,
    /// Long texts, which are constants: name and literal.
    pub(crate) constants: Vec<(String, String)>,
    constant_names: Taken,
    /// Logical id and property of what is being written.
    pub(crate) place: (String, String),
    /// Whether only parameters are known: what is being written is evaluated before anything is made.
    pub(crate) is_early: bool,
    /// Whether a statement of a policy is being written. Nothing inside it is tried as a statement, so that one that
    /// turns out to have no typed form costs no more than twice.
    pub(crate) is_in_statement: bool,
    /// Whether the template has the language extensions.
    pub(crate) is_extended: bool,
}

impl Author<'_> {
    /// Nothing known yet.
    pub(crate) fn new(is_extended: bool) -> Self {
        Self {
            values: Handles::default(),
            conditions: Handles::default(),
            mappings: Handles::default(),
            entries: BTreeSet::new(),
            taken: Taken::default(),
            ids: Taken::default(),
            uses: Uses::default(),
            constants: Vec::new(),
            constant_names: Taken::of_library(),
            place: Default::default(),
            is_early: false,
            is_in_statement: false,
            is_extended,
        }
    }

    /// A text. A text of several lines is a constant.
    pub(crate) fn literal(&mut self, text: &str) -> Code {
        if !code::is_long(text) {
            return code::text(text);
        }
        let literal = code::constant(text);
        if let Some((name, _)) = self.constants.iter().find(|(_, known)| *known == literal) {
            return Code::word(name.clone());
        }
        let (id, property) = (constant(&self.place.0), constant(&self.place.1));
        let proposed = match (id.as_str(), property.as_str()) {
            ("", "") => "TEXT".to_owned(),
            ("", one) | (one, "") => one.to_owned(),
            _ => format!("{id}_{property}"),
        };
        let is_numeric = proposed.starts_with(|first: char| first.is_ascii_digit());
        let proposed = if is_numeric { format!("TEXT_{proposed}") } else { proposed };
        let name = self.constant_names.make_unique(&proposed);
        self.constants.push((name.clone(), literal));
        Code::word(name)
    }
}
