//! `cargo xtask tidy`: checks the rules of the workspace that no compiler checks.
//!
//! Limits and lists are in `xtask/tidy/`.

mod app_packages;
mod context;
mod control_characters;
mod cycles;
mod dependencies;
mod limits;
mod opening;
mod outline;
mod problem;
mod report;
mod shared_names;
mod sizes;
mod table;
mod tree;
mod words;

use crate::error::{Context as _, Error};
use crate::files::Workspace;
use crate::terminal::say;
use context::Context;
use report::Report;
use tree::Tree;

/// What to print and write besides the failures.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Print the figures behind each check.
    #[arg(long)]
    print: bool,
    /// Lower each limit in `xtask/tidy/` to the figure found; raises none.
    #[arg(long)]
    lower: bool,
    /// Print each banned word of a crate, or of `docs`, with its line, and check nothing.
    #[arg(long, value_name = "CRATE")]
    words: Option<String>,
}

/// Runs every check and prints every failure.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let tree = Tree::read(workspace)?;
    let context = Context { workspace, tree, lowers_limits: arguments.lower };
    if let Some(area) = &arguments.words {
        words::list(&context, area)?.iter().for_each(|found| say(&found.to_string()));
        return Ok(());
    }
    let reports = check(&context)?;
    if arguments.print {
        reports.iter().for_each(print);
    }
    let problems: Vec<_> = reports.iter().flat_map(|report| &report.problems).collect();
    if problems.is_empty() {
        say("tidy");
        return Ok(());
    }
    problems.iter().for_each(|problem| eprintln!("error: {problem}"));
    Err(Error::new(format!("the workspace is not tidy: {} failures", problems.len())))
}

/// Counts words beside the other checks: it takes as long as all of them.
fn check(context: &Context<'_>) -> Result<Vec<Report>, Error> {
    std::thread::scope(|scope| {
        let words = scope.spawn(|| words::check(context));
        Ok(vec![
            cycles::check(context)?,
            dependencies::check(context)?,
            app_packages::check(context)?,
            control_characters::check(context)?,
            opening::check(context),
            sizes::check(context)?,
            shared_names::check(context)?,
            words.join().ok().context(|| "the count of words stopped".into())??,
        ])
    })
}

fn print(report: &Report) {
    if !report.lines.is_empty() {
        say(report.title);
        report.lines.iter().for_each(|line| say(line));
        say("");
    }
}
