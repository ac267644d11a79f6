//! Matches texts with a pattern of the facts, in bounded time.
//!
//! The schemas write patterns of ECMA 262, with some features of Java and Python. `regex` runs them in linear time; patterns with
//! look-around and back references run in `fancy-regex` with a limit of steps. Classes such as `\w` and `\p{L}` are large in
//! Unicode and take most of the time to compile, so an ASCII text is matched with a pattern that is translated for ASCII.
//!
//! INVARIANT: a pattern that can't be compiled, or takes too many steps, matches every text.

use std::sync::OnceLock;

use crate::facts::FactsText;
use crate::schema::pattern::translate::translate;

mod translate;

/// The steps of backtracking in one match; more than a real value needs.
const MAX_BACKTRACKING_STEPS: usize = 100_000;
/// The size of a compiled pattern.
const MAX_COMPILED_BYTES: usize = 1 << 24;
/// Longer texts match every pattern.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// A pattern, compiled on first use.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: FactsText,
    ascii: OnceLock<Engine>,
    unicode: OnceLock<Engine>,
}

#[derive(Debug)]
enum Engine {
    Linear(regex::Regex),
    LinearBytes(regex::bytes::Regex),
    Limited(fancy_regex::Regex),
    Unlimited,
}

impl Pattern {
    pub(crate) const fn new(source: FactsText) -> Self {
        Self { source, ascii: OnceLock::new(), unicode: OnceLock::new() }
    }

    /// The pattern as the facts write it.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// Whether the pattern is found in a text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        if text.len() > MAX_TEXT_BYTES {
            return true;
        }
        let engine = if text.is_ascii() {
            self.ascii.get_or_init(|| compile(&self.source, true))
        } else {
            self.unicode.get_or_init(|| compile(&self.source, false))
        };
        match engine {
            Engine::Linear(regex) => regex.is_match(text),
            Engine::LinearBytes(regex) => regex.is_match(text.as_bytes()),
            Engine::Limited(regex) => regex.is_match(text).unwrap_or(true),
            Engine::Unlimited => true,
        }
    }
}

fn compile(source: &str, is_ascii: bool) -> Engine {
    let pattern = translate(source, is_ascii);
    if is_ascii {
        let mut linear = regex::bytes::RegexBuilder::new(&pattern);
        if let Ok(regex) = linear.unicode(false).size_limit(MAX_COMPILED_BYTES).build() {
            return Engine::LinearBytes(regex);
        }
    } else if let Ok(regex) =
        regex::RegexBuilder::new(&pattern).size_limit(MAX_COMPILED_BYTES).build()
    {
        return Engine::Linear(regex);
    }
    let limited = fancy_regex::RegexBuilder::new(&pattern)
        .backtrack_limit(MAX_BACKTRACKING_STEPS)
        .delegate_size_limit(MAX_COMPILED_BYTES)
        .build();
    limited.map_or(Engine::Unlimited, Engine::Limited)
}

#[cfg(test)]
mod tests {
    use super::Pattern;
    use crate::facts::FactsText;

    fn fits(pattern: &'static str, text: &str) -> bool {
        Pattern::new(FactsText::Borrowed(pattern)).is_match(text)
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
