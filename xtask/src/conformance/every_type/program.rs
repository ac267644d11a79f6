//! Writes a crate whose app has one resource of each type, with all required properties.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::overrides::{Overrides, region_of};
use super::value::ValueWriter;
use crate::error::Error;
use crate::families::feature_of;
use crate::files;
use crate::model::cloudformation::ResourceType;

/// Maximum resources of one stack, below CloudFormation's limit of 500.
const PER_STACK: usize = 400;

/// A resource type and the service that it belongs to.
pub(super) type ServiceType<'f> = (&'f str, &'f ResourceType);

/// Writes the crate into `folder`. `root` is the workspace.
pub(super) fn write(
    folder: &Path,
    root: &Path,
    types: &[ServiceType<'_>],
    overrides: &Overrides,
) -> Result<(), Error> {
    let mut modules: BTreeMap<&str, String> = BTreeMap::new();
    let mut calls = String::new();
    let mut stacks: BTreeMap<String, String> = BTreeMap::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (service, resource) in types {
        let region = region_of(&resource.name);
        let count = counts.entry(region).or_default();
        let stack = stacks.entry(format!("{region}-{}", *count / PER_STACK + 1)).or_default();
        *count += 1;
        let function = resource.module.trim_start_matches("r#");
        stack.push_str(&format!("    {service}::add_{function}(stack);\n"));
        let value = ValueWriter { service, resource, overrides }.resource();
        let id: String = resource.name.split("::").skip(1).collect();
        modules.entry(service).or_insert_with(|| MODULE.to_owned()).push_str(&format!(
            "\npub(crate) fn add_{function}(scope: Scope<'_>) {{\n    scope.add({id:?}, {value});\n}}\n"
        ));
    }
    for (service, text) in &modules {
        files::write(&folder.join(format!("src/{service}.rs")), text)?;
    }
    for (name, adds) in stacks {
        let deployed = stack_name(&name);
        calls.push_str(&format!(
            "    let stack = app.stack({name:?}, Stack::named({deployed:?}));\n{adds}"
        ));
    }
    let declared: String = modules.keys().map(|service| format!("mod {service};\n")).collect();
    files::write(
        &folder.join("src/main.rs"),
        &format!("{HEAD}{declared}{MAIN}{calls}{TAIL}{HELPERS}"),
    )?;
    files::write(&folder.join("Cargo.toml"), &manifest(root, types))
}

fn stack_name(name: &str) -> String {
    format!("types-{name}")
}

/// The region of a stack's template, from its name: `types-us-east-1-2.template.json`.
pub(super) fn region_of_template(file: &str) -> Option<&str> {
    let name = file.strip_prefix("types-")?.strip_suffix(".template.json")?;
    name.rsplit_once('-').map(|(region, _)| region)
}

fn manifest(root: &Path, types: &[ServiceType<'_>]) -> String {
    let features: BTreeSet<&str> = types.iter().map(|(service, _)| feature_of(service)).collect();
    let features: Vec<String> = features.iter().map(|feature| format!("{feature:?}")).collect();
    let path = |name: &str| root.join("crates").join(name).display().to_string();
    format!(
        "[package]\nname = \"every-type\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n\n[dependencies]\nconstructs = {{ path = {:?} }}\n\
         constructs-aws = {{ path = {:?}, features = [{}] }}\nserde_json = \"1\"\n",
        path("constructs"),
        path("aws"),
        features.join(", ")
    )
}

const HEAD: &str = "//! One resource of each type -> the folder that the first argument names.\n\n";

const MODULE: &str = "//! One resource of each type of the service.\n\n#[allow(unused_imports)]\nuse constructs::prelude::*;\n\
                      #[allow(unused_imports)]\nuse constructs::{Tag, empty};\n#[allow(unused_imports)]\nuse crate::{identity_policy, resource_policy};\n\
                      use constructs_aws as aws;\n";

const MAIN: &str = r#"
use constructs::assembly::{TemplateFormat, WriteOptions};
use constructs::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).ok_or("a folder to write into")?;
    let app = App::new();
"#;

const HELPERS: &str = r#"
pub(crate) fn identity_policy() -> PolicyDocument {
    PolicyDocument::new([allow_named(["sqs:SendMessage"]).on(["arn:aws:sqs:us-east-1:111122223333:example"])])
}

pub(crate) fn resource_policy() -> PolicyDocument {
    let statement = allow_named(["sqs:SendMessage"]).on(["arn:aws:sqs:us-east-1:111122223333:example"]);
    PolicyDocument::new([statement.principal(Principal::account("111122223333"))])
}
"#;

const TAIL: &str = r#"    let assembly = match app.synth() {
        Ok(assembly) => assembly,
        Err(diagnostics) => {
            diagnostics.iter().for_each(|found| eprintln!("{} {}: {:?}", found.code, found.message, found.place.path));
            return Err("the app has mistakes".into());
        }
    };
    assembly.write(folder.as_ref(), TemplateFormat::Json, &WriteOptions::default())?;
    Ok(())
}
"#;
