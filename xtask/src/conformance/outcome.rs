//! Reports and outcomes of checks, and the table of outcomes.

use std::time::Duration;

use super::side_by_side;
use crate::error::Error;
use crate::terminal::say;

/// The report of a check that ran to its end.
pub(super) struct CheckReport {
    /// One line for each finding. Empty if the check passed.
    pub(super) findings: Vec<String>,
    /// What the check tested, for the table.
    pub(super) summary: String,
    /// Details for a reviewer, printed unchanged. May be empty.
    pub(super) evidence: String,
}

impl CheckReport {
    /// A report without evidence.
    pub(super) const fn new(findings: Vec<String>, summary: String) -> Self {
        Self { findings, summary, evidence: String::new() }
    }

    /// Prints the report of a command that runs only one check. Findings are an error.
    pub(super) fn print(&self) -> Result<(), Error> {
        self.findings.iter().for_each(|finding| say(finding));
        self.evidence.lines().for_each(say);
        say(&self.summary);
        match self.findings.len() {
            0 => Ok(()),
            count => Err(Error::new(format!("{count} findings"))),
        }
    }
}

/// Why a check did not run to its end.
#[derive(Clone, Debug)]
pub(super) enum Stop {
    /// The machine lacks something that the check needs.
    Lacking(String),
    /// An error stopped the check.
    Error(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl Stop {
    /// The error of a command that runs only one check.
    pub(super) fn into_error(self) -> Error {
        match self {
            Self::Error(error) => error,
            Self::Lacking(what) => Error::new(format!("this machine lacks {what}")),
        }
    }
}

/// The outcome of a check.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It ran to its end and found nothing. Contains what it tested.
    Passed(String),
    /// It has these findings, one line each.
    Failed(Vec<String>),
    /// It could not run, because the machine lacks this.
    NotRun(String),
}

impl From<Result<CheckReport, Stop>> for Outcome {
    fn from(result: Result<CheckReport, Stop>) -> Self {
        match result {
            Ok(report) if report.findings.is_empty() => Self::Passed(report.summary),
            Ok(report) => Self::Failed(report.findings),
            Err(Stop::Error(error)) => Self::Failed(vec![error.to_string()]),
            Err(Stop::Lacking(what)) => Self::NotRun(what),
        }
    }
}

impl Outcome {
    /// Whether the whole run fails. A `strict` run also fails for a check that could not run.
    pub(super) const fn is_failure(&self, strict: bool) -> bool {
        match self {
            Self::Passed(_) => false,
            Self::Failed(_) => true,
            Self::NotRun(_) => strict,
        }
    }

    /// The outcome in a word, and a remark.
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
    /// Its outcome.
    pub(super) outcome: Outcome,
    /// The time that it took.
    pub(super) time: Duration,
}

impl Ended {
    /// Prints the outcome, the findings, and the evidence. Prints them at once, because other threads print too.
    pub(super) fn print(&self, evidence: &str) {
        let (word, remark) = self.outcome.word_and_remark();
        let seconds = self.time.as_secs_f64();
        let mut text = format!("{}: {word} after {seconds:.1} seconds: {remark}", self.name);
        if let Outcome::Failed(findings) = &self.outcome {
            findings.iter().for_each(|finding| text.push_str(&format!("\n  {finding}")));
        }
        for line in evidence.lines() {
            text.push_str(&format!("\n  {line}"));
        }
        say(&text);
    }
}

/// A heading, a line for each check, and a line for the total time. Does not end with a newline.
pub(super) fn table(ended: &[Ended], whole: Duration) -> String {
    let width = ended.iter().map(|ended| ended.name.len()).max().unwrap_or(0).max("check".len());
    let mut lines = vec![format!("{:width$}  {:7}  {:>7}", "check", "outcome", "seconds")];
    for Ended { name, outcome, time } in ended {
        let (word, remark) = outcome.word_and_remark();
        lines.push(format!("{name:width$}  {word:7}  {:>7.1}  {remark}", time.as_secs_f64()));
    }
    let summary = format!("{} at a time", side_by_side::width());
    lines.push(format!("{:width$}  {:7}  {:>7.1}  {summary}", "all", "", whole.as_secs_f64()));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(name: &str, result: Result<CheckReport, Stop>) -> Ended {
        let (name, time) = (name.to_owned(), Duration::from_millis(1250));
        Ended { name, outcome: Outcome::from(result), time }
    }

    fn report(findings: &[&str]) -> CheckReport {
        let findings = findings.iter().map(|&finding| finding.to_owned()).collect();
        CheckReport::new(findings, "3 templates".to_owned())
    }

    #[test]
    fn what_could_not_run_has_not_passed() {
        let all = [
            ended("lint", Ok(report(&[]))),
            ended("deploy", Ok(report(&["a", "b"]))),
            ended("validate", Err(Stop::Lacking("npm".to_owned()))),
            ended("guard", Err(Stop::Error(Error::new("broken")))),
        ];
        let expected = "\
check     outcome  seconds
lint      passed       1.2  3 templates
deploy    FAILED       1.2  findings: 2
validate  not run      1.2  lacking: npm
guard     FAILED       1.2  findings: 1
all                    2.0  ";
        let table = table(&all, Duration::from_secs(2));
        assert!(table.starts_with(expected), "{table}");
        let failures = |strict| all.each_ref().map(|one| one.outcome.is_failure(strict));
        assert_eq!(failures(false), [false, true, false, true]);
        assert_eq!(failures(true), [false, true, true, true]);
    }
}
