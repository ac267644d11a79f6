//! A report as Markdown. [`escaped`] is the one way in for text of others.

use std::fmt::Write;

use super::table::{Cell, Report};

/// The report for a pull request or a page.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let mut text = format!("## {}\n", escaped(&report.title));
    for table in &report.tables {
        let _ = writeln!(text, "\n### {}\n", escaped(&table.title));
        let mut line = |row: &[Cell]| {
            let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
            let _ = writeln!(text, "| {} |", cells.join(" | "));
        };
        line(&table.head);
        line(&table.head.iter().map(|_| "---".into()).collect::<Vec<Cell>>());
        table.rows.iter().for_each(|row| line(row));
    }
    let sets = report
        .sets
        .iter()
        .map(|(name, members)| format!("**{}**: {}", escaped(name), escaped(&members.join(", "))));
    list(&mut text, "What the words stand for", sets);
    let reasons = report.reasons.iter().map(|reason| {
        let condition = reason.narrowed(escaped);
        format!("**{}**{condition}: {}", escaped(&reason.row), escaped(&reason.reason))
    });
    list(&mut text, "On every resource", reasons);
    list(&mut text, "Assumed", report.assumptions.iter().map(|item| escaped(&item.to_string())));
    list(&mut text, "Not covered", report.caveats.iter().map(|item| escaped(item)));
    text
}

fn list(text: &mut String, heading: &str, items: impl Iterator<Item = String>) {
    for (index, item) in items.enumerate() {
        if index == 0 {
            let _ = writeln!(text, "\n### {heading}\n");
        }
        let _ = writeln!(text, "- {item}");
    }
}

/// Text without a character that Markdown, or the HTML in it, reads as its own.
fn escaped(text: &str) -> String {
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
