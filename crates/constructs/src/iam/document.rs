//! Statements, merged and ordered, turned into the JSON of a policy document.
//!
//! Source of the shape: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use std::panic::Location;

use super::statement::PrincipalEntry;
use super::{Condition, Effect, Statement, merge};
use crate::diagnostic::Code;
use crate::tree::{Declaration, StatementOrigins};
use crate::value::{Expr, Fault, IntoValue, Json, Object};

/// A policy document: what is allowed and what is denied.
///
/// Statements without a Sid that differ in one of action, resource and principal are merged, duplicates go,
/// and actions are sorted; none of it changes what the document says. [`as_written`](Self::as_written)
/// keeps every statement as it is.
#[derive(Clone, Debug, Default)]
pub struct PolicyDocument {
    statements: Vec<Statement>,
    as_written: bool,
}

/// A document as JSON, and what the template does not say of it.
pub(crate) struct Rendered {
    pub(crate) document: Expr,
    /// For each statement the lines that wrote it.
    pub(crate) origins: Vec<Vec<&'static Location<'static>>>,
    /// Statement and reason, for those that are on every resource with one.
    pub(crate) reasons: Vec<(String, String)>,
    pub(crate) faults: Vec<Fault>,
}

impl PolicyDocument {
    /// A document of these statements.
    pub fn new(statements: impl IntoIterator<Item = Statement>) -> Self {
        Self { statements: statements.into_iter().collect(), as_written: false }
    }

    /// Keeps the statements as they were written: nothing is merged, nothing ordered.
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
    }

    pub(crate) fn render(self) -> Rendered {
        let statements =
            if self.as_written { self.statements } else { merge::minimized(self.statements) };
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
            rendered.faults.extend(faults(&statement));
            items.push(json(&statement));
            rendered.origins.push(statement.origins);
        }
        let document =
            Object::new().with("Version", "2012-10-17").with("Statement", Expr::List(items));
        rendered.document = document.into();
        rendered
    }
}

fn json(statement: &Statement) -> Expr {
    let mut object = Object::new();
    if let Some(sid) = &statement.sid {
        object.set("Sid", Expr::from(sid.as_str()));
    }
    let effect = if statement.effect == Effect::Allow { "Allow" } else { "Deny" };
    object.set("Effect", Expr::String(effect.into()));
    if let Some(principals) = &statement.principals {
        object.set(principals.key("Principal", "NotPrincipal"), principals_json(principals.get()));
    }
    let actions = statement.actions.get().iter().map(|name| Expr::String(name.clone())).collect();
    object.set(statement.actions.key("Action", "NotAction"), one_or_list(actions));
    if let Some(resources) = &statement.resources {
        object.set(resources.key("Resource", "NotResource"), one_or_list(resources.get().clone()));
    }
    if !statement.conditions.is_empty() {
        object.set("Condition", conditions_json(&statement.conditions));
    }
    object.into()
}

fn principals_json(principals: &[PrincipalEntry]) -> Expr {
    if principals.iter().any(|(kind, _)| *kind == "*") {
        return Expr::from("*");
    }
    let mut kinds: Vec<(&'static str, Vec<Expr>)> = Vec::new();
    for (kind, id) in principals {
        match kinds.iter_mut().find(|(known, _)| known == kind) {
            Some((_, ids)) => ids.push(id.clone()),
            None => kinds.push((kind, vec![id.clone()])),
        }
    }
    Expr::Map(kinds.into_iter().map(|(kind, ids)| (kind.into(), one_or_list(ids))).collect())
}

fn conditions_json(conditions: &[Condition]) -> Expr {
    let mut operators = Object::new();
    for condition in conditions {
        let operator = condition.operator();
        let mut keys = Object::new();
        if let Some(Expr::Map(known)) = operators.get(&operator) {
            known.iter().for_each(|(key, values)| keys.set(key.clone(), values.clone()));
        }
        keys.set(condition.key().to_owned(), one_or_list(condition.values().to_vec()));
        operators.set(operator, keys.into());
    }
    operators.into()
}

/// What a statement says that a document has no way to say.
fn faults(statement: &Statement) -> Vec<Fault> {
    let origin = statement.origins.first().copied().unwrap_or_else(Location::caller);
    let mut faults = Vec::new();
    let mut fault = |code, message: String, help: &str| {
        faults.push(Fault { code, message, help: help.to_owned(), origin });
    };
    if statement.is_contradictory {
        let message = "the statement says both whom it is for and for whom it is not".to_owned();
        let help = "write a statement with `.principal(…)`, and another with `.not_principal(…)`";
        fault(Code::PRINCIPAL_PLACE, message, help);
    }
    let mut seen: Vec<(_, String)> = Vec::new();
    for condition in &statement.conditions {
        let place = (condition.operator(), condition.key().to_ascii_lowercase());
        if condition.values().is_empty() {
            let message = format!("the condition on `{}` has no value", condition.key());
            fault(Code::EMPTY_STATEMENT, message, "give it at least one, or leave it out");
        }
        if seen.contains(&place) {
            let message =
                format!("the statement has two conditions `{}` on `{}`", place.0, condition.key());
            let help =
                "give one condition both values (either may match), or write a statement for each";
            fault(Code::CONDITION_TWICE, message, help);
        }
        seen.push(place);
    }
    faults
}

fn one_or_list(mut items: Vec<Expr>) -> Expr {
    if items.len() == 1 { items.swap_remove(0) } else { Expr::List(items) }
}

/// Statements, or a document of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not made of statements",
    label = "not statements",
    note = "actions become a statement once they are told on what: `.on(…)`, `.on_any()` or `.on_every(\"why\")`"
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

impl From<PolicyDocument> for Expr {
    /// A document for a resource's policy, such as a queue's.
    fn from(document: PolicyDocument) -> Self {
        let Rendered { document, faults, .. } = document.render();
        match faults.into_iter().next() {
            Some(fault) => Self::Reference(crate::value::Reference::Fault(Box::new(fault))),
            None => document,
        }
    }
}

impl Declaration {
    /// Sets `property` to a policy document, and keeps what the template does not say of it.
    pub(crate) fn set_document(&mut self, property: &'static str, document: PolicyDocument) {
        let document = self.take_document(format!("/{property}"), document);
        self.set(property, document);
    }

    /// A document as JSON; the origins and reasons of its statements go into the attributes.
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
