//! Keeps the findings that `--select` and `--ignore` choose.
//!
//! INVARIANT: an error that prevented a check stays, because a template that was not checked must not pass.

use std::collections::BTreeSet;

use constructs::diagnostic::Severity;
use constructs::{Code, Diagnostic};

use super::report::Report;
use crate::catalog::find_by_prefix;
use crate::failure::Failure;

/// The codes to report.
pub(super) struct CodeFilter {
    /// Empty if all codes are selected.
    selected: BTreeSet<Code>,
    ignored: BTreeSet<Code>,
}

impl CodeFilter {
    /// The codes that the user named. An unknown name is an error.
    pub(super) fn new(select: &[String], ignore: &[String]) -> Result<Self, Failure> {
        Ok(Self { selected: codes(select)?, ignored: codes(ignore)? })
    }

    /// Whether findings with the code are reported.
    pub(super) fn has(&self, code: Code) -> bool {
        self.has_named(code.as_str())
    }

    /// Whether a code that a file names is reported.
    pub(super) fn has_named(&self, code: &str) -> bool {
        let is_named = |codes: &BTreeSet<Code>| codes.iter().any(|known| known.as_str() == code);
        (self.selected.is_empty() || is_named(&self.selected)) && !is_named(&self.ignored)
    }

    /// Removes the other findings, and states how many.
    pub(super) fn apply(&self, report: &mut Report) {
        let count = report.findings.len() + report.acknowledged.len();
        report.findings.retain(|found| self.has(found.code) || prevents_check(found));
        report.acknowledged.retain(|one| self.has(one.diagnostic.code));
        let removed = count - report.findings.len() - report.acknowledged.len();
        let plural = if removed == 1 { "" } else { "s" };
        let remark = format!("`--select` or `--ignore` removed {removed} finding{plural}");
        report.remarks.extend((removed > 0).then_some(remark));
    }
}

fn codes(names: &[String]) -> Result<BTreeSet<Code>, Failure> {
    let codes: Result<Vec<_>, _> = names.iter().map(|name| find_by_prefix(name.trim())).collect();
    Ok(codes?.into_iter().flatten().collect())
}

/// Whether a text can't be read as a template, or synthesis failed.
fn prevents_check(found: &Diagnostic) -> bool {
    found.severity == Severity::Error && found.place.template.is_none()
}

#[cfg(test)]
mod tests {
    use constructs::diagnostic::Place;

    use super::*;
    use crate::validate::acknowledged::Acknowledgements;

    /// The codes of the report on some findings.
    fn kept(select: &[&str], ignore: &[&str]) -> (Vec<&'static str>, Vec<String>) {
        let own = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let at = |code| Diagnostic::error(Code::new(code), "x").at(Place::default().template(0));
        let unread = Diagnostic::error(Code::new("S0201"), "not a template");
        let found = vec![at("F0101"), at("F0104"), at("F0501"), at("A0102"), unread];
        let mut report = Report::new(found, &Acknowledgements::read(&[], None));
        CodeFilter::new(&own(select), &own(ignore)).unwrap().apply(&mut report);
        (report.findings.iter().map(|found| found.code.as_str()).collect(), report.remarks)
    }

    #[test]
    fn codes_beginnings_and_rules_of_cfn_lint_select() {
        assert_eq!(kept(&["F0101"], &[]).0, ["S0201", "F0101"]);
        assert_eq!(kept(&["F01", "A"], &["E3012"]).0, ["S0201", "A0102", "F0101"]);
        assert_eq!(kept(&[], &["F05", "S02"]).0, ["S0201", "A0102", "F0101", "F0104"]);
        assert_eq!(kept(&[], &[]), (vec!["S0201", "A0102", "F0101", "F0104", "F0501"], vec![]));
    }

    #[test]
    fn what_was_removed_is_counted() {
        assert_eq!(kept(&[], &["F01"]).1, ["`--select` or `--ignore` removed 2 findings"]);
    }

    #[test]
    fn an_unknown_code_is_an_error() {
        let unknown = CodeFilter::new(&[], &["F0l01".to_owned()]).err().unwrap();
        assert_eq!(
            (unknown.exit_code(), unknown.help().as_deref()),
            (2, Some("did you mean `F0101`?"))
        );
    }
}
