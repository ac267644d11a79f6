//! A value and a node of a schema -> what the node says against the value.
//!
//! Inside of alternatives nothing is reported, only judged: a function whose value isn't known makes the judgement unknown, and
//! what is unknown is not held against anybody.

use constructs_diagnostics::Code;
use constructs_document::Node;

use super::describe::shown;
use super::path::Path;
use super::report::Report;
use crate::codes;
use crate::facts::ResourceType;
use crate::schema::{Schema, Types};
use constructs_cloudformation::{Declarations, Pins};

/// A walk through one resource's properties.
pub(super) struct Walk<'w> {
    pub(super) template: &'w Declarations<'w>,
    pub(super) resource: &'static ResourceType,
    pub(super) schema: &'static Schema,
    pub(super) report: &'w mut Report,
    /// The conditions that are decided here.
    pub(super) pins: Pins,
    /// The properties of the type that the caller checks against IAM's limits.
    pub(super) limited: &'static [&'static str],
    /// The value is one of these: its schema says the same.
    pub(super) is_limited: bool,
    /// Nothing is reported, only counted.
    pub(super) is_silent: bool,
    /// Several forms are tried: a function whose value isn't known makes the verdict unknown.
    pub(super) is_judging: bool,
    /// Inside of `allOf`, `then` and the like, where properties that can't be set aren't asked for.
    pub(super) is_inside_alternative: bool,
}

/// What came of a value.
#[derive(Clone, Copy, Default)]
pub(super) struct Verdict {
    pub(super) errors: usize,
    pub(super) is_unknown: bool,
}

impl Verdict {
    pub(super) const FINE: Self = Self { errors: 0, is_unknown: false };
    pub(super) const UNKNOWN: Self = Self { errors: 0, is_unknown: true };
    pub(super) const WRONG: Self = Self { errors: 1, is_unknown: false };

    pub(super) const fn is_fine(self) -> bool {
        self.errors == 0 && !self.is_unknown
    }

    pub(super) fn add(&mut self, other: Self) {
        self.errors += other.errors;
        self.is_unknown |= other.is_unknown;
    }
}

/// Whether a schema's limit of a text or number.
fn is_of_limits(code: Code) -> bool {
    matches!(code, codes::PATTERN | codes::LENGTH | codes::RANGE)
}

impl Walk<'_> {
    /// Reports, or counts where nothing is reported.
    pub(super) fn wrong(
        &mut self,
        code: Code,
        path: &Path<'_>,
        message: impl FnOnce() -> String,
    ) -> Verdict {
        let is_left = self.is_limited && is_of_limits(code);
        if !self.is_silent && !is_left {
            let message = self.in_context(message());
            self.report.error(code, path, message);
        }
        Verdict::WRONG
    }

    /// The same with the nearest of some known words.
    pub(super) fn wrong_word<'k>(
        &mut self,
        code: Code,
        path: &Path<'_>,
        message: impl FnOnce() -> String,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Verdict {
        if !self.is_silent {
            let help = self.report.did_you_mean(word, known);
            let message = self.in_context(message());
            self.report.error_with_help(code, path, message, help);
        }
        Verdict::WRONG
    }

    /// What is wrong with one of several forms is only wrong if that form is meant.
    fn in_context(&self, message: String) -> String {
        if self.is_judging { format!("{message}, in one of the possible forms") } else { message }
    }

    /// A value of another type than is wanted.
    pub(super) fn wrong_type(&mut self, node: &Node, wanted: Types, path: &Path<'_>) -> Verdict {
        self.wrong(codes::WRONG_TYPE, path, || {
            format!("{} is not {}", shown(node), wanted.in_words())
        })
    }
}
