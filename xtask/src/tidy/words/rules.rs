//! Reads the checked-in list of banned words, and finds them in a text.
//!
//! A line of the list is a regular expression, ` -> `, and what to write instead. Case does not matter, and a space of
//! the expression matches any white space. A line that starts with `! ` is an expression for a phrase that the line
//! above it matches, but that is allowed.

use regex::{Match, Regex, RegexBuilder};

use crate::error::{Context, Error};

/// A banned word or phrase.
struct WordRule {
    banned: Regex,
    allowed: Vec<Regex>,
    instead: String,
}

/// The list.
pub(super) struct WordRules {
    all: Vec<WordRule>,
    /// Matches where any rule does: most texts need no more than this one search.
    any: Regex,
}

/// A place where a text breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Hit<'r, 't> {
    pub(super) start: usize,
    pub(super) phrase: &'t str,
    pub(super) instead: &'r str,
}

impl WordRules {
    /// Reads the list.
    pub(super) fn parse(path: &str, text: &str) -> Result<Self, Error> {
        let mut all: Vec<WordRule> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let place = || format!("{path}:{}", index + 1);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(allowed) = line.strip_prefix("! ") {
                let rule = all.last_mut().context(|| format!("{}: no rule is above", place()))?;
                rule.allowed.push(compile(allowed).context(place)?);
                continue;
            }
            let (banned, instead) = line.split_once(" -> ").context(|| {
                format!("{}: expected an expression, ` -> `, and what to write instead", place())
            })?;
            let banned = compile(banned).context(place)?;
            all.push(WordRule { banned, allowed: Vec::new(), instead: instead.trim().to_owned() });
        }
        let any: Vec<&str> = all.iter().map(|rule| rule.banned.as_str()).collect();
        let any = compile(&any.join("|")).context(|| path.to_owned())?;
        Ok(Self { all, any })
    }

    /// Every place in the text that breaks a rule.
    pub(super) fn find<'r, 't>(&'r self, text: &'t str) -> Vec<Hit<'r, 't>> {
        if !self.any.is_match(text) {
            return Vec::new();
        }
        self.all.iter().flat_map(|rule| rule.find(text)).collect()
    }
}

fn compile(expression: &str) -> Result<Regex, regex::Error> {
    let expression = expression.trim().replace(' ', r"\s+");
    RegexBuilder::new(&expression).case_insensitive(true).build()
}

impl WordRule {
    fn find<'r, 't>(&'r self, text: &'t str) -> Vec<Hit<'r, 't>> {
        let mut found: Vec<Match<'t>> = self.banned.find_iter(text).collect();
        if !found.is_empty() {
            let allowed: Vec<Match<'t>> =
                self.allowed.iter().flat_map(|allowed| allowed.find_iter(text)).collect();
            found.retain(|hit| !allowed.iter().any(|other| overlap(hit, other)));
        }
        let hit = |found: Match<'t>| Hit {
            start: found.start(),
            phrase: found.as_str(),
            instead: &self.instead,
        };
        found.into_iter().map(hit).collect()
    }
}

fn overlap(one: &Match<'_>, other: &Match<'_>) -> bool {
    one.start() < other.end() && other.start() < one.end()
}

#[cfg(test)]
mod tests {
    use super::WordRules;

    const LIST: &str = include_str!("../../../tidy/words.txt");
    /// A line starts with `+ ` for a sentence that breaks exactly one rule, with `- ` for one that breaks none.
    const EXAMPLES: &str = include_str!("../../../tidy/words-examples.txt");

    fn count(rules: &WordRules, text: &str) -> usize {
        rules.find(text).len()
    }

    #[test]
    fn case_and_line_breaks_do_not_matter() {
        let rules = WordRules::parse("a", "# Words\n\\bfoo bar\\b -> baz\n").unwrap();
        assert_eq!(count(&rules, "Foo\n  BAR, foo bars"), 1);
        assert_eq!(rules.find("foo bar")[0].instead, "baz");
    }

    #[test]
    fn an_allowed_phrase_is_not_a_hit() {
        let rules = WordRules::parse("a", "\\bfoo\\b -> baz\n! foo-bar\n").unwrap();
        assert_eq!(rules.find("foo-bar foo")[0].start, 8);
        assert_eq!(count(&rules, "foo-bar"), 0);
    }

    #[test]
    fn a_list_with_a_mistake_is_refused_with_its_line() {
        for list in ["\nfoo", "\n( -> a", "\n! foo"] {
            assert!(WordRules::parse("a", list).err().unwrap().to_string().starts_with("a:2"));
        }
    }

    #[test]
    fn the_list_finds_what_the_examples_say() {
        let rules = WordRules::parse("words.txt", LIST).unwrap();
        for example in EXAMPLES.lines().filter(|line| !line.starts_with('#')) {
            let (sign, text) = example.split_once(' ').unwrap();
            let expected = usize::from(sign == "+");
            assert_eq!(count(&rules, text), expected, "{example}");
        }
    }
}
