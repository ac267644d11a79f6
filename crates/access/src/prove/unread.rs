//! Reports unread parts that CloudFormation expands, deploys, or runs for an environment. Each can be acknowledged by the name in
//! its help.

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::Place;

use super::acknowledge::AcknowledgeableFinding;
use super::input::ProofInput;
use crate::ask::Reach;
use crate::matrix::NOT_DECIDED;
use constructs_iam::Assumption;

/// The findings, and the assumptions about programs whose roles are unknown.
pub(super) fn find_unread(
    case: &ProofInput<'_, '_>,
) -> (Vec<AcknowledgeableFinding>, Vec<Assumption>) {
    let stacks = case.reading.stacks;
    let mut findings = Vec::new();
    for (number, one) in &case.reading.unread_transforms {
        let Some(stack) = stacks.get(*number).filter(|stack| case.has(&stack.path)) else {
            continue;
        };
        let id = one.key.strip_prefix("/Resources/").and_then(|rest| rest.split('/').next());
        let place = id.and_then(|id| (case.locate)(&stack.name, id, ""));
        let name = format!("{} {}", stack.path, one.key);
        findings.push(unread_finding(name, one.reason.clone(), place));
    }
    let mut assumed = Vec::new();
    for one in &case.reading.programs {
        let Some(id) = stacks.at_path(&one.path) else { continue };
        let Some(stack) = stacks.get(id.stack).filter(|stack| case.has(&stack.path)) else {
            continue;
        };
        if one.reach == Reach::Unknown {
            assumed.push(Assumption::ProgramElsewhere { resource: one.path.clone() });
        }
        if let Some(unread) = one.unread() {
            let place = (case.locate)(&stack.name, id.id, "");
            findings.push(unread_finding(unread.key, unread.reason, place));
        }
    }
    (findings, assumed)
}

fn unread_finding(name: String, reason: String, place: Option<Place>) -> AcknowledgeableFinding {
    let help = format!("acknowledge it as `{name}` with a reason, an owner, and a date");
    let finding = Diagnostic::error(NOT_DECIDED, reason).at(place.unwrap_or_default()).help(help);
    AcknowledgeableFinding { names: vec![name], finding }
}

/// Policies of types that are not read are assumed to grant nothing.
pub(super) fn policy_assumptions(case: &ProofInput<'_, '_>) -> impl Iterator<Item = Assumption> {
    let own = case.reading.unread_policies.iter().filter(|(path, _)| case.has(path));
    own.map(|(_, text)| Assumption::UnreadGrantsNothing { unread: text.clone() })
}
