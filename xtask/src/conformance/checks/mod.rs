//! The checks, one file or folder each: what each is called, says and runs.

mod deploy;
mod guard;
pub(super) mod lint;

use clap::ValueEnum;

use super::bench::Bench;
use super::every_type;
use super::outcome::{Report, Stop};

/// Resource types in the check of them; `cargo xtask every-type` takes all.
const SAMPLE: usize = 120;

/// A check; they run in this order.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Check {
    /// cfn-lint finds nothing in any template.
    Lint,
    /// cfn-lint finds no error in an app with a sample of all resource types.
    Types,
    /// cfn-guard's command line says of the app and its broken variants what our rules' adapter says.
    Guard,
    /// The AWS CLI deploys the stacks, changes nothing the second time, and deletes them.
    Deploy,
}

impl Check {
    /// Its name on the command line.
    pub(super) fn name(self) -> String {
        self.described(|value| value.get_name().to_owned())
    }

    /// What it says if it passes.
    pub(super) fn about(self) -> String {
        self.described(|value| value.get_help().map(ToString::to_string).unwrap_or_default())
    }

    /// Runs it.
    pub(super) fn run(self, bench: &Bench<'_>) -> Result<Report, Stop> {
        match self {
            Self::Lint => lint::run(bench),
            Self::Types => every_type::check(bench, Some(SAMPLE)),
            Self::Guard => guard::run(bench),
            Self::Deploy => deploy::run(bench),
        }
    }

    fn described(self, text: impl Fn(&clap::builder::PossibleValue) -> String) -> String {
        self.to_possible_value().as_ref().map(text).unwrap_or_default()
    }
}
