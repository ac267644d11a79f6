//! Where policies stand in templates: in roles, in resources of their own, behind ARNs, in the policies of resources.

use constructs_template::Node;

use super::attached::{AttachedPolicy, Bounds, ResourcePolicy};
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
    document: &'t Node,
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

/// Types that hold a resource's policy: the property of the document, and the one that says what it is about.
const RESOURCE_POLICIES: &[(&str, &str, &str)] = &[
    ("AWS::ECR::Repository", "RepositoryPolicyText", ""),
    ("AWS::KMS::Key", "KeyPolicy", ""),
    ("AWS::Lambda::Permission", "", "FunctionName"),
    ("AWS::S3::BucketPolicy", "PolicyDocument", "Bucket"),
    ("AWS::SNS::TopicInlinePolicy", "PolicyDocument", "TopicArn"),
    ("AWS::SNS::TopicPolicy", "PolicyDocument", "Topics"),
    ("AWS::SQS::QueueInlinePolicy", "PolicyDocument", "Queue"),
    ("AWS::SQS::QueuePolicy", "PolicyDocument", "Queues"),
    ("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", "SecretId"),
];

/// The policies of resources, in the order of stacks and logical ids.
#[must_use]
pub fn resource_policies<'t>(estate: &Estate<'t>) -> Vec<ResourcePolicy<'t>> {
    let mut found = Vec::new();
    for (id, node) in estate.resources() {
        let kind = estate.kind(id);
        let Some((_, property, about)) = RESOURCE_POLICIES.iter().find(|row| row.0 == kind) else {
            continue;
        };
        let Some(properties) = node.get("Properties") else { continue };
        let Some(document) = properties.get(property) else { continue };
        let is_sure = node.get("Condition").is_none();
        let policy = at(estate, id, &format!("/{property}"), document, is_sure);
        let about = match properties.get(about) {
            Some(about) => {
                let mut notes = Notes::default();
                let mut resolver = Resolver::new(estate, id.stack, &mut notes);
                resolver.each(about).iter().map(|given| text_of(&given.pieces)).collect()
            }
            None => vec![estate.path(id)],
        };
        found.push(ResourcePolicy { policy, about });
    }
    found
}
