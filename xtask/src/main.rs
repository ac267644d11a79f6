//! `cargo xtask <command>`: a command line -> one of the project's chores.
//!
//! Nothing here is linked into the product: it writes facts and generated code, and compares them.

mod access_speed;
mod cargo;
mod changes;
mod commands;
mod conformance;
mod cost;
mod error;
mod families;
mod files;
mod fixups;
mod generate;
mod json;
mod matching;
mod model;
mod names;
mod naming;
mod page;
mod services;
mod sources;
mod terminal;
mod text;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::files::Workspace;

/// The project's own chores.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct CommandLine {
    /// The folder to work on instead of this workspace: it holds `facts`, `crates` and `target`.
    #[arg(long, global = true, value_name = "FOLDER")]
    root: Option<std::path::PathBuf>,
    #[command(subcommand)]
    command: Command,
}

/// One chore each, in a file of its own under `commands`.
#[derive(Subcommand)]
enum Command {
    /// Refresh the facts files from the pinned packages.
    Facts(commands::facts::Arguments),
    /// Generate Rust from the facts, or compare what is there.
    Codegen(commands::codegen::Arguments),
    /// Check what the reference app writes against real tools.
    Conformance(conformance::Arguments),
    /// Migrate templates, compile and synthesize what comes out, and compare.
    MigrateCheck(commands::migrate_check::Arguments),
    /// Change templates at random, and see that no command panics, hangs or exits with a code of its own.
    Mutate(commands::mutate::Arguments),
    /// Check public templates, and compare the errors with the reasons in `docs/public-templates.md`.
    PublicTemplates(commands::public_templates::Arguments),
    /// Measure what the generated crate costs whoever uses it.
    Cost,
    /// Build an app with one resource of every type, and lint its templates.
    EveryType(conformance::every_type::Arguments),
    /// Compare what `access` reads of serverless templates with the transform's own output.
    Sam(conformance::sam::Arguments),
    /// Measure a large app beside the same app written with other libraries.
    Compare,
    /// Measure the access commands on generated inputs, next to a baseline and their goals.
    AccessSpeed(access_speed::Arguments),
    /// Judge the access answers by substitution: no deployment may contradict an answer.
    Soundness(commands::soundness::Arguments),
    /// Check what no compiler checks: cycles, dependencies, sizes, words, and names.
    Tidy(tidy::Arguments),
}

fn main() -> ExitCode {
    let CommandLine { root, command } = CommandLine::parse();
    let outcome = Workspace::find(root).and_then(|workspace| match command {
        Command::Facts(arguments) => commands::facts::run(&workspace, &arguments),
        Command::Codegen(arguments) => commands::codegen::run(&workspace, &arguments),
        Command::Conformance(arguments) => conformance::run(&workspace, &arguments),
        Command::MigrateCheck(arguments) => commands::migrate_check::run(&workspace, &arguments),
        Command::Mutate(arguments) => commands::mutate::run(&workspace, &arguments),
        Command::PublicTemplates(arguments) => {
            commands::public_templates::run(&workspace, &arguments)
        }
        Command::Cost => cost::run(&workspace),
        Command::EveryType(arguments) => conformance::every_type::run(&workspace, &arguments),
        Command::Sam(arguments) => conformance::sam::run(&workspace, &arguments),
        Command::Compare => conformance::compare::run(&workspace),
        Command::AccessSpeed(arguments) => access_speed::run(&workspace, &arguments),
        Command::Soundness(arguments) => commands::soundness::run(&workspace, &arguments),
        Command::Tidy(arguments) => tidy::run(&workspace, &arguments),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
