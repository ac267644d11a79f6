//! `cargo xtask migrate-check [PATH…]`: checks that templates come back the same after `migrate`, compilation, and
//! `synth`.
//!
//! All sources become modules of one crate below `target/`, so that the library is built once, with the features that
//! they need. Warnings are errors there, and rustfmt must not change the sources.

mod functions;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use constructs_cloudformation::Stack;
use constructs_document::Template;
use constructs_migrate::{Migration, migrate};
use serde_json::Value as Json;

use crate::error::{Context, Error};
use crate::files::{self, Workspace, files_below, read, write};
use crate::terminal::say;

/// The arguments of `cargo xtask migrate-check`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Templates, or folders of them [default: the project's own, every function in every kind of place, and the good
    /// templates of cfn-lint and the public ones where `FIXTURES` has them]
    templates: Vec<PathBuf>,
    /// Write the sources and count, but do not compile them
    #[arg(long)]
    no_build: bool,
}

/// A template and its migration.
struct MigratedTemplate {
    /// The file that the template is from.
    origin: String,
    /// The name of its module.
    module: String,
    template: Template,
    migration: Migration,
}

/// The folder of the generated crate.
const FOLDER: &str = "target/migrate-check";

/// The project's folders of templates that it can migrate.
const OWN: [&str; 2] = ["crates/migrate/tests/templates", "cdk.out"];

/// Folders of templates below `FIXTURES`.
const ELSEWHERE: [&str; 2] = ["cfn-lint/good", "templates"];

/// Migrates the templates, compiles the sources, runs them, and compares the templates.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let cases = migrate_templates(workspace, arguments)?;
    say(&count_statements(&cases));
    write_crate(workspace, &cases)?;
    let folder = workspace.path(FOLDER);
    format(&folder, &cases)?;
    if arguments.no_build {
        return Ok(());
    }
    say(&format!("{} templates: compiling", cases.len()));
    files::run("cargo", &["run", "--quiet"], &folder)?;
    let problems: Vec<String> =
        cases.iter().filter_map(|case| describe_difference(&folder, case)).collect();
    say(&format!("{} of {} came back the same", cases.len() - problems.len(), cases.len()));
    if problems.is_empty() { Ok(()) } else { Err(Error::new(problems.join("\nerror: "))) }
}

fn migrate_templates(
    workspace: &Workspace,
    arguments: &Arguments,
) -> Result<Vec<MigratedTemplate>, Error> {
    let mut cases = Vec::new();
    for file in templates(workspace, arguments)? {
        let bytes = std::fs::read(&file).context(|| format!("can't read `{}`", file.display()))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        add_case(&mut cases, &file.display().to_string(), &name, &bytes);
    }
    if arguments.templates.is_empty() {
        for (name, template) in functions::templates() {
            add_case(&mut cases, &name, &name, template.to_string().as_bytes());
        }
    }
    Ok(cases)
}

/// Adds a template, or prints why `migrate` rejects it.
fn add_case(cases: &mut Vec<MigratedTemplate>, origin: &str, name: &str, bytes: &[u8]) {
    let read = constructs_yaml::read(bytes);
    match read.and_then(|template| template.require_template().map(|()| template)) {
        Ok(template) => {
            let migration = migrate(&Stack::new(name, template.clone()));
            let module = format!("case_{}", cases.len());
            cases.push(MigratedTemplate { origin: origin.to_owned(), module, template, migration });
        }
        Err(error) => say(&format!("rejected: `{origin}`: {error}")),
    }
}

fn templates(workspace: &Workspace, arguments: &Arguments) -> Result<Vec<PathBuf>, Error> {
    let mut roots = arguments.templates.clone();
    if roots.is_empty() {
        roots.extend(OWN.map(|folder| workspace.path(folder)));
        let fixtures = workspace.fixtures();
        for folder in ELSEWHERE.map(|folder| fixtures.join(folder)) {
            if folder.exists() {
                roots.push(folder);
            } else {
                say(&format!("not run on `{}`: the folder does not exist", folder.display()));
            }
        }
    }
    let mut found = Vec::new();
    for root in roots {
        if root.is_dir() {
            let files = files_below(&root)?.into_iter().map(|file| root.join(file));
            found.extend(files.filter(|file| is_template(file)));
        } else {
            found.push(root);
        }
    }
    Ok(found)
}

/// Whether the name of a file shows that it is a template.
fn is_template(file: &Path) -> bool {
    let name = file.to_string_lossy();
    let is_assembly = name.contains("cdk.out") && !name.ends_with(".template.json");
    let is_list = name.ends_with("cfn-lint-errors.json");
    !is_assembly
        && !is_list
        && [".json", ".yaml", ".yml", ".template"].iter().any(|end| name.ends_with(end))
}

/// How many statements of the sources' policies are typed.
fn count_statements(cases: &[MigratedTemplate]) -> String {
    const TYPED: [&str; 5] = [
        "allow_named(",
        "allow_named_except(",
        "deny_named(",
        "deny_named_except(",
        "Role::assumed_by(",
    ];
    let count = |text: &str| -> usize {
        cases.iter().map(|case| case.migration.source.matches(text).count()).sum()
    };
    let typed: usize = TYPED.iter().map(|text| count(text)).sum();
    let all = typed + count(".with(\"Effect\"");
    format!("{typed} of {all} statements are typed")
}

fn write_crate(workspace: &Workspace, cases: &[MigratedTemplate]) -> Result<(), Error> {
    let folder = workspace.path(FOLDER);
    files::remove_folder(&folder.join("src"))?;
    files::create_empty_folder(&folder.join("out"))?;
    let features: BTreeSet<&str> =
        cases.iter().flat_map(|case| case.migration.features.iter().copied()).collect();
    let features: Vec<String> = features.iter().map(|feature| format!("{feature:?}")).collect();
    let crates = workspace.path("crates");
    let crates = crates.canonicalize().context(|| "can't find `crates`".into())?;
    let manifest = MANIFEST
        .replace("CRATES", &crates.to_string_lossy())
        .replace("FEATURES", &features.join(", "));
    write(&folder.join("Cargo.toml"), &manifest)?;
    for case in cases {
        write(&folder.join(format!("src/{}.rs", case.module)), &case.migration.source)?;
    }
    write(&folder.join("src/main.rs"), &main_source(cases))
}

const MANIFEST: &str = r#"[package]
name = "migrate-check"
version = "0.0.0"
edition = "2024"

[dependencies]
constructs = { path = "CRATES/constructs" }
constructs-aws = { path = "CRATES/aws", features = [FEATURES] }

[lints.rust]
warnings = "deny"

[profile.dev]
debug = false

[workspace]
"#;

/// A program that writes the template that each module synthesizes, or its mistakes.
fn main_source(cases: &[MigratedTemplate]) -> String {
    let modules: String = cases.iter().map(|case| format!("mod {};\n", case.module)).collect();
    let calls = cases.iter().map(|case| {
        let (module, function) = (&case.module, &case.migration.function);
        format!("    keep({module:?}, |app| {{ {module}::{function}(app); }});\n")
    });
    format!("{modules}\n{}\nfn main() {{\n{}}}\n", KEEP, calls.collect::<String>())
}

const KEEP: &str = r#"
fn keep(name: &str, add: impl FnOnce(&constructs::App)) {
    let app = constructs::App::new();
    add(&app);
    let text = match app.synth() {
        Ok(assembly) => assembly.stacks().next().map(|stack| stack.template().to_owned()).unwrap_or_default(),
        Err(mistakes) => mistakes.to_string(),
    };
    std::fs::write(format!("out/{name}"), text).expect("the folder is there");
}
"#;

/// Formats the sources, and checks that formatting again changes nothing.
fn format(folder: &Path, cases: &[MigratedTemplate]) -> Result<(), Error> {
    let files: Vec<String> = cases.iter().map(|case| format!("src/{}.rs", case.module)).collect();
    for how in [&["--edition", "2024"][..], &["--edition", "2024", "--check"]] {
        for some in files.chunks(100) {
            let arguments: Vec<&str> =
                how.iter().copied().chain(some.iter().map(String::as_str)).collect();
            files::run("rustfmt", &arguments, folder)?;
        }
    }
    Ok(())
}

/// The differences between the template and the synthesized one.
fn describe_difference(folder: &Path, case: &MigratedTemplate) -> Option<String> {
    let place = format!("`{}` (src/{}.rs)", case.origin, case.module);
    let text = match read(&folder.join("out").join(&case.module)) {
        Ok(text) => text,
        Err(error) => return Some(format!("{place}: {error}")),
    };
    let expected = case.template.root().to_json();
    match serde_json::from_str::<Json>(&text) {
        Ok(found) => {
            let mut differences = Vec::new();
            compare(&expected, &found, "", &mut differences);
            (!differences.is_empty()).then(|| format!("{place}: {}", differences.join("; ")))
        }
        Err(_) => Some(format!("{place}: {text}")),
    }
}

/// Names the places where two values differ.
fn compare(expected: &Json, found: &Json, at: &str, differences: &mut Vec<String>) {
    match (expected, found) {
        (Json::Object(one), Json::Object(other)) => {
            let keys: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for key in keys {
                let (left, right) = (one.get(key), other.get(key));
                let null = Json::Null;
                let at = format!("{at}/{key}");
                if left.is_some() != right.is_some() {
                    differences.push(format!("{at} is {left:?}, came back as {right:?}"));
                }
                compare(left.unwrap_or(&null), right.unwrap_or(&null), &at, differences);
            }
        }
        (Json::Array(one), Json::Array(other)) if one.len() == other.len() => {
            for (number, (one, other)) in one.iter().zip(other).enumerate() {
                compare(one, other, &format!("{at}/{number}"), differences);
            }
        }
        (one, other) if one == other => {}
        _ => differences.push(format!("{at} is {expected}, came back as {found}")),
    }
}
