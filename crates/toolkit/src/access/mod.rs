//! `access`: what roles can do. Proofs against the app's permission matrix, tables, differences, questions.

pub(crate) mod arguments;
mod can;
mod diff;
mod evidence;
mod load;
mod matrix;
mod output;
pub(crate) mod prove;
mod query;
#[cfg(test)]
mod tests;
mod who;
mod who_can;

use std::path::PathBuf;

use constructs::Assembly;

use crate::context::Context;
use crate::failure::Failure;
use crate::program::Program;
use crate::project::find_folder;
use crate::synthesized::stacks;
use arguments::{AccessCommand, AccessOptions};

/// Does what needs no app; false where the app has to be built.
pub(crate) fn without_app(
    project: Option<&std::path::Path>,
    command: &AccessCommand,
) -> Result<bool, Failure> {
    match command {
        AccessCommand::Query => query::run()?,
        AccessCommand::Diff(options) => {
            let is_git = [&options.old, &options.new].iter().any(|state| state.starts_with("git:"));
            let folder = if is_git { find_folder(project)? } else { PathBuf::from(".") };
            diff::run(&folder, options)?;
        }
        AccessCommand::Matrix(options) if !options.templates.is_empty() => {
            matrix::print_templates(&load::stacks(&options.templates)?, options.format)?;
        }
        AccessCommand::Can(options) if !options.templates.is_empty() => {
            can::run(&load::stacks(&options.templates)?, &[], None, options)?;
        }
        AccessCommand::WhoCan(options) if !options.templates.is_empty() => {
            who_can::run(&load::stacks(&options.templates)?, &[], options)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Does what the app has to be there for.
pub(crate) fn run(
    program: &Program<'_>,
    context: &Context,
    assembly: &Assembly,
    options: &AccessOptions,
) -> Result<(), Failure> {
    match &options.command {
        AccessCommand::Matrix(options) => {
            matrix::print_app(program, context, assembly, options.format)
        }
        AccessCommand::Prove(options) => prove::run(program, context, assembly, options),
        AccessCommand::Can(options) => {
            let aliases = aliases(program, context)?;
            can::run(&load::expanded(stacks(assembly)), &aliases, Some(assembly), options)
        }
        AccessCommand::WhoCan(options) => {
            who_can::run(&load::expanded(stacks(assembly)), &aliases(program, context)?, options)
        }
        AccessCommand::Diff(_) | AccessCommand::Query => Ok(()),
    }
}

/// What the app's matrices call things.
fn aliases(program: &Program<'_>, context: &Context) -> Result<Vec<(String, String)>, Failure> {
    let stated = prove::read_matrices(program, context, None)?;
    Ok(stated.iter().flat_map(|(environment, _, matrix)| matrix.aliases(environment)).collect())
}
