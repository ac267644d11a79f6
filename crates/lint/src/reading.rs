//! The policies of a template -> statements of the decision engine, by the reader that all answers about access use.
//!
//! Only statements that every deployment has, and that can be read in full, are compared: of the others nothing is said.

use std::collections::BTreeMap;

use constructs_document::{Entry, Map, Mark, Node, Value};

use super::documents::Policy;
use constructs_access::template::document::{self, DocumentKind};
use constructs_access::template::{Estate, Notes, Resolver, StackTemplate};
use constructs_iam::cases::Formula;
use constructs_iam::{Document, Effect, PolicyStatement};
use constructs_policy::PolicyKind;

/// A template under its own name, to be read.
pub(super) fn stack(root: Node) -> StackTemplate {
    StackTemplate {
        id: "template".to_owned(),
        is_named: false,
        name: "template".to_owned(),
        path: String::new(),
        account: None,
        region: None,
        root,
        paths: BTreeMap::new(),
        file: None,
        nested_in: None,
        tags: BTreeMap::new(),
    }
}

/// An empty template, for a policy that is in none.
pub(super) fn empty() -> Node {
    Node::new(Value::Map(Map::new(Vec::new())), Mark::default())
}

/// Statements, each with its place in the policy.
pub(super) fn statements(
    policy: &Policy<'_>,
    estate: &Estate<'_>,
) -> Vec<(usize, PolicyStatement)> {
    let kind = match policy.kind {
        PolicyKind::Identity => DocumentKind::Identity,
        _ => DocumentKind::Resource,
    };
    let has_version = |entry: &&Entry| entry.key == "Version";
    let version = policy.body.iter().find(has_version).cloned();
    let numbered = policy.statements.iter().enumerate();
    let readable = numbered.filter(|(_, own)| !own.pointer.contains("Fn::If"));
    readable
        .filter_map(|(at, own)| {
            let mark = Mark::default();
            let node = Node::new(Value::Map(own.body.clone()), mark);
            let statement = Entry { key: "Statement".to_owned(), mark, node };
            let entries = version.clone().into_iter().chain([statement]).collect();
            let whole = Node::new(Value::Map(Map::new(entries)), mark);
            let mut notes = Notes::default();
            let mut resolver = Resolver::new(estate, 0, &mut notes);
            let mut found =
                document::read_document(&mut resolver, &whole, &Formula::TRUE, kind).statements;
            let statement =
                found.pop().filter(|_| found.is_empty() && notes.assumptions.is_empty())?;
            (statement.presence == Formula::TRUE).then_some((at, statement))
        })
        .collect()
}

/// A document that allows what statements name, whatever their effect.
pub(super) fn allowing(statements: Vec<PolicyStatement>) -> Document {
    let statements = statements
        .into_iter()
        .map(|statement| PolicyStatement { effect: Effect::Allow, ..statement });
    Document::new(statements.collect())
}
