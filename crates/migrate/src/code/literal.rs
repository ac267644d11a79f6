//! Texts -> Rust literals and comments, which are printed as well: no CI system finds a command in them.

use constructs::diagnostic::escape::{begins_command, escape_line};

use super::expression::Code;

/// A text as a literal on one line.
pub(crate) fn text(text: &str) -> Code {
    Code::Word(quote(text))
}

fn quote(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        rest = rest.strip_prefix(character).unwrap_or_default();
        match character {
            '#' if literal.ends_with('#') && begins_command(rest) => literal.push_str("\\u{23}"),
            '"' => literal.push_str("\\\""),
            '\'' => literal.push('\''),
            // What shows nothing, or turns the direction of what follows, is spelled out.
            other => literal.extend(other.escape_debug()),
        }
    }
    literal.push('"');
    literal
}

/// The template of a `text!`: `literals` are the texts around its holes, one more than the number of holes.
///
/// `None` if `text!` cannot express it: a dollar before a hole, or a variable that does not close.
pub(crate) fn text_template(literals: &[String]) -> Option<Code> {
    let mut template = String::new();
    for (at, literal) in literals.iter().enumerate() {
        template.push_str(&double_braces(literal)?);
        if at + 1 < literals.len() {
            if literal.ends_with('$') {
                return None;
            }
            template.push_str("{}");
        }
    }
    Some(text(&template))
}

/// Doubles braces, except those of a policy variable.
fn double_braces(literal: &str) -> Option<String> {
    let mut doubled = String::new();
    let mut rest = literal;
    while let Some(at) = rest.find(['{', '}', '$']) {
        let (before, from) = rest.split_at(at);
        doubled.push_str(before);
        rest = if from.starts_with("${") {
            let end = from.find('}')? + 1;
            if end == 3 {
                return None;
            }
            let (variable, after) = from.split_at(end);
            doubled.push_str(variable);
            after
        } else {
            let (mark, after) = from.split_at(1);
            doubled.push_str(if mark == "$" { "$" } else { mark });
            if mark != "$" {
                doubled.push_str(mark);
            }
            after
        };
    }
    doubled.push_str(rest);
    Some(doubled)
}

/// Whether a text has lines that a person would rather see one below the other: a script, a document.
pub(crate) fn is_long(text: &str) -> bool {
    text.trim_end_matches('\n').matches('\n').count() >= 2
}

/// A text of several lines as a literal, its lines as they are where a raw literal can hold them.
pub(crate) fn constant(text: &str) -> String {
    let is_plain = |character: char| {
        matches!(character, '\n' | ' '..='~')
            || character.is_alphanumeric() && !character.is_control()
    };
    let has_loose_ends = text.lines().any(|line| line.ends_with(' '));
    let has_command = text.lines().any(|line| escape_line(line) != line);
    if !text.chars().all(is_plain) || has_loose_ends || has_command {
        return quote(text);
    }
    let hashes = (1..=MAX_HASHES).map(|count| "#".repeat(count));
    match hashes.into_iter().find(|hashes| !text.contains(&format!("\"{hashes}"))) {
        Some(hashes) => format!("r{hashes}\"{text}\"{hashes}"),
        None => quote(text),
    }
}

/// Hashes of a raw literal. The language takes 255, and nobody reads so many.
const MAX_HASHES: usize = 8;

/// A text for a comment: what shows nothing, breaks the line, or turns the direction of what follows, is spelled out.
pub(crate) fn comment(text: &str) -> String {
    let escaped = |character: char| match character {
        '"' | '\'' | '\\' => character.to_string(),
        other => other.escape_debug().to_string(),
    };
    escape_line(text).chars().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted() {
        for (given, expected) in [
            ("plain", r#""plain""#),
            ("say \"hi\"", r#""say \"hi\"""#),
            ("it's", r#""it's""#),
            ("a\\b\n\t\0", r#""a\\b\n\t\0""#),
            ("ünï ☃", r#""ünï ☃""#),
            ("##[x] ##vso[y] ## z", r##""#\u{23}[x] #\u{23}vso[y] ## z""##),
            ("\u{202e}\u{200b}\u{feff}", r#""\u{202e}\u{200b}\u{feff}""#),
        ] {
            assert_eq!(quote(given), expected);
        }
    }

    #[test]
    fn templates_double_braces_and_keep_variables() {
        let template = |literals: &[&str]| {
            let literals: Vec<String> = literals.iter().map(|text| (*text).to_owned()).collect();
            text_template(&literals)
        };
        assert_eq!(template(&["a{b}", "${aws:user}"]), Some(text("a{{b}}{}${aws:user}")));
        assert_eq!(template(&["$x", "$"]), Some(text("$x{}$")));
        for refused in [&["$", "x"][..], &["${open", ""], &["${}", "a"]] {
            assert_eq!(template(refused), None, "{refused:?}");
        }
    }

    #[test]
    fn comments_are_one_line() {
        assert_eq!(comment("it's \"a\\b\" 日本"), "it's \"a\\b\" 日本");
        let hostile = "a\n*/\r\0\u{202e}\u{2028}\u{2029}\u{85}";
        assert_eq!(comment(hostile), r"a\n*/\u{d}\u{0}\u{202e}\u{2028}\u{2029}\u{85}");
        assert_eq!(comment("##[x] \u{ad}"), r"#\u{23}[x] \u{ad}");
    }

    #[test]
    fn a_raw_text_has_few_hashes() {
        let many = format!("a\nb\n\"{}", "#".repeat(300));
        assert_eq!(constant(&many), format!("\"a\\nb\\n\\\"{}\"", "#".repeat(300)));
        let seven = format!("a\nb\n\"{}", "#".repeat(7));
        assert_eq!(constant(&seven), format!("r{0}\"{seven}\"{0}", "#".repeat(8)));
    }

    #[test]
    fn long_texts_keep_their_lines() {
        assert_eq!(constant("a\n\"#\nb"), "r##\"a\n\"#\nb\"##");
        assert_eq!(constant("a\n ::x::\nb"), "\"a\\n ::x::\\nb\"");
        assert_eq!(constant("a\n##[x]\nb"), "\"a\\n#\\u{23}[x]\\nb\"");
        assert_eq!(constant("a \nb\nc"), "\"a \\nb\\nc\"");
        assert_eq!(constant("a\r\nb\n"), "\"a\\r\\nb\\n\"");
        assert!(is_long("a\nb\nc") && !is_long("a\nb\n\n"));
    }
}
