//! Reports as JSON for programs, one object for each environment.

use serde::Serialize;

use super::table::{Cell, Report};
use constructs_iam::Assumption;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'r> {
    title: &'r str,
    tables: Vec<Table<'r>>,
    words: Vec<Word<'r>>,
    every_resource: Vec<Reason<'r>>,
    assumptions: &'r [Assumption],
    not_covered: &'r [String],
}

#[derive(Serialize)]
struct Table<'r> {
    title: &'r str,
    columns: &'r [Cell],
    rows: &'r [Vec<Cell>],
}

#[derive(Serialize)]
struct Word<'r> {
    word: &'r str,
    members: &'r [String],
}

#[derive(Serialize)]
struct Reason<'r> {
    row: &'r str,
    condition: &'r str,
    reason: &'r str,
}

/// The reports, as a pretty list with a line's end.
#[must_use]
pub fn json(reports: &[Report]) -> String {
    let written: Vec<Written<'_>> = reports.iter().map(written).collect();
    let mut text = serde_json::to_string_pretty(&written).unwrap_or_default();
    text.push('\n');
    text
}

fn written(report: &Report) -> Written<'_> {
    Written {
        title: &report.title,
        tables: report
            .tables
            .iter()
            .map(|table| Table { title: &table.title, columns: &table.head, rows: &table.rows })
            .collect(),
        words: report.sets.iter().map(|(word, members)| Word { word, members }).collect(),
        every_resource: report
            .reasons
            .iter()
            .map(|one| Reason { row: &one.row, condition: &one.condition, reason: &one.reason })
            .collect(),
        assumptions: &report.assumptions,
        not_covered: &report.caveats,
    }
}
