//! Runs every checker on the templates and collects the diagnostics.
//!
//! Schemas, limits and IAM are always checked; rules that the library does not know are a [`RuleChecker`].

use std::path::Path;

use constructs::{Assembly, Code, Diagnostic, Diagnostics};
use constructs_cloudformation::{Conflict, Member, check_limits, check_together};
use constructs_schema::check_template;

use super::acknowledged::Acknowledgements;
use super::place::Templates;
use super::report::{Checked, Report};
use super::rule_checker::RuleChecker;
use super::subject::{self, Subject};
use crate::failure::Failure;

/// Why Guard did not run, and how it would.
#[cfg(feature = "guard")]
const NO_RULES: &str = "no rules are named: `--rules DIR`";
#[cfg(not(feature = "guard"))]
use crate::failure::NO_GUARD as NO_RULES;

/// The most findings of one report.
const MAX_FINDINGS: usize = 5_000;

/// The checkers of a report.
pub(crate) struct Checkers {
    rules: Option<Box<dyn RuleChecker>>,
    /// Why no rules are checked, as a line of the report.
    remark: Option<String>,
}

impl Checkers {
    /// All checkers, with the rules in a folder.
    pub(crate) fn new(rules: Option<&Path>) -> Result<Self, Failure> {
        let Some(folder) = rules else {
            let remark = Some(format!("Guard did not run: {NO_RULES}"));
            return Ok(Self { rules: None, remark });
        };
        Ok(Self { rules: Some(rule_checker(folder)?), remark: None })
    }

    /// Runs all checkers. `told` has the diagnostics of synthesis, or of reading the templates.
    pub(crate) fn report(
        &self,
        subjects: &[Subject<'_>],
        assembly: Option<&Assembly>,
        told: Diagnostics,
    ) -> Result<Report, Failure> {
        let templates = Templates { subjects, assembly };
        let mut found = self.check(subjects)?;
        let cut = (found.len() > MAX_FINDINGS)
            .then(|| format!("the report ends after {MAX_FINDINGS} of {} findings", found.len()));
        found.truncate(MAX_FINDINGS);
        let found = found.into_iter().map(|diagnostic| templates.complete(diagnostic));
        let acknowledgements = Acknowledgements::read(subjects, assembly);
        let is_of_synthesis =
            |told: &Diagnostic| assembly.is_none() || !is_checked_again(told.code);
        let told = told.into_iter().filter(is_of_synthesis);
        let mut report = Report::new(told.chain(found).collect(), &acknowledgements);
        let unused = acknowledgements.complaints(self.rules.is_some());
        report.add(unused.into_iter().map(|diagnostic| templates.complete(diagnostic)));
        report.templates = subjects.iter().map(Checked::new).collect();
        report.remarks.extend(cut);
        report.remarks.extend(self.remark.clone());
        Ok(report)
    }

    /// The diagnostics of all checkers. A place has the template and a pointer into it.
    fn check(&self, subjects: &[Subject<'_>]) -> Result<Vec<Diagnostic>, Failure> {
        let mut found = Vec::new();
        for (template, subject) in subjects.iter().enumerate() {
            let limits = check_limits(&subject.root, subject.text.len());
            let of_template = check_facts(subject).chain(limits);
            found.extend(of_template.map(|diagnostic| in_template(diagnostic, template)));
        }
        found.extend(check_all_together(subjects));
        if let Some(rules) = &self.rules {
            found.extend(rules.check(subjects)?);
        }
        Ok(found)
    }
}

/// Whether a rule of synthesis is also checked on templates, which gives the line in the template.
fn is_checked_again(code: Code) -> bool {
    let rules = [constructs_policy::codes::CODES, constructs_limits::codes::CODES];
    rules.into_iter().flatten().any(|rule| rule.code == code)
}

/// Checks the templates of an assembly against the schemas, and the policies in them against IAM's facts, as `synth` does.
///
/// Each diagnostic has the construct's path and the Rust line. In a stack that was adopted, mistakes are warnings. Acknowledged
/// diagnostics are left out.
#[must_use]
pub fn check(assembly: &Assembly) -> Diagnostics {
    let subjects: Vec<Subject<'_>> = subject::from_assembly(assembly).collect();
    let templates = Templates { subjects: &subjects, assembly: Some(assembly) };
    let found = subjects.iter().enumerate().flat_map(|(template, subject)| {
        let schema = check_template(&subject.root).into_iter();
        let found = schema.chain(constructs_lint::check_synthesized(&subject.root));
        found.map(move |diagnostic| in_template(diagnostic, template))
    });
    let found = found.take(MAX_FINDINGS).map(|diagnostic| templates.complete(diagnostic));
    let acknowledgements = Acknowledgements::read(&subjects, Some(assembly));
    Report::new(found.collect(), &acknowledgements).findings.into_iter().collect()
}

/// Checks one template against the schemas, and its policies against IAM's facts.
fn check_facts(subject: &Subject<'_>) -> impl Iterator<Item = Diagnostic> + use<> {
    let schema = check_template(&subject.root);
    schema.into_iter().chain(constructs_lint::check(&subject.root))
}

#[cfg(feature = "guard")]
fn rule_checker(folder: &Path) -> Result<Box<dyn RuleChecker>, Failure> {
    Ok(Box::new(super::rules::GuardRules::read(folder)?))
}

#[cfg(not(feature = "guard"))]
fn rule_checker(_folder: &Path) -> Result<Box<dyn RuleChecker>, Failure> {
    Err(Failure::NoGuard)
}

fn in_template(mut diagnostic: Diagnostic, template: usize) -> Diagnostic {
    diagnostic.place = diagnostic.place.template(template);
    diagnostic
}

/// Checks what templates can't have at the same time.
fn check_all_together(subjects: &[Subject<'_>]) -> Vec<Diagnostic> {
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
    check_together(&members).into_iter().map(from_conflict).collect()
}

fn from_conflict(conflict: Conflict) -> Diagnostic {
    let diagnostic = in_template(conflict.diagnostic, conflict.template);
    match conflict.other {
        Some(other) => diagnostic.related("the other one", other.place.template(other.template)),
        None => diagnostic,
    }
}
