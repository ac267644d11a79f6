//! Ids of the template -> the variables that hold their handles.

use std::collections::BTreeMap;

use constructs_schema::facts::ResourceType;

use crate::value::Marker;

/// The handles of one kind, by id.
#[derive(Default)]
pub(crate) struct Handles<'t>(BTreeMap<&'t str, Handle>);

/// A variable that holds a handle.
#[derive(Debug)]
pub(crate) struct Handle {
    pub(crate) variable: String,
    pub(crate) what: What,
    /// Whether something below its definition names it.
    pub(crate) is_used: bool,
}

/// What a handle is of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum What {
    Parameter(Marker),
    /// A resource of a type with accessors.
    Resource(&'static ResourceType),
    /// A resource without accessors of its own.
    Generic,
    /// A condition or mapping.
    Name,
}

impl<'t> Handles<'t> {
    /// From here on the variable can be named.
    pub(crate) fn define(&mut self, id: &'t str, variable: String, what: What) {
        self.0.insert(id, Handle { variable, what, is_used: false });
    }

    /// Names a variable, if there is one by now: its name, and what it is of.
    pub(crate) fn name(&mut self, id: &str) -> Option<(String, What)> {
        let handle = self.0.get_mut(id)?;
        handle.is_used = true;
        Some((handle.variable.clone(), handle.what))
    }

    /// The handle of an id. Does not mark it as used.
    pub(crate) fn get(&self, id: &str) -> Option<&Handle> {
        self.0.get(id)
    }
}
