//! How checks ended -> a table for a person.

use std::time::Duration;

use crate::fault::Fault;

/// What a check came back with.
pub(super) struct Report {
    /// What is wrong, one line each; none if the check passed.
    pub(super) findings: Vec<String>,
    /// What was looked at, for the table.
    pub(super) summary: String,
}

/// Why a check did not come to its end.
pub(super) enum Stop {
    /// The machine lacks something that the check needs.
    Lacking(String),
    /// Something went wrong on the way.
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// How a check ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It ran to its end and found nothing; with what it looked at.
    Passed(String),
    /// It found something; one line each.
    Failed(Vec<String>),
    /// It could not run; with what the machine lacks.
    NotRun(String),
}

impl From<Result<Report, Stop>> for Outcome {
    fn from(result: Result<Report, Stop>) -> Self {
        match result {
            Ok(report) if report.findings.is_empty() => Self::Passed(report.summary),
            Ok(report) => Self::Failed(report.findings),
            Err(Stop::Fault(fault)) => Self::Failed(vec![fault.to_string()]),
            Err(Stop::Lacking(what)) => Self::NotRun(what),
        }
    }
}

impl Outcome {
    /// Whether the whole run fails for it; a `strict` one also for what could not run.
    pub(super) const fn is_failure(&self, strict: bool) -> bool {
        match self {
            Self::Passed(_) => false,
            Self::Failed(_) => true,
            Self::NotRun(_) => strict,
        }
    }

    /// The outcome in a word, and what there is to say of it.
    pub(super) fn word_and_remark(&self) -> (&str, String) {
        match self {
            Self::Passed(summary) => ("passed", summary.clone()),
            Self::Failed(findings) => ("FAILED", format!("findings: {}", findings.len())),
            Self::NotRun(what) => ("not run", format!("lacking: {what}")),
        }
    }
}

/// A check that has ended.
pub(super) struct Ended {
    /// The check's name.
    pub(super) name: String,
    /// How it ended.
    pub(super) outcome: Outcome,
    /// How long it took.
    pub(super) time: Duration,
}

/// A line for each check under a heading, without a final newline.
pub(super) fn table(ended: &[Ended]) -> String {
    let width = ended.iter().map(|ended| ended.name.len()).max().unwrap_or(0).max("check".len());
    let mut lines = vec![format!("{:width$}  {:7}  {:>7}", "check", "outcome", "seconds")];
    for Ended { name, outcome, time } in ended {
        let (word, remark) = outcome.word_and_remark();
        lines.push(format!("{name:width$}  {word:7}  {:>7.1}  {remark}", time.as_secs_f64()));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(name: &str, result: Result<Report, Stop>) -> Ended {
        let (name, time) = (name.to_owned(), Duration::from_millis(1250));
        Ended { name, outcome: Outcome::from(result), time }
    }

    fn report(findings: &[&str]) -> Report {
        let findings = findings.iter().map(|&finding| finding.to_owned()).collect();
        Report { findings, summary: "3 templates".to_owned() }
    }

    #[test]
    fn what_could_not_run_has_not_passed() {
        let all = [
            ended("lint", Ok(report(&[]))),
            ended("deploy", Ok(report(&["a", "b"]))),
            ended("validate", Err(Stop::Lacking("npm".to_owned()))),
            ended("guard", Err(Stop::Fault(Fault::new("broken")))),
        ];
        let expected = "\
check     outcome  seconds
lint      passed       1.2  3 templates
deploy    FAILED       1.2  findings: 2
validate  not run      1.2  lacking: npm
guard     FAILED       1.2  findings: 1";
        assert_eq!(table(&all), expected);
        let failures = |strict| all.each_ref().map(|one| one.outcome.is_failure(strict));
        assert_eq!(failures(false), [false, true, false, true]);
        assert_eq!(failures(true), [false, true, true, true]);
    }
}
