//! Names the constants of actions and the markers of IAM resource types.

use std::collections::BTreeSet;

use super::reference::name_reference;
use crate::model::cloudformation::ResourceType;
use crate::model::iam::{IamService, RustType};
use crate::naming;

/// Names the actions, and the markers for resource types that CloudFormation does not have.
pub(crate) fn name_actions(service: &mut IamService, before: &IamService, types: &[ResourceType]) {
    let old =
        |name: &str| before.actions.iter().find(|old| old.name == name).map(|old| old.rust.clone());
    let mut taken: BTreeSet<String> =
        service.actions.iter().filter_map(|action| old(&action.name)).collect();
    for action in &mut service.actions {
        action.rust = match old(&action.name) {
            Some(rust) => rust,
            None => naming::unique(naming::constant(&action.name), &mut taken),
        };
    }
    name_markers(service, before, types);
}

fn name_markers(service: &mut IamService, before: &IamService, types: &[ResourceType]) {
    let old = |name: &str| match before
        .resources
        .iter()
        .find(|old| old.name == name)
        .map(|old| &old.rust_type)
    {
        Some(RustType::Marker(rust)) => Some(rust.clone()),
        _ => None,
    };
    let mut taken: BTreeSet<String> = types
        .iter()
        .flat_map(|resource| [resource.rust.clone(), name_reference(&resource.rust)])
        .collect();
    taken.extend(service.resources.iter().filter_map(|resource| old(&resource.name)));
    for resource in &mut service.resources {
        if let RustType::Marker(rust) = &mut resource.rust_type {
            *rust = match old(&resource.name) {
                Some(rust) => rust,
                None => marker(&resource.name, &mut taken),
            };
        }
    }
}

/// `Job` of `JobResource`, if nothing else has that name.
fn marker(name: &str, taken: &mut BTreeSet<String>) -> String {
    let spelled = naming::type_name(name);
    let short = spelled.strip_suffix("Resource").filter(|short| !short.is_empty());
    if let Some(short) = short.filter(|short| taken.insert((*short).to_owned())) {
        short.to_owned()
    } else if taken.insert(spelled.clone()) {
        spelled
    } else {
        naming::unique(format!("{spelled}Resource"), taken)
    }
}
