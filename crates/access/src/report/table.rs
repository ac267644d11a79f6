//! A report as a value: tables, and what a reader needs to interpret them.

use std::borrow::Cow;

use constructs_iam::Assumption;

/// Tables and what has to be said with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessReport {
    /// The heading.
    pub title: String,
    /// The tables.
    pub tables: Vec<ReportTable>,
    /// What the words in the tables stand for: a name, and its members.
    pub sets: Vec<(String, Vec<String>)>,
    /// Rows on every resource: the row, its condition, the reason.
    pub reasons: Vec<Reason>,
    /// What was taken for granted.
    pub assumptions: Vec<Assumption>,
    /// What the tables say nothing of.
    pub caveats: Vec<String>,
}

/// A row on every resource.
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
    /// What follows the row: `, where …`, or nothing without a condition.
    pub(super) fn condition_clause(&self, escape: impl Fn(&str) -> String) -> String {
        if self.condition.is_empty() {
            return String::new();
        }
        format!(", where {}", escape(&self.condition))
    }
}

/// The text of a cell. Most are one of a few words: these take no memory of their own.
pub type CellText = Cow<'static, str>;

/// A table: a first column of names, then one for each principal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportTable {
    /// The heading.
    pub title: String,
    /// The columns' headings, that of the names first.
    pub head: Vec<CellText>,
    /// Each row as long as the head.
    pub rows: Vec<Vec<CellText>>,
}

/// How a table shows that something is granted, and that it isn't.
pub(super) const YES: &str = "✓";
pub(super) const NO: &str = "-";
