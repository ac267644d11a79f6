//! `cargo xtask every-type [--sample N]`: builds an app with one resource of every type, and lints its templates.
//!
//! The flow: [`program`] writes a crate below `target/conformance/every-type`, with values from [`value`] and [`text`];
//! cargo builds it; it writes its templates; cfn-lint checks them.

mod overrides;
mod pattern;
mod program;
mod text;
mod value;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::bench::Bench;
use super::checks::lint;
use super::outcome::{CheckReport, Stop};
use super::process::Logs;
use super::python::{PythonPackages, VirtualEnvironment};
use crate::commands::codegen::read_facts;
use crate::error::{Context, Error};
use crate::files::{self, Workspace};
use crate::generate::Facts;
use overrides::Overrides;
pub(super) use pattern::{text as text_of_pattern, without_lookaround};
use program::ServiceType;

const BUILD_LIMIT: Duration = Duration::from_secs(1200);
const RUN_LIMIT: Duration = Duration::from_secs(120);

/// The arguments of `cargo xtask every-type`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only this number of types, spread over all services
    #[arg(long, value_name = "NUMBER")]
    sample: Option<usize>,
}

/// Runs only this check, and prints its report.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let bench = Bench::open(workspace)?;
    check(&bench, arguments.sample).map_err(Stop::into_error)?.print()
}

/// Writes the app of `sample` types, or of all, and lints its templates.
pub(super) fn check(bench: &Bench<'_>, sample: Option<usize>) -> Result<CheckReport, Stop> {
    let tools = VirtualEnvironment::open(bench, PythonPackages::Main)?;
    let facts = read_facts(bench.workspace)?;
    let types = select_types(&facts, sample);
    let overrides = Overrides::default();
    let logs = bench.logs("every-type")?;
    let folder = write(bench, &types, &overrides)?;
    let assembly = synthesize(bench, &folder, &logs)?;
    let mut templates: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for name in files::names_in(&assembly)? {
        if let Some(region) = program::region_of_template(&name) {
            templates.entry(region.to_owned()).or_default().push(PathBuf::from(&name));
        }
    }
    let mut findings = Vec::new();
    for (region, templates) in &templates {
        findings.extend(lint::find_errors(&tools, &logs, &assembly, region, templates)?);
    }
    findings.retain(|finding| !overrides::is_expected(finding));
    if sample.is_none() {
        findings.extend(overrides.find_unused());
    }
    let summary = format!("{} types in {} regions", types.len(), templates.len());
    Ok(CheckReport::new(findings, summary))
}

/// The folder with the templates of all types. Writes them, unless an earlier run has.
pub(super) fn assembly(bench: &Bench<'_>) -> Result<PathBuf, Stop> {
    let kept = bench.kept_folder("every-type-all");
    if !kept.exists() {
        let facts = read_facts(bench.workspace)?;
        let types = select_types(&facts, None);
        let folder = write(bench, &types, &Overrides::default())?;
        let written = synthesize(bench, &folder, &bench.logs("every-type")?)?;
        std::fs::rename(&written, &kept)
            .context(|| format!("can't move `{}`", written.display()))?;
    }
    Ok(kept)
}

/// All types in the order of their names, or `sample` of them at even distances.
fn select_types(facts: &Facts, sample: Option<usize>) -> Vec<ServiceType<'_>> {
    let mut all: Vec<ServiceType<'_>> = Vec::new();
    for service in &facts.services {
        let types = service.types.iter().flat_map(|types| &types.types);
        all.extend(types.map(|resource| (service.name.as_str(), resource)));
    }
    all.sort_by_key(|(_, resource)| &resource.name);
    let Some(sample) = sample.filter(|sample| *sample > 0 && *sample < all.len()) else {
        return all;
    };
    let count = all.len();
    (0..sample).filter_map(|at| all.get(at * count / sample).copied()).collect()
}

/// Writes the crate. Files that are the same as in an earlier run stay untouched.
fn write(
    bench: &Bench<'_>,
    types: &[ServiceType<'_>],
    overrides: &Overrides,
) -> Result<PathBuf, Error> {
    let folder = bench.kept_folder("every-type");
    let sources = folder.join("src");
    files::remove_folder(&sources)?;
    let root = bench.workspace.path("");
    let root = root.canonicalize().context(|| format!("can't find `{}`", root.display()))?;
    program::write(&folder, &root, types, overrides)?;
    // The versions of the workspace, not the newest ones.
    files::write(&folder.join("Cargo.lock"), &files::read(&root.join("Cargo.lock"))?)?;
    Ok(folder)
}

/// Builds the crate and runs it; returns the folder of its assembly.
fn synthesize(bench: &Bench<'_>, folder: &Path, logs: &Logs) -> Result<PathBuf, Error> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet"]).current_dir(folder);
    logs.run("build", &mut cargo, BUILD_LIMIT)?.or_error("building the app of every type")?;
    let assembly = bench.create_folder("every-type-out")?;
    let mut program = Command::new(folder.join("target/debug/every-type"));
    program.arg(&assembly);
    logs.run("synth", &mut program, RUN_LIMIT)?.or_error("synthesizing the app of every type")?;
    Ok(assembly)
}
