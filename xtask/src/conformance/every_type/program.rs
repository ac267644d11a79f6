//! Resource types -> a crate whose app has one resource of each, with everything that is required.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::overrides::Overrides;
use super::value::Writer;
use crate::families::feature_of;
use crate::fault::Fault;
use crate::files;
use crate::model::cloudformation::ResourceType;

/// Resources of one stack: under CloudFormation's 500, so that a stack may grow a little.
const PER_STACK: usize = 400;

/// A resource type and the service that it belongs to.
pub(super) type Found<'f> = (&'f str, &'f ResourceType);

/// Writes the crate into `folder`. `root` is the workspace.
pub(super) fn write(
    folder: &Path,
    root: &Path,
    types: &[Found<'_>],
    overrides: &Overrides,
) -> Result<(), Fault> {
    let mut modules: BTreeMap<&str, String> = BTreeMap::new();
    let mut calls = String::new();
    for (at, (service, resource)) in types.iter().enumerate() {
        if at % PER_STACK == 0 {
            let number = at / PER_STACK + 1;
            calls.push_str(&format!("    let stack = app.stack(\"Types{number}\", Stack::named(\"types-{number}\"));\n"));
        }
        let function = resource.module.trim_start_matches("r#");
        calls.push_str(&format!("    {service}::add_{function}(stack);\n"));
        let value = Writer { service, resource, overrides }.resource();
        let id: String = resource.name.split("::").skip(1).collect();
        modules.entry(service).or_insert_with(|| MODULE.to_owned()).push_str(&format!(
            "\npub(crate) fn add_{function}(scope: Scope<'_>) {{\n    scope.add({id:?}, {value});\n}}\n"
        ));
    }
    for (service, text) in &modules {
        files::write(&folder.join(format!("src/{service}.rs")), text)?;
    }
    let declared: String = modules.keys().map(|service| format!("mod {service};\n")).collect();
    files::write(&folder.join("src/main.rs"), &format!("{HEAD}{declared}{MAIN}{calls}{TAIL}"))?;
    files::write(&folder.join("Cargo.toml"), &manifest(root, types))
}

fn manifest(root: &Path, types: &[Found<'_>]) -> String {
    let features: BTreeSet<&str> = types.iter().map(|(service, _)| feature_of(service)).collect();
    let features: Vec<String> = features.iter().map(|feature| format!("{feature:?}")).collect();
    let path = |name: &str| root.join("crates").join(name).display().to_string();
    format!(
        "[package]\nname = \"every-type\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n\n[dependencies]\nconstructs = {{ path = {:?} }}\n\
         constructs-aws = {{ path = {:?}, features = [{}] }}\n",
        path("constructs"),
        path("aws"),
        features.join(", ")
    )
}

const HEAD: &str = "//! One resource of each type -> the folder that the first argument names.\n\n";

const MODULE: &str = "//! One resource of each type of the service.\n\n#[allow(unused_imports)]\nuse constructs::prelude::*;\n\
                      #[allow(unused_imports)]\nuse constructs::{Tag, empty};\nuse constructs_aws as aws;\n";

const MAIN: &str = r#"
use constructs::assembly::{Format, WriteOptions};
use constructs::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).ok_or("a folder to write into")?;
    let app = App::new();
"#;

const TAIL: &str = r#"    let assembly = match app.synth() {
        Ok(assembly) => assembly,
        Err(diagnostics) => {
            diagnostics.iter().for_each(|found| eprintln!("{} {}: {:?}", found.code, found.message, found.place.path));
            return Err("the app has mistakes".into());
        }
    };
    assembly.write(folder.as_ref(), Format::Json, &WriteOptions::default())?;
    Ok(())
}
"#;
