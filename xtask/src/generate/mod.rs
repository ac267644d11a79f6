//! Generates the text of every generated file from the facts.
//!
//! The flow: [`access`] decides where each action's constants are; [`service`] writes a service's modules, with the
//! property types of several resource types in [`shared`]; [`conditions`] writes the condition keys; [`iam_facts`]
//! writes what the checks read; [`manifest`] writes the crate's features and root; [`role`] writes the constants that
//! must be in `constructs`.

mod access;
mod arn_template;
mod blob;
mod conditions;
mod constants;
mod docs;
mod equal_types;
mod facts;
mod hand_written;
mod header;
mod iam_facts;
mod lifecycle;
mod managed_policies;
mod manifest;
mod markers;
mod packed;
mod property_types;
mod reference;
mod resource;
mod role;
mod service;
mod service_rules;
mod setters;
mod shared;
mod shared_files;
mod types;

use std::collections::BTreeMap;

use crate::error::Error;

pub(crate) use blob::blob as resources_blob;
pub(crate) use facts::{Facts, ServiceFacts};
pub(crate) use iam_facts::blob as iam_facts_blob;
pub(crate) use lifecycle::{dates_text, regions_blob};
pub(crate) use managed_policies::blob as managed_policies_blob;
pub(crate) use service_rules::blob as service_rules_blob;

/// The text of every generated file, by its path in the workspace. `manifest` is the current manifest.
pub(crate) fn generate(facts: &Facts, manifest: &str) -> Result<BTreeMap<String, String>, Error> {
    let services = facts.services.as_slice();
    let access = access::Access::new(services);
    let mut files = BTreeMap::new();
    files.insert("crates/aws/Cargo.toml".into(), manifest::features(services, manifest)?);
    files.insert("crates/aws/src/lib.rs".into(), manifest::root(services));
    files.insert("crates/constructs/src/iam/generated.rs".into(), role::file(&access));
    let keys = conditions::global_file(&facts.global_keys)?;
    files.insert("crates/constructs/src/iam/condition/aws.rs".into(), keys);
    for (name, text) in conditions::files(facts)? {
        files.insert(format!("crates/aws/src/condition/{name}"), text);
    }
    for service in services {
        for (name, text) in service::files(service, &access) {
            files.insert(format!("crates/aws/src/{}/{name}", service.name), text);
        }
    }
    Ok(files)
}
