//! The proof as a value.

use std::collections::BTreeSet;

use constructs_diagnostics::Diagnostics;
use constructs_diagnostics::Severity;

use crate::matrix::NOT_DECIDED;
use constructs_iam::Assumption;
use constructs_iam::implies::{Answer, Verdict};

/// What came of a matrix in one environment.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// The environment; empty for the root.
    pub environment: String,
    /// The matrix's file.
    pub file: String,
    /// The columns.
    pub columns: Vec<ColumnProof>,
    /// What stands in the way.
    pub findings: Diagnostics,
    /// What was taken for granted.
    pub assumptions: BTreeSet<Assumption>,
    /// What could not be decided and somebody answers for.
    pub acknowledged: Vec<String>,
}

/// What came of one column.
#[derive(Clone, Debug)]
pub struct ColumnProof {
    /// The column.
    pub name: String,
    /// Who it is.
    pub principal: String,
    /// Whether the policies grant all that they have to.
    pub less: Answer,
    /// Whether they grant nothing else.
    pub more: Answer,
    /// Both, with everything that could not be read.
    pub verdict: Verdict,
    /// The identity policies that were looked at.
    pub policies: Vec<String>,
}

impl Proof {
    pub(super) fn new(environment: &str, file: &str) -> Self {
        Self { environment: environment.to_owned(), file: file.to_owned(), ..Self::default() }
    }

    /// The verdict on the whole. What is acknowledged is no better for it.
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
