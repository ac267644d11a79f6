//! The command line that every app gets: `synth`, `list`, `validate`, `access`, and what the `cdk` CLI expects of an app.
//!
//! An app's program is one call:
//!
//! ```no_run
//! use constructs::{App, Diagnostics};
//! use constructs_toolkit::Context;
//!
//! fn build(_context: &Context) -> Result<App, Diagnostics> {
//!     Ok(App::new())
//! }
//!
//! fn main() -> std::process::ExitCode {
//!     constructs_toolkit::run(build)
//! }
//! ```
//!
//! With the feature `migrate`, `standalone` is the program for templates without an app.
//!
//! INVARIANT: of all crates this one alone reads the environment, the terminal and the disk, and nothing that
//! it reads there reaches an output but the context.

mod access;
mod args;
mod assembly;
mod catalog;
mod child;
pub mod codes;
mod commands;
mod context;
mod elsewhere;
mod failure;
mod fields;
mod file;
#[cfg(feature = "guard")]
pub mod guard;
mod json_file;
mod list;
#[cfg(feature = "migrate")]
mod migrate;
mod origin;
mod output;
pub mod parse;
mod previous;
mod program;
mod project;
mod report;
mod run;
mod selection;
#[cfg(feature = "migrate")]
pub mod standalone;
mod synth;
mod synthesized;
mod today;
mod validate;

pub use context::Context;
pub use fields::Fields;
pub use parse::ParseResult;
pub use program::{Program, Variables, app};
pub use run::{run, run_with};
pub use serde_json::Value as Json;
pub use synthesized::stacks;
pub use validate::check;
