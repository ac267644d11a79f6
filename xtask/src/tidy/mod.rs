//! `cargo xtask tidy`: checks the rules of the workspace that no compiler checks.
//!
//! Limits and lists are in `xtask/tidy/`.

mod app_packages;
mod control_characters;
mod cycles;
mod dependencies;
mod input;
mod limits;
mod opening;
mod outline;
mod problem;
mod section;
mod shared_names;
mod sizes;
mod table;
mod tree;
mod words;

use crate::error::{Context, Error};
use crate::files::Workspace;
use crate::terminal::say;
use input::CheckInput;
use section::Section;
use tree::Tree;

/// The arguments of `cargo xtask tidy`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Print the figures of each check
    #[arg(long)]
    print: bool,
    /// Lower each limit in `xtask/tidy/` to its figure; never raise one
    #[arg(long)]
    lower: bool,
    /// Print each banned word of a crate, or of `docs`, with its line, and check nothing
    #[arg(long, value_name = "CRATE")]
    words: Option<String>,
}

/// Runs every check and prints every failure.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let tree = Tree::read(workspace)?;
    let input = CheckInput { workspace, tree, lowers_limits: arguments.lower };
    if let Some(area) = &arguments.words {
        words::list(&input, area)?.iter().for_each(|found| say(&found.to_string()));
        return Ok(());
    }
    let sections = check(&input)?;
    if arguments.print {
        sections.iter().for_each(print);
    }
    let problems: Vec<_> = sections.iter().flat_map(|section| &section.problems).collect();
    if problems.is_empty() {
        say("tidy");
        return Ok(());
    }
    problems.iter().for_each(|problem| eprintln!("error: {problem}"));
    Err(Error::new(format!("the workspace is not tidy: {}", count(problems.len()))))
}

/// Counts words in a second thread, because that takes as long as all other checks.
fn check(input: &CheckInput<'_>) -> Result<Vec<Section>, Error> {
    std::thread::scope(|scope| {
        let words = scope.spawn(|| words::check(input));
        Ok(vec![
            cycles::check(input)?,
            dependencies::check(input)?,
            app_packages::check(input)?,
            control_characters::check(input)?,
            opening::check(input),
            sizes::check(input)?,
            shared_names::check(input)?,
            words.join().ok().context(|| "the count of words stopped".into())??,
        ])
    })
}

fn print(section: &Section) {
    if !section.lines.is_empty() {
        say(section.title);
        section.lines.iter().for_each(|line| say(line));
        say("");
    }
}

/// `1 problem`, `2 problems`.
fn count(problems: usize) -> String {
    if problems == 1 { "1 problem".to_owned() } else { format!("{problems} problems") }
}
