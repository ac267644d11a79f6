//! Writes a report as text in the manner of rustc: the quoted line if its file can be read, the construct, the next step.
//!
//! It has colors; the output drops them if it is not a terminal.

use constructs::Diagnostic;
use constructs::diagnostic::escape::begins_command;
use constructs::diagnostic::{Place, Severity};

use super::escape::{line as safe, location as location_text};
use super::summary::summary;
use crate::report::{BLUE, PLAIN, RED, YELLOW};
use crate::validate::baseline::BASELINE;
use crate::validate::location::Location;
use crate::validate::report::{Acknowledged, Report};
use crate::validate::source::Sources;

/// Columns of a line that are quoted, so that a template on a single line fills no screen.
const MAX_COLUMNS: usize = 120;
/// Columns that are kept in front of the place.
const COLUMNS_BEFORE: usize = 40;
const GREEN: &str = "\u{1b}[1;32m";

/// The report.
pub(in crate::validate) fn text(report: &Report, sources: &Sources<'_>) -> String {
    let mut text = String::new();
    for found in &report.findings {
        text.push_str(&finding(found, sources));
        text.push('\n');
    }
    for one in report.acknowledged.iter().filter(|one| one.by != BASELINE) {
        text.push_str(&acknowledged(one));
        text.push('\n');
    }
    let color = if report.count(Severity::Error) > 0 {
        RED
    } else if report.findings.is_empty() {
        GREEN
    } else {
        YELLOW
    };
    text.push_str(&format!("{color}validate{PLAIN}: {}\n", summary(report)));
    for remark in &report.remarks {
        text.push_str(&format!("{BLUE}note{PLAIN}: {}\n", safe(remark)));
    }
    text
}

fn finding(found: &Diagnostic, sources: &Sources<'_>) -> String {
    let color = match found.severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Note => BLUE,
    };
    let mut text =
        format!("{color}{}[{}]{PLAIN}: {}\n", found.severity, found.code, safe(&found.message));
    text.push_str(&first(&found.place, color, sources));
    if let Some(location) = Location::second(&found.place) {
        text.push_str(&format!("  {BLUE}:::{PLAIN} {}\n", location_text(&location)));
    }
    text.push_str(&constructs(&found.place));
    for related in &found.related {
        text.push_str(&format!("   {BLUE}={PLAIN} {}\n", safe(&related.message)));
        text.push_str(&first(&related.place, BLUE, sources));
    }
    if let Some(help) = &found.help {
        text.push_str(&format!("   {BLUE}={PLAIN} help: {}\n", safe(help)));
    }
    text
}

fn acknowledged(one: &Acknowledged) -> String {
    let found = &one.diagnostic;
    let mut text =
        format!("{GREEN}acknowledged[{}]{PLAIN}: {}\n", found.code, safe(&found.message));
    if let Some(location) = Location::first(&found.place) {
        text.push_str(&format!("  {BLUE}-->{PLAIN} {}\n", location_text(&location)));
    }
    text.push_str(&format!("   {BLUE}={PLAIN} reason: {}\n", safe(&one.reason)));
    text
}

/// The location, with its line quoted.
fn first(place: &Place, color: &str, sources: &Sources<'_>) -> String {
    let Some(location) = Location::first(place) else { return String::new() };
    let mut text = format!("  {BLUE}-->{PLAIN} {}\n", location_text(&location));
    let quoted =
        location.line.and_then(|number| Some((number, sources.line(location.file, number)?)));
    if let Some((number, quoted)) = quoted {
        let (quoted, marked) = window(&quoted, location.column.unwrap_or(1));
        let number = number.to_string();
        let gutter = " ".repeat(number.len().max(3));
        text.push_str(&format!("{gutter}{BLUE}|{PLAIN}\n"));
        text.push_str(&format!("{BLUE}{number:<width$}|{PLAIN} {quoted}\n", width = gutter.len()));
        text.push_str(&format!("{gutter}{BLUE}|{PLAIN} {color}{}{PLAIN}\n", marked.trim_end()));
        text.push_str(&format!("{gutter}{BLUE}|{PLAIN}\n"));
    }
    text
}

/// A line to quote, and the line below it with carets under the word that begins at `column`.
fn window(line: &str, column: u32) -> (String, String) {
    let characters: Vec<char> = line.chars().collect();
    let column = usize::try_from(column).unwrap_or(1).saturating_sub(1).min(characters.len());
    let length = word(characters.get(column..).unwrap_or_default());
    let is_long = characters.len() > MAX_COLUMNS;
    let from = if is_long { column.saturating_sub(COLUMNS_BEFORE) } else { 0 };
    let (mut quoted, mut marked) = (String::new(), String::new());
    if from > 0 {
        quoted.push('…');
        marked.push(' ');
    }
    for (at, character) in characters.iter().enumerate().skip(from).take(MAX_COLUMNS) {
        let shown = match character {
            '\t' => "    ".to_owned(),
            '#' if quoted.ends_with('#') && begins_command(&following(&characters, at)) => {
                "\\u{23}".to_owned()
            }
            character => safe(&character.to_string()),
        };
        let mark = if (column..column + length).contains(&at) { "^" } else { " " };
        marked.push_str(&mark.repeat(width(&shown)));
        quoted.push_str(&shown);
    }
    if column >= characters.len() {
        marked.push('^');
    }
    if from + MAX_COLUMNS < characters.len() {
        quoted.push('…');
    }
    (quoted, marked)
}

/// What follows a character, as far as the name of a command may reach.
fn following(characters: &[char], at: usize) -> String {
    characters.iter().skip(at + 1).take(MAX_COLUMNS).collect()
}

/// Columns of a terminal; letters of East Asia take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| unicode_width::UnicodeWidthChar::width(c).unwrap_or(0)).sum()
}

/// How long what begins here is: a text in quotes, a word, or a call with its arguments.
fn word(characters: &[char]) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || "_-.!:/".contains(c);
    let quote = characters.first().filter(|c| matches!(c, '"' | '\'')).copied();
    let length = match quote {
        Some(quote) => characters.iter().skip(1).position(|c| *c == quote).map_or(1, |at| at + 2),
        None => {
            let name = characters.iter().position(|c| !is_word(*c)).unwrap_or(characters.len());
            name + arguments(characters.get(name..).unwrap_or_default())
        }
    };
    // A key's colon is not part of the key.
    let ends_in_colon = length > 1 && characters.get(length - 1) == Some(&':');
    if ends_in_colon { length - 1 } else { length.max(1) }
}

/// How long the parentheses are that begin here, if they end on this line.
fn arguments(characters: &[char]) -> usize {
    let mut open = 0_usize;
    for (at, character) in characters.iter().enumerate() {
        match character {
            '(' => open += 1,
            ')' => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            return if at == 0 { 0 } else { at + 1 };
        }
    }
    0
}

/// The construct with its logical id and property, and the outer constructs with their lines.
fn constructs(place: &Place) -> String {
    let mut text = String::new();
    let mut row = |row: String| text.push_str(&format!("   {BLUE}|{PLAIN} {row}\n"));
    match (&place.path, &place.pointer) {
        (Some(path), _) => {
            let inner = [place.logical_id.as_deref(), place.property.as_deref()];
            let inner: Vec<String> = inner.into_iter().flatten().map(safe).collect();
            let inner =
                if inner.is_empty() { String::new() } else { format!(" ({})", inner.join(", ")) };
            row(format!("{}{inner}", safe(path)));
        }
        (None, Some(pointer)) if !pointer.is_empty() => row(safe(pointer)),
        _ => {}
    }
    if let Some((file, line, column)) = &place.made_at {
        row(format!("made at {}:{line}:{column}", safe(file)));
    }
    let primary = place.primary().map(|origin| origin.location);
    for origin in &place.origins {
        if !origin.path.is_empty() && Some(origin.location) != primary {
            row(format!("in {}, added at {}", safe(&origin.path), origin.location));
        }
    }
    text
}
