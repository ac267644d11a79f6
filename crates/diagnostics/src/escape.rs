//! Escapes text that came from a file or an argument, so that it cannot control what displays it.
//!
//! A terminal obeys control characters, a reader is misled by bidirectional ones, and CI systems run commands that they find
//! in the output: GitHub's [`::command::`][github] at the start of a line, and `##[command]` anywhere in it, as do Azure's
//! `##vso[command]`.
//!
//! [github]: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands

use std::borrow::Cow;
use std::fmt::Arguments;

/// Whether a character can control a terminal, change the reading direction, break a line, or hide.
#[must_use]
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// A text as one line: a newline becomes `\n`, every other unsafe character `\u{…}`.
#[must_use]
pub fn escape_line(text: &str) -> Cow<'_, str> {
    if is_plain(text) && !starts_command(text) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    push_escaped(&mut safe, text);
    Cow::Owned(safe)
}

/// A text of several lines, each as [`escape_line`] leaves it.
#[must_use]
pub fn escape_text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            safe.push('\n');
        }
        push_escaped(&mut safe, line);
    }
    safe
}

/// Adds a line to a text, escaped, with the newline that ends it.
pub fn push_line(text: &mut String, line: Arguments<'_>) {
    push_escaped(text, &line.to_string());
    text.push('\n');
}

/// JSON with the same meaning and no unsafe character: only those that JSON escapes may appear in a string, so the newlines
/// that are left are the layout's.
#[must_use]
pub fn escape_json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(character) = rest.chars().next() {
        let (this, after) = rest.split_at(character.len_utf8());
        let is_marker = character == '#' && safe.ends_with('#') && begins_command(after);
        if is_marker || (is_unsafe(character) && character != '\n') {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push_str(this);
        }
        rest = after;
    }
    safe
}

/// The most characters of a value that a message quotes.
pub const MAX_QUOTED_CHARACTERS: usize = 60;

/// A text of at most `limit` characters; a longer one ends in `…`.
///
/// ```
/// assert_eq!(constructs_diagnostics::escape::shorten("abcd", 3), "abc…");
/// ```
#[must_use]
pub fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    match text.char_indices().nth(limit) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

fn is_plain(text: &str) -> bool {
    !text.contains("##") && !text.chars().any(is_unsafe)
}

/// GitHub's runner skips space at the start of a line.
fn starts_command(line: &str) -> bool {
    line.trim_start().starts_with("::")
}

/// Whether what follows `##` is a command of Azure Pipelines, whose first form GitHub's runner understands as well.
#[must_use]
pub fn begins_command(after: &str) -> bool {
    let name = after.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    name.starts_with('[')
}

fn push_escaped(safe: &mut String, line: &str) {
    let mut rest = line;
    if starts_command(line) {
        let space = line.len() - line.trim_start().len();
        let (before, after) = line.split_at(space);
        before.chars().for_each(|character| push_character(safe, character));
        safe.push_str("\\u{3a}");
        rest = after.strip_prefix(':').unwrap_or(after);
    }
    while let Some(character) = rest.chars().next() {
        rest = rest.strip_prefix(character).unwrap_or_default();
        if character == '#' && safe.ends_with('#') && begins_command(rest) {
            safe.push_str("\\u{23}");
        } else {
            push_character(safe, character);
        }
    }
}

fn push_character(safe: &mut String, character: char) {
    match character {
        '\n' => safe.push_str("\\n"),
        _ if is_unsafe(character) => safe.extend(character.escape_unicode()),
        _ => safe.push(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_controls_nothing() {
        for (text, escaped) in [
            ("plain, ä and 日本", "plain, ä and 日本"),
            ("a\nb", "a\\nb"),
            ("\u{1b}[31m", "\\u{1b}[31m"),
            ("\u{9b}31m\u{7f}\r\t", "\\u{9b}31m\\u{7f}\\u{d}\\u{9}"),
            ("\u{202e}\u{2066}\u{2028}\u{feff}", "\\u{202e}\\u{2066}\\u{2028}\\u{feff}"),
            ("::stop-commands::x", "\\u{3a}:stop-commands::x"),
            (" \u{a0}::error::x", " \u{a0}\\u{3a}:error::x"),
            ("AWS::SQS::Queue", "AWS::SQS::Queue"),
            ("a ##[add-mask]b", "a #\\u{23}[add-mask]b"),
            ("##vso[task.x]", "#\\u{23}vso[task.x]"),
            ("###[x]", "##\\u{23}[x]"),
            ("## heading", "## heading"),
        ] {
            assert_eq!(escape_line(text), escaped);
        }
    }

    #[test]
    fn every_line_of_a_text_is_escaped() {
        assert_eq!(escape_text("a\n::b\r\n  ::c\n"), "a\n\\u{3a}:b\\u{d}\n  \\u{3a}:c\n");
        let mut text = "x\n".to_owned();
        push_line(&mut text, format_args!("{}", "::a\n::b"));
        assert_eq!(text, "x\n\\u{3a}:a\\n::b\n");
    }

    #[test]
    fn json_keeps_its_meaning() {
        for text in ["\u{9b}\u{7f}", "\u{202e}x", "a##[b]", "\u{e0041}", "\n\u{1b}::"] {
            let json = serde_json::to_string_pretty(&[text]).unwrap();
            let safe = escape_json(&json);
            assert!(!safe.chars().any(|c| is_unsafe(c) && c != '\n'), "{safe}");
            assert!(!safe.contains("##["), "{safe}");
            assert_eq!(serde_json::from_str::<Vec<String>>(&safe).unwrap(), [text]);
        }
    }
}
