//! Finds control characters in text files: editors hide them, and some change what a reader sees.

use std::collections::BTreeMap;

use super::input::CheckInput;
use super::limits::Figures;
use super::problem::Problem;
use super::section::Section;
use super::tree::TrackedFile;
use crate::error::Error;

const LIST: &str = "control-characters.txt";
/// Extensions of files that are not text.
const BINARY_EXTENSIONS: [&str; 1] = ["bin"];

/// A control character and the line that contains it.
#[derive(Debug, PartialEq, Eq)]
struct Control {
    line: usize,
    character: char,
}

/// Checks every tracked file that is not binary.
pub(super) fn check(input: &CheckInput<'_>) -> Result<Section, Error> {
    let mut problems = Vec::new();
    let mut found: BTreeMap<&str, Vec<Control>> = BTreeMap::new();
    for file in input.tree.files.iter().filter(|file| !is_binary(&file.path)) {
        match file.text() {
            None => problems.push(Problem::in_file(&file.path, "the file is not UTF-8 text")),
            Some(text) if is_suspicious(file) => {
                let controls = find_controls(text);
                if !controls.is_empty() {
                    found.insert(&file.path, controls);
                }
            }
            Some(_) => {}
        }
    }
    let figures: Figures =
        found.iter().map(|(path, controls)| ((*path).to_owned(), vec![controls.len()])).collect();
    problems.extend(input.enforce(LIST, &figures, |deviation| {
        let controls = found.get(deviation.name).map(Vec::as_slice).unwrap_or_default();
        describe(deviation.name, controls, deviation.limit)
    })?);
    let lines = found.iter().map(|(path, controls)| format!("  {path}: {}", to_text(controls)));
    Ok(Section { title: "Control characters", problems, lines: lines.collect() })
}

fn is_binary(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| BINARY_EXTENSIONS.contains(&extension))
}

/// A quick look at the bytes, because most of the text is generated and without any control character.
fn is_suspicious(file: &TrackedFile) -> bool {
    // 0xc2, 0xd8, and 0xe2 start U+0080 to U+00BF, U+0600 to U+063F, and U+2000 to U+2FFF.
    let is_suspicious =
        |byte: &u8| matches!(byte, 0x00..=0x08 | 0x0b..=0x1f | 0x7f | 0xc2 | 0xd8 | 0xe2);
    file.bytes.iter().any(is_suspicious)
}

fn find_controls(text: &str) -> Vec<Control> {
    let lines = text.split('\n').enumerate();
    let of_line = |(index, line): (usize, &str)| {
        let controls = line.chars().filter(|character| is_control(*character));
        controls.map(|character| Control { line: index + 1, character }).collect::<Vec<_>>()
    };
    lines.flat_map(of_line).collect()
}

/// C0 without the tab, DEL, C1, and the characters that change the direction of text.
fn is_control(character: char) -> bool {
    let is_bidirectional = matches!(character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    is_bidirectional || (character.is_control() && character != '\t')
}

fn describe(path: &str, controls: &[Control], limit: usize) -> Problem {
    let line = controls.first().map_or(1, |control| control.line);
    let allowed = if limit == 0 { String::new() } else { format!("; {limit} are allowed") };
    let controls = to_text(controls);
    Problem::on_line(
        path,
        line,
        format!("remove or escape control characters: {controls}{allowed}"),
    )
}

fn to_text(controls: &[Control]) -> String {
    let one = |control: &Control| {
        format!("U+{:04X} on line {}", u32::from(control.character), control.line)
    };
    controls.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{TrackedFile, find_controls, is_suspicious, to_text};

    fn found(text: &str) -> String {
        let controls = find_controls(text);
        let file = TrackedFile { path: "a".into(), bytes: text.into() };
        assert!(controls.is_empty() || is_suspicious(&file), "{text:?}");
        to_text(&controls)
    }

    #[test]
    fn control_characters_are_found_with_their_lines() {
        assert_eq!(found("a\tb\nc – é ×\n"), "");
        assert_eq!(found("a\n\0b\u{7f}\n"), "U+0000 on line 2, U+007F on line 2");
        assert_eq!(found("a\r\n"), "U+000D on line 1");
        assert_eq!(
            found("\u{85}\u{61c}\u{202e}"),
            "U+0085 on line 1, U+061C on line 1, U+202E on line 1"
        );
        assert_eq!(found("\u{2069}\u{200f}"), "U+2069 on line 1, U+200F on line 1");
    }
}
