//! Renders reports as JSON, one object for each environment.

use serde::Serialize;

use super::table::{AccessReport, CellText};
use constructs_iam::Assumption;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportOutput<'r> {
    title: &'r str,
    tables: Vec<TableOutput<'r>>,
    words: Vec<WordOutput<'r>>,
    every_resource: Vec<ReasonOutput<'r>>,
    assumptions: &'r [Assumption],
    not_covered: &'r [String],
}

#[derive(Serialize)]
struct TableOutput<'r> {
    title: &'r str,
    columns: &'r [CellText],
    rows: &'r [Vec<CellText>],
}

#[derive(Serialize)]
struct WordOutput<'r> {
    word: &'r str,
    members: &'r [String],
}

#[derive(Serialize)]
struct ReasonOutput<'r> {
    row: &'r str,
    condition: &'r str,
    reason: &'r str,
}

/// Renders the reports as an indented list that ends with a line break.
#[must_use]
pub fn render_json(reports: &[AccessReport]) -> String {
    let output: Vec<ReportOutput<'_>> = reports.iter().map(to_output).collect();
    let mut text = serde_json::to_string_pretty(&output).unwrap_or_default();
    text.push('\n');
    text
}

fn to_output(report: &AccessReport) -> ReportOutput<'_> {
    ReportOutput {
        title: &report.title,
        tables: report
            .tables
            .iter()
            .map(|table| TableOutput {
                title: &table.title,
                columns: &table.head,
                rows: &table.rows,
            })
            .collect(),
        words: report.sets.iter().map(|(word, members)| WordOutput { word, members }).collect(),
        every_resource: report
            .reasons
            .iter()
            .map(|one| ReasonOutput {
                row: &one.row,
                condition: &one.condition,
                reason: &one.reason,
            })
            .collect(),
        assumptions: &report.assumptions,
        not_covered: &report.caveats,
    }
}
