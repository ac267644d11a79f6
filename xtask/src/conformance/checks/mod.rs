//! The checks, one file or folder each: what each is called, says and runs.

mod cdk;
mod deploy;
mod guard;
pub(super) mod lint;
mod parliament;
mod permissions;
mod same;
mod sarif;
mod takeover;
mod validate;
mod verdicts;

use clap::ValueEnum;

pub(super) use guard::VERSION as GUARD_VERSION;

use super::bench::Bench;
use super::every_type;
use super::outcome::{Report, Stop};

/// Resource types in the check of them; `cargo xtask every-type` takes all.
const SAMPLE: usize = 120;

/// A check; they run in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Check {
    /// cfn-lint finds nothing in any template.
    Lint,
    /// cfn-lint finds no error in an app with a sample of all resource types.
    Types,
    /// parliament finds nothing in any policy but what is listed.
    Parliament,
    /// AWS's own validator finds nothing in any template but what is listed.
    Validate,
    /// The reports of `validate` as SARIF pass its schema.
    Sarif,
    /// The AWS CLI deploys the stacks, changes what is to change, and deletes them.
    Deploy,
    /// The `cdk` CLI lists, synthesizes, compares, deploys and destroys the stacks.
    Cdk,
    /// Each role's session can do what the matrix says, and nothing beyond it.
    Permissions,
    /// The module written with aws-cdk-lib has the same resources, properties and policies.
    Same,
    /// Stacks that the CDK deployed are updated by ours, and nothing is lost on the way.
    Takeover,
    /// The templates comply with `rules/` by cfn-guard's own command line.
    Guard,
    /// cfn-guard's command line says of the app and its broken variants what our rules' adapter says.
    Verdicts,
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

    /// What it needs that takes minutes to build, and can be built while others run.
    pub(super) fn prepare(self, bench: &Bench<'_>) {
        if self == Self::Guard {
            // What goes wrong is told by the check itself, which tries again.
            _ = bench.logs("guard-install").map(|logs| guard::install(bench, &logs));
        }
    }

    /// Runs it.
    pub(super) fn run(self, bench: &Bench<'_>) -> Result<Report, Stop> {
        match self {
            Self::Lint => lint::run(bench),
            Self::Types => every_type::check(bench, Some(SAMPLE)),
            Self::Parliament => parliament::run(bench),
            Self::Validate => validate::run(bench),
            Self::Guard => guard::run(bench),
            Self::Verdicts => verdicts::run(bench),
            Self::Sarif => sarif::run(bench),
            Self::Deploy => deploy::run(bench),
            Self::Cdk => cdk::run(bench),
            Self::Permissions => permissions::run(bench),
            Self::Same => same::run(bench),
            Self::Takeover => takeover::run(bench),
        }
    }

    fn described(self, text: impl Fn(&clap::builder::PossibleValue) -> String) -> String {
        self.to_possible_value().as_ref().map(text).unwrap_or_default()
    }
}
