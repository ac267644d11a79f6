//! The options of `validate` that choose findings, and that explain a code.

use std::path::PathBuf;

use clap::Args;

#[derive(Args)]
pub(crate) struct FindingOptions {
    /// Explain a code, or an id of cfn-lint or cdk-nag:{n}meaning, source, and examples
    #[arg(long, value_name = "CODE", conflicts_with = "paths")]
    pub(crate) explain: Option<String>,

    /// Report only these codes, with commas: codes,{n}beginnings (`F05`), ids of cfn-lint (`E3012`)
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) select: Vec<String>,

    /// Do not report these codes (as in `--select`)
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,

    /// Accept the findings that this file lists
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// Write the findings to this file and accept{n}them; if the file exists, only remove entries
    #[arg(
        long, value_name = "FILE",
        conflicts_with_all = ["baseline", "select", "ignore"]
    )]
    pub(crate) write_baseline: Option<PathBuf>,

    /// Also add new findings to the file of{n}`--write-baseline`
    #[arg(long, requires = "write_baseline")]
    pub(crate) add: bool,
}

/// Examples for the help of `validate`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  validate --explain F0101
  validate --select F05,E3012 templates
  validate --write-baseline baseline.json templates
  validate --baseline baseline.json templates";
