//! Why templates could not be checked, with the next step. An error is never a pass.

use std::fmt::{Display, Formatter, Result};
use std::time::Duration;

use constructs::diagnostic::escape::shorten;
use serde::{Deserialize, Serialize};

/// Why the templates could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum GuardError {
    /// A file of rules does not parse.
    Rules {
        /// The file.
        rules: String,
        /// Line and column, from 1, where the engine gave up.
        place: Option<(usize, usize)>,
        /// The text at that place, or the engine's message, on one line.
        problem: String,
    },
    /// A file of rules has no rule.
    NoRule {
        /// The file.
        rules: String,
    },
    /// A template can't be read.
    Template {
        /// Its name.
        template: String,
        /// What the engine says, on one line.
        problem: String,
    },
    /// The engine failed in the middle of an evaluation.
    Engine {
        /// What was being checked.
        running: Running,
        /// What the engine says, on one line.
        problem: String,
    },
    /// The engine panicked.
    Panic {
        /// What was being checked.
        running: Running,
        /// What it said, on one line.
        problem: String,
    },
    /// The child died: out of memory, out of stack, killed.
    Died {
        /// What was being checked.
        running: Running,
        /// How, e.g. `signal 6 (it ran out of stack)`.
        how: String,
    },
    /// The child took longer than its limit.
    TimedOut {
        /// What was being checked.
        running: Running,
        /// The limit.
        limit: Duration,
    },
    /// The child could not be started, or talked otherwise than agreed.
    Child {
        /// What went wrong, on one line.
        problem: String,
    },
}

/// What was being checked against what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Running {
    /// Names of templates.
    pub templates: Vec<String>,
    /// Files of rules.
    pub rules: Vec<String>,
}

impl GuardError {
    /// The next step.
    #[must_use]
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Rules { .. } => {
                "fix the rules: `cfn-guard parse-tree --rules FILE` shows how far they parse"
            }
            Self::NoRule { .. } => "write a rule into the file, or take it away: it checks nothing",
            Self::Template { .. } => {
                "fix the template: it must be JSON or YAML, and every key must be a string"
            }
            Self::Engine { .. } | Self::Panic { .. } => {
                "look at the rule for a function or a comparison that this template's values do not suit"
            }
            Self::Died { .. } => {
                "look at the rules for a variable or a rule that leads back to itself"
            }
            Self::TimedOut { .. } => {
                "look at the rules for a regular expression that backtracks, or raise the limit"
            }
            Self::Child { .. } => "run the command again; if it fails again, report it",
        }
    }

    /// The same, with the rules' and templates' own names for what the engine calls by number.
    pub(crate) const fn running(&self) -> Option<&Running> {
        match self {
            Self::Engine { running, .. }
            | Self::Panic { running, .. }
            | Self::Died { running, .. }
            | Self::TimedOut { running, .. } => Some(running),
            _ => None,
        }
    }
}

impl Display for GuardError {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Rules { rules, place: Some((line, column)), problem } => {
                write!(
                    f,
                    "`{rules}`, line {line}, column {column}: can't read the rules from here: {problem}"
                )
            }
            Self::Rules { rules, place: None, problem } => {
                write!(f, "can't read the rules in `{rules}`: {problem}")
            }
            Self::NoRule { rules } => write!(f, "`{rules}` has no rule"),
            Self::Template { template, problem } => {
                write!(f, "can't read template `{template}`: {problem}")
            }
            Self::Engine { running, problem } => {
                write!(f, "cfn-guard failed on {running}: {problem}")
            }
            Self::Panic { running, problem } => {
                write!(f, "cfn-guard panicked on {running}: {problem}")
            }
            Self::Died { running, how } => write!(f, "cfn-guard died on {running}: {how}"),
            Self::TimedOut { running, limit } => {
                write!(f, "cfn-guard took longer than {} s on {running}", limit.as_secs_f32())
            }
            Self::Child { problem } => write!(f, "can't run cfn-guard: {problem}"),
        }
    }
}

impl std::error::Error for GuardError {}

impl Display for Running {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} with {}", name_all(&self.templates), name_all(&self.rules))
    }
}

/// `` `a` ``, or `` `a` and 3 more ``.
fn name_all(names: &[String]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => format!("`{one}`"),
        [first, rest @ ..] => format!("`{first}` and {} more", rest.len()),
    }
}

/// The engine's words as one line, at most 300 characters of them, free of control characters.
pub(crate) fn one_line(text: &str) -> String {
    let printable = |letter: char| if letter.is_control() { ' ' } else { letter };
    let spaced: String = text.chars().take(4096).map(printable).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    shorten(&words.join(" "), 300).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_what_was_running() {
        let running =
            Running { templates: vec!["shop-iam".into()], rules: vec!["a".into(), "b".into()] };
        let died = GuardError::Died { running, how: "signal 6".into() };
        assert_eq!(died.to_string(), "cfn-guard died on `shop-iam` with `a` and 1 more: signal 6");
    }

    #[test]
    fn words_of_the_engine_become_one_line() {
        assert_eq!(one_line("a\n\u{1b}[1m  b\t"), "a [1m b");
        assert_eq!(one_line(&"x".repeat(999)).chars().count(), 301);
    }
}
