//! Removes acknowledged findings from a proof, and reports acknowledgements that are expired or unused.

use std::collections::BTreeSet;

use constructs_diagnostics::Diagnostic;

use super::input::ProofInput;
use super::verdict::Proof;
use crate::matrix::{Acknowledgement, STALE};

/// A finding that can be acknowledged under one of these names.
pub(super) struct AcknowledgeableFinding {
    pub(super) names: Vec<String>,
    pub(super) finding: Diagnostic,
}

/// Removes the acknowledged findings, and reports acknowledgements that are expired or unused.
pub(super) fn apply_acknowledgements(
    case: &ProofInput<'_, '_>,
    findings: Vec<AcknowledgeableFinding>,
    proof: &mut Proof,
) {
    let is_valid = |one: &Acknowledgement| case.today <= one.until.text.as_str();
    let mut used = BTreeSet::new();
    for AcknowledgeableFinding { names, finding } in findings {
        let found = case.matrix.acknowledged.iter().position(|one| {
            let text = &one.principal.text;
            let below = format!("{}/{text}", case.environment);
            names.iter().any(|name| name == text || *name == below)
        });
        let acknowledgement = found.and_then(|at| case.matrix.acknowledged.get(at));
        used.extend(found);
        match acknowledgement {
            Some(one) if is_valid(one) => proof.acknowledged.push(format!(
                "{} (acknowledged until {} by {}: {})",
                finding.message, one.until.text, one.owner, one.reason
            )),
            Some(one) => {
                let text = format!("acknowledged until {} by {}", one.until.text, one.owner);
                let place = case.matrix.place(one.until.mark, "");
                proof.findings.push(finding.related(text, place));
            }
            None => proof.findings.push(finding),
        }
    }
    for (at, one) in case.matrix.acknowledged.iter().enumerate() {
        let expired = !is_valid(one);
        if used.contains(&at) && !expired {
            continue;
        }
        let what = &one.principal.text;
        let message = if expired {
            format!("the acknowledgement of `{what}` expired on {}", one.until.text)
        } else {
            format!("the acknowledgement of `{what}` is unused")
        };
        let help = if expired {
            "review the finding, then remove the acknowledgement or set a new date"
        } else {
            "remove it"
        };
        let place = case.matrix.place(one.principal.mark, "");
        let finding = Diagnostic::warning(STALE, message).at(place).help(help);
        proof.findings.push(finding);
    }
}
