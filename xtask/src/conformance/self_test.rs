//! Assemblies that are wrong on purpose -> the checks that have to fail on them, with words that name the slip.
//!
//! INVARIANT: a check that passes, could not run, or fails for another reason has not noticed the slip.

use super::bench::Bench;
use super::breakage::Breakage;
use super::checks::Check;
use super::clock::Stopwatch;
use super::outcome::{Ended, Outcome, Report};
use super::{set_up, side_by_side};
use crate::fault::Fault;
use crate::terminal::say;

/// A slip, a check that has to notice it, and words that one of its findings has to hold.
const CASES: [(Breakage, Check, &str); 5] = [
    (Breakage::ExportName, Check::Deploy, "chat-dev-queues:"),
    (Breakage::Action, Check::Permissions, "http API sqs:SendMessage"),
    (Breakage::Action, Check::Same, "chat-dev-iam/Resources/ApiPolicyCAC1D6D8"),
    (Breakage::Attachment, Check::Permissions, "simulator Workers sqs:ReceiveMessage"),
    (Breakage::Attachment, Check::Takeover, "chat-dev-workers-task-policy` is gone"),
];

/// Runs every case.
pub(super) fn run(bench: &Bench<'_>) -> Vec<Ended> {
    let checks = CASES.map(|(_, check, _)| check);
    std::thread::scope(|scope| {
        set_up::begin(scope, bench, &checks);
        side_by_side::run(
            &CASES,
            |(_, check, _)| usize::from(*check == Check::Same),
            |(breakage, check, words)| run_one(bench, *breakage, *check, words),
        )
    })
}

fn run_one(bench: &Bench<'_>, breakage: Breakage, check: Check, words: &str) -> Ended {
    let name = format!("{}: {}", breakage.name(), check.name());
    say(&format!("{name} has to fail"));
    let stopwatch = Stopwatch::start();
    let bench = bench.broken(breakage, &name.replace([' ', ':'], "-"));
    let outcome = judge(Outcome::from(check.run(&bench)), words);
    let ended = Ended { name, outcome, time: stopwatch.elapsed() };
    ended.tell("");
    ended
}

/// How a case ended, by how its check did.
fn judge(outcome: Outcome, words: &str) -> Outcome {
    match outcome {
        Outcome::NotRun(what) => Outcome::NotRun(what),
        Outcome::Passed(_) => Outcome::from(Err(Fault::new("the check passes").into())),
        Outcome::Failed(findings) => {
            match findings.iter().find(|finding| finding.contains(words)) {
                Some(finding) => {
                    let summary = format!("noticed: {finding}");
                    Outcome::from(Ok(Report::new(Vec::new(), summary)))
                }
                None => Outcome::Failed(findings),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_has_noticed_if_it_names_the_slip() {
        let failed = |finding: &str| Outcome::Failed(vec![finding.to_owned()]);
        assert!(matches!(judge(failed("a lost b"), "lost"), Outcome::Passed(_)));
        assert!(matches!(judge(failed("no network"), "lost"), Outcome::Failed(_)));
        assert!(matches!(judge(Outcome::Passed(String::new()), "lost"), Outcome::Failed(_)));
        assert!(matches!(judge(Outcome::NotRun("x".to_owned()), "lost"), Outcome::NotRun(_)));
    }
}
