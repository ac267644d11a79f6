//! A mutant: a template with one change.

use serde_json::Value;

/// A template with one change.
pub(super) struct Mutant {
    /// The rule of cfn-lint that the change is about.
    pub(super) rule: String,
    /// How the template was changed.
    pub(super) operator: String,
    /// The file or the resource type that was changed, or the text of a seed.
    pub(super) base: String,
    /// The changed template.
    pub(super) template: Value,
}
