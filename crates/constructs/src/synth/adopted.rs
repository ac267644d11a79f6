//! Errors in stacks that are taken over as they are -> warnings, where the template can be written all the same.

use super::link::Linked;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};

/// What a template that stands already may break.
const TOLERATED: &[Code] = &[
    Code::LOGICAL_ID,
    Code::DESCRIPTION,
    Code::NAME_TAKEN,
    Code::RESOURCE_CYCLE,
    Code::EXPORT_TAKEN,
    Code::EXPORT_NAME,
    Code::DYNAMIC_REFERENCE,
    Code::NULL,
    Code::RESOURCE_COUNT,
    Code::SECTION_COUNT,
    Code::TEMPLATE_SIZE,
    Code::NO_RESOURCES,
    Code::PARAMETER,
    Code::ROLE_NAME,
    Code::POLICY_NAME,
    Code::MANAGED_POLICY_SIZE,
    Code::INLINE_POLICY_SIZE,
    Code::TRUST_POLICY_SIZE,
    Code::ATTACHED_POLICIES,
    Code::IAM_DESCRIPTION,
    Code::POLICY_CHARACTER,
    Code::ROLE_NAME_TAKEN,
    Code::IAM_PATH,
    Code::SESSION_DURATION,
    Code::SID,
    Code::EMPTY_STATEMENT,
    Code::ACTION_NAME,
    Code::CONDITION_TWICE,
    Code::PRINCIPAL_PLACE,
    Code::TRUST_RESOURCE,
];

/// Turns such errors of adopted stacks into warnings.
pub(super) fn tolerate(linked: &Linked, diagnostics: &mut Diagnostics) {
    let adopted = linked.stacks.iter().filter(|stack| stack.details.is_adopted);
    let paths: Vec<String> = adopted.map(|stack| linked.skeleton.path(stack.node)).collect();
    for diagnostic in diagnostics.iter_mut().filter(|found| TOLERATED.contains(&found.code)) {
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
