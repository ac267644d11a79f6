//! Renders a report as a self-contained HTML page. [`escape_html`] escapes every text from outside.

use std::fmt::Write;

use super::table::{AccessReport, CellText};

const STYLE: &str = "body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}\
    td,th{border:1px solid #999;padding:.3em .6em;text-align:left}";

/// Renders the report as a page.
#[must_use]
pub fn render_html(report: &AccessReport) -> String {
    let title = escape_html(&report.title);
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n"
    );
    for table in &report.tables {
        let _ = writeln!(text, "<h2>{}</h2>\n<table>", escape_html(&table.title));
        push_row(&mut text, "th", &table.head);
        table.rows.iter().for_each(|cells| push_row(&mut text, "td", cells));
        text.push_str("</table>\n");
    }
    let sets = report.sets.iter().map(|(name, members)| {
        format!("<b>{}</b>: {}", escape_html(name), escape_html(&members.join(", ")))
    });
    push_list(&mut text, "Action sets and groups", sets);
    let reasons = report.reasons.iter().map(|reason| {
        let condition = reason.condition_clause(escape_html);
        format!("<b>{}</b>{condition}: {}", escape_html(&reason.row), escape_html(&reason.reason))
    });
    push_list(&mut text, "On every resource", reasons);
    push_list(
        &mut text,
        "Assumed",
        report.assumptions.iter().map(|item| escape_html(&item.to_string())),
    );
    push_list(&mut text, "Not covered", report.caveats.iter().map(|item| escape_html(item)));
    text.push_str("</body>\n</html>\n");
    text
}

fn push_row(text: &mut String, tag: &str, cells: &[CellText]) {
    text.push_str("<tr>");
    for cell in cells {
        let _ = write!(text, "<{tag}>{}</{tag}>", escape_html(cell));
    }
    text.push_str("</tr>\n");
}

fn push_list(text: &mut String, heading: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.map(|item| format!("<li>{item}</li>\n")).collect();
    if !items.is_empty() {
        let _ = writeln!(text, "<h2>{heading}</h2>\n<ul>\n{}</ul>", items.concat());
    }
}

/// Escapes the characters that have a meaning in HTML.
fn escape_html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' => safe.push(' '),
            _ if character.is_control() => {}
            _ => safe.push(character),
        }
    }
    safe
}
