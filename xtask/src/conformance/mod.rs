//! `cargo xtask conformance [--only NAME…] [--self-test] [--write]`: checks the reference app's templates with real
//! tools.
//!
//! A new check is a file under `checks` and a line in its `Check`.
//! INVARIANT: a check that could not run is never reported as passed.

mod access;
mod bench;
mod breakage;
mod cdk_module;
pub(crate) mod cfn_lint;
mod checks;
mod clock;
pub(crate) mod compare;
mod emulator;
pub(crate) mod every_type;
mod executables;
mod exports;
mod keeper;
mod listed;
mod need;
mod node;
mod outcome;
mod page;
mod process;
mod python;
mod reference_app;
pub(crate) mod sam;
mod self_test;
mod set_up;
mod side_by_side;
mod stacks;
mod stamp;
mod template;
mod versions;

use clap::ValueEnum;

use crate::error::Error;
use crate::files::Workspace;
use crate::terminal::say;

use bench::Bench;
use checks::Check;
use clock::Stopwatch;
use outcome::Ended;

/// The arguments of `cargo xtask conformance`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these checks [default: all]
    #[arg(long, value_name = "NAME", num_args = 1..)]
    only: Vec<Check>,
    /// Break the templates on purpose, and fail unless the checks find it
    #[arg(long, conflicts_with_all = ["only", "write"])]
    self_test: bool,
    /// Write the table into `docs/conformance.md`, if all checks ran and passed
    #[arg(long, conflicts_with = "only")]
    write: bool,
}

/// Runs the checks, and prints their findings and a table of their outcomes.
///
/// Fails if a check failed. With `CI=true`, also fails if one could not run.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let bench = Bench::open(workspace)?;
    let stopwatch = Stopwatch::start();
    let is_chosen = |check: &&Check| arguments.only.is_empty() || arguments.only.contains(check);
    let chosen: Vec<Check> = if arguments.self_test {
        self_test::checks()
    } else {
        Check::value_variants().iter().filter(is_chosen).copied().collect()
    };
    let ended = std::thread::scope(|scope| {
        set_up::start(scope, &bench, &chosen);
        if arguments.self_test {
            return self_test::run(&bench);
        }
        side_by_side::run(&chosen, |check| check.rank(), |check| run_one(&bench, *check))
    });
    let (whole, versions) = (stopwatch.elapsed(), versions::collect(&bench, &chosen)?);
    say(&format!("\n{}\nwith {}", outcome::table(&ended, whole), versions.join(", ")));
    let is_strict = arguments.write || std::env::var_os("CI").is_some_and(|value| value == "true");
    let failed = ended.iter().filter(|ended| ended.outcome.is_failure(is_strict)).count();
    match failed {
        0 if arguments.write => page::write(workspace, &ended, whole, &versions),
        0 => Ok(()),
        _ => Err(Error::new(format!(
            "{failed} of {} checks did not pass; the output of the tools is in `{}`",
            ended.len(),
            bench.logs_folder().display()
        ))),
    }
}

fn run_one(bench: &Bench<'_>, check: Check) -> Ended {
    say(&format!("{}: {}", check.name(), check.description()));
    let stopwatch = Stopwatch::start();
    let result = check.run(bench);
    let evidence = result.as_ref().map(|report| report.evidence.clone()).unwrap_or_default();
    let ended = Ended { name: check.name(), outcome: result.into(), time: stopwatch.elapsed() };
    ended.print(&evidence);
    ended
}
