//! Finds the passages of a file that people read: comments and string literals, or a whole page.

/// A passage of prose.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) kind: PassageKind,
    /// The line that it starts on, counted from 1. Each line break of the text is one of the file.
    pub(super) line: usize,
    pub(super) text: String,
}

/// The kind of text that a passage is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PassageKind {
    /// A comment. Adjacent line comments are one passage.
    Comment,
    /// A string literal.
    Literal,
    /// A Markdown page or a snapshot.
    Page,
}

/// The comments and string literals of a Rust source.
pub(super) fn find_in_source(source: &str) -> Vec<Passage> {
    let mut scanner = Scanner { rest: source, line: 1, passages: Vec::new() };
    while !scanner.rest.is_empty() {
        scanner.step();
    }
    scanner.passages
}

/// A Markdown page, or a snapshot without its head.
pub(super) fn read_page(text: &str) -> Passage {
    let head = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n"));
    let end = head.map_or(0, |end| end + "---\n".len() + "\n---\n".len());
    let (head, body) = text.split_at(end);
    let line = 1 + head.matches('\n').count();
    Passage { kind: PassageKind::Page, line, text: blank_code(body, '`', '`') }
}

struct Scanner<'a> {
    rest: &'a str,
    line: usize,
    passages: Vec<Passage>,
}

impl<'a> Scanner<'a> {
    fn step(&mut self) {
        if self.rest.starts_with("//") {
            self.line_comment();
        } else if self.rest.starts_with("/*") {
            self.block_comment();
        } else if self.rest.starts_with('"') {
            self.string();
        } else if self.rest.starts_with('\'') {
            self.character();
        } else if !self.raw_string() {
            self.skip_word();
        }
    }

    /// Takes `length` bytes, at least one character.
    fn take(&mut self, length: usize) -> &'a str {
        let first = self.rest.chars().next().map_or(0, char::len_utf8);
        let length = length.max(first).min(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn line_comment(&mut self) {
        let line = self.line;
        let comment = self.take(self.rest.find('\n').unwrap_or(self.rest.len()));
        let text = comment.trim_start_matches(['/', '!']);
        let text = blank_code(text, '`', '`');
        match self.passages.last_mut() {
            Some(last) if last.kind == PassageKind::Comment && last.end() + 1 == line => {
                last.text.push('\n');
                last.text.push_str(&text);
            }
            _ => self.passages.push(Passage { kind: PassageKind::Comment, line, text }),
        }
    }

    fn block_comment(&mut self) {
        let line = self.line;
        let mut depth = 1;
        let mut text = self.take(2).to_owned();
        while depth > 0 && !self.rest.is_empty() {
            let mark = if self.rest.starts_with("/*") {
                depth += 1;
                2
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                2
            } else {
                1
            };
            text.push_str(self.take(mark));
        }
        self.passages.push(Passage {
            kind: PassageKind::Comment,
            line,
            text: blank_code(&text, '`', '`'),
        });
    }

    fn string(&mut self) {
        let line = self.line;
        let mut text = String::new();
        self.take(1);
        while !self.rest.is_empty() && !self.rest.starts_with('"') {
            if self.rest.starts_with('\\') {
                self.take(1);
                let escaped = self.take(1);
                text.push(if escaped == "\n" { '\n' } else { ' ' });
            } else {
                text.push_str(self.take(1));
            }
        }
        self.take(1);
        self.literal(line, &text);
    }

    /// `r"…"`, `r#"…"#`, and the same after `b` or `c`.
    fn raw_string(&mut self) -> bool {
        let prefix = ["r", "br", "cr"].iter().find(|prefix| {
            let rest = self.rest.strip_prefix(**prefix).map(|rest| rest.trim_start_matches('#'));
            rest.is_some_and(|rest| rest.starts_with('"'))
        });
        let Some(prefix) = prefix else { return false };
        let line = self.line;
        self.take(prefix.len());
        let marks = self.rest.find('"').unwrap_or_default();
        self.take(marks + 1);
        let end = format!("\"{}", "#".repeat(marks));
        let text = self.take(self.rest.find(&end).unwrap_or(self.rest.len()));
        self.take(end.len());
        self.literal(line, text);
        true
    }

    fn literal(&mut self, line: usize, text: &str) {
        let text = blank_code(&blank_code(text, '{', '}'), '`', '`');
        self.passages.push(Passage { kind: PassageKind::Literal, line, text });
    }

    /// A character, or the mark of a lifetime.
    fn character(&mut self) {
        let mut characters = self.rest.chars().skip(1);
        let (first, second) = (characters.next(), characters.next());
        self.take(1);
        if first == Some('\\') {
            self.take(2);
            self.take(self.rest.find('\'').unwrap_or_default() + 1);
        } else if second == Some('\'') {
            self.take(first.map_or(1, char::len_utf8));
            self.take(1);
        }
    }

    /// Skips a word as a whole, so that the `r` at its end starts no raw string.
    fn skip_word(&mut self) {
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        let end = self.rest.find(|character| !is_part(character)).unwrap_or(self.rest.len());
        let is_prefix = matches!(self.rest.get(..end), Some("b" | "c"));
        self.take(if is_prefix { 1 } else { end });
    }
}

impl Passage {
    /// The last line.
    fn end(&self) -> usize {
        self.line + self.text.matches('\n').count()
    }
}

/// Empties `open…close` if it contains no white space: such texts are names in code, which this check ignores.
fn blank_code(text: &str, open: char, close: char) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        blanked.push_str(before);
        blanked.push(open);
        rest = after;
        let end = after.find(|character: char| character == close || character.is_whitespace());
        if let Some((_, after)) = end.and_then(|end| after.split_at_checked(end))
            && let Some(after) = after.strip_prefix(close)
        {
            blanked.push(close);
            rest = after;
        }
    }
    blanked.push_str(rest);
    blanked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<(usize, String)> {
        find_in_source(source).into_iter().map(|passage| (passage.line, passage.text)).collect()
    }

    #[test]
    fn comments_that_follow_each_other_are_one_passage() {
        let source = "//! One\n//! two.\n\n/// Three.\nfn f() {} // Four\n/* five\n/* six */ */\n";
        assert_eq!(
            found(source),
            [
                (1, " One\n two.".into()),
                (4, " Three.\n Four".into()),
                (6, "/* five\n/* six */ */".into()),
            ]
        );
    }

    #[test]
    fn strings_are_found_in_every_form() {
        let source = "f(\"a\\n{b} // c\", 'd', '\"', '\\'', \"e\\\n  f\");\ng::<'a>(br#\"h\"i\"#, b\"j\", for_r\"k\")";
        assert_eq!(
            found(source),
            [
                (1, "a {} // c".into()),
                (1, "e\n  f".into()),
                (3, "h\"i".into()),
                (3, "j".into()),
                (3, "k".into()),
            ]
        );
    }

    #[test]
    fn names_in_code_are_emptied_and_phrases_are_kept() {
        assert_eq!(blank_code("`a` is `b c`, `d", '`', '`'), "`` is `b c`, `d");
        assert_eq!(blank_code("{a:?} {b c} {", '{', '}'), "{} {b c} {");
    }

    #[test]
    fn the_head_of_a_snapshot_is_left_out() {
        let snapshot = read_page("---\nsource: a.rs\n---\nText\n");
        assert_eq!((snapshot.line, snapshot.text.as_str()), (4, "Text\n"));
        let page = read_page("# Title\n");
        assert_eq!((page.line, page.text.as_str()), (1, "# Title\n"));
    }
}
