//! The command line of `migrate`.

use std::path::PathBuf;

use clap::Args;

#[derive(Args)]
pub(crate) struct MigrateOptions {
    /// CloudFormation template, JSON or YAML
    #[arg(value_name = "TEMPLATE")]
    pub(crate) template: PathBuf,

    /// File to write (`stack.rs`), or folder of a new{n}cargo project [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,

    /// Replace existing files
    #[arg(long, requires = "output")]
    pub(crate) force: bool,

    /// Folder with the library's crates, for a new project{n}[default: the checkout of the current folder, or{n}the one that this program was built from]
    #[arg(long, value_name = "DIR", requires = "output")]
    pub(crate) library: Option<PathBuf>,
}
