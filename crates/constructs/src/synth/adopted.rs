//! Errors in stacks that are taken over as they are -> warnings, where the template can be written all the same.

use super::link::Linked;
use crate::codes;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};

/// What a template that is deployed already may break, besides the grammar of policies.
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

/// Turns such errors of adopted stacks into warnings.
pub(super) fn tolerate(linked: &Linked, diagnostics: &mut Diagnostics) {
    let adopted = linked.stacks.iter().filter(|stack| stack.details.is_adopted);
    let paths: Vec<String> = adopted.map(|stack| linked.skeleton.path(stack.node)).collect();
    for diagnostic in diagnostics.iter_mut().filter(|found| is_tolerated(found.code)) {
        if paths.iter().any(|path| is_within(diagnostic, path)) {
            diagnostic.severity = Severity::Warning;
        }
    }
}

/// Whether the finding is one about the construct at `path`, or about one below it.
fn is_within(diagnostic: &Diagnostic, path: &str) -> bool {
    let rest = diagnostic.place.path.as_deref().and_then(|found| found.strip_prefix(path));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
