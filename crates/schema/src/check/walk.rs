//! Holds the state of a walk through one resource's properties, and reports what its checks find.

use constructs_diagnostics::Code;
use constructs_document::Node;

use super::describe::describe_value;
use crate::codes;
use crate::facts::ResourceType;
use crate::schema::{Schema, Types};
use constructs_cloudformation::check::Path;
use constructs_cloudformation::check::Report;
use constructs_cloudformation::{Declarations, Pins};

/// A walk through one resource's properties.
pub(super) struct Walk<'w> {
    pub(super) template: &'w Declarations<'w>,
    pub(super) resource: &'static ResourceType,
    pub(super) schema: &'w Schema,
    pub(super) report: &'w mut Report,
    /// The conditions that are decided at the current value.
    pub(super) pins: Pins,
    /// The properties of the type that the caller checks against IAM's limits.
    pub(super) limited: &'static [&'static str],
    /// Whether the current value is one of these properties.
    pub(super) is_limited: bool,
    /// Whether mistakes are counted but not reported.
    pub(super) is_silent: bool,
    /// Whether one of several forms is tried: a function whose value is unknown makes the outcome unknown.
    pub(super) is_judging: bool,
    /// Whether the node is below `allOf`, `then`, or similar, where read-only properties are not reported again.
    pub(super) is_inside_alternative: bool,
}

/// The result of a check of a value.
#[derive(Clone, Copy, Default)]
pub(super) struct Outcome {
    pub(super) errors: usize,
    pub(super) is_unknown: bool,
}

impl Outcome {
    pub(super) const VALID: Self = Self { errors: 0, is_unknown: false };
    pub(super) const UNKNOWN: Self = Self { errors: 0, is_unknown: true };
    pub(super) const INVALID: Self = Self { errors: 1, is_unknown: false };

    pub(super) const fn is_valid(self) -> bool {
        self.errors == 0 && !self.is_unknown
    }

    pub(super) fn add(&mut self, other: Self) {
        self.errors += other.errors;
        self.is_unknown |= other.is_unknown;
    }
}

/// Whether the code belongs to a limit of a string or number.
fn is_of_limits(code: Code) -> bool {
    matches!(code, codes::PATTERN | codes::LENGTH | codes::RANGE)
}

impl Walk<'_> {
    /// Reports a mistake, unless the walk is silent.
    pub(super) fn report(
        &mut self,
        code: Code,
        path: &Path<'_>,
        message: impl FnOnce() -> String,
    ) -> Outcome {
        let is_left = self.is_limited && is_of_limits(code);
        if !self.is_silent && !is_left {
            let message = self.in_context(message());
            self.report.add(code, path, message);
        }
        Outcome::INVALID
    }

    /// Reports an unknown word, with a suggestion from the known words.
    pub(super) fn report_unknown<'k>(
        &mut self,
        code: Code,
        path: &Path<'_>,
        message: impl FnOnce() -> String,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Outcome {
        if !self.is_silent {
            let help = self.report.suggest(word, known);
            let message = self.in_context(message());
            self.report.add_with_help(code, path, message, help);
        }
        Outcome::INVALID
    }

    /// Adds that the mistake counts only if the author intended this form.
    fn in_context(&self, message: String) -> String {
        if self.is_judging { format!("{message}, in one of the possible forms") } else { message }
    }

    /// Reports a value of another type than the node allows.
    pub(super) fn report_wrong_type(
        &mut self,
        node: &Node,
        wanted: Types,
        path: &Path<'_>,
    ) -> Outcome {
        self.report(codes::WRONG_TYPE, path, || {
            format!("{} is not {}", describe_value(node), wanted)
        })
    }
}
