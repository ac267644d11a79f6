//! The Sids of a policy's statements.

use std::collections::BTreeSet;

use crate::violation::{GrammarRule, GrammarViolation};
use crate::{Notation, PolicyKind, PolicySyntax, ValueView};

/// Checks that Sids are unique, and that those of IAM's own policies are letters and digits. Both sides of `Fn::If` may have the
/// same Sid, and an empty one counts as none.
pub(crate) fn check<N: Notation>(
    policy: &PolicySyntax<'_, N::Value>,
    kind: PolicyKind,
    faults: &mut Vec<GrammarViolation>,
) {
    let mut seen = BTreeSet::new();
    for statement in policy.statements.iter().filter(|statement| statement.is_object) {
        let Some(part) = &statement.sid else { continue };
        let sid = match N::view(part.value) {
            ValueView::Text(sid) => sid,
            ValueView::Unknown | ValueView::If { .. } | ValueView::NoValue => continue,
            _ => {
                let message = format!("the Sid `{}` is not a string", N::display(part.value));
                let fault = GrammarViolation::new(
                    GrammarRule::SidForm,
                    &*part.pointer,
                    message,
                    "write a string",
                );
                faults.push(fault.warning());
                continue;
            }
        };
        let is_valid = sid.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if kind.is_of_iam() && !is_valid {
            let message = format!("`{sid}` is not a valid Sid");
            faults.push(GrammarViolation::new(
                GrammarRule::Sid,
                &*part.pointer,
                message,
                "use letters and digits only",
            ));
        } else if !sid.is_empty() && statement.part.branches.is_empty() && !seen.insert(sid) {
            let message = format!("the policy has two statements with the Sid `{sid}`");
            let fault = GrammarViolation::new(
                GrammarRule::Sid,
                &*part.pointer,
                message,
                "give each statement a Sid of its own, or none",
            );
            faults.push(if kind.is_of_iam() { fault } else { fault.warning() });
        }
    }
}
