//! Policy documents: statements, merged and sorted.

use std::panic::Location;

use super::{Statement, merge, statement_json};
use crate::resource::{Declaration, StatementOrigins};
use crate::value::{Expr, Fault, IntoValue, Json, Object};

/// A policy document: a list of statements.
///
/// Statements without a Sid that differ only in action, resource, or principal are merged, duplicates are removed, and
/// actions are sorted; the document grants the same. [`as_written`](Self::as_written) keeps every statement unchanged.
#[derive(Clone, Debug, Default)]
pub struct PolicyDocument {
    statements: Vec<Statement>,
    as_written: bool,
    /// A literal document, whose statements come first.
    raw: Option<Expr>,
}

/// A document as JSON, and what the JSON does not contain: origins, reasons, and mistakes.
pub(crate) struct Rendered {
    pub(crate) document: Expr,
    /// For each statement, the lines that wrote it.
    pub(crate) origins: Vec<Vec<&'static Location<'static>>>,
    /// Statement and reason, for statements on every resource.
    pub(crate) reasons: Vec<(String, String)>,
    pub(crate) faults: Vec<Fault>,
}

impl PolicyDocument {
    /// Creates a document of these statements.
    pub fn new(statements: impl IntoIterator<Item = Statement>) -> Self {
        Self { statements: statements.into_iter().collect(), ..Self::default() }
    }

    /// Creates a document from a literal value, for one that exists already. It is not changed, and statements added to it
    /// come last and are not merged.
    pub fn raw(document: impl Into<Expr>) -> Self {
        Self { raw: Some(document.into()), as_written: true, ..Self::default() }
    }

    /// Keeps the statements as they are: none are merged or sorted.
    #[must_use]
    pub const fn as_written(mut self) -> Self {
        self.as_written = true;
        self
    }

    /// Adds a statement.
    pub fn push(&mut self, statement: Statement) {
        self.statements.push(statement);
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.statements.extend(other.statements);
        self.as_written |= other.as_written;
        self.raw = self.raw.take().or(other.raw);
    }

    pub(crate) fn render(self) -> Rendered {
        let statements =
            if self.as_written { self.statements } else { merge::minimize(self.statements) };
        let mut rendered = Rendered {
            document: Expr::Null,
            origins: Vec::new(),
            reasons: Vec::new(),
            faults: Vec::new(),
        };
        let mut items = Vec::with_capacity(statements.len());
        for (at, statement) in statements.into_iter().enumerate() {
            if let Some(reason) = &statement.reason {
                let label = statement.sid.clone().unwrap_or_else(|| format!("Statement{at}"));
                rendered.reasons.push((label, reason.clone()));
            }
            rendered.faults.extend(statement_json::faults(&statement));
            items.push(statement_json::json(&statement));
            rendered.origins.push(statement.origins);
        }
        rendered.document = match self.raw {
            Some(written) => append_statements(written, items),
            None => {
                let items = Expr::List(items);
                Object::new().with("Version", "2012-10-17").with("Statement", items).into()
            }
        };
        rendered
    }
}

/// Appends statements to a literal document.
fn append_statements(mut document: Expr, mut more: Vec<Expr>) -> Expr {
    if let (Expr::Map(entries), false) = (&mut document, more.is_empty())
        && let Some((_, statement)) = entries.iter_mut().find(|(key, _)| key == "Statement")
    {
        let mut all = match std::mem::replace(statement, Expr::Null) {
            Expr::List(items) => items,
            one => vec![one],
        };
        all.append(&mut more);
        *statement = Expr::List(all);
    }
    document
}

/// Statements, or a document of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not made of statements",
    label = "not statements",
    note = "to make a statement of actions, add `.on(…)`, `.on_any()`, or `.on_every(\"why\")`"
)]
pub trait IntoDocument {
    /// The document.
    fn into_document(self) -> PolicyDocument;
}

impl IntoDocument for PolicyDocument {
    fn into_document(self) -> PolicyDocument {
        self
    }
}

impl<const N: usize> IntoDocument for [Statement; N] {
    fn into_document(self) -> PolicyDocument {
        PolicyDocument::new(self)
    }
}

impl IntoDocument for Vec<Statement> {
    fn into_document(self) -> PolicyDocument {
        PolicyDocument::new(self)
    }
}

impl IntoDocument for Statement {
    fn into_document(self) -> PolicyDocument {
        PolicyDocument::new([self])
    }
}

impl From<Vec<Statement>> for PolicyDocument {
    fn from(statements: Vec<Statement>) -> Self {
        Self::new(statements)
    }
}

impl<const N: usize> From<[Statement; N]> for PolicyDocument {
    fn from(statements: [Statement; N]) -> Self {
        Self::new(statements)
    }
}

impl From<Statement> for PolicyDocument {
    fn from(statement: Statement) -> Self {
        Self::new([statement])
    }
}

impl FromIterator<Statement> for PolicyDocument {
    fn from_iter<I: IntoIterator<Item = Statement>>(statements: I) -> Self {
        Self::new(statements)
    }
}

impl Extend<Statement> for PolicyDocument {
    fn extend<I: IntoIterator<Item = Statement>>(&mut self, statements: I) {
        self.statements.extend(statements);
    }
}

impl IntoValue<Json> for PolicyDocument {
    fn into_expr(self) -> Expr {
        self.into()
    }
}

impl IntoValue<Json> for Statement {
    fn into_expr(self) -> Expr {
        self.into()
    }
}

impl From<PolicyDocument> for Expr {
    /// Renders the document, for a resource policy such as a queue's.
    fn from(document: PolicyDocument) -> Self {
        let Rendered { document, faults, .. } = document.render();
        match faults.into_iter().next() {
            Some(fault) => Self::Reference(crate::value::Reference::Fault(Box::new(fault))),
            None => document,
        }
    }
}

impl From<Statement> for Expr {
    /// Renders the statement, for a literal document or a property that contains statements.
    fn from(statement: Statement) -> Self {
        match statement_json::faults(&statement).into_iter().next() {
            Some(fault) => Self::Reference(crate::value::Reference::Fault(Box::new(fault))),
            None => statement_json::json(&statement),
        }
    }
}

impl Declaration {
    /// Sets `property` to a policy document, and keeps the origins and reasons of its statements.
    pub(crate) fn set_document(&mut self, property: &'static str, document: PolicyDocument) {
        let document = self.take_document(format!("/{property}"), document);
        self.set(property, document);
    }

    /// Renders a document; the origins and reasons of its statements go into the attributes.
    pub(crate) fn take_document(&mut self, pointer: String, document: PolicyDocument) -> Expr {
        let rendered = document.render();
        let attributes = self.attributes_mut();
        let within =
            if pointer == "/PolicyDocument" { "" } else { pointer.trim_start_matches('/') };
        attributes.reasons.extend(rendered.reasons.into_iter().map(|(label, reason)| {
            (if within.is_empty() { label } else { format!("{within}/{label}") }, reason)
        }));
        attributes.faults.extend(rendered.faults);
        let pointer = format!("{pointer}/Statement");
        attributes.statements.push(StatementOrigins { pointer, statements: rendered.origins });
        rendered.document
    }
}
