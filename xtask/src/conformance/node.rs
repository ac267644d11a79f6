//! Installs npm packages from a lockfile into a folder that later runs use again.
//!
//! INVARIANT: no package's own code runs when it is installed, and tools run with an environment of their own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::bench::Bench;
use super::outcome::Stop;
use super::process::Logs;
use super::stamp::make_if_changed;
use crate::error::Error;
use crate::files;

const PROBE_LIMIT: Duration = Duration::from_secs(30);
const INSTALL_LIMIT: Duration = Duration::from_secs(240);
/// Messages of npm for a package whose hash differs from the lockfile, or that the lockfile lacks.
const LIST_IS_WRONG: [&str; 2] = ["EINTEGRITY", "`npm ci` can only install"];

/// Packages in one folder; `tests/conformance/<folder>` pins them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NodePackages {
    /// The `cdk` CLI, AWS's validator.
    Tools,
    /// The CDK's library and TypeScript, for the module written with them.
    Library,
}

impl NodePackages {
    const fn folder(self) -> &'static str {
        match self {
            Self::Tools => "node",
            Self::Library => "cdk",
        }
    }
}

/// A folder with packages in `node_modules`.
pub(super) struct NodeFolder {
    folder: PathBuf,
    home: PathBuf,
}

impl NodeFolder {
    /// Opens the folder for this lockfile and this version of Node, or makes a new one.
    pub(super) fn open(bench: &Bench<'_>, packages: NodePackages) -> Result<Self, Stop> {
        let name = format!("node-{}", packages.folder());
        bench.run_once(&name, || make_if_needed(bench, packages, &name))?;
        let folder = bench.kept_folder(&name);
        let home = bench.kept_folder("home");
        files::create_folder(&home)?;
        Ok(Self { folder, home })
    }

    /// A command that runs a script of a package with Node, e.g. `aws-cdk/bin/cdk`.
    pub(super) fn command(&self, script: &str) -> Command {
        let mut command = Command::new("node");
        self.isolate(&mut command);
        command.arg(self.folder.join("node_modules").join(script));
        command
    }

    /// Clears the environment of `command`, except the search path.
    pub(super) fn isolate(&self, command: &mut Command) {
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.env_clear().env("PATH", path).env("HOME", &self.home).env("TMPDIR", &self.home);
        command.env("NODE_PATH", self.folder.join("node_modules")).env("LC_ALL", "C");
        command.env("CI", "true").env("NODE_NO_WARNINGS", "1");
    }

    /// The folder that contains `node_modules`.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

fn make_if_needed(bench: &Bench<'_>, packages: NodePackages, name: &str) -> Result<(), Stop> {
    let logs = bench.shared_logs(name)?;
    let source = bench.workspace.path(format!("tests/conformance/{}", packages.folder()));
    let version = node_version(&logs)?;
    let lock = source.join("package-lock.json");
    make_if_changed(bench, name, (&version, &lock), |folder| install(&source, &folder, &logs))
}

fn node_version(logs: &Logs) -> Result<String, Stop> {
    let lacking = || Stop::Lacking("Node 20 or later, with npm".to_owned());
    let mut probe = Command::new("node");
    probe.args(["-e", "if (+process.versions.node.split('.')[0] < 20) process.exit(1); console.log(process.version)"]);
    let answer = logs.run("version", &mut probe, PROBE_LIMIT).map_err(|_| lacking())?;
    if answer.succeeded { Ok(answer.stdout.trim().to_owned()) } else { Err(lacking()) }
}

/// Installs exactly what the lockfile in `source` names.
fn install(source: &Path, folder: &Path, logs: &Logs) -> Result<(), Stop> {
    for file in ["package.json", "package-lock.json"] {
        files::write(&folder.join(file), &files::read(&source.join(file))?)?;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    let answer = match logs.run("npm", npm.current_dir(folder), INSTALL_LIMIT) {
        Ok(answer) => answer,
        Err(error) => return Err(Stop::Lacking(format!("npm: {error}"))),
    };
    if answer.succeeded {
        return Ok(());
    }
    if LIST_IS_WRONG.iter().any(|words| answer.stderr.contains(words)) {
        let error = format!("`{}`: a package differs from the lockfile", source.display());
        return Err(Error::new(error).into());
    }
    Err(Stop::Lacking(format!("packages for npm to install: {}", answer.last_words())))
}
