//! A report as plain text, its tables drawn with `|` and `-` as in the module's documentation.

use std::fmt::{Display, Write};

use super::{Cell, Report, Table};

/// The report for a terminal.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut text = format!("{}\n", report.title);
    for table in &report.tables {
        let _ = writeln!(text, "\n{}\n", table.title);
        draw(&mut text, table);
    }
    if !report.sets.is_empty() {
        text.push_str("\nWhat the words stand for\n\n");
    }
    for (name, members) in &report.sets {
        let _ = writeln!(text, "  {name}: {}", members.join(", "));
    }
    if !report.reasons.is_empty() {
        text.push_str("\nOn every resource\n\n");
    }
    for reason in &report.reasons {
        let condition = reason.narrowed(str::to_owned);
        let _ = writeln!(text, "  {}{condition}: {}", reason.row, reason.reason);
    }
    list(&mut text, "Assumed", &report.assumptions);
    list(&mut text, "Not covered", &report.caveats);
    text
}

fn list(text: &mut String, heading: &str, items: &[impl Display]) {
    if !items.is_empty() {
        let _ = writeln!(text, "\n{heading}\n");
    }
    for item in items {
        let _ = writeln!(text, "  - {item}");
    }
}

/// A table with columns as wide as what stands in them.
fn draw(text: &mut String, table: &Table) {
    let width = |column: usize| {
        let cells =
            std::iter::once(&table.head).chain(&table.rows).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.head.len()).map(width).collect();
    let mut line = |row: &[Cell]| {
        for (cell, width) in row.iter().zip(&widths) {
            let _ =
                write!(text, "| {cell}{} ", " ".repeat(width.saturating_sub(cell.chars().count())));
        }
        text.push_str("|\n");
    };
    line(&table.head);
    let rule: Vec<Cell> = widths.iter().map(|width| "-".repeat(*width).into()).collect();
    line(&rule);
    table.rows.iter().for_each(|row| line(row));
}
