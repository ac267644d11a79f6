//! Runs the commands of the `cdk` CLI on the reference app: `ls`, `synth`, `diff`, `deploy`, `destroy`.
//!
//! It runs them twice: on a folder with an assembly, and through `cdk.json`, where the CLI runs the app itself.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::conformance::access;
use crate::conformance::bench::Bench;
use crate::conformance::emulator::{ACCOUNT, Cloud, Emulator, REGION, sign_in};
use crate::conformance::node::{NodeFolder, NodePackages};
use crate::conformance::outcome::{CheckReport, Stop};
use crate::conformance::process::{Finished, Logs};
use crate::conformance::python::{PythonPackages, VirtualEnvironment};
use crate::conformance::reference_app::ReferenceApp;
use crate::conformance::side_by_side;
use crate::conformance::stacks::{MORTAL, PLAIN, Variant};
use crate::conformance::template::read_template;
use crate::error::Error;
use crate::files;

use super::deploy::find_leftovers;

const LIMIT: Duration = Duration::from_secs(300);
/// For the build that `cdk.json` runs.
const BUILD_LIMIT: Duration = Duration::from_secs(600);
const STACK: &str = "dev/Iam";
const STACK_NAME: &str = "chat-dev-iam";

/// The `cdk` CLI with one way to read the app.
struct Cdk<'c> {
    bench: &'c Bench<'c>,
    tools: &'c NodeFolder,
    logs: &'c Logs,
    endpoint: String,
    /// The folder that it runs in, with `cdk.json`.
    folder: PathBuf,
    /// Options of every command, e.g. `--app cdk.out`.
    app: Vec<String>,
    name: &'static str,
}

/// Runs every command in both ways.
pub(super) fn run(bench: &Bench<'_>) -> Result<CheckReport, Stop> {
    let tools = NodeFolder::open(bench, NodePackages::Tools)?;
    let python = VirtualEnvironment::open(bench, PythonPackages::Main)?;
    let server = VirtualEnvironment::open(bench, PythonPackages::Ministack)?;
    let (folder, logs) = (bench.create_folder("cdk")?, bench.logs("cdk")?);
    let app = ReferenceApp::build(bench, &logs)?;
    let plain = Variant { context: MORTAL, ..PLAIN };
    let stacks = plain.stacks(&app, &folder)?;
    let expected = access::read_expected(bench.workspace)?;
    let ways = [
        (
            "assembly",
            folder.clone(),
            vec!["--app".to_owned(), files::path_text(&folder.join(PLAIN.folder))?],
        ),
        (
            "cdk.json",
            bench.workspace.path(""),
            vec!["--output".to_owned(), files::path_text(&folder.join("out"))?],
        ),
    ];
    bench.run_once("released", || release(bench))?;
    let live = |(name, place, app): &(&'static str, PathBuf, Vec<String>)| {
        let mut app = app.clone();
        app.extend(MORTAL.iter().flat_map(|setting| ["--context", setting]).map(str::to_owned));
        let emulator = Emulator::start(&server, &logs)?;
        let endpoint = emulator.endpoint();
        let cloud = Cloud::new(bench, &python, &folder, &logs, endpoint.clone());
        let cdk =
            Cdk { bench, tools: &tools, logs: &logs, endpoint, folder: place.clone(), app, name };
        let assembly = folder.join(PLAIN.folder);
        cdk.run_commands(&cloud, &assembly, &expected, stacks.len())
    };
    let mut findings = Vec::new();
    for found in side_by_side::run(&ways, |_| 0, live) {
        findings.extend(found?);
    }
    let summary = format!(
        "{} stacks listed, synthesized, compared, deployed, destroyed; by assembly and by cdk.json",
        stacks.len()
    );
    Ok(CheckReport::new(findings, summary))
}

/// Builds the app as `cdk.json` does. Ignores errors, which the CLI's own build reports.
pub(in crate::conformance) fn release(bench: &Bench<'_>) -> Result<(), Stop> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--release", "--package", "app"]);
    let logs = bench.shared_logs("released")?;
    set_cheap_profile(&mut cargo, bench);
    logs.run("build", cargo.current_dir(bench.workspace.path("")), BUILD_LIMIT)?;
    Ok(())
}

/// Turns optimization off: `cdk.json` builds a release, which takes minutes more, and the output is the same.
fn set_cheap_profile(command: &mut Command, bench: &Bench<'_>) {
    command.env("CARGO_TARGET_DIR", bench.kept_folder("released"));
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
    command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256");
}

impl Cdk<'_> {
    /// Runs all commands, from `ls` to `destroy`.
    fn run_commands(
        &self,
        cloud: &Cloud<'_>,
        assembly: &Path,
        expected: &BTreeSet<String>,
        count: usize,
    ) -> Result<Vec<String>, Error> {
        let mut findings = self.check_list(assembly)?;
        findings.extend(self.check_synth(assembly)?);
        findings.extend(self.check_diff("dev/*", count)?);
        let all = ["deploy", "--all", "--method=direct", "--require-approval", "never"];
        self.run(&all)?.or_error("`cdk deploy --all`")?;
        findings.extend(access::compare_account(cloud, &add_prod(expected))?);
        findings.extend(self.check_diff("*/*", 0)?);
        let again = self.run(&all)?.or_error("`cdk deploy --all`, again")?;
        let quiet = again.text().matches("(no changes)").count();
        if quiet != 2 * count {
            findings
                .push(self.finding(&format!("deploying again leaves {quiet} stacks as they are")));
        }
        self.run(&["destroy", "--all", "--force"])?.or_error("`cdk destroy --all`")?;
        findings.extend(find_leftovers(cloud)?.into_iter().map(|finding| self.finding(&finding)));
        Ok(findings)
    }

    /// `ls` must list every stack of the manifest, in its order.
    fn check_list(&self, assembly: &Path) -> Result<Vec<String>, Error> {
        let answer = self.run(&["ls"])?.or_error("`cdk ls`")?;
        let listed: Vec<String> = answer
            .stdout
            .lines()
            .filter_map(|line| line.split_once(" (").map(|(id, _)| id.to_owned()))
            .collect();
        let declared = read_display_names(assembly)?;
        let is_same = !declared.is_empty() && listed == declared;
        let finding =
            || self.finding(&format!("`ls` lists {listed:?}, but the manifest has {declared:?}"));
        Ok((!is_same).then(finding).into_iter().collect())
    }

    /// `synth STACK` must print the template of the assembly.
    fn check_synth(&self, assembly: &Path) -> Result<Vec<String>, Error> {
        let answer = self.run(&["synth", STACK, "--json"])?.or_error("`cdk synth`")?;
        let start = answer.stdout.find('{').unwrap_or_default();
        let text = answer.stdout.get(start..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        let printed = values.next().and_then(Result::ok).unwrap_or_default();
        let is_same = printed == read_template(assembly, STACK_NAME)?;
        let finding = || self.finding("`synth` does not print the template of the assembly");
        Ok((!is_same).then(finding).into_iter().collect())
    }

    /// `diff` must find this many stacks that differ from the deployed ones.
    fn check_diff(&self, stacks: &str, expected: usize) -> Result<Vec<String>, Error> {
        let answer = self.run(&["diff", stacks, "--method=template"])?.or_error("`cdk diff`")?;
        let text = answer.text();
        let count = text
            .lines()
            .find_map(|line| line.split_once("Number of stacks with differences: "))
            .and_then(|(_, count)| count.trim().parse::<usize>().ok());
        let finding =
            || self.finding(&format!("`diff` finds {count:?} stacks that differ, not {expected}"));
        Ok((count != Some(expected)).then(finding).into_iter().collect())
    }

    fn run(&self, arguments: &[&str]) -> Result<Finished, Error> {
        let mut command = self.tools.command("aws-cdk/bin/cdk");
        sign_in(&mut command);
        // For cargo, which `cdk.json` runs: its own folders, because `HOME` is another one.
        for (variable, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            let in_home =
                || Some(Path::new(&std::env::var_os("HOME")?).join(folder).into_os_string());
            if let Some(value) = std::env::var_os(variable).or_else(in_home) {
                command.env(variable, value);
            }
        }
        set_cheap_profile(&mut command, self.bench);
        command.env("AWS_ENDPOINT_URL", &self.endpoint).env("CDK_DISABLE_CLI_TELEMETRY", "true");
        command.env("CDK_DEFAULT_ACCOUNT", ACCOUNT).env("CDK_DEFAULT_REGION", REGION);
        command.args(arguments).args(&self.app);
        command.args(["--no-color", "--no-notices", "--no-version-reporting"]);
        let [verb, ..] = arguments else { return Err(Error::new("no command for `cdk`")) };
        self.logs.run(&format!("{}-{verb}", self.name), command.current_dir(&self.folder), LIMIT)
    }

    fn finding(&self, text: &str) -> String {
        format!("by {}: {text}", self.name)
    }
}

/// The expected lines after both environments are deployed: `prod` has the same names with its own prefix.
fn add_prod(dev: &BTreeSet<String>) -> BTreeSet<String> {
    let prod = dev.iter().map(|line| line.replace("chat-dev", "chat-prod"));
    dev.iter().cloned().chain(prod).collect()
}

/// The stacks' display names, in the manifest's order.
fn read_display_names(assembly: &Path) -> Result<Vec<String>, Error> {
    let path = assembly.join("manifest.json");
    // Reads the manifest as text, because a map would lose the order of the stacks.
    let text = files::read(&path)?;
    let name = |line: &str| {
        let rest = line.trim().strip_prefix("\"displayName\": \"")?;
        rest.strip_suffix('"').or_else(|| rest.strip_suffix("\",")).map(str::to_owned)
    };
    Ok(text.lines().filter_map(name).collect())
}
