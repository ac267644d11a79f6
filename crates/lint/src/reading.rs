//! Reads the policies of a template as statements of the decision engine, with the reader of the access commands.
//!
//! It leaves out statements that depend on conditions, and statements that can't be read completely.

use constructs_document::{Entry, Format, Map, Mark, Node, Template, Value};

use super::documents::Policy;
use constructs_access::template::document::{self, DocumentKind};
use constructs_access::template::{Notes, Resolver, Stack, Stacks};
use constructs_iam::cases::Formula;
use constructs_iam::{Document, Effect, PolicyStatement};
use constructs_policy::PolicyKind;

/// A stack that consists of one template.
pub(super) fn template_stack(root: Node) -> Stack {
    let template = Template::new(root, Format::Json);
    Stack::new("template", template.unwrap_or_else(|_| empty_template()))
}

/// A stack for a policy that is in no template.
pub(super) fn empty_stack() -> Stack {
    Stack::new("template", empty_template())
}

fn empty_template() -> Template {
    Template::from_sections(Map::default(), Format::Json)
}

/// The statements that can be read, each with its position in the policy.
pub(super) fn read_statements(
    policy: &Policy<'_>,
    stacks: &Stacks<'_>,
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
            let mut resolver = Resolver::new(stacks, 0, &mut notes);
            let mut found =
                document::read_document(&mut resolver, &whole, &Formula::TRUE, kind).statements;
            let statement =
                found.pop().filter(|_| found.is_empty() && notes.assumptions.is_empty())?;
            (statement.presence == Formula::TRUE).then_some((at, statement))
        })
        .collect()
}

/// A document that allows what the statements allow or deny.
pub(super) fn allow_statements(statements: Vec<PolicyStatement>) -> Document {
    let statements = statements
        .into_iter()
        .map(|statement| PolicyStatement { effect: Effect::Allow, ..statement });
    Document::new(statements.collect())
}
