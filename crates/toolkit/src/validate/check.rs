//! Templates -> what everybody who looks at templates says of them.
//!
//! Schemas, limits and IAM are always asked; whoever judges by rules from outside joins as a [`RuleChecker`].

use std::path::Path;

use constructs::diagnostic::{Severity, pointer};
use constructs::{Assembly, Diagnostic};
use constructs_cloudformation::{Conflict, Member, check_limits, check_together};
use constructs_schema::check_template;

use super::acknowledged::Acknowledgements;
use super::finding::{Found, Verdict};
use super::place::placed;
use super::report::{Checked, Report};
use super::subject::Subject;
use crate::failure::Failure;

/// How to get Guard, in one line.
#[cfg(not(feature = "guard"))]
pub(crate) const NO_GUARD: &str = "rules in the Guard language need the feature `guard` of `constructs-toolkit`: add it in `Cargo.toml`, then run `validate --rules rules`";

/// Why Guard did not run, and how it would.
#[cfg(feature = "guard")]
const NO_RULES: &str = "no rules are named: `--rules DIR`";
#[cfg(not(feature = "guard"))]
const NO_RULES: &str = NO_GUARD;

/// Findings of one report: nobody reads more.
const MOST_FINDINGS: usize = 5_000;

/// Whoever judges templates by rules that the library does not know.
pub(crate) trait RuleChecker {
    /// What breaks the rules; what could not be checked is a failure, never a pass.
    fn check(&self, subjects: &[Subject<'_>]) -> Result<Vec<Verdict>, Failure>;
}

/// Everybody who is asked.
pub(crate) struct Checkers {
    rules: Option<Box<dyn RuleChecker>>,
    /// Why no rules are asked, where that is worth a line.
    remark: Option<String>,
    /// Whether acknowledgements that match nothing are reported.
    is_whole: bool,
}

impl Checkers {
    /// Everybody, and the rules in a folder.
    pub(crate) fn new(rules: Option<&Path>) -> Result<Self, Failure> {
        let Some(folder) = rules else {
            let remark = Some(format!("Guard did not run: {NO_RULES}"));
            return Ok(Self { rules: None, remark, is_whole: true });
        };
        Ok(Self { rules: Some(rule_checker(folder)?), remark: None, is_whole: true })
    }

    /// Those that are asked whenever templates are written.
    pub(crate) const fn of_synthesis() -> Self {
        Self { rules: None, remark: None, is_whole: false }
    }

    /// Asks them all. `told` is what is known already.
    pub(crate) fn report(
        &self,
        subjects: &[Subject<'_>],
        assembly: Option<&Assembly>,
        told: Vec<Found>,
    ) -> Result<Report, Failure> {
        let mut verdicts = Vec::new();
        for (template, subject) in subjects.iter().enumerate() {
            verdicts.extend(of_facts(template, subject));
            if self.is_whole {
                verdicts.extend(of_limits(template, subject));
            }
        }
        if self.is_whole {
            verdicts.extend(together(subjects));
        }
        if let Some(rules) = &self.rules {
            verdicts.extend(rules.check(subjects)?);
        }
        let cut = (verdicts.len() > MOST_FINDINGS).then(|| {
            format!("the report ends after {MOST_FINDINGS} of {} findings", verdicts.len())
        });
        verdicts.truncate(MOST_FINDINGS);
        let acknowledgements = Acknowledgements::read(subjects, assembly);
        let mut found = told;
        found.extend(verdicts.into_iter().map(|verdict| placed(verdict, subjects, assembly)));
        let mut report = Report::new(found, &acknowledgements);
        if self.is_whole {
            let unused = acknowledgements.complaints(self.rules.is_some());
            report.add(unused.into_iter().map(|verdict| placed(verdict, subjects, assembly)));
            report.templates = subjects.iter().map(Checked::of).collect();
        }
        report.remarks.extend(cut);
        report.remarks.extend(self.remark.clone());
        Ok(report)
    }
}

#[cfg(feature = "guard")]
fn rule_checker(folder: &Path) -> Result<Box<dyn RuleChecker>, Failure> {
    Ok(Box::new(super::rules::GuardRules::read(folder)?))
}

#[cfg(not(feature = "guard"))]
fn rule_checker(_folder: &Path) -> Result<Box<dyn RuleChecker>, Failure> {
    Err(Failure::NoGuard)
}

/// What schemas and IAM say of one template.
fn of_facts(template: usize, subject: &Subject<'_>) -> Vec<Verdict> {
    let schema = check_template(&subject.root);
    let iam = constructs_lint::check(&subject.root);
    let schema = schema.into_iter().map(|finding| verdict(template, finding));
    schema.chain(iam.into_iter().map(|found| verdict_of_iam(template, found))).collect()
}

/// What limits say of it; synthesis looks at them by itself.
fn of_limits(template: usize, subject: &Subject<'_>) -> Vec<Verdict> {
    let limits = check_limits(&subject.root, subject.text.len());
    limits.into_iter().map(|finding| verdict(template, finding)).collect()
}

fn verdict(template: usize, diagnostic: Diagnostic) -> Verdict {
    let Diagnostic { code, severity, message, help, place, .. } = diagnostic;
    let pointer = place.pointer.unwrap_or_default();
    Verdict { template, code, rule: None, severity, message, help, pointer, related: Vec::new() }
}

/// IAM's checks know the resource, and the pointer below its properties.
fn verdict_of_iam(template: usize, diagnostic: Diagnostic) -> Verdict {
    let id = pointer::escape(diagnostic.place.logical_id.as_deref().unwrap_or_default());
    let property = diagnostic.place.property.as_deref().unwrap_or_default();
    let below = if property.is_empty() { String::new() } else { format!("/Properties/{property}") };
    Verdict {
        template,
        code: diagnostic.code,
        rule: None,
        severity: diagnostic.severity,
        message: diagnostic.message,
        help: diagnostic.help,
        pointer: format!("/Resources/{id}{below}"),
        related: Vec::new(),
    }
}

/// What is said of all templates at once.
fn together(subjects: &[Subject<'_>]) -> Vec<Verdict> {
    let member = |subject: &'_ Subject<'_>| (subject.account.clone(), subject.region.clone());
    let environments: Vec<_> = subjects.iter().map(member).collect();
    let members: Vec<Member<'_>> = subjects
        .iter()
        .zip(&environments)
        .map(|(subject, (account, region))| Member {
            root: &subject.root,
            account: account.as_deref(),
            region: region.as_deref(),
        })
        .collect();
    check_together(&members).into_iter().map(of_conflict).collect()
}

fn of_conflict(conflict: Conflict) -> Verdict {
    let mut verdict = verdict(conflict.template, conflict.diagnostic);
    if let Some(other) = conflict.other {
        let pointer = other.place.pointer.unwrap_or_default();
        verdict.related.push(("the other one".to_owned(), other.template, pointer));
    }
    verdict
}

/// Whether a finding of this severity is at or above `threshold`.
pub(crate) fn is_at_least(severity: Severity, threshold: Severity) -> bool {
    severity <= threshold
}
