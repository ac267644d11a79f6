//! What CloudFormation expands, deploys or runs for an environment, and what is not read of it -> a finding each, to be
//! acknowledged by the name that the finding has.

use constructs::Diagnostic;
use constructs::diagnostic::Place;

use super::{Case, Waiting};
use crate::access::Assumption;
use crate::access::ask::{Reach, programs, unread_transforms};
use crate::access::matrix::NOT_DECIDED;
use crate::access::template::StackTemplate;

/// The findings, and what is assumed of programs whose roles are not known.
pub(super) fn unread(case: &Case<'_, '_>) -> (Vec<Waiting>, Vec<Assumption>) {
    let estate = case.reading.estate;
    let mut waiting = Vec::new();
    for (number, one) in unread_transforms(estate) {
        let Some(stack) = estate.stacks().get(number).filter(|stack| is_here(case, stack)) else {
            continue;
        };
        let id = one.key.strip_prefix("/Resources/").and_then(|rest| rest.split('/').next());
        let place = id.and_then(|id| (case.locate)(&stack.name, id, ""));
        let name = format!("{} {}", stack.path, one.key);
        waiting.push(found(name, one.reason, place));
    }
    let mut assumed = Vec::new();
    for one in programs(estate) {
        let id = estate.at_path(&one.path);
        let stack = id.and_then(|id| estate.stacks().get(id.stack));
        if !stack.is_some_and(|stack| is_here(case, stack)) {
            continue;
        }
        if one.reach == Reach::Unknown {
            assumed.push(Assumption::ProgramElsewhere { resource: one.path.clone() });
        }
        if let Some(reason) = one.reason() {
            let place = id.and_then(|id| (case.locate)(&one.stack, id.id, ""));
            waiting.push(found(one.path, reason, place));
        }
    }
    (waiting, assumed)
}

fn found(name: String, reason: String, place: Option<Place>) -> Waiting {
    let help = format!("acknowledge it as `{name}`, with reason, owner and day");
    let finding = Diagnostic::error(NOT_DECIDED, reason).at(place.unwrap_or_default()).help(help);
    Waiting { names: vec![name], finding }
}

fn is_here(case: &Case<'_, '_>, stack: &StackTemplate) -> bool {
    case.environment.is_empty() || stack.path.starts_with(&format!("{}/", case.environment))
}
