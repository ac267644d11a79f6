//! Finds identity policies in roles, in resources of their own, and by ARN.

use std::sync::Arc;

use constructs_document::Node;

use super::attached::{AttachedPolicy, ExternalPolicy};
use super::document::{self, DocumentKind};
use super::stacks::{ResourceId, Stacks};
use constructs_iam::{managed_policy, managed_policy_assumption, managed_policy_name};

use super::fragments::{Fragment, Fragments, key_of, text_of};
use super::managed;
use super::named::may_be_generated;
use super::notes::Notes;
use super::resolver::Resolver;
use constructs_iam::Document;
use constructs_iam::cases::Formula;
use constructs_iam::{PolicyText, TextPart};

/// Reads the policy at `document`.
pub(super) fn read_policy<'t>(
    stacks: &Stacks<'t>,
    id: ResourceId<'t>,
    pointer: &str,
    document: &Node,
    presence: &Formula,
    kind: DocumentKind,
) -> AttachedPolicy<'t> {
    let mut notes = Notes::default();
    let mut resolver = Resolver::new(stacks, id.stack, &mut notes);
    let document = document::read_document(&mut resolver, document, presence, kind);
    AttachedPolicy::from_declaration(stacks, id, pointer, document, notes)
}

/// A policy that is not read: it may allow and deny anything.
pub(super) fn unread_policy<'t>(
    stacks: &Stacks<'t>,
    id: ResourceId<'t>,
    expression: &str,
    reason: &str,
    presence: &Formula,
) -> AttachedPolicy<'t> {
    let stack = stacks.get(id.stack).map_or("", |stack| &stack.id);
    let document = document::unread_document(&format!("{stack}#{expression}"), reason, presence);
    AttachedPolicy::from_declaration(stacks, id, "", document, Notes::default())
}

/// The inline policies in `Policies`.
pub(super) fn inline_policies<'t>(
    stacks: &Stacks<'t>,
    id: ResourceId<'t>,
    node: &'t Node,
    notes: &mut Notes,
) -> Vec<AttachedPolicy<'t>> {
    let mut found = Vec::new();
    let mut resolver = Resolver::new(stacks, id.stack, notes);
    for (list, presence) in document::resolve_alternatives(&mut resolver, node, &Formula::TRUE) {
        let Some(items) = list.as_list() else {
            found.push(unreadable_policy(stacks, id, list, &presence));
            continue;
        };
        for (index, item) in items.iter().enumerate() {
            let pointer = format!("/Policies/{index}/PolicyDocument");
            for (policy, presence) in document::resolve_alternatives(&mut resolver, item, &presence)
            {
                let is_changed =
                    policy.as_map().into_iter().flatten().any(|own| own.key.starts_with("Fn::"));
                found.push(match policy.get("PolicyDocument").filter(|_| !is_changed) {
                    Some(document) => read_policy(
                        stacks,
                        id,
                        &pointer,
                        document,
                        &presence,
                        DocumentKind::Identity,
                    ),
                    None => unreadable_policy(stacks, id, policy, &presence),
                });
            }
        }
    }
    found
}

fn unreadable_policy<'t>(
    stacks: &Stacks<'t>,
    id: ResourceId<'t>,
    node: &Node,
    presence: &Formula,
) -> AttachedPolicy<'t> {
    let text = super::value::display_value(node);
    let reason = format!("the policies `{text}` of `{}` can't be read", stacks.path(id));
    unread_policy(
        stacks,
        id,
        &super::depends::expression_identity(stacks, id.stack, node),
        &reason,
        presence,
    )
}

/// The policies that ARNs lead to, one for each ARN that a value can be.
pub(super) fn managed_policies<'t>(
    stacks: &Stacks<'t>,
    id: ResourceId<'t>,
    arns: &'t Node,
    notes: &mut Notes,
) -> Vec<AttachedPolicy<'t>> {
    let mut resolver = Resolver::new(stacks, id.stack, notes);
    let mut found = Vec::new();
    for one in resolver.resolve(arns) {
        for (fragments, presence) in split_listed_values(&one.fragments, &one.presence) {
            found.push(policy_by_arn(stacks, id, &fragments, &presence));
        }
    }
    found
}

/// Splits a symbol with listed values into its values, each with its formula.
pub(super) fn split_listed_values(
    fragments: &Fragments,
    presence: &Formula,
) -> Vec<(Fragments, Formula)> {
    if let [Fragment::Symbol(symbol)] = fragments.as_slice()
        && let Some(values) = symbol.domain.listed()
    {
        let each = values.iter().map(|value| {
            let own = PolicyText::new(vec![TextPart::Symbol(symbol.clone())]);
            let literal = PolicyText::literal(value);
            let presence = presence.clone().and(Formula::equal(own, literal));
            (vec![Fragment::Text(value.clone())], presence)
        });
        return each.collect();
    }
    vec![(fragments.clone(), presence.clone())]
}

/// The policy that one ARN leads to.
fn policy_by_arn<'t>(
    stacks: &Stacks<'t>,
    id: ResourceId<'t>,
    fragments: &Fragments,
    presence: &Formula,
) -> AttachedPolicy<'t> {
    let target = super::canonical::resource(stacks, fragments);
    let document = target.and_then(|target| {
        let node = stacks.resource(target)?;
        let is_policy = stacks.kind(target) == "AWS::IAM::ManagedPolicy";
        let document = node.get("Properties")?.get("PolicyDocument")?;
        is_policy.then_some((target, document))
    });
    if let Some((target, document)) = document {
        // A deployment fails if it attaches a policy that does not exist.
        return read_policy(
            stacks,
            target,
            "/PolicyDocument",
            document,
            presence,
            DocumentKind::Identity,
        );
    }
    let text = text_of(fragments);
    match managed_policy_name(&text).and_then(|name| Some((name, managed_policy(name)?))) {
        Some((name, document)) => {
            let mut notes = Notes::default();
            notes.assume(managed_policy_assumption(name));
            let (name, pointer) = (name.to_owned(), String::new());
            let document = with_presence(document, presence);
            AttachedPolicy { name, id: None, pointer, document, notes, external: None }
        }
        None => {
            let reason = managed::explain_unread_policy(&text, &stacks.path(id));
            // It may be one of these templates' policies. Then a change of that policy must be noticed.
            let own = candidates(stacks, fragments);
            let expression = format!("{}{own}", key_of(fragments));
            let policy = unread_policy(stacks, id, &expression, &reason, presence);
            let external = Some(ExternalPolicy { arn: text, presence: presence.clone() });
            AttachedPolicy { external, ..policy }
        }
    }
}

/// The managed policies of these templates that an ARN may name, with their documents, as text to compare.
fn candidates(stacks: &Stacks<'_>, fragments: &Fragments) -> String {
    let name = match fragments.as_slice() {
        [Fragment::Text(arn)] => arn.rsplit('/').next(),
        _ => None,
    };
    let mut found = String::new();
    for (id, node) in stacks.resources() {
        let may_be_it = match (name, stacks.name(id)) {
            (Some(name), Some(own)) => name == own,
            (Some(name), None) => may_be_generated(stacks, id, name) || has_name(stacks, id),
            (None, _) => true,
        };
        if stacks.kind(id) != "AWS::IAM::ManagedPolicy" || !may_be_it {
            continue;
        }
        let document = node.get("Properties").and_then(|own| own.get("PolicyDocument"));
        let read = document.map(|document| {
            let presence = stacks.presence(id);
            read_policy(stacks, id, "/PolicyDocument", document, &presence, DocumentKind::Identity)
        });
        let document = read.map(|policy| policy.document);
        found.push_str(&format!(" {} {document:?}", stacks.path(id)));
    }
    found
}

/// Whether a managed policy has a name, which may be an expression.
fn has_name(stacks: &Stacks<'_>, id: ResourceId<'_>) -> bool {
    let properties = stacks.resource(id).and_then(|node| node.get("Properties"));
    properties.and_then(|own| own.get("ManagedPolicyName")).is_some()
}

/// The document, present only where `presence` holds.
pub(super) fn with_presence(document: Arc<Document>, presence: &Formula) -> Arc<Document> {
    if *presence == Formula::TRUE {
        return document;
    }
    let mut document = Document::clone(&document);
    for statement in &mut document.statements {
        statement.presence = statement.presence.clone().and(presence.clone());
    }
    Arc::new(document)
}
