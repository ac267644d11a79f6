//! Names the Rust types of property types and the constants of known values, which are unique in their resource's
//! module.

use std::collections::BTreeSet;

use super::body::name_body;
use super::reference::name_reference;
use crate::model::cloudformation::{Body, Content, Definition, EnumValue, ResourceType};
use crate::naming;

/// Names the property types of a resource: first those that the schema names, then those that have a place only.
pub(super) fn name(resource: &mut ResourceType, before: &ResourceType) {
    let mut taken = BTreeSet::from([resource.rust.clone(), name_reference(&resource.rust)]);
    for definition in &mut resource.definitions {
        let old = before.definition(&definition.key);
        if let Some(old) = old {
            definition.rust.clone_from(&old.rust);
            taken.insert(old.rust.clone());
        }
        name_content(&mut definition.content, old.map(|old| &old.content));
    }
    for placed in [false, true] {
        let fresh = resource.definitions.iter_mut().filter(|definition| definition.rust.is_empty());
        for definition in fresh.filter(|definition| definition.key.contains('.') == placed) {
            definition.rust = propose(definition, &mut taken);
        }
    }
}

fn propose(definition: &Definition, taken: &mut BTreeSet<String>) -> String {
    let parts: Vec<&str> = definition.key.split('.').filter(|part| *part != "*").collect();
    let last = parts.last().copied().unwrap_or_default();
    let short = naming::type_name(&if definition.key.ends_with(".*") {
        singular(last)
    } else {
        last.to_owned()
    });
    if taken.insert(short.clone()) {
        return short;
    }
    let owner = parts.iter().rev().nth(1).map(|owner| naming::type_name(owner));
    let long = match owner.filter(|owner| *owner != short) {
        Some(owner) => format!("{owner}{short}"),
        None if definition.key.ends_with(".*") => format!("{short}Item"),
        None => format!("{short}Property"),
    };
    naming::unique(long, taken).replace('_', "")
}

/// `Rule` of `Rules`: the name of an element.
fn singular(name: &str) -> String {
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None if name.ends_with("ss") => name.to_owned(),
        None => name.strip_suffix('s').unwrap_or(name).to_owned(),
    }
}

fn name_content(content: &mut Content, before: Option<&Content>) {
    match (content, before) {
        (Content::Struct(body), Some(Content::Struct(old))) => name_body(body, old, naming::method),
        (Content::Struct(body), _) => name_body(body, &Body::default(), naming::method),
        (Content::Enum(values), Some(Content::Enum(old))) => name_values(values, old),
        (Content::Enum(values), _) => name_values(values, &[]),
    }
}

fn name_values(values: &mut [EnumValue], before: &[EnumValue]) {
    let old = |value: &EnumValue| {
        before.iter().find(|old| old.value == value.value).map(|old| old.rust.clone())
    };
    let mut taken: BTreeSet<String> = values.iter().filter_map(old).collect();
    for value in values {
        value.rust = match old(value) {
            Some(rust) => rust,
            None => naming::unique(naming::constant(&value.value), &mut taken),
        };
    }
}
