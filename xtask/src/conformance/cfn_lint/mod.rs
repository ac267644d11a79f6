//! `cargo xtask cfn-lint [FOLDER]`: compares our checks with cfn-lint on templates with one mistake each.
//!
//! [`bases`] reads templates without mistakes. [`mutants`] changes one thing in a template, and does not decide whether that is
//! a mistake: cfn-lint does, in [`peer`]. [`agreement`] compares its errors with those of [`own`], and [`table`] writes
//! which code has the rule of cfn-lint.
//!
//! A mutant is in one of two halves, by a hash of its base. Rules are developed on the first; the second shows how they do on
//! what nobody has looked at, so its disagreements are not listed.

mod agreement;
mod bases;
mod mutant;
mod mutants;
mod own;
mod peer;
mod report;
mod rules;
mod schema;
mod stable;
mod table;

use std::path::PathBuf;

use super::bench::Bench;
use super::listed::Listed;
use super::outcome::Stop;
use crate::error::Error;
use crate::files::Workspace;
use crate::terminal::say;

use agreement::Judged;
use bases::Bases;
use mutant::Mutant;
use own::check;
use peer::Peer;
use rules::Rules;

/// Disagreements in which cfn-lint is wrong, each with the reason.
const KNOWN: &str = "tests/conformance/cfn-lint/wrong.txt";

/// The arguments of `cargo xtask cfn-lint`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder of templates that deploy [default: `templates/cdk` in the folder that `FIXTURES` names, or in
    /// `../shared/fixtures`]
    folder: Option<PathBuf>,
    /// Compare the table with `docs/cfn-lint.md`, and run no mutants
    #[arg(long)]
    check: bool,
    /// Write the table to `docs/cfn-lint.md`, and run no mutants
    #[arg(long, conflicts_with = "check")]
    write: bool,
    /// List the disagreements of both halves
    #[arg(long)]
    all: bool,
    /// Only mutants for these rules of cfn-lint
    #[arg(long, value_name = "RULE", num_args = 1..)]
    rule: Vec<String>,
    /// The most mutants of one rule
    #[arg(long, value_name = "NUMBER", default_value_t = 80)]
    per_rule: usize,
}

/// Writes or compares the table, or runs the mutants.
pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> Result<(), Error> {
    let rules = Rules::read(workspace)?;
    if arguments.check || arguments.write {
        return table::run(workspace, &rules, arguments.write);
    }
    let bench = Bench::open(workspace)?;
    compare(&bench, &rules, arguments).map_err(Stop::into_error)
}

fn compare(bench: &Bench<'_>, rules: &Rules, arguments: &Arguments) -> Result<(), Stop> {
    let mut peer = Peer::open(bench)?;
    rules.require_complete(&peer.rules()?)?;
    let folder = arguments.folder.clone();
    let folder = folder.unwrap_or_else(|| bench.workspace.fixtures().join("templates/cdk"));
    let bases = Bases::read(bench, &folder)?;
    let mut mutants = mutants::derive(bench, &mut peer, &bases, rules)?;
    mutants.retain(|mutant| arguments.rule.is_empty() || arguments.rule.contains(&mutant.rule));
    let mutants = mutants::select(mutants, arguments.per_rule);
    let texts: Vec<String> = mutants.iter().map(|mutant| mutant.template.to_string()).collect();
    let answers = peer.lint(&texts)?;
    let mut known = Listed::read(&bench.workspace.path(KNOWN))?;
    let mut judged: Vec<(&Mutant, Judged)> = Vec::new();
    for (mutant, (text, theirs)) in mutants.iter().zip(texts.iter().zip(&answers)) {
        let Some(theirs) = theirs else { continue };
        judged.push((mutant, Judged::new(mutant, &check(text), theirs, rules, &mut known)));
    }
    let kept = bench.create_folder("cfn-lint/mutants")?;
    let report = report::write(&judged, rules, arguments.all, &kept)?;
    say(&report);
    known.stale_lines().for_each(|line| say(&line));
    say(&format!("cfn-lint itself fails on {} more", mutants.len() - judged.len()));
    Ok(())
}
