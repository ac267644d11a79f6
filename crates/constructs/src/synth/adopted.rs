//! Turns errors of adopted stacks into warnings if the template can be written.

use constructs_diagnostics::{Code, Diagnostic, Diagnostics, Severity};

use crate::codes;
use crate::linked::Linked;

/// The errors that are tolerated in an existing template, besides those of the grammar of policies.
const TOLERATED: &[Code] = &[
    codes::LOGICAL_ID,
    codes::DESCRIPTION,
    codes::NAME_TAKEN,
    codes::RESOURCE_CYCLE,
    codes::EXPORT_TAKEN,
    codes::EXPORT_NAME,
    codes::DYNAMIC_REFERENCE,
    codes::NULL,
    codes::RESOURCE_COUNT,
    codes::SECTION_COUNT,
    codes::TEMPLATE_SIZE,
    codes::NO_RESOURCES,
    codes::PARAMETER,
    codes::ROLE_NAME,
    codes::POLICY_NAME,
    codes::MANAGED_POLICY_SIZE,
    codes::INLINE_POLICY_SIZE,
    codes::TRUST_POLICY_SIZE,
    codes::ATTACHED_POLICIES,
    codes::IAM_DESCRIPTION,
    codes::ROLE_NAME_TAKEN,
    codes::IAM_PATH,
    codes::SESSION_DURATION,
    codes::CONDITION_TWICE,
];

fn is_tolerated(code: Code) -> bool {
    TOLERATED.contains(&code)
        || constructs_policy::codes::CODES.iter().any(|grammar| grammar.code == code)
}

/// Turns tolerated errors of adopted stacks into warnings.
pub(super) fn tolerate(linked: &Linked, diagnostics: &mut Diagnostics) {
    let adopted = linked.stacks.iter().filter(|stack| stack.details.is_adopted);
    let paths: Vec<String> = adopted.map(|stack| linked.skeleton.path(stack.node)).collect();
    for diagnostic in diagnostics.iter_mut().filter(|found| is_tolerated(found.code)) {
        if paths.iter().any(|path| is_within(diagnostic, path)) {
            diagnostic.severity = Severity::Warning;
        }
    }
}

/// Whether the finding is about the construct at `path` or one below it.
fn is_within(diagnostic: &Diagnostic, path: &str) -> bool {
    let rest = diagnostic.place.path.as_deref().and_then(|found| found.strip_prefix(path));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
