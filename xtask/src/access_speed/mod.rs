//! `cargo xtask access-speed`: measures access commands on generated inputs and the reference app, next to goals.
//!
//! The flow: [`inputs`] writes files below `target/access-speed`; [`programs`] builds what is measured; for each row of
//! [`rows`], [`measure`] runs the command and its baseline as whole processes, and [`table`] compares them with the goals.

mod inputs;
mod measure;
mod page;
mod programs;
mod rows;
mod table;

use std::path::{Path, PathBuf};

use clap::Args;

use self::measure::{Measurement, Settings};
use self::programs::Programs;
use self::rows::{Baseline, SpeedRow};
use crate::error::Error;
use crate::files::{self, Workspace};
use crate::terminal::say;

/// What to measure.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Binary of the reference app to measure instead of a new release build.
    #[arg(long, value_name = "PATH")]
    app: Option<PathBuf>,
    /// Measure only rows whose work or command contains this text.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// How often each command runs; a run that takes over 10 s is not repeated.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Write the table to `docs/performance.md`.
    #[arg(long, conflicts_with = "only")]
    write: bool,
}

/// Measures all rows and prints the table.
///
/// # Errors
/// A program can't be built or measured. A goal that is not met is not an error.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let programs = Programs::build(workspace, arguments.app.clone())?;
    let folder = workspace.path("target/access-speed");
    files::create_folder(&workspace.path("target"))?;
    let _lock = measure::lock_empty_folder(&folder)?;
    inputs::write(&folder)?;
    let settings = Settings { folder: &folder, runs: arguments.runs };
    let mut lines = Vec::new();
    say(table::HEAD);
    for row in rows::rows().iter().filter(|row| arguments.includes(row)) {
        let line = line(&settings, &programs, row)?;
        say(&line);
        lines.push(line);
    }
    let met = lines.iter().filter(|line| table::is_met(line)).count();
    say(&format!("\n{met} of {} rows meet their goals", lines.len()));
    if arguments.write { page::write(workspace, &lines, arguments.runs) } else { Ok(()) }
}

impl Arguments {
    fn includes(&self, row: &SpeedRow) -> bool {
        let is_in = |text: &str| row.work.contains(text) || row.command.contains(text);
        self.only.as_deref().is_none_or(is_in)
    }
}

fn line(settings: &Settings<'_>, programs: &Programs, row: &SpeedRow) -> Result<String, Error> {
    let command: Vec<&str> = row.command.split(' ').collect();
    let reached = settings.measure(&programs.app, &command, row.input)?;
    Ok(table::line(row, &reached, &baseline(settings, programs, row.baseline)?))
}

fn baseline(
    settings: &Settings<'_>,
    programs: &Programs,
    baseline: Baseline,
) -> Result<Measurement, Error> {
    let measure = |program: &Path, arguments: &[&str]| settings.measure(program, arguments, None);
    match baseline {
        Baseline::Read(files) => measure(&programs.read, files),
        Baseline::List(folder) => measure(&programs.app, &["list", "--project", folder]),
    }
}
