//! `access matrix`: the tables of the app's permission matrix as the templates have them; of any templates without one.

use constructs::{Assembly, Diagnostics};
use constructs_access::report::{
    AccessReport, render_html, render_json, render_markdown, render_text, report_matrix,
    report_policies,
};
use constructs_access::template::{Stack, Stacks};

use super::arguments::TableFormat;
use super::{load, prove};
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{print as print_text, print_json};
use crate::program::Program;
use crate::synthesized::stacks;

pub(super) fn print_app(
    program: &Program<'_>,
    context: &Context,
    assembly: &Assembly,
    format: TableFormat,
) -> Result<(), Failure> {
    let stacks = load::expanded(stacks(assembly));
    if program.permissions.is_empty() {
        return print_templates(&stacks, format);
    }
    let stacks = Stacks::new(&stacks);
    let mut faults = Diagnostics::new();
    let mut reports = Vec::new();
    for (environment, variables, matrix) in prove::read_matrices(program, context, None)? {
        match report_matrix(&matrix, &environment, &variables, &stacks) {
            Ok(report) => reports.push(report),
            Err(found) => faults.extend(found),
        }
    }
    if faults.has_errors() {
        return Err(Failure::Diagnostics(faults));
    }
    print(&reports, format)
}

pub(super) fn print_templates(stacks: &[Stack], format: TableFormat) -> Result<(), Failure> {
    print(&[report(stacks)], format)
}

/// The tables of templates without a matrix.
pub(super) fn report(stacks: &[Stack]) -> AccessReport {
    report_policies("Permissions in these templates", &Stacks::new(stacks))
}

fn print(reports: &[AccessReport], format: TableFormat) -> Result<(), Failure> {
    let all =
        |one: fn(&AccessReport) -> String| reports.iter().map(one).collect::<Vec<_>>().join("\n");
    match format {
        TableFormat::Text => print_text(&all(render_text)),
        TableFormat::Markdown => print_text(&all(render_markdown)),
        TableFormat::Html => print_text(&all(render_html)),
        TableFormat::Json => print_json(&render_json(reports)),
    }
}
