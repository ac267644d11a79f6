//! The rules, each in a file of its own with its source, a template that breaks it, and one that does not.

mod environment_size;

use constructs_cloudformation::check::Report;

use crate::resource::Resources;

/// A rule: reports what breaks it.
type Rule = fn(&Resources<'_>, &mut Report);

/// All rules.
pub(crate) const RULES: &[Rule] = &[environment_size::check];
