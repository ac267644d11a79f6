//! A pattern of the facts -> whether a text fits it, in bounded time.
//!
//! The schemas' patterns are ECMA 262's, with some of Java's and Python's habits. Two engines of one family run them:
//! `regex`, which is linear in the text, and for look-around and back references `fancy-regex` with a limit to its
//! steps. Classes such as `\w` and `\p{L}` are large in Unicode and make up nearly all of the time to compile; a text in
//! ASCII, which nearly all are, is judged by a pattern translated for ASCII.
//!
//! INVARIANT: a pattern that can't be compiled, or takes too many steps, fits everything.

use std::sync::OnceLock;

use crate::facts::Text;
use crate::schema::pattern::translate::translated;

mod translate;

/// Steps of backtracking; more than any honest text needs.
const MOST_STEPS: usize = 100_000;
/// Bytes of a compiled pattern.
const LARGEST: usize = 1 << 24;
/// Longer texts fit.
const LONGEST_TEXT: usize = 1 << 20;

/// A pattern, compiled when it is first asked.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: Text,
    ascii: OnceLock<Engine>,
    unicode: OnceLock<Engine>,
}

#[derive(Debug)]
enum Engine {
    Linear(regex::Regex),
    LinearBytes(regex::bytes::Regex),
    Limited(fancy_regex::Regex),
    Everything,
}

impl Pattern {
    pub(crate) const fn new(source: Text) -> Self {
        Self { source, ascii: OnceLock::new(), unicode: OnceLock::new() }
    }

    /// The pattern as the facts have it.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// Whether the pattern is found in a text.
    pub(crate) fn fits(&self, text: &str) -> bool {
        if text.len() > LONGEST_TEXT {
            return true;
        }
        let engine = if text.is_ascii() {
            self.ascii.get_or_init(|| compiled(&self.source, true))
        } else {
            self.unicode.get_or_init(|| compiled(&self.source, false))
        };
        match engine {
            Engine::Linear(regex) => regex.is_match(text),
            Engine::LinearBytes(regex) => regex.is_match(text.as_bytes()),
            Engine::Limited(regex) => regex.is_match(text).unwrap_or(true),
            Engine::Everything => true,
        }
    }
}

fn compiled(source: &str, is_ascii: bool) -> Engine {
    let pattern = translated(source, is_ascii);
    if is_ascii {
        let mut linear = regex::bytes::RegexBuilder::new(&pattern);
        if let Ok(regex) = linear.unicode(false).size_limit(LARGEST).build() {
            return Engine::LinearBytes(regex);
        }
    } else if let Ok(regex) = regex::RegexBuilder::new(&pattern).size_limit(LARGEST).build() {
        return Engine::Linear(regex);
    }
    let limited = fancy_regex::RegexBuilder::new(&pattern)
        .backtrack_limit(MOST_STEPS)
        .delegate_size_limit(LARGEST)
        .build();
    limited.map_or(Engine::Everything, Engine::Limited)
}

#[cfg(test)]
mod tests {
    use super::Pattern;
    use crate::facts::Text;

    fn fits(pattern: &'static str, text: &str) -> bool {
        Pattern::new(Text::Borrowed(pattern)).fits(text)
    }

    #[test]
    fn patterns_are_searched_for_as_python_does() {
        for (pattern, text, expected) in [
            ("^[a-z]+$", "abc", true),
            ("^[a-z]+$", "abC", false),
            ("[a-z]", "ABcD", true),
            (r"^[\w-.~]+$", "a-b.c~", true),
            (r"^[\w-.~]+$", "a b", false),
            (r"^(?!aws:)[a-zA-Z+-=._:/]+$", "aws:x", false),
            (r"^(?!aws:)[a-zA-Z+-=._:/]+$", "my:x", true),
            (r"^[\p{L}\p{N} ]{1,5}$", "Ünïc", true),
            (r"^[\p{L}\p{N} ]{1,5}$", "Ünïcod", false),
            (r"^[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDBFF-\uDC00\uDFFF\r\n\t]*$", "a\tb", true),
            (r"^arn:aws\/x$", "arn:aws/x", true),
            (r"\A[0-9]+\Z", "12", true),
            (r"\A[0-9]+\Z", "12a", false),
            ("^[^[:]+$", "a[", false),
            ("^(?s).+$", "a\nb", true),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn a_hostile_text_ends_soon() {
        let text = "a".repeat(5_000) + "!";
        assert!(!fits("^(a+)+$", &text));
        let _ = fits(r"^(?=(a+)+$)x", &text);
    }
}
