//! Renders a report as plain text, with tables that are drawn with `|` and `-`.

use std::borrow::Cow;
use std::fmt::Display;

use constructs_diagnostics::escape::{escape_line, push_line};

use super::table::{AccessReport, NO, ReportTable};

/// Renders the report for a terminal.
#[must_use]
pub fn render_text(report: &AccessReport) -> String {
    let mut text = String::new();
    push_line(&mut text, format_args!("{}", report.title));
    for table in &report.tables {
        text.push('\n');
        push_line(&mut text, format_args!("{}", table.title));
        text.push('\n');
        push_table(&mut text, table);
    }
    if !report.sets.is_empty() {
        text.push_str("\nAction sets and groups\n\n");
    }
    for (name, members) in &report.sets {
        push_line(&mut text, format_args!("  {name}: {}", members.join(", ")));
    }
    if !report.reasons.is_empty() {
        text.push_str("\nOn every resource\n\n");
    }
    for reason in &report.reasons {
        let condition = reason.condition_clause(str::to_owned);
        push_line(&mut text, format_args!("  {}{condition}: {}", reason.row, reason.reason));
    }
    push_list(&mut text, "Assumed", &report.assumptions);
    push_list(&mut text, "Not covered", &report.caveats);
    text
}

fn push_list(text: &mut String, heading: &str, items: &[impl Display]) {
    if !items.is_empty() {
        text.push_str(&format!("\n{heading}\n\n"));
    }
    for item in items {
        push_line(text, format_args!("  - {item}"));
    }
}

/// The most characters on a line of a table, and on a line of a list.
const MAX_TABLE_WIDTH: usize = 160;
const MAX_LINE_WIDTH: usize = 100;

/// Draws a table, each column as wide as its widest cell. A table that is wider than [`MAX_TABLE_WIDTH`] becomes a list.
fn push_table(text: &mut String, table: &ReportTable) {
    let rows = std::iter::once(&table.head).chain(&table.rows);
    let rows: Vec<Vec<Cow<'_, str>>> =
        rows.map(|row| row.iter().map(|cell| escape_line(cell)).collect()).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..table.head.len()).map(width).collect();
    if widths.iter().map(|width| width + 3).sum::<usize>() > MAX_TABLE_WIDTH {
        return push_table_as_list(text, &rows);
    }
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

/// Lists each row below its name, with one line for each column that is not empty. The first row has the names of the columns.
fn push_table_as_list(text: &mut String, rows: &[Vec<Cow<'_, str>>]) {
    let Some((head, rows)) = rows.split_first() else { return };
    for row in rows {
        let Some((name, cells)) = row.split_first() else { continue };
        text.push_str(name);
        text.push('\n');
        for (column, cell) in head.iter().skip(1).zip(cells).filter(|(_, cell)| *cell != NO) {
            push_wrapped(text, &["  ", column, ": ", cell]);
        }
    }
}

/// Writes a line, and breaks it at commas if it is too long.
fn push_wrapped(text: &mut String, parts: &[&str]) {
    if parts.iter().map(|part| part.len()).sum::<usize>() <= MAX_LINE_WIDTH {
        text.extend(parts.iter().copied());
        text.push('\n');
        return;
    }
    let line = parts.concat();
    let mut length = 0;
    for (number, word) in line.split(", ").enumerate() {
        let own = word.chars().count();
        if number > 0 && length + own > MAX_LINE_WIDTH {
            text.push_str(",\n    ");
            length = 4;
        } else if number > 0 {
            text.push_str(", ");
        }
        length += own + 2;
        text.push_str(word);
    }
    text.push('\n');
}
