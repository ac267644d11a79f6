//! The proof as a value.

use std::collections::BTreeSet;

use constructs_diagnostics::Diagnostics;
use constructs_diagnostics::Severity;

use crate::matrix::NOT_DECIDED;
use constructs_iam::Assumption;
use constructs_iam::implies::{Answer, Verdict};

/// The result for one environment.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// The environment; empty for the root.
    pub environment: String,
    /// The matrix's file.
    pub file: String,
    /// The columns.
    pub columns: Vec<ColumnProof>,
    /// The findings against the matrix.
    pub findings: Diagnostics,
    /// The assumptions of the proof.
    pub assumptions: BTreeSet<Assumption>,
    /// The findings that are undecided and acknowledged.
    pub acknowledged: Vec<String>,
}

/// The result for one column.
#[derive(Clone, Debug)]
pub struct ColumnProof {
    /// The column.
    pub name: String,
    /// The name of its principal.
    pub principal: String,
    /// Whether the policies grant everything that the matrix requires.
    pub less: Answer,
    /// Whether the policies grant nothing else.
    pub more: Answer,
    /// The verdict of both, with the unread parts.
    pub verdict: Verdict,
    /// The identity policies that were compared.
    pub policies: Vec<String>,
}

impl Proof {
    pub(super) fn new(environment: &str, file: &str) -> Self {
        Self { environment: environment.to_owned(), file: file.to_owned(), ..Self::default() }
    }

    /// The verdict on the environment. An acknowledged finding stays undecided.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let is_refuted = |finding: &constructs_diagnostics::Diagnostic| {
            finding.severity == Severity::Error && finding.code != NOT_DECIDED
        };
        let has = |verdict| self.columns.iter().any(|column| column.verdict == verdict);
        if has(Verdict::Refuted) || self.findings.iter().any(is_refuted) {
            Verdict::Refuted
        } else if has(Verdict::Undecided) || self.findings.has_errors() {
            Verdict::Undecided
        } else {
            Verdict::Proved
        }
    }
}
