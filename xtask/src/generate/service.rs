//! Writes the files of a service's module.

use std::collections::BTreeMap;

use super::access::Access;
use super::facts::ServiceFacts;
use super::hand_written::is_hand_written;
use super::header::generated_from;
use super::shared::Shared;
use super::{constants, markers, resource, shared_files};
use crate::families::feature_of;
use crate::model::cloudformation::ResourceType;
use crate::names::name_reference;

/// The files below the service's folder, by name.
pub(super) fn files(service: &ServiceFacts, access: &Access) -> BTreeMap<String, String> {
    let name = &service.name;
    let shared = Shared::new(name, generated_types(service));
    let mut files = BTreeMap::from([("mod.rs".to_owned(), root(service, &shared, access))]);
    for found in generated_types(service) {
        let file = found.module.trim_start_matches("r#");
        files.insert(format!("{file}.rs"), resource::file(found, &shared, access));
    }
    for (file, text) in shared_files::files(&shared) {
        files.insert(format!("shared/{file}"), text);
    }
    let found = access.markers(name);
    if !found.is_empty() {
        files.insert("markers.rs".into(), markers::file(name, found, access));
    }
    files
}

fn generated_types(service: &ServiceFacts) -> impl Iterator<Item = &ResourceType> {
    service.resource_types().iter().filter(|found| !is_hand_written(&found.name))
}

fn root(service: &ServiceFacts, shared: &Shared, access: &Access) -> String {
    let mut text = introduction(service);
    for found in generated_types(service) {
        text.push_str(&module(found));
    }
    if !shared.types.is_empty() {
        text.push_str("mod shared;\n");
    }
    let markers: Vec<&str> =
        access.markers(&service.name).iter().map(|marker| marker.rust.as_str()).collect();
    if !markers.is_empty() {
        text.push_str(&format!(
            "mod markers;\npub use self::markers::{{{}}};\n",
            markers.join(", ")
        ));
    }
    text.push_str(&hand_written(service));
    let free = access.module_constants(&service.name);
    text.push('\n');
    text.push_str(&constants::text(free, "::constructs::AnyResource", "::constructs", true));
    text
}

fn introduction(service: &ServiceFacts) -> String {
    let types = service.resource_types().first().and_then(|first| first.name.rsplit_once("::"));
    let namespace = types.map(|(namespace, _)| format!("the resource types of `{namespace}`"));
    let prefix =
        service.actions.as_ref().map(|actions| format!("the actions of `{}`", actions.prefix));
    let said: Vec<String> = namespace.into_iter().chain(prefix).collect();
    let mut characters = said.join(", and ");
    if let Some(first) = characters.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let feature = feature_of(&service.name);
    format!(
        "//! {characters}. Behind the feature `{feature}`.\n{}",
        generated_from(&format!("facts/*/{}.txt", service.name))
    )
}

/// A module is public if it has property types.
fn module(found: &ResourceType) -> String {
    let ResourceType { rust, module, definitions, .. } = found;
    let (public, inline) =
        if definitions.is_empty() { ("", "") } else { ("pub ", "#[doc(inline)]\n") };
    format!(
        "{public}mod {module};\n{inline}pub use self::{module}::{{{rust}, {}}};\n",
        name_reference(rust)
    )
}

/// The types of `constructs` that this module exports.
fn hand_written(service: &ServiceFacts) -> String {
    let all = service.resource_types().iter().filter(|found| is_hand_written(&found.name));
    let names: Vec<String> =
        all.flat_map(|found| [found.rust.clone(), name_reference(&found.rust)]).collect();
    if names.is_empty() {
        String::new()
    } else {
        format!("pub use ::constructs::iam::{{{}}};\n", names.join(", "))
    }
}
