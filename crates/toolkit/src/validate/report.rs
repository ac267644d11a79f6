//! Findings, sorted and each once; what is acknowledged stands apart, with its reason.

use std::collections::BTreeSet;

use constructs::diagnostic::Severity;

use super::acknowledged::Acknowledgements;
use super::check::is_at_least;
use super::finding::Found;
use super::subject::Subject;

/// All that there is to say.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) templates: Vec<Checked>,
    pub(crate) findings: Vec<Found>,
    pub(crate) acknowledged: Vec<Acknowledged>,
    /// What has to be known to read the report, one line each.
    pub(crate) remarks: Vec<String>,
}

/// A template that was looked at.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) capabilities: Vec<&'static str>,
}

/// A finding that somebody lets stand.
#[derive(Debug)]
pub(crate) struct Acknowledged {
    pub(crate) found: Found,
    pub(crate) reason: String,
    /// For whom it was written down: `constructs`, `cfn-lint`, `guard`.
    pub(crate) by: &'static str,
}

impl Checked {
    pub(crate) fn of(subject: &Subject<'_>) -> Self {
        let capabilities = subject.capabilities();
        Self { name: subject.name.clone(), file: subject.file.clone(), capabilities }
    }
}

impl Report {
    /// The report of `found`.
    pub(crate) fn new(found: Vec<Found>, acknowledgements: &Acknowledgements) -> Self {
        let mut report = Self::default();
        for found in settled(found) {
            match acknowledgements.of(&found) {
                Some((reason, by)) => {
                    report.acknowledged.push(Acknowledged { found, reason, by });
                }
                None => report.findings.push(found),
            }
        }
        report
    }

    /// Adds findings that can't be acknowledged.
    pub(crate) fn add(&mut self, found: impl Iterator<Item = Found>) {
        self.findings.extend(found);
        self.findings.sort_by(Found::order);
    }

    /// How many findings of a severity there are.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|found| found.severity == severity).count()
    }

    /// Whether no finding is at or above `threshold`.
    pub(crate) fn is_passed(&self, threshold: Severity) -> bool {
        !self.findings.iter().any(|found| is_at_least(found.severity, threshold))
    }
}

/// What a schema says in general of a value of which a limit says something in particular.
const GENERAL: [&str; 5] = ["F0109", "F0110", "F0111", "F0112", "F0119"];

/// What IAM's checks say of a policy anywhere, and a limit of one of a role's own.
const OF_POLICIES: [&str; 3] = ["A0301", "A0304", "A0306"];
/// The same of a list, where the limit speaks of what has the list.
const OF_LISTS: &str = "A0305";

/// Sorted; one mistake is one finding.
fn settled(mut found: Vec<Found>) -> Vec<Found> {
    let place =
        |found: &Found| found.spot.as_ref().map(|spot| (spot.template, spot.pointer.clone()));
    let with = |prefix: char| -> BTreeSet<_> {
        found.iter().filter(|one| one.code.as_str().starts_with(prefix)).filter_map(place).collect()
    };
    let by_limits = with('C');
    let of_templates: BTreeSet<_> = found
        .iter()
        .filter(|one| one.spot.is_some())
        .map(|one| (one.code, one.message.clone(), one.place.path.clone()))
        .collect();
    found.retain(|one| match place(one) {
        Some(place) => {
            let code = one.code.as_str();
            let is_general = GENERAL.contains(&code)
                || code.starts_with("A01")
                || OF_POLICIES.contains(&code)
                || code == OF_LISTS;
            let holder = |(template, pointer): &(usize, String)| {
                let (holder, _) = pointer.rsplit_once('/')?;
                Some((*template, holder.to_owned()))
            };
            let of_holder = holder(&place).filter(|_| code == OF_LISTS);
            let is_told = |place: &_| by_limits.contains(place);
            !(is_general && (is_told(&place) || of_holder.as_ref().is_some_and(is_told)))
        }
        // Synthesis says of some things what the checks of templates say with a line.
        None => !of_templates.contains(&(one.code, one.message.clone(), one.place.path.clone())),
    });
    found.sort_by(Found::order);
    found.dedup();
    found
}
