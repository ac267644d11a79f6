//! Reads a checked-in list of known findings with their reasons.
//!
//! A line is `PATTERN = reason`; `*` in the pattern matches any text. A line that explains no finding is a finding
//! itself, so that it gets removed.

use std::path::Path;

use constructs_matching::Pattern;

use crate::error::{Context, Error};
use crate::files;

/// A list, and which of its lines have explained a finding.
pub(super) struct Listed {
    name: String,
    lines: Vec<ListedPattern>,
}

struct ListedPattern {
    pattern: String,
    reason: String,
    is_used: bool,
}

impl Listed {
    /// Reads a list. A line without a reason is an error.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self::parse(name, &files::read(path)?)
    }

    pub(super) fn parse(name: String, text: &str) -> Result<Self, Error> {
        let is_entry = |line: &&str| !line.is_empty() && !line.starts_with('#');
        let entry = |line: &str| {
            let reason = || format!("`{name}` has no reason for `{line}`");
            let (pattern, why) = line.split_once(" = ").context(reason)?;
            if why.trim().is_empty() {
                Err(Error::new(reason()))
            } else {
                let [pattern, reason] = [pattern, why].map(|text| text.trim().to_owned());
                Ok(ListedPattern { pattern, reason, is_used: false })
            }
        };
        let lines = text.lines().map(str::trim).filter(is_entry).map(entry).collect();
        let lines: Result<Vec<_>, Error> = lines;
        Ok(Self { lines: lines?, name })
    }

    /// Looks for a line that explains `finding`.
    pub(super) fn explain(&mut self, finding: &str) -> bool {
        self.find_reason(finding).is_some()
    }

    /// The reason of the first line that explains `finding`. Only that line counts as used, because others are not
    /// needed.
    pub(super) fn find_reason(&mut self, finding: &str) -> Option<&str> {
        let line = self.lines.iter_mut().find(|line| matches(&line.pattern, finding))?;
        line.is_used = true;
        Some(&line.reason)
    }

    /// The number of lines that explained a finding.
    pub(super) fn count_used(&self) -> usize {
        self.lines.iter().filter(|line| line.is_used).count()
    }

    /// The lines that explained no finding.
    pub(super) fn stale_lines(&self) -> impl Iterator<Item = String> {
        let stale = self.lines.iter().filter(|line| !line.is_used);
        stale.map(|line| {
            format!("`{}` has a line that explains no finding: `{}`", self.name, line.pattern)
        })
    }
}

/// Whether the whole of `text` matches `pattern`, in which `*` is the only wildcard.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    Pattern::with_stars(pattern).matches(&text.chars().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_matches_any_text() {
        for (pattern, text, expected) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("a*", "ab", true),
            ("*b", "ab", true),
            ("a*c*e", "abcde", true),
            ("a*c*e", "abde", false),
            ("*", "", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn a_line_has_a_reason_and_is_needed() {
        let mut list = Listed::parse("l".to_owned(), "# note\n\na * = because\nb = why\n").unwrap();
        assert!(list.explain("a thing"));
        assert!(!list.explain("c"));
        assert_eq!(list.count_used(), 1);
        assert_eq!(
            list.stale_lines().collect::<Vec<_>>(),
            ["`l` has a line that explains no finding: `b`"]
        );
        let mut list = Listed::parse("l".to_owned(), "a * = because\na thing = twice").unwrap();
        assert_eq!(list.find_reason("a thing"), Some("because"));
        assert_eq!(list.stale_lines().count(), 1);
        assert!(Listed::parse("l".to_owned(), "a").is_err());
        assert!(Listed::parse("l".to_owned(), "a = ").is_err());
    }
}
