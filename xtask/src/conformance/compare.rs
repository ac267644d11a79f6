//! `cargo xtask compare`: measures CPU time, wall time, and memory of one app, written with this library and with its
//! peers.
//!
//! It builds everything first, then measures one program after the other in one run, because figures of another day or
//! machine are not comparable.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::bench::Bench;
use super::clock;
use super::node::{NodeFolder, NodePackages};
use super::outcome::Stop;
use super::process::Logs;
use crate::error::{Context, Error};
use crate::files::{self, Workspace};
use crate::json;
use crate::terminal::say;

/// The number of stacks, of queues in each, and of queues that refer to the previous stack.
const STACKS: &str = "20";
const QUEUES: &str = "400";
const REFERENCES: &str = "10";
const RUNS: &str = "7";
/// rusty-cdk takes seven minutes of CPU.
const BUILD_LIMIT: Duration = Duration::from_secs(1800);
const LIMIT: Duration = Duration::from_secs(300);
const PAGE: &str = "docs/comparison.md";

/// A program to measure.
struct MeasuredProgram {
    name: &'static str,
    references: bool,
    command: Vec<String>,
    environment: Option<(&'static str, &'static str)>,
    /// The folder that it writes to.
    out: PathBuf,
}

/// The cost of one program.
struct ProcessCost {
    cpu: f64,
    wall: f64,
    peak: f64,
}

/// Builds and measures the programs, and prints and writes the page.
pub(crate) fn run(workspace: &Workspace) -> Result<(), Error> {
    match measure_all(workspace) {
        Ok(page) => {
            say(&page);
            files::write(&workspace.path(PAGE), &page)
        }
        Err(stop) => Err(stop.into_error()),
    }
}

fn measure_all(workspace: &Workspace) -> Result<String, Stop> {
    let bench = Bench::open(workspace)?;
    let (folder, logs) = (bench.create_folder("compare")?, bench.logs("compare")?);
    let node = NodeFolder::open(&bench, NodePackages::Library)?;
    let entries = entries(&bench, &logs, &folder, &node)?;
    let mut rows = String::new();
    for entry in entries {
        say(&format!("measuring {} ({RUNS} runs)", entry.name));
        let figures = measure(&bench, &logs, &node, &entry)?;
        let count = resources(&entry.out)?;
        let references = if entry.references { REFERENCES } else { "none" };
        let ProcessCost { cpu, wall, peak } = figures;
        rows.push_str(&format!(
            "| {} | {count} | {references} | {cpu:.3} | {wall:.3} | {peak:.0} |\n",
            entry.name
        ));
    }
    Ok(page(&rows, &clock::today()))
}

/// Builds everything that is compiled, and returns the command of each program.
fn entries(
    bench: &Bench<'_>,
    logs: &Logs,
    folder: &Path,
    node: &NodeFolder,
) -> Result<Vec<MeasuredProgram>, Error> {
    let root = bench.workspace.path("");
    cargo(logs, "scale", &root, &["--package", "app", "--example", "scale"])?;
    let ours = bench.workspace.path("target/release/examples/scale");
    let peers = bench.workspace.path("tests/conformance/peers");
    let target = bench.workspace.path("target/peers");
    for peer in ["stratosphere", "rusty-cdk"] {
        let options = ["--locked", "--target-dir", &files::path_text(&target)?];
        cargo(logs, peer, &peers.join(peer), &options)?;
    }
    let script = node.folder().join("scale.cjs");
    let source = bench.workspace.path("tests/conformance/cdk/scale.cjs");
    files::write(&script, &files::read(&source)?)?;
    let entry = |name: &'static str, references, program: &[&Path], environment| {
        let out = folder.join(format!("{name}-{references}"));
        let mut command =
            program.iter().map(|part| files::path_text(part)).collect::<Result<Vec<_>, _>>()?;
        command.extend([STACKS, QUEUES].map(str::to_owned));
        // The two libraries without references across stacks have no argument for their number.
        let takes_references = !name.starts_with("stratosphere") && !name.starts_with("rusty");
        let number = if references { REFERENCES } else { "0" };
        command.extend(takes_references.then(|| number.to_owned()));
        command.push(files::path_text(&out)?);
        Ok(MeasuredProgram { name, references, command, environment, out })
    };
    let release = |name: &str| target.join("release").join(name);
    let off = Some(("CDK_VALIDATION", "false"));
    Ok(vec![
        entry("constructs", false, &[&ours], None)?,
        entry("stratosphere 0.1.0", false, &[&release("peer-stratosphere")], None)?,
        entry("rusty-cdk 0.9.0", false, &[&release("peer-rusty-cdk")], None)?,
        entry(
            "aws-cdk-lib 2.276.0, without its validation",
            false,
            &[Path::new("node"), &script],
            off,
        )?,
        entry("constructs", true, &[&ours], None)?,
        entry(
            "aws-cdk-lib 2.276.0, without its validation",
            true,
            &[Path::new("node"), &script],
            off,
        )?,
        entry("aws-cdk-lib 2.276.0, as it comes", true, &[Path::new("node"), &script], None)?,
    ])
}

fn cargo(logs: &Logs, name: &str, folder: &Path, options: &[&str]) -> Result<(), Error> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--release"]).args(options).current_dir(folder);
    logs.run(name, &mut cargo, BUILD_LIMIT)?.or_error(&format!("building `{name}`")).map(drop)
}

fn measure(
    bench: &Bench<'_>,
    logs: &Logs,
    node: &NodeFolder,
    entry: &MeasuredProgram,
) -> Result<ProcessCost, Stop> {
    let mut command = Command::new("python3");
    node.isolate(&mut command);
    command.env_remove("CI").envs(entry.environment);
    command.arg(bench.workspace.path("tests/conformance/peers/measure.py")).arg(RUNS);
    let answer = logs.run("measure", command.args(&entry.command), LIMIT);
    let answer = answer.map_err(|error| Stop::Lacking(error.to_string()))?;
    let answer = answer.or_error(entry.name)?;
    let figures: Value = serde_json::from_str(&answer.stdout)
        .context(|| format!("can't read the figures of {}", entry.name))?;
    let figure = |key: &str| {
        figures.get(key).and_then(Value::as_f64).context(|| format!("no `{key}` of {}", entry.name))
    };
    Ok(ProcessCost { cpu: figure("cpu")?, wall: figure("wall")?, peak: figure("peak")? })
}

/// The number of resources in all templates of a folder, which shows that the programs do the same work.
fn resources(folder: &Path) -> Result<usize, Error> {
    let mut count = 0;
    for name in files::names_in(folder)?.iter().filter(|name| name.ends_with(".template.json")) {
        let template = json::read_file(&folder.join(name))?;
        count += template.get("Resources").and_then(Value::as_object).map_or(0, |all| all.len());
    }
    Ok(count)
}

fn page(rows: &str, day: &str) -> String {
    format!(
        "# Speed next to other libraries\n\n\
        Written by `cargo xtask compare` on {day}: medians of {RUNS} runs of whole processes, run one after the other on \
        one machine.\nThe app is `crates/app/examples/scale.rs`: {STACKS} stacks of {QUEUES} queues. *References* is the \
        number of queues in a stack that redrive to\nqueues of the previous stack, through exports. stratosphere and \
        rusty-cdk have no references across stacks. Rust is built with\n`--release`, and JavaScript is precompiled. Every \
        library writes its templates to disk. The peers' apps are in\n`tests/conformance/peers` and \
        `tests/conformance/cdk`.\n\n\
        | library | resources | references | CPU s | wall s | peak MiB |\n|---|---|---|---|---|---|\n{rows}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_says_when_and_how() {
        let page = page("| constructs | 8000 | none | 0.008 | 0.010 | 20 |\n", "2026-11-25");
        assert!(page.contains("on 2026-11-25: medians of 7 runs"));
        assert!(page.ends_with(
            "|---|---|---|---|---|---|\n| constructs | 8000 | none | 0.008 | 0.010 | 20 |\n"
        ));
    }
}
