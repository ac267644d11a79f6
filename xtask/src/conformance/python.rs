//! Installs Python packages from a list with hashes into a virtual environment that later runs use again.
//!
//! INVARIANT: tools run in a cleared environment, without the user's configuration, credentials, or proxies.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::bench::Bench;
use super::outcome::Stop;
use super::process::Logs;
use super::stamp::make_if_changed;
use crate::error::Error;
use crate::files;

/// Prints the version. Fails if `venv` does not work or Python is too old for the pinned packages.
const PROBE: &str =
    "import ensurepip, sys, venv; assert sys.version_info >= (3, 11); print(sys.version)";
/// Messages of pip for a package whose hash differs from the list or is missing. Other errors are network errors.
const LIST_IS_WRONG: [&str; 2] = ["DO NOT MATCH THE HASHES", "--require-hashes"];
const PROBE_LIMIT: Duration = Duration::from_secs(30);
const INSTALL_LIMIT: Duration = Duration::from_secs(240);

/// Packages in one environment; `tests/conformance/requirements-<name>.txt` pins them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PythonPackages {
    /// cfn-lint, the AWS CLI.
    Main,
    /// parliament, which needs another version of botocore than the AWS CLI.
    Policies,
    /// The emulator, which pins a version of botocore.
    Ministack,
    /// SARIF's schema and a validator.
    Sarif,
    /// The transform of AWS SAM.
    Sam,
}

impl PythonPackages {
    const fn name(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Policies => "policies",
            Self::Ministack => "ministack",
            Self::Sarif => "sarif",
            Self::Sam => "sam",
        }
    }
}

/// A virtual environment with its packages installed.
pub(super) struct VirtualEnvironment {
    folder: PathBuf,
    home: PathBuf,
}

impl VirtualEnvironment {
    /// Opens the environment for this list and this version of Python, or makes a new one.
    pub(super) fn open(bench: &Bench<'_>, packages: PythonPackages) -> Result<Self, Stop> {
        let name = format!("python-{}", packages.name());
        bench.run_once(&name, || make_if_needed(bench, packages, &name))?;
        let folder = bench.kept_folder(&name);
        let home = bench.kept_folder("home");
        files::create_folder(&home)?;
        Ok(Self { folder, home })
    }

    /// A command for a program of this environment, isolated from the user's environment.
    pub(super) fn command(&self, program: &str) -> Command {
        let programs = self.folder.join("bin");
        let mut command = Command::new(programs.join(program));
        self.isolate(&mut command);
        command
    }

    /// Clears the environment of `command`. Sets a search path that starts with this environment, and a home without
    /// configuration.
    pub(super) fn isolate(&self, command: &mut Command) {
        let mut path: OsString = self.folder.join("bin").into();
        if let Some(rest) = std::env::var_os("PATH") {
            path.push(":");
            path.push(rest);
        }
        command.env_clear().env("PATH", path).env("HOME", &self.home).env("TMPDIR", &self.home);
        command.env("PYTHONUTF8", "1").env("LC_ALL", "C");
    }
}

fn make_if_needed(bench: &Bench<'_>, packages: PythonPackages, name: &str) -> Result<(), Stop> {
    let logs = bench.shared_logs(name)?;
    let list = format!("tests/conformance/requirements-{}.txt", packages.name());
    let list = bench.workspace.path(list);
    let version = python_version(&logs)?;
    make_if_changed(bench, name, (&version, &list), |folder| make(&folder, &list, &logs))
}

fn python_version(logs: &Logs) -> Result<String, Stop> {
    let lacking = || Stop::Lacking("python3, 3.11 or later, with its module `venv`".to_owned());
    let mut probe = Command::new("python3");
    probe.args(["-c", PROBE]);
    let answer = logs.run("version", &mut probe, PROBE_LIMIT).map_err(|_| lacking())?;
    if answer.succeeded { Ok(answer.stdout.trim().to_owned()) } else { Err(lacking()) }
}

/// Makes the environment and installs the packages of `list` from wheels only, so that no package's code runs.
fn make(folder: &Path, list: &Path, logs: &Logs) -> Result<(), Stop> {
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv"]).arg(folder);
    logs.run("venv", &mut venv, INSTALL_LIMIT)?.or_error("`python3 -m venv`")?;
    let mut pip = Command::new(folder.join("bin/pip"));
    // Compiling the modules would take half of the time, and most are never imported.
    pip.args(["install", "--quiet", "--no-compile", "--no-input", "--disable-pip-version-check"]);
    pip.args(["--require-hashes", "--only-binary", ":all:", "--requirement"]).arg(list);
    let answer = logs.run("pip", &mut pip, INSTALL_LIMIT)?;
    if answer.succeeded {
        return Ok(());
    }
    if LIST_IS_WRONG.iter().any(|words| answer.stderr.contains(words)) {
        let error = format!("`{}`: a package differs from the list", list.display());
        return Err(Error::new(error).into());
    }
    Err(Stop::Lacking(format!("packages for pip to install: {}", answer.last_words())))
}
