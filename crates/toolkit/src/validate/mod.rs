//! `validate`: checks templates, the app's own or others, and writes one report.
//!
//! The flow: [`input`] reads what is named, [`check`] runs the checkers, [`place`] completes each diagnostic with
//! its line and construct, [`report`] sorts them and separates the [`acknowledged`] ones, [`select`] and [`baseline`] remove those
//! that the options exclude or accept, [`format`](mod@format) writes the report. [`explain`] needs no template.
//!
//! INVARIANT: nothing is written but the report and the baseline; what could not be read or checked is an error, never a pass.

mod acknowledged;
pub(crate) mod arguments;
mod baseline;
mod check;
mod deployment;
mod explain;
mod format;
mod input;
mod location;
mod place;
mod report;
mod rule_checker;
#[cfg(feature = "guard")]
mod rules;
mod select;
mod source;
mod token;

use constructs::{Assembly, Diagnostics};
use constructs_cloudformation::Stack;

use crate::args::{FailOn, ReportFormat, ValidateOptions};
use crate::failure::Failure;
use crate::output::{print_raw, print_styled};
use crate::project::Project;
use crate::synthesized::stacks;
use arguments::FindingOptions;
use check::Checkers;
pub use check::check;
pub(crate) use check::check_stacks;
pub(crate) use deployment::{DeploymentOptions, Deployments};
use report::Report;
use select::CodeFilter;
use source::Sources;

/// Validates templates that somebody wrote; no app has to be built.
pub(crate) fn paths(options: &ValidateOptions) -> Result<(), Failure> {
    if let Some(name) = &options.finding.explain {
        return explain::run(name);
    }
    let filter = CodeFilter::new(&options.finding.select, &options.finding.ignore)?;
    let deployments = Deployments::new(&options.deployment, &options.paths)?;
    let checkers = Checkers::new(options.rules.as_deref())?.with_deployments(deployments);
    let read = input::read(&options.paths)?;
    let mut report = checkers.report(&read.stacks, None, read.findings)?;
    accept(&mut report, &read.stacks, &filter, &options.finding)?;
    show(&report, &Sources::new(None, &read.stacks, &read.refused), options)
}

/// Validates the app's own assembly, or reports why synthesis failed.
pub(crate) fn app(
    project: &Project,
    synthesized: Result<Assembly, Diagnostics>,
    options: &ValidateOptions,
) -> Result<(), Failure> {
    let filter = CodeFilter::new(&options.finding.select, &options.finding.ignore)?;
    let own = project.folder().join("rules");
    let checkers = match &options.rules {
        None if cfg!(feature = "guard") && own.is_dir() => Checkers::new(Some(&own))?,
        asked => Checkers::new(asked.as_deref())?,
    };
    let is_whole = options.selection.env.is_none();
    let deployments = Deployments::new(&options.deployment, &options.paths)?;
    let deployments = deployments.with_previous(project.output(None), is_whole);
    let checkers = checkers.with_deployments(deployments);
    let (assembly, mistakes) = match synthesized {
        Ok(assembly) => (Some(assembly), None),
        Err(mistakes) => (None, Some(mistakes)),
    };
    let stacks = assembly.as_ref().map(stacks).unwrap_or_default();
    let warnings = assembly.as_ref().map(Assembly::warnings).into_iter().chain(&mistakes);
    let told = warnings.flatten().cloned().collect();
    let mut report = checkers.report(&stacks, assembly.as_ref(), told)?;
    accept(&mut report, &stacks, &filter, &options.finding)?;
    show(&report, &Sources::new(Some(project.folder()), &stacks, &[]), options)
}

/// Removes the findings that the options exclude, and accepts those of the baseline.
fn accept(
    report: &mut Report,
    stacks: &[Stack],
    filter: &CodeFilter,
    options: &FindingOptions,
) -> Result<(), Failure> {
    filter.apply(report);
    if let Some(path) = &options.baseline {
        baseline::apply(path, report, stacks, filter)?;
    }
    if let Some(path) = &options.write_baseline {
        baseline::write(path, report, stacks, options.add)?;
    }
    Ok(())
}

fn show(report: &Report, sources: &Sources<'_>, options: &ValidateOptions) -> Result<(), Failure> {
    let threshold = options.fail_on.into();
    let text = match options.format {
        ReportFormat::Text => format::text(report, sources),
        ReportFormat::Json => format::json(report, sources)?,
        ReportFormat::Sarif => format::sarif(report, sources)?,
        ReportFormat::Github => format::github(report),
        ReportFormat::Junit => format::junit(report, threshold),
    };
    match options.format {
        ReportFormat::Text => print_styled(&text)?,
        _ => print_raw(&text)?,
    }
    if report.is_passed(threshold) { Ok(()) } else { Err(Failure::Findings) }
}

/// The findings on a template, or on several that `---` separates, for tests.
#[cfg(test)]
pub(crate) fn findings_of(templates: &str) -> Vec<constructs::Diagnostic> {
    let folder = tempfile::tempdir().unwrap();
    for (number, template) in templates.split("---\n").enumerate() {
        std::fs::write(folder.path().join(format!("{number}.yaml")), template).unwrap();
    }
    let read = input::read(&[folder.path().to_owned()]).unwrap();
    Checkers::new(None).unwrap().report(&read.stacks, None, read.findings).unwrap().findings
}

impl From<FailOn> for constructs::diagnostic::Severity {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
        }
    }
}
