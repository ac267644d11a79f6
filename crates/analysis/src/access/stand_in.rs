//! Principals that only the deployment knows -> examples of them, so that a comparison of callers can tell them apart.
//!
//! The same symbol is the same example on both sides, and two symbols are two examples.

use std::collections::BTreeSet;

use super::document::{Document, PrincipalEntry, Statement};
use super::text::{Part, Symbol, SymbolKind};

const ACCOUNT: &str = "111122223333";

/// Examples for the principals of some documents.
#[derive(Debug, Default)]
pub(super) struct StandIns {
    names: Vec<String>,
}

impl StandIns {
    /// For the principals of these.
    pub(super) fn of<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Self {
        let statements = documents.into_iter().flat_map(|document| &document.statements);
        let entries = statements.filter_map(|one| one.principals.as_ref());
        let parts = entries.flat_map(|scope| scope.list()).flat_map(|entry| entry.text.parts());
        let names: BTreeSet<String> = parts
            .filter_map(|part| match part {
                Part::Symbol(symbol) => Some(symbol.name.clone()),
                _ => None,
            })
            .collect();
        Self { names: names.into_iter().collect() }
    }

    /// The document with examples for principals.
    pub(super) fn document(&self, document: &Document) -> Document {
        let statements = document.statements.iter().map(|statement| self.statement(statement));
        Document { statements: statements.collect(), ..document.clone() }
    }

    /// The statement with examples for principals.
    pub(super) fn statement(&self, statement: &Statement) -> Statement {
        let principals = statement.principals.as_ref().map(|scope| {
            scope.map(|entry| PrincipalEntry {
                kind: entry.kind,
                text: entry.text.instantiated(&|symbol| self.example(symbol)),
            })
        });
        Statement { principals, ..statement.clone() }
    }

    /// A caller of a witness as the templates call it.
    pub(super) fn shown(&self, caller: &str) -> String {
        for (index, name) in self.names.iter().enumerate() {
            let example = principal(index);
            if caller == example {
                return format!("<{name}>");
            }
            let session = example.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/");
            if caller.strip_prefix(&session).is_some_and(|rest| rest.starts_with('/')) {
                return format!("a session of <{name}>");
            }
        }
        caller.to_owned()
    }

    fn example(&self, symbol: &Symbol) -> String {
        let index = self.names.iter().position(|name| *name == symbol.name).unwrap_or_default();
        match symbol.kind {
            SymbolKind::Account => ACCOUNT.to_owned(),
            SymbolKind::Partition => "aws".to_owned(),
            SymbolKind::Region => "us-east-1".to_owned(),
            SymbolKind::Arn(_) => principal(index),
            _ if symbol.name.ends_with("AWS::URLSuffix") => "amazonaws.com".to_owned(),
            _ => format!("principal-{index}"),
        }
    }
}

fn principal(index: usize) -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/principal-{index}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::document::{Effect, PrincipalKind, Scope};
    use crate::access::text::Text;

    #[test]
    fn a_role_of_a_template_is_one_role() {
        let role = |name: &str| {
            let kind = SymbolKind::Arn("arn:*:iam::*:role/*".to_owned());
            let text = Text::new(vec![Part::Symbol(Symbol { name: name.to_owned(), kind })]);
            PrincipalEntry { kind: PrincipalKind::Aws, text }
        };
        let statement = Statement {
            index: 0,
            sid: None,
            effect: Effect::Allow,
            actions: Scope::Only(Vec::new()),
            resources: None,
            principals: Some(Scope::Only(vec![role("iam.B"), role("iam.A")])),
            conditions: Vec::new(),
        };
        let document = Document { statements: vec![statement], ..Document::default() };
        let names = StandIns::of([&document]);
        let found = names.document(&document);
        let texts = found.statements[0].principals.as_ref().unwrap().list().iter();
        let texts: Vec<String> = texts.map(|entry| entry.text.to_string()).collect();
        assert_eq!(
            texts,
            [
                "arn:aws:iam::111122223333:role/principal-1",
                "arn:aws:iam::111122223333:role/principal-0"
            ]
        );
        assert_eq!(names.shown(&texts[0]), "<iam.B>");
        let session = "arn:aws:sts::111122223333:assumed-role/principal-0/session";
        assert_eq!(names.shown(session), "a session of <iam.A>");
        assert_eq!(names.shown("other"), "other");
    }
}
