//! What templates grant -> tables for people: what each principal can do, and on what.
//!
//! With a matrix its rows and columns are the tables'; every cell is looked up in the templates. Where a cell is what the
//! matrix says, it has the matrix's word; else it says what is granted. Without one, the policies' own words are shown.

mod about;
mod cells;
mod html;
mod json;
mod markdown;
mod plain;
mod resources;
mod text;

pub use cells::of_matrix;
pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use plain::of_policies;
pub use text::text;

use std::borrow::Cow;
use std::collections::BTreeSet;

use constructs_iam::Assumption;
use constructs_iam::PolicyStatement;

/// Tables and what has to be said with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The heading.
    pub title: String,
    /// The tables.
    pub tables: Vec<Table>,
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
    fn narrowed(&self, escaped: impl Fn(&str) -> String) -> String {
        if self.condition.is_empty() {
            return String::new();
        }
        format!(", where {}", escaped(&self.condition))
    }
}

/// The text of a cell. Most are one of a few words: these take no memory of their own.
pub type Cell = Cow<'static, str>;

/// A table: a first column of names, then one for each principal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The heading.
    pub title: String,
    /// The columns' headings, that of the names first.
    pub head: Vec<Cell>,
    /// Each row as long as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// How a table shows that something is granted, and that it isn't.
const YES: &str = "✓";
const NO: &str = "-";

/// What of these statements is not read, a sentence each.
fn not_known<'s>(statements: impl Iterator<Item = &'s PolicyStatement>) -> BTreeSet<Assumption> {
    let mut found = BTreeSet::new();
    for statement in statements {
        statement.presence.visit_unread(&mut |reason| {
            found.insert(Assumption::NotRead { unread: reason.to_owned() });
        });
        let symbols = statement.texts().flat_map(|text| text.symbols());
        let reasons = symbols.filter_map(|symbol| symbol.domain.unread.as_ref());
        found.extend(reasons.map(|reason| Assumption::NotRead { unread: reason.to_string() }));
    }
    found
}

#[cfg(test)]
mod tests;
