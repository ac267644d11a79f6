//! Finds a short text that matches a regular expression of the facts (ECMA 262).
//!
//! `regex-syntax` parses the expression. It does not support lookaround, which is cut out first, so a text may not
//! match what a lookahead requires. cfn-lint finds such texts, and `overrides.rs` has values for them.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The number of ways through the alternatives of an expression to try.
const WAYS: usize = 24;
/// Maximum characters of a text beyond the shortest one.
const LONGEST: usize = 300;

/// A text that `pattern` matches, with a length between the two bounds. Nothing if none is found.
pub(in crate::conformance) fn text(
    pattern: &str,
    shortest: usize,
    longest: usize,
) -> Option<String> {
    let expression = regex_syntax::parse(&without_lookaround(pattern)).ok()?;
    let fits = |text: &String| (shortest..=longest).contains(&text.chars().count());
    let tries = (0..WAYS).flat_map(|way| {
        let extra = (0..=shortest.min(LONGEST)).chain([0]);
        extra.map(move |extra| (way, extra))
    });
    tries.map(|(way, extra)| sample(&expression, way, extra)).find(fits)
}

/// One text: `way` chooses among alternatives, `extra` is the number of repetitions beyond the required ones.
fn sample(expression: &Hir, way: usize, extra: usize) -> String {
    let mut sampler = Sampler { text: String::new(), way, extra };
    sampler.add(expression);
    sampler.text
}

struct Sampler {
    text: String,
    way: usize,
    extra: usize,
}

impl Sampler {
    fn add(&mut self, expression: &Hir) {
        match expression.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(class) => self.text.extend(character(class)),
            HirKind::Repetition(repetition) => {
                let most = repetition.max.map_or(usize::MAX, |most| most as usize);
                let least = (repetition.min as usize)
                    .max(usize::from(self.way.is_multiple_of(2)))
                    .min(most);
                let more = self.extra.min(most - least);
                self.extra -= more;
                (0..least + more).for_each(|_| self.add(&repetition.sub));
            }
            HirKind::Capture(capture) => self.add(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.add(part)),
            HirKind::Alternation(branches) => {
                let choice = (self.way / 2) % branches.len().max(1);
                branches.iter().skip(choice).take(1).for_each(|branch| self.add(branch));
            }
        }
    }
}

/// The simplest character of a class: a letter, else a digit, else the first one.
fn character(class: &Class) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => {
            class.ranges().iter().map(|range| (range.start(), range.end())).collect()
        }
        Class::Bytes(class) => {
            class.ranges().iter().map(|range| (range.start().into(), range.end().into())).collect()
        }
    };
    let holds = |wanted: &char| ranges.iter().any(|(from, to)| (from..=to).contains(&wanted));
    let plain = "a1A0bB-_/:. ".chars().find(holds);
    let printable = ranges.iter().map(|(from, _)| *from).find(|first| !first.is_control());
    plain.or(printable).or_else(|| ranges.first().map(|(from, _)| *from))
}

/// The expression without `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`, and without surrogates, which a Rust text can't
/// contain.
pub(in crate::conformance) fn without_lookaround(pattern: &str) -> String {
    let mut kept = String::new();
    let mut rest = pattern;
    while let Some(at) = LOOKAROUND.iter().filter_map(|open| rest.find(open)).min() {
        let (before, after) = rest.split_at(at);
        kept.push_str(before);
        rest = after.get(group_length(after)..).unwrap_or_default();
    }
    kept.push_str(rest);
    without_surrogates(&kept)
}

const LOOKAROUND: [&str; 4] = ["(?=", "(?!", "(?<=", "(?<!"];

/// The length in bytes of the group that `text` starts with.
fn group_length(text: &str) -> usize {
    let (mut depth, mut is_escaped, mut in_class) = (0_usize, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if is_escaped => {
                is_escaped = false;
                continue;
            }
            '\\' => is_escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + character.len_utf8();
        }
    }
    text.len()
}

/// `\uD800\uDC00-\uDBFF\uDFFF`, which many patterns allow besides.
fn without_surrogates(pattern: &str) -> String {
    let mut kept = pattern.replace("\\uD800\\uDC00-\\uDBFF\\uDFFF", "");
    kept = kept.replace("\\uD800-\\uDBFF", "").replace("\\uDC00-\\uDFFF", "");
    kept.replace("\\ud800\\udc00-\\udbff\\udfff", "")
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_text_fits_its_pattern() {
        for (pattern, shortest, longest, expected) in [
            ("^[a-z]{3,5}$", 1, 100, "aaa"),
            ("^[a-z]{3,5}$", 5, 100, "aaaaa"),
            ("^arn:(aws|aws-cn):x/\\d{2}$", 1, 100, "arn:aws:x/11"),
            ("^$|^abc$", 1, 9, "abc"),
            ("^(?!aws:)[\\w+=,.@-]+$", 1, 9, "a"),
            ("[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF]*", 2, 9, "aa"),
            ("^\\S+\\/\\S+$", 1, 9, "a/a"),
        ] {
            assert_eq!(text(pattern, shortest, longest).as_deref(), Some(expected), "{pattern}");
        }
        assert_eq!(text("^abc$", 5, 9), None);
        assert_eq!(text("(", 0, 9), None);
    }
}
