//! `cargo xtask <command>`: runs one of the project's chores.
//!
//! The product does not link this package.

mod access_speed;
mod cargo;
mod changes;
mod checkers;
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

/// The project's chores
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct CommandLine {
    /// Folder to use instead of this workspace; it contains `facts`, `crates`, and `target`
    #[arg(long, global = true, value_name = "FOLDER")]
    root: Option<std::path::PathBuf>,
    #[command(subcommand)]
    command: Command,
}

/// The chores, each with a module of its own.
#[derive(Subcommand)]
enum Command {
    /// Refresh the facts files from the pinned packages
    Facts(commands::facts::Arguments),
    /// Generate Rust from the facts, or compare the generated files
    Codegen(commands::codegen::Arguments),
    /// Check the reference app's templates with real tools
    Conformance(conformance::Arguments),
    /// Migrate templates, compile and synthesize the source, and compare the templates
    MigrateCheck(commands::migrate_check::Arguments),
    /// Change templates at random, and check that no command panics, hangs, or exits with an undocumented code
    Mutate(commands::mutate::Arguments),
    /// Check public templates, and compare the errors with the reasons in `docs/public-templates.md`
    PublicTemplates(commands::public_templates::Arguments),
    /// Measure what the generated crate costs to build
    Cost,
    /// Build an app with one resource of every type, and lint its templates
    EveryType(conformance::every_type::Arguments),
    /// Compare our checks with cfn-lint on templates with one mistake each
    CfnLint(conformance::cfn_lint::Arguments),
    /// Compare what `access` reads from serverless templates with the transform's output
    Sam(conformance::sam::Arguments),
    /// Measure a large app next to the same app written with other libraries
    Compare,
    /// Measure the access commands on generated inputs, next to a baseline and their goals
    AccessSpeed(access_speed::Arguments),
    /// Check the access answers by substitution: no deployment may contradict an answer
    Soundness(commands::soundness::Arguments),
    /// Check what no compiler checks: cycles, dependencies, sizes, words, and names
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
        Command::CfnLint(arguments) => conformance::cfn_lint::run(&workspace, &arguments),
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
