//! Runs checks on assemblies that are wrong on purpose. Each check must fail with words that name the mistake.
//!
//! INVARIANT: a check that passes, could not run, or fails for another reason has not found the mistake.

use super::bench::Bench;
use super::breakage::Breakage;
use super::checks::Check;
use super::clock::Stopwatch;
use super::outcome::{Ended, Outcome};
use super::side_by_side;
use crate::error::Error;
use crate::terminal::say;

/// A mistake, a check that must find it, and words that the findings must contain.
type BreakageCase = (Breakage, Check, &'static [&'static str]);

const CASES: [BreakageCase; 5] = [
    (Breakage::ExportName, Check::Deploy, &["chat-dev-queues:"]),
    (
        Breakage::Action,
        Check::Permissions,
        &[
            "http API sqs:SendMessage",
            "simulator API sqs:SendMessage",
            "access-can API sqs:SendMessage",
        ],
    ),
    (Breakage::Action, Check::Same, &["chat-dev-iam/Resources/ApiPolicyCAC1D6D8"]),
    (
        Breakage::Attachment,
        Check::Permissions,
        &["http Workers sqs:", "simulator Workers sqs:", "access-can Workers sqs:"],
    ),
    (Breakage::Attachment, Check::Takeover, &["chat-dev-workers-task-policy` is gone"]),
];

/// The checks of all cases.
pub(super) fn checks() -> Vec<Check> {
    CASES.iter().map(|(_, check, _)| *check).collect()
}

/// Runs every case.
pub(super) fn run(bench: &Bench<'_>) -> Vec<Ended> {
    side_by_side::run(
        &CASES,
        |(_, check, _)| check.rank(),
        |(breakage, check, words)| run_one(bench, *breakage, *check, words),
    )
}

fn run_one(bench: &Bench<'_>, breakage: Breakage, check: Check, words: &[&str]) -> Ended {
    let name = format!("{}: {}", breakage.name(), check.name());
    say(&format!("{name} must fail"));
    let stopwatch = Stopwatch::start();
    let bench = bench.with_breakage(breakage, &name.replace([' ', ':'], "-"));
    let outcome = judge(Outcome::from(check.run(&bench)), words);
    let ended = Ended { name, outcome, time: stopwatch.elapsed() };
    ended.print("");
    ended
}

/// The outcome of a case, from the outcome of its check.
fn judge(outcome: Outcome, words: &[&str]) -> Outcome {
    match outcome {
        Outcome::NotRun(what) => Outcome::NotRun(what),
        Outcome::Passed(_) => Outcome::from(Err(Error::new("the check passes").into())),
        Outcome::Failed(findings) => {
            let spoken = |words: &&str| findings.iter().find(|finding| finding.contains(*words));
            let spoken: Vec<&String> = words.iter().filter_map(spoken).collect();
            match spoken.first() {
                Some(first) if spoken.len() == words.len() => {
                    Outcome::Passed(format!("found: {}", shorten(first)))
                }
                _ => Outcome::Failed(findings),
            }
        }
    }
}

/// Shortens a finding so that it fits into a table.
fn shorten(finding: &str) -> String {
    const LONGEST: usize = 120;
    match finding.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", finding.get(..end).unwrap_or(finding)),
        None => finding.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_has_found_the_mistake_if_it_names_it() {
        let failed = |finding: &str| Outcome::Failed(vec![finding.to_owned()]);
        assert!(matches!(judge(failed("a lost b"), &["lost", "b"]), Outcome::Passed(_)));
        assert!(matches!(judge(failed("a lost c"), &["lost", "b"]), Outcome::Failed(_)));
        assert!(matches!(judge(Outcome::Passed(String::new()), &["lost"]), Outcome::Failed(_)));
        assert!(matches!(judge(Outcome::NotRun("x".to_owned()), &["lost"]), Outcome::NotRun(_)));
    }
}
