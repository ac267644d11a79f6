//! `access matrix`: the tables of the app's permission matrix as the templates have them; of any templates without one.

use constructs::{Assembly, Diagnostics};
use constructs_access::report::{Report, html, json, markdown, of_matrix, of_policies, text};
use constructs_access::template::{Estate, Stack};

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
    let estate = Estate::new(&stacks);
    let mut faults = Diagnostics::new();
    let mut reports = Vec::new();
    for (environment, variables, matrix) in prove::read_matrices(program, context, None)? {
        match of_matrix(&matrix, &environment, &variables, &estate) {
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
pub(super) fn report(stacks: &[Stack]) -> Report {
    of_policies("Permissions in these templates", &Estate::new(stacks))
}

fn print(reports: &[Report], format: TableFormat) -> Result<(), Failure> {
    let all = |one: fn(&Report) -> String| reports.iter().map(one).collect::<Vec<_>>().join("\n");
    match format {
        TableFormat::Text => print_text(&all(text)),
        TableFormat::Markdown => print_text(&all(markdown)),
        TableFormat::Html => print_text(&all(html)),
        TableFormat::Json => print_json(&json(reports)),
    }
}
