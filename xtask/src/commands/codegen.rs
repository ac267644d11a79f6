//! `cargo xtask codegen [--check]`: generates Rust from the facts, and writes it or compares it byte for byte.

use std::collections::BTreeMap;

use super::facts::{
    ELSEWHERE, GLOBAL_KEYS, LIFECYCLE, MANAGED_POLICIES, PRINCIPALS, SAM, SERVICE_RULES,
};
use crate::error::{Context, Error};
use crate::files::{self, Workspace};
use crate::generate::{
    Facts, ServiceFacts, dates_text, generate, iam_facts_blob, managed_policies_blob, regions_blob,
    resources_blob, service_rules_blob,
};
use crate::sources::sam;
use crate::terminal::say;
use crate::text;

/// The arguments of `cargo xtask codegen`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; fail and name the files that differ from the generated ones.
    #[arg(long)]
    check: bool,
}

/// The folder of the generated files. It also contains [`HAND_WRITTEN`].
const SOURCES: &str = "crates/aws/src";
const HAND_WRITTEN: &str = "crates/aws/src/action.rs";

/// API operations that are not actions; a hand-written list.
const OPERATIONS: &str = "facts/iam-global/operations.txt";
/// Actions that AWS's documentation uses but no source defines.
const DOCUMENTED: &str = "facts/iam-global/documented.txt";

/// IAM's facts in the form that the checks and `action!` read.
const IAM_BLOB: &str = "crates/iam-facts/src/facts.bin";
/// The statements of AWS's managed policies, for the decision engine.
const MANAGED_BLOB: &str = "crates/iam-facts/src/managed.bin";
/// The facts about resource types, for the checks.
const RESOURCES_BLOB: &str = "crates/schema/src/facts/resources.bin";

/// The rules of services, for the checks.
const SERVICE_RULES_BLOB: &str = "crates/services/src/facts/rules.bin";

/// AWS SAM's policy templates and connectors, from which its transform makes policies.
const SAM_FACTS: &str = "crates/access/src/template/expand/serverless/facts.json";

/// The dates of runtimes and retired services, for the checks.
const DATES: &str = "crates/services/src/facts/dates.txt";
/// The regions that lack a resource type, for the checks.
const REGIONS: &str = "crates/services/src/facts/regions.bin";

/// Generates the files, and writes or compares them.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let manifest = files::read(&workspace.path("crates/aws/Cargo.toml"))?;
    let facts = read_facts(workspace)?;
    let generated = generate(&facts, &manifest)?;
    let generated = format_files(workspace, generated)?;
    let stale = find_stale_files(workspace, &generated)?;
    let blobs = build_blobs(workspace, &facts)?;
    if arguments.check {
        check_blobs(workspace, &blobs)?;
        check(workspace, &generated, &stale)
    } else {
        for (path, bytes) in &blobs {
            files::write_bytes(&workspace.path(path), bytes)?;
        }
        write(workspace, &generated, &stale)
    }
}

/// The facts that programs embed, with their paths.
fn build_blobs(
    workspace: &Workspace,
    facts: &Facts,
) -> Result<[(&'static str, Vec<u8>); 7], Error> {
    let resources = resources_blob(&read_facts_texts(workspace)?);
    let managed = text::managed_policies::parse(&files::read(&workspace.path(MANAGED_POLICIES))?)
        .and_then(|policies| managed_policies_blob(&policies))
        .context(|| MANAGED_POLICIES.into())?;
    let iam = iam_facts_blob(facts)?;
    let sam = sam::compact(&files::read(&workspace.path(SAM))?).context(|| SAM.into())?;
    let rules = service_rules_blob(&files::read(&workspace.path(SERVICE_RULES))?);
    let lifecycle = text::lifecycle::parse(&files::read(&workspace.path(LIFECYCLE))?)
        .context(|| LIFECYCLE.into())?;
    Ok([
        (RESOURCES_BLOB, resources),
        (IAM_BLOB, iam),
        (MANAGED_BLOB, managed),
        (SAM_FACTS, sam),
        (SERVICE_RULES_BLOB, rules),
        (DATES, dates_text(&lifecycle).into_bytes()),
        (REGIONS, regions_blob(&lifecycle)?),
    ])
}

/// The texts of the facts on resource types, by service.
fn read_facts_texts(workspace: &Workspace) -> Result<BTreeMap<String, String>, Error> {
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

/// Reads all facts.
pub(crate) fn read_facts(workspace: &Workspace) -> Result<Facts, Error> {
    let read = |path: &str| files::read(&workspace.path(path));
    Ok(Facts {
        services: read_services(workspace)?,
        global_keys: text::iam_global::parse_keys(&read(GLOBAL_KEYS)?)
            .context(|| GLOBAL_KEYS.into())?,
        iam_date: text::iam_global::date(&read(GLOBAL_KEYS)?).context(|| GLOBAL_KEYS.into())?,
        elsewhere: text::iam_global::parse_elsewhere(&read(ELSEWHERE)?)
            .context(|| ELSEWHERE.into())?,
        documented: text::iam_global::parse_elsewhere(&read(DOCUMENTED)?)
            .context(|| DOCUMENTED.into())?,
        operations: text::iam_global::parse_operations(&read(OPERATIONS)?)
            .context(|| OPERATIONS.into())?,
        principals: text::iam_global::parse_principals(&read(PRINCIPALS)?)
            .context(|| PRINCIPALS.into())?,
    })
}

/// Reads the facts of all services, sorted by name.
fn read_services(workspace: &Workspace) -> Result<Vec<ServiceFacts>, Error> {
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

/// Formats the files with rustfmt. It runs below `target/codegen`, where the files have the same layout as in the
/// workspace.
fn format_files(
    workspace: &Workspace,
    generated: BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, Error> {
    let stage = workspace.path("target/codegen");
    files::remove_folder(&stage)?;
    for (path, text) in &generated {
        files::write(&stage.join(path), text)?;
    }
    // The hand-written module that the root names: rustfmt follows it.
    files::write(&stage.join("crates/aws/src/action.rs"), "//! Written by hand.\n")?;
    let mut arguments = vec!["--edition", "2024"];
    arguments.extend([
        "crates/aws/src/lib.rs",
        "crates/constructs/src/iam/generated.rs",
        "crates/constructs/src/iam/condition/aws.rs",
    ]);
    files::run("rustfmt", &arguments, &stage)?;
    generated.into_keys().map(|path| Ok((path.clone(), files::read(&stage.join(path))?))).collect()
}

/// Files in the folders of generated files that the generator no longer writes.
fn find_stale_files(
    workspace: &Workspace,
    generated: &BTreeMap<String, String>,
) -> Result<Vec<String>, Error> {
    let present = files::files_below(&workspace.path(SOURCES))?;
    let named = present.iter().map(|path| format!("{SOURCES}/{}", files::with_slashes(path)));
    Ok(named.filter(|path| !generated.contains_key(path) && path != HAND_WRITTEN).collect())
}

fn write(
    workspace: &Workspace,
    generated: &BTreeMap<String, String>,
    stale: &[String],
) -> Result<(), Error> {
    for (path, text) in generated {
        files::write(&workspace.path(path), text)?;
    }
    for path in stale {
        std::fs::remove_file(workspace.path(path)).context(|| format!("can't remove `{path}`"))?;
    }
    let lines: usize = generated.values().map(|text| text.lines().count()).sum();
    say(&format!("{} files, {lines} lines; {} removed", generated.len(), stale.len()));
    Ok(())
}

fn check_blobs(workspace: &Workspace, blobs: &[(&str, Vec<u8>)]) -> Result<(), Error> {
    for (path, bytes) in blobs {
        let found =
            std::fs::read(workspace.path(path)).context(|| format!("can't read `{path}`"))?;
        if found != *bytes {
            return Err(Error::new(format!("`{path}` is out of date: run `cargo xtask codegen`")));
        }
    }
    Ok(())
}

fn check(
    workspace: &Workspace,
    generated: &BTreeMap<String, String>,
    stale: &[String],
) -> Result<(), Error> {
    let mut wrong: Vec<String> =
        stale.iter().map(|path| format!("{path}: is not generated any more")).collect();
    for (path, text) in generated {
        match files::read_if_present(&workspace.path(path))? {
            Some(found) if found == *text => {}
            Some(_) => wrong.push(format!("{path}: differs")),
            None => wrong.push(format!("{path}: is missing")),
        }
    }
    if wrong.is_empty() {
        say(&format!("{} generated files are up to date", generated.len()));
        return Ok(());
    }
    wrong.iter().for_each(|line| say(line));
    Err(Error::new(format!(
        "{} generated files are out of date: run `cargo xtask codegen`",
        wrong.len()
    )))
}
