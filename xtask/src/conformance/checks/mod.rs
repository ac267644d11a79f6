//! Lists the checks with their names, descriptions, and needs, and runs them; each has a file or folder of its own.

pub(super) mod cdk;
mod deploy;
pub(super) mod guard;
pub(super) mod lint;
mod parliament;
mod permissions;
mod same;
mod sarif;
mod takeover;
mod validate;
pub(super) mod verdicts;

use clap::ValueEnum;

use super::bench::Bench;
use super::every_type;
use super::need::Need;
use super::node::NodePackages;
use super::outcome::{CheckReport, Stop};
use super::python::PythonPackages;
use super::sam;

/// The number of resource types that the check `types` samples; `cargo xtask every-type` takes all.
const SAMPLE: usize = 120;

/// A check, in the order of the table.
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
    /// The AWS CLI deploys the stacks, updates them, and deletes them.
    Deploy,
    /// The `cdk` CLI lists, synthesizes, compares, deploys and destroys the stacks.
    Cdk,
    /// Each role's session can do what the matrix states, and nothing else.
    Permissions,
    /// The module written with aws-cdk-lib has the same resources, properties and policies.
    Same,
    /// Our templates update stacks that the CDK deployed, without losing a resource.
    Takeover,
    /// cfn-guard's command line finds that the templates comply with `rules/`.
    Guard,
    /// cfn-guard's command line and our adapter give the same verdicts on the app and its broken variants.
    Verdicts,
    /// `access` reads the same from serverless templates as from the transform's output.
    Sam,
}

/// The slowest checks, the slowest first.
const LONGEST: [Check; 6] =
    [Check::Deploy, Check::Takeover, Check::Types, Check::Cdk, Check::Verdicts, Check::Lint];

impl Check {
    /// Its position in the order of starting: slow checks start first.
    pub(super) fn rank(self) -> usize {
        LONGEST.iter().position(|one| *one == self).unwrap_or(LONGEST.len())
    }

    /// Its name on the command line.
    pub(super) fn name(self) -> String {
        self.describe(|value| value.get_name().to_owned())
    }

    /// What it shows if it passes.
    pub(super) fn description(self) -> String {
        self.describe(|value| value.get_help().map(ToString::to_string).unwrap_or_default())
    }

    /// Its needs that are made once for all checks. They are made in advance, while other checks run.
    pub(super) const fn needs(self) -> &'static [Need] {
        use Need::{App, Engine, Module, Node, Python, Released};
        const MAIN: Need = Python(PythonPackages::Main);
        const MINISTACK: Need = Python(PythonPackages::Ministack);
        const TOOLS: Need = Node(NodePackages::Tools);
        match self {
            Self::Lint => &[App, MAIN],
            Self::Types => &[MAIN],
            Self::Parliament => &[App, MAIN, MINISTACK, Python(PythonPackages::Policies)],
            Self::Validate => &[App, TOOLS],
            Self::Sarif => &[App, Python(PythonPackages::Sarif)],
            Self::Deploy | Self::Permissions => &[App, MAIN, MINISTACK],
            Self::Cdk => &[App, MAIN, MINISTACK, TOOLS, Released],
            Self::Same => &[App, Module],
            Self::Takeover => &[App, MAIN, MINISTACK, Module],
            Self::Guard => &[App, Engine],
            Self::Verdicts => &[Engine],
            Self::Sam => &[Python(PythonPackages::Sam)],
        }
    }

    /// Runs it.
    pub(super) fn run(self, bench: &Bench<'_>) -> Result<CheckReport, Stop> {
        match self {
            Self::Lint => lint::run(bench),
            Self::Types => every_type::check(bench, Some(SAMPLE)),
            Self::Parliament => parliament::run(bench),
            Self::Validate => validate::run(bench),
            Self::Guard => guard::run(bench),
            Self::Verdicts => verdicts::run(bench),
            Self::Sam => sam::check(bench),
            Self::Sarif => sarif::run(bench),
            Self::Deploy => deploy::run(bench),
            Self::Cdk => cdk::run(bench),
            Self::Permissions => permissions::run(bench),
            Self::Same => same::run(bench),
            Self::Takeover => takeover::run(bench),
        }
    }

    fn describe(self, text: impl Fn(&clap::builder::PossibleValue) -> String) -> String {
        self.to_possible_value().as_ref().map(text).unwrap_or_default()
    }
}
