//! `cargo xtask soundness`: builds `constructs-soundness` in release mode and runs it.

use std::process::{Command, Stdio};

use crate::error::{Context, Error};
use crate::files::Workspace;

/// The arguments of `cargo xtask soundness`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Number of cases; with `--fault` and `--faults`, the maximum for each planted mistake.
    #[arg(long, default_value_t = 1_000_000)]
    cases: usize,
    /// Number of the first case.
    #[arg(long, default_value_t = 0)]
    from: usize,
    /// Seed: a case depends on the seed and its number only.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Number of threads [default: one for each core].
    #[arg(long)]
    jobs: Option<usize>,
    /// Plant this mistake in the product, and stop at the first contradiction that it causes.
    #[arg(long, value_name = "NAME", conflicts_with = "faults")]
    fault: Option<String>,
    /// Plant every known mistake in turn, and print the seconds until each is found.
    #[arg(long)]
    faults: bool,
}

/// Builds the judge and runs it. A contradiction is an error; with `--faults`, a mistake that is not found is one.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--release", "-p", "constructs-soundness"]);
    if arguments.fault.is_some() || arguments.faults {
        cargo.args(["--features", "seeded-faults"]);
    }
    cargo.arg("--").args(options(arguments)).current_dir(workspace.path("")).stdin(Stdio::null());
    let status = cargo.status().context(|| "can't start `cargo`".into())?;
    match (status.success(), arguments.faults) {
        (true, _) => Ok(()),
        (false, false) => {
            Err(Error::new("a deployment contradicts an answer, or the judge failed"))
        }
        (false, true) => Err(Error::new("a planted mistake was not found, or the judge failed")),
    }
}

/// The command line of the judge.
fn options(arguments: &Arguments) -> Vec<String> {
    let jobs = arguments.jobs.or_else(|| Some(std::thread::available_parallelism().ok()?.get()));
    let numbers = [
        ("--cases", arguments.cases as u64),
        ("--from", arguments.from as u64),
        ("--seed", arguments.seed),
        ("--jobs", jobs.unwrap_or(1) as u64),
    ];
    let mut options: Vec<String> =
        numbers.iter().flat_map(|(name, value)| [(*name).to_owned(), value.to_string()]).collect();
    match &arguments.fault {
        _ if arguments.faults => options.push("--faults".to_owned()),
        Some(name) => options.extend(["--fault", name, "--first"].map(str::to_owned)),
        None => options.push("--gaps".to_owned()),
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_stops_at_the_first_contradiction() {
        let arguments = Arguments {
            cases: 5,
            from: 2,
            seed: 3,
            jobs: Some(2),
            fault: Some("empty-symbol".to_owned()),
            faults: false,
        };
        assert_eq!(
            options(&arguments).join(" "),
            "--cases 5 --from 2 --seed 3 --jobs 2 --fault empty-symbol --first"
        );
    }
}
