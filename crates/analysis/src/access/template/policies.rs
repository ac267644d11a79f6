//! Where identity policies stand in templates: in roles, in resources of their own, behind ARNs.

use constructs_template::Node;

use super::attached::{AttachedPolicy, Bounds};
use super::document;
use super::estate::{Estate, ResourceId};
use super::managed::{self, managed_policy};
use super::notes::Notes;
use super::value::{Resolver, text_of};

/// What an ARN in `ManagedPolicyArns` leads to.
pub(super) enum Attachment<'t> {
    /// A policy that can be read.
    Policy(Box<AttachedPolicy<'t>>),
    /// An ARN that no template and no list of AWS's policies has.
    Elsewhere(String),
}

/// The policy at `document`.
pub(super) fn at<'t>(
    estate: &Estate<'t>,
    id: ResourceId<'t>,
    pointer: &str,
    document: &Node,
    is_sure: bool,
) -> AttachedPolicy<'t> {
    let mut notes = Notes::default();
    let mut resolver = Resolver::new(estate, id.stack, &mut notes);
    let reading = document::read(&mut resolver, document, is_sure);
    let bounds = Bounds { most: reading.most, least: reading.least };
    let (name, pointer) = (estate.path(id), pointer.to_owned());
    AttachedPolicy { name, id: Some(id), pointer, bounds, notes }
}

/// The policies that ARNs lead to.
pub(super) fn managed<'t>(
    estate: &Estate<'t>,
    id: ResourceId<'t>,
    arns: &'t Node,
    notes: &mut Notes,
) -> Vec<Attachment<'t>> {
    let mut resolver = Resolver::new(estate, id.stack, notes);
    let given = resolver.each(arns);
    let mut found = Vec::new();
    for given in given {
        let target = resolver.resource_of(&given.pieces);
        let node = target.and_then(|target| Some((target, estate.resource(target)?)));
        let document = node.and_then(|(target, node)| {
            Some((target, node, node.get("Properties")?.get("PolicyDocument")?))
        });
        if let Some((target, node, document)) = document {
            let is_sure = given.is_sure && node.get("Condition").is_none();
            let policy = at(estate, target, "/PolicyDocument", document, is_sure);
            found.push(Attachment::Policy(Box::new(policy)));
            continue;
        }
        let text = text_of(&given.pieces);
        match managed::name_of(&text).and_then(|name| Some((name, managed_policy(name)?))) {
            Some((name, document)) => {
                let mut notes = Notes::default();
                notes.assume(managed::assumption(name));
                let least = if given.is_sure { document.clone() } else { Default::default() };
                let bounds = Bounds { most: document, least };
                let (name, pointer) = (name.to_owned(), String::new());
                let policy = AttachedPolicy { name, id: None, pointer, bounds, notes };
                found.push(Attachment::Policy(Box::new(policy)));
            }
            None => found.push(Attachment::Elsewhere(text)),
        }
    }
    found
}
