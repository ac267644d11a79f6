//! Assemblies that are wrong on purpose -> the checks that have to fail on them, with words that name the slip.
//!
//! INVARIANT: a check that passes, could not run, or fails for another reason has not noticed the slip.

use super::bench::Bench;
use super::breakage::Breakage;
use super::checks::Check;
use super::clock::Stopwatch;
use super::outcome::{Ended, Outcome, Report};
use crate::fault::Fault;
use crate::terminal::say;

/// A slip, a check that has to notice it, and words that one of its findings has to hold.
const CASES: [(Breakage, Check, &str); 5] = [
    (Breakage::ExportName, Check::Deploy, "chat-dev-queues:"),
    (Breakage::Action, Check::Permissions, "http api sqs:SendMessage"),
    (Breakage::Action, Check::Same, "chat-dev-iam/Resources/ApiPolicyCAC1D6D8"),
    (Breakage::Attachment, Check::Permissions, "simulated workers sqs:ReceiveMessage"),
    (Breakage::Attachment, Check::Takeover, "chat-dev-workers-task-policy` is gone"),
];

/// Runs every case.
pub(super) fn run(bench: &mut Bench<'_>) -> Vec<Ended> {
    CASES.iter().map(|(breakage, check, words)| run_one(bench, *breakage, *check, words)).collect()
}

fn run_one(bench: &mut Bench<'_>, breakage: Breakage, check: Check, words: &str) -> Ended {
    let name = format!("{}: {}", breakage.name(), check.name());
    say(&format!("{name} has to fail"));
    let stopwatch = Stopwatch::start();
    bench.breakage = Some(breakage);
    let outcome = judge(Outcome::from(check.run(bench)), words);
    bench.breakage = None;
    if let Outcome::Failed(findings) = &outcome {
        findings.iter().for_each(|finding| say(&format!("  {finding}")));
    }
    Ended { name, outcome, time: stopwatch.elapsed() }
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
                    Outcome::from(Ok(Report { findings: Vec::new(), summary }))
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
