//! Escapes foreign text so that it can't control what displays it; one function for each format.

use constructs::diagnostic::escape::{escape_json, escape_line, escape_text};

use crate::validate::location::Location;

/// One line for a terminal: nothing steers it, turns the reading direction or begins a line of its own.
pub(super) fn line(text: &str) -> String {
    escape_line(text).into_owned()
}

/// `cdk.out/queues.template.json:4:7`, safe to look at.
pub(super) fn location(location: &Location<'_>) -> String {
    let position = location.line.zip(location.column);
    let position = position.map(|(line, column)| format!(":{line}:{column}"));
    format!("{}{}", line(location.file), position.unwrap_or_default())
}

/// JSON that is safe to look at: what could steer a terminal is an escape, of the same meaning.
pub(super) fn json(text: &str) -> String {
    escape_json(text)
}

/// The message of a workflow command, lines kept.
pub(super) fn github_data(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
pub(super) fn github_property(text: &str) -> String {
    let text = github_data(&line(text));
    text.replace(':', "%3A").replace(',', "%2C")
}

/// A text or a value of an attribute in XML 1.0; what XML can't hold is replaced.
pub(super) fn xml(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for line in escape_text(text).chars() {
        match line {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            '\n' => safe.push_str("&#10;"),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            other => safe.push(other),
        }
    }
    safe
}

/// A path as a URI reference, for SARIF.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
