//! `cargo xtask codegen [--check]`: the facts -> Rust, written or compared byte for byte.

use std::collections::BTreeMap;
use std::path::Path;

use crate::fault::{Context, Fault};
use crate::files::{self, Workspace};
use crate::generate::{ServiceFacts, blob, generate};
use crate::text;

/// What `cargo xtask codegen` takes.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail and name the files that differ from what would be written.
    #[arg(long)]
    check: bool,
}

/// The folder that holds generated files only.
const SOURCES: &str = "crates/aws/src";

/// Generates, and writes or compares.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Fault> {
    let manifest = files::read(&workspace.path("crates/aws/Cargo.toml"))?;
    let generated = generate(&read_facts(workspace)?, &manifest)?;
    let generated = formatted(workspace, generated)?;
    let stale = stale_files(workspace, &generated)?;
    if arguments.check {
        check(workspace, &generated, &stale)?;
        check_blob(workspace)
    } else {
        write(workspace, &generated, &stale)?;
        write_blob(workspace)
    }
}

/// The texts of the facts on resource types, by service.
fn facts_texts(workspace: &Workspace) -> Result<BTreeMap<String, String>, Fault> {
    let mut texts = BTreeMap::new();
    for kind in ["cloudformation", "transforms"] {
        let folder = workspace.path("facts").join(kind);
        for file in files::names_in(&folder)? {
            let text = files::read(&folder.join(&file))?;
            texts.extend(file.strip_suffix(".txt").map(|name| (name.to_owned(), text)));
        }
    }
    Ok(texts)
}

fn write_blob(workspace: &Workspace) -> Result<(), Fault> {
    let (path, bytes) = blob(&facts_texts(workspace)?);
    let target = workspace.path(path);
    std::fs::write(&target, &bytes).context(|| format!("can't write `{path}`"))?;
    println!("{path}: {} bytes", bytes.len());
    Ok(())
}

fn check_blob(workspace: &Workspace) -> Result<(), Fault> {
    let (path, bytes) = blob(&facts_texts(workspace)?);
    let found = std::fs::read(workspace.path(path)).context(|| format!("can't read `{path}`"))?;
    if found == bytes {
        println!("{path} is as the facts say");
        return Ok(());
    }
    Err(Fault::new(format!("`{path}` is not as the facts say: run `cargo xtask codegen`")))
}

/// The facts of all services, sorted by name.
fn read_facts(workspace: &Workspace) -> Result<Vec<ServiceFacts>, Fault> {
    let mut services: BTreeMap<String, ServiceFacts> = BTreeMap::new();
    for kind in ["cloudformation", "iam"] {
        let folder = workspace.path("facts").join(kind);
        for file in files::names_in(&folder)? {
            let Some(name) = file.strip_suffix(".txt") else { continue };
            let text = files::read(&folder.join(&file))?;
            let service = services.entry(name.to_owned()).or_default();
            name.clone_into(&mut service.name);
            let doing = || format!("facts/{kind}/{file}");
            match kind {
                "iam" => service.actions = Some(text::iam::parse(&text).context(doing)?),
                _ => service.types = Some(text::cloudformation::parse(&text).context(doing)?),
            }
        }
    }
    Ok(services.into_values().collect())
}

/// The files as rustfmt leaves them: laid out below `target/codegen` as they will stand, and formatted there.
fn formatted(
    workspace: &Workspace,
    generated: BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, Fault> {
    let stage = workspace.path("target/codegen");
    if stage.exists() {
        std::fs::remove_dir_all(&stage).context(|| format!("can't empty `{}`", stage.display()))?;
    }
    for (path, text) in &generated {
        files::write(&stage.join(path), text)?;
    }
    let roots = ["crates/aws/src/lib.rs", "crates/constructs/src/iam/generated.rs"];
    files::run("rustfmt", &["--edition", "2024", roots[0], roots[1]], &stage)?;
    generated.into_keys().map(|path| Ok((path.clone(), files::read(&stage.join(path))?))).collect()
}

/// Files among the generated ones that are generated no longer.
fn stale_files(
    workspace: &Workspace,
    generated: &BTreeMap<String, String>,
) -> Result<Vec<String>, Fault> {
    let present = files::files_below(&workspace.path(SOURCES))?;
    let named = present.iter().map(|path| format!("{SOURCES}/{}", slashed(path)));
    Ok(named.filter(|path| !generated.contains_key(path)).collect())
}

fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn write(
    workspace: &Workspace,
    generated: &BTreeMap<String, String>,
    stale: &[String],
) -> Result<(), Fault> {
    for (path, text) in generated {
        files::write(&workspace.path(path), text)?;
    }
    for path in stale {
        std::fs::remove_file(workspace.path(path)).context(|| format!("can't remove `{path}`"))?;
    }
    let lines: usize = generated.values().map(|text| text.lines().count()).sum();
    println!("{} files, {lines} lines; {} removed", generated.len(), stale.len());
    Ok(())
}

fn check(
    workspace: &Workspace,
    generated: &BTreeMap<String, String>,
    stale: &[String],
) -> Result<(), Fault> {
    let mut wrong: Vec<String> =
        stale.iter().map(|path| format!("{path}: should not be there")).collect();
    for (path, text) in generated {
        match files::read_if_present(&workspace.path(path))? {
            Some(found) if found == *text => {}
            Some(_) => wrong.push(format!("{path}: differs")),
            None => wrong.push(format!("{path}: is missing")),
        }
    }
    if wrong.is_empty() {
        println!("{} generated files are as the facts say", generated.len());
        return Ok(());
    }
    wrong.iter().for_each(|line| println!("{line}"));
    Err(Fault::new(format!(
        "{} generated files are not as the facts say: run `cargo xtask codegen`",
        wrong.len()
    )))
}
