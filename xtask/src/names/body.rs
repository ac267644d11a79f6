//! Names the properties of a resource type or property type.

use std::collections::BTreeSet;

use crate::model::cloudformation::Body;
use crate::naming;

/// Names the properties of a resource or property type, and orders its arguments.
pub(super) fn name_body(body: &mut Body, before: &Body, propose: fn(&str) -> String) {
    let old = |name: &str| {
        before.properties.iter().find(|old| old.name == name).map(|old| old.rust.clone())
    };
    let mut taken: BTreeSet<String> =
        body.properties.iter().filter_map(|property| old(&property.name)).collect();
    for property in &mut body.properties {
        property.rust = match old(&property.name) {
            Some(rust) => rust,
            None => naming::unique(propose(&property.name), &mut taken),
        };
    }
    let place =
        |name: &String| before.arguments.iter().position(|old| old == name).unwrap_or(usize::MAX);
    body.arguments.sort_by_key(|name| (place(name), name.clone()));
}
