//! A report as a value: tables, and what a reader needs to interpret them.

use std::borrow::Cow;

use constructs_iam::Assumption;

/// The tables of a report, with what a reader needs to interpret them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessReport {
    /// The heading.
    pub title: String,
    /// The tables.
    pub tables: Vec<ReportTable>,
    /// The names in the tables, each with its members.
    pub sets: Vec<(String, Vec<String>)>,
    /// The rows on every resource, each with its condition and reason.
    pub reasons: Vec<Reason>,
    /// The assumptions of the report.
    pub assumptions: Vec<Assumption>,
    /// What the tables do not cover.
    pub caveats: Vec<String>,
}

/// A row that is about every resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The row.
    pub row: String,
    /// The condition in words; empty without one.
    pub condition: String,
    /// Why.
    pub reason: String,
}

impl Reason {
    /// The text after the row's name: `, where …`, or nothing without a condition.
    pub(super) fn condition_clause(&self, escape: impl Fn(&str) -> String) -> String {
        if self.condition.is_empty() {
            return String::new();
        }
        format!(", where {}", escape(&self.condition))
    }
}

/// The text of a cell. Most cells have one of a few words, which are not allocated.
pub type CellText = Cow<'static, str>;

/// A table: the first column has names, and each other column is one principal or caller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportTable {
    /// The heading.
    pub title: String,
    /// The headings of the columns; the first one is that of the names.
    pub head: Vec<CellText>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<CellText>>,
}

/// The cell of a grant, and that of no grant.
pub(super) const YES: &str = "✓";
pub(super) const NO: &str = "-";
