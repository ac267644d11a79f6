//! The checks, one file or folder each: what each is called, says and runs.

mod cdk;
mod deploy;
mod lint;
mod permissions;
mod same;

use clap::ValueEnum;

use super::bench::Bench;
use super::outcome::{Report, Stop};

/// A check; they run in this order.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Check {
    /// cfn-lint finds nothing in any template.
    Lint,
    /// The AWS CLI deploys the stacks, changes what is to change, and deletes them.
    Deploy,
    /// The `cdk` CLI lists, synthesizes, compares, deploys and destroys the stacks.
    Cdk,
    /// Each role's session can do what the matrix says, and nothing beyond it.
    Permissions,
    /// The module written with aws-cdk-lib has the same resources, properties and policies.
    Same,
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
            Self::Deploy => deploy::run(bench),
            Self::Cdk => cdk::run(bench),
            Self::Permissions => permissions::run(bench),
            Self::Same => same::run(bench),
        }
    }

    fn described(self, text: impl Fn(&clap::builder::PossibleValue) -> String) -> String {
        self.to_possible_value().as_ref().map(text).unwrap_or_default()
    }
}
