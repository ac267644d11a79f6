//! A report as plain text, its tables drawn with `|` and `-` as in the module's documentation.

use std::borrow::Cow;
use std::fmt::Display;

use constructs::diagnostic::escape::{escape_line, push_line};

use super::{Report, Table};

/// The report for a terminal.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    push_line(&mut text, format_args!("{}", report.title));
    for table in &report.tables {
        text.push('\n');
        push_line(&mut text, format_args!("{}", table.title));
        text.push('\n');
        draw(&mut text, table);
    }
    if !report.sets.is_empty() {
        text.push_str("\nWhat the words stand for\n\n");
    }
    for (name, members) in &report.sets {
        push_line(&mut text, format_args!("  {name}: {}", members.join(", ")));
    }
    if !report.reasons.is_empty() {
        text.push_str("\nOn every resource\n\n");
    }
    for reason in &report.reasons {
        let condition = reason.narrowed(str::to_owned);
        push_line(&mut text, format_args!("  {}{condition}: {}", reason.row, reason.reason));
    }
    list(&mut text, "Assumed", &report.assumptions);
    list(&mut text, "Not covered", &report.caveats);
    text
}

fn list(text: &mut String, heading: &str, items: &[impl Display]) {
    if !items.is_empty() {
        text.push_str(&format!("\n{heading}\n\n"));
    }
    for item in items {
        push_line(text, format_args!("  - {item}"));
    }
}

/// A table with columns as wide as what stands in them.
fn draw(text: &mut String, table: &Table) {
    let rows = std::iter::once(&table.head).chain(&table.rows);
    let rows: Vec<Vec<Cow<'_, str>>> =
        rows.map(|row| row.iter().map(|cell| escape_line(cell)).collect()).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.head.len()).map(width).collect();
    let mut line = |row: &[Cow<'_, str>]| {
        for (cell, width) in row.iter().zip(&widths) {
            let padding = " ".repeat(width.saturating_sub(cell.chars().count()));
            text.push_str(&format!("| {cell}{padding} "));
        }
        text.push_str("|\n");
    };
    let rule: Vec<Cow<'_, str>> = widths.iter().map(|width| "-".repeat(*width).into()).collect();
    for (number, row) in rows.iter().enumerate() {
        line(row);
        if number == 0 {
            line(&rule);
        }
    }
}
