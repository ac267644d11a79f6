//! Renders a report as Markdown. [`escape_markdown`] escapes every text from outside.

use std::fmt::Write;

use super::table::{AccessReport, CellText};

/// Renders the report for a pull request or a page.
#[must_use]
pub fn render_markdown(report: &AccessReport) -> String {
    let mut text = format!("## {}\n", escape_markdown(&report.title));
    for table in &report.tables {
        let _ = writeln!(text, "\n### {}\n", escape_markdown(&table.title));
        let mut line = |row: &[CellText]| {
            let cells: Vec<String> = row.iter().map(|cell| escape_markdown(cell)).collect();
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        };
        line(&table.head);
        line(&table.head.iter().map(|_| "---".into()).collect::<Vec<CellText>>());
        table.rows.iter().for_each(|row| line(row));
    }
    let sets = report.sets.iter().map(|(name, members)| {
        format!("**{}**: {}", escape_markdown(name), escape_markdown(&members.join(", ")))
    });
    push_list(&mut text, "Action sets and groups", sets);
    let reasons = report.reasons.iter().map(|reason| {
        let condition = reason.condition_clause(escape_markdown);
        format!(
            "**{}**{condition}: {}",
            escape_markdown(&reason.row),
            escape_markdown(&reason.reason)
        )
    });
    push_list(&mut text, "On every resource", reasons);
    push_list(
        &mut text,
        "Assumed",
        report.assumptions.iter().map(|item| escape_markdown(&item.to_string())),
    );
    push_list(&mut text, "Not covered", report.caveats.iter().map(|item| escape_markdown(item)));
    text
}

fn push_list(text: &mut String, heading: &str, items: impl Iterator<Item = String>) {
    for (index, item) in items.enumerate() {
        if index == 0 {
            let _ = writeln!(text, "\n### {heading}\n");
        }
        let _ = writeln!(text, "- {item}");
    }
}

/// Escapes the characters that have a meaning in Markdown, or in the HTML in it.
fn escape_markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => safe.push(' '),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '@' => safe.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '!' | '#' | '~' => {
                safe.push('\\');
                safe.push(character);
            }
            _ if character.is_control() => {}
            _ => safe.push(character),
        }
    }
    safe
}
