//! The context of `cdk.json`, turned into environments whose every value has been checked.

mod environment;
mod imports;
mod text;

pub use environment::{Cache, Database, Environment};
pub use imports::{ExternalExports, ImportSource, Imports, Queues};

use constructs::Diagnostics;
use constructs_toolkit::Context;

/// All environments, or the one that the command line asks for.
///
/// # Errors
/// Every setting that is not what it should be, with its place and the next step.
pub fn environments(context: &Context) -> Result<Vec<Environment>, Diagnostics> {
    let mut environments = context.read(|fields| fields.each("environments", Environment::read))?;
    environments.retain(|environment| context.selects(&environment.id));
    Ok(environments)
}
