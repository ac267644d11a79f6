//! Runs every check of one policy except that of its grammar.

use constructs_access::template::Stacks;
use constructs_diagnostics::Diagnostic;

use super::documents::Policy;
use super::{
    action, arn, condition_key, condition_type, contradiction, escalation, everything, key_policy,
    pass_role, principal, redundant, resource_policy, service_principal, target, trust, variable,
};

/// Returns the findings of each statement, then those about the whole policy.
pub(super) fn check_policy(policy: &Policy<'_>, stacks: &Stacks<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for statement in &policy.statements {
        found.extend(action::check(statement));
        found.extend(arn::check(statement));
        found.extend(target::check(statement));
        found.extend(condition_key::check(statement));
        found.extend(condition_type::check(statement));
        found.extend(everything::check(statement));
        found.extend(pass_role::check(statement));
        found.extend(service_principal::check(statement));
        found.extend(trust::check(statement));
        found.extend(principal::check(statement));
        found.extend(variable::check(statement));
    }
    found.extend(resource_policy::check(policy));
    found.extend(key_policy::check(policy));
    found.extend(escalation::check(policy));
    found.extend(redundant::check(policy, stacks));
    found.extend(contradiction::check(policy, stacks));
    found
}
