//! An estate -> the policies of its resources, each with what it is about; and in words those that are not read.
//!
//! A resource's policy speaks of its own resource, whatever `Resource` says: `*` there is the resource.

use std::borrow::Cow;

use constructs_template::Node;

use super::attached::{AttachedPolicy, Bounds, ResourcePolicy};
use super::estate::{Estate, ResourceId};
use super::notes::Notes;
use super::value::{Piece, Resolver, policy_text, text_of};
use super::{permission, policies, settle, symbols};
use crate::access::document::{Document, Effect, PrincipalEntry, PrincipalKind, Scope, Statement};
use crate::access::text::Text;

/// How a type holds a resource's policy.
struct Row {
    kind: &'static str,
    /// The property with the document, perhaps below another: `ResourcePolicy/PolicyDocument`.
    document: &'static str,
    /// The property that says what it is about; empty: the resource itself, or all that the document names.
    about: &'static str,
    /// The type of what it is about; empty: the document's `Resource` says it.
    of: &'static str,
    /// What else than the resource `*` is.
    below: &'static [&'static str],
}

/// A property that is no document: the whole of them is a statement.
const WHOLE: &str = "";

const fn row(
    kind: &'static str,
    document: &'static str,
    about: &'static str,
    of: &'static str,
    below: &'static [&'static str],
) -> Row {
    Row { kind, document, about, of, below }
}

/// Types whose policies are read.
const READ: &[Row] = &[
    row("AWS::Backup::BackupVault", "AccessPolicy", "", "AWS::Backup::BackupVault", &[]),
    row(
        "AWS::DynamoDB::Table",
        "ResourcePolicy/PolicyDocument",
        "",
        "AWS::DynamoDB::Table",
        &["/index/*"],
    ),
    row(
        "AWS::ECR::PublicRepository",
        "RepositoryPolicyText",
        "",
        "AWS::ECR::PublicRepository",
        &[],
    ),
    row("AWS::ECR::Repository", "RepositoryPolicyText", "", "AWS::ECR::Repository", &[]),
    row("AWS::EFS::FileSystem", "FileSystemPolicy", "", "AWS::EFS::FileSystem", &[]),
    row("AWS::Elasticsearch::Domain", "AccessPolicies", "", "AWS::Elasticsearch::Domain", &["/*"]),
    row("AWS::Events::EventBusPolicy", "Statement", "EventBusName", "AWS::Events::EventBus", &[]),
    row("AWS::KMS::Key", "KeyPolicy", "", "AWS::KMS::Key", &[]),
    row("AWS::KMS::ReplicaKey", "KeyPolicy", "", "AWS::KMS::ReplicaKey", &[]),
    row(
        "AWS::Kinesis::ResourcePolicy",
        "ResourcePolicy",
        "ResourceArn",
        "AWS::Kinesis::Stream",
        &[],
    ),
    row(
        "AWS::Lambda::LayerVersionPermission",
        WHOLE,
        "LayerVersionArn",
        "AWS::Lambda::LayerVersion",
        &[],
    ),
    row("AWS::Lambda::Permission", WHOLE, "FunctionName", "AWS::Lambda::Function", &[":*"]),
    row(
        "AWS::Lambda::ResourcePolicy",
        "PolicyDocument",
        "ResourceArn",
        "AWS::Lambda::Function",
        &[":*"],
    ),
    row("AWS::Logs::ResourcePolicy", "PolicyDocument", "", "", &[]),
    row(
        "AWS::OpenSearchService::Domain",
        "AccessPolicies",
        "",
        "AWS::OpenSearchService::Domain",
        &["/*"],
    ),
    row("AWS::S3::BucketPolicy", "PolicyDocument", "Bucket", "AWS::S3::Bucket", &["/*"]),
    row("AWS::SNS::TopicInlinePolicy", "PolicyDocument", "TopicArn", "AWS::SNS::Topic", &[]),
    row("AWS::SNS::TopicPolicy", "PolicyDocument", "Topics", "AWS::SNS::Topic", &[]),
    row("AWS::SQS::QueueInlinePolicy", "PolicyDocument", "Queue", "AWS::SQS::Queue", &[]),
    row("AWS::SQS::QueuePolicy", "PolicyDocument", "Queues", "AWS::SQS::Queue", &[]),
    row(
        "AWS::SecretsManager::ResourcePolicy",
        "ResourcePolicy",
        "SecretId",
        "AWS::SecretsManager::Secret",
        &[],
    ),
];

/// Types with policies that are not read, and the property that has one; `*`: the type is a policy.
const UNREAD: &[(&str, &str)] = &[
    ("AWS::ACMPCA::Permission", "*"),
    ("AWS::APS::ResourcePolicy", "*"),
    ("AWS::Bedrock::KnowledgeBasePolicy", "*"),
    ("AWS::Bedrock::ResourcePolicy", "*"),
    ("AWS::BedrockAgentCore::ResourcePolicy", "*"),
    ("AWS::CloudTrail::ResourcePolicy", "*"),
    ("AWS::CodeArtifact::Domain", "PermissionsPolicyDocument"),
    ("AWS::CodeArtifact::Repository", "PermissionsPolicyDocument"),
    ("AWS::DSQL::Cluster", "PolicyDocument"),
    ("AWS::EC2::VPCEndpoint", "PolicyDocument"),
    ("AWS::ECR::RegistryPolicy", "*"),
    ("AWS::EKS::AccessEntry", "AccessPolicies"),
    ("AWS::EventSchemas::RegistryPolicy", "*"),
    ("AWS::EventsV2::ResourcePolicy", "*"),
    ("AWS::IoT::Policy", "*"),
    ("AWS::LakeFormation::Permissions", "*"),
    ("AWS::LakeFormation::PrincipalPermissions", "*"),
    ("AWS::Lex::ResourcePolicy", "*"),
    ("AWS::Logs::LogGroup", "ResourcePolicyDocument"),
    ("AWS::MSK::ClusterPolicy", "*"),
    ("AWS::MediaStore::Container", "Policy"),
    ("AWS::OSIS::Pipeline", "ResourcePolicy"),
    ("AWS::OpenSearchServerless::AccessPolicy", "*"),
    ("AWS::Organizations::Policy", "*"),
    ("AWS::Organizations::ResourcePolicy", "*"),
    ("AWS::RAM::ResourceShare", "*"),
    ("AWS::RUM::AppMonitor", "ResourcePolicy"),
    ("AWS::Redshift::Cluster", "NamespaceResourcePolicy"),
    ("AWS::RedshiftServerless::Namespace", "NamespaceResourcePolicy"),
    ("AWS::S3::AccessPoint", "Policy"),
    ("AWS::S3::MultiRegionAccessPointPolicy", "*"),
    ("AWS::S3Express::BucketPolicy", "*"),
    ("AWS::S3Files::FileSystemPolicy", "*"),
    ("AWS::S3ObjectLambda::AccessPointPolicy", "*"),
    ("AWS::S3Outposts::BucketPolicy", "*"),
    ("AWS::S3Tables::TableBucketPolicy", "*"),
    ("AWS::S3Tables::TablePolicy", "*"),
    ("AWS::S3Vectors::VectorBucketPolicy", "*"),
    ("AWS::SMSVOICE::ResourcePolicy", "*"),
    ("AWS::SSM::ResourcePolicy", "*"),
    ("AWS::SSO::PermissionSet", "*"),
    ("AWS::Signer::ProfilePermission", "*"),
    ("AWS::VpcLattice::AuthPolicy", "*"),
    ("AWS::VpcLattice::ResourcePolicy", "*"),
    ("AWS::XRay::ResourcePolicy", "*"),
];

/// The policies of resources, in the order of stacks and logical ids.
#[must_use]
pub fn resource_policies<'t>(estate: &Estate<'t>) -> Vec<ResourcePolicy<'t>> {
    let mut found = Vec::new();
    for (id, node) in estate.resources() {
        let rows = READ.iter().filter(|row| row.kind == estate.kind(id));
        found.extend(rows.filter_map(|row| read(estate, id, node, row)));
    }
    found
}

/// What is not read of the policies of resources, a sentence each.
#[must_use]
pub fn unread_policies(estate: &Estate<'_>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (id, node) in estate.resources() {
        let kind = estate.kind(id);
        let has = |property: &str| {
            property == "*" || node.get("Properties").is_some_and(|own| own.get(property).is_some())
        };
        if UNREAD.iter().any(|(known, property)| *known == kind && has(property)) {
            let path = estate.path(id);
            let text = format!("the policy of `{path}`, of the type `{kind}`, is not read");
            found.push((path, text));
        }
    }
    found
}

/// What a resource's policy says of the principal at this path: allowed by its ARN or as one of everyone; denied also as one
/// of its account, which may be another one.
pub(super) fn of<'t>(policy: &ResourcePolicy<'t>, principal: &str) -> Option<AttachedPolicy<'t>> {
    let own = |document: &Document, is_most: bool| {
        let statements = document.statements.iter().filter(|statement| {
            let is_named = names(statement, principal);
            match statement.effect {
                Effect::Allow => is_named,
                Effect::Deny => is_named || (!is_most && names_account(statement)),
            }
        });
        let statements = statements.map(|one| Statement { principals: None, ..one.clone() });
        Document { statements: statements.collect(), ..document.clone() }
    };
    let bounds = &policy.policy.bounds;
    let bounds = Bounds { most: own(&bounds.most, true), least: own(&bounds.least, false) };
    let is_empty = bounds.most.statements.is_empty() && bounds.least.statements.is_empty();
    (!is_empty).then(|| AttachedPolicy { bounds, ..policy.policy.clone() })
}

/// Whether a statement speaks of the principal at this path by itself: by its ARN, or as one of everyone.
pub(crate) fn names(statement: &Statement, principal: &str) -> bool {
    let own = format!("<{principal}>");
    let names = |entry: &PrincipalEntry| {
        let text = entry.text.to_string();
        entry.kind == PrincipalKind::Everyone
            || (entry.kind == PrincipalKind::Aws && (text == "*" || text == own))
    };
    match &statement.principals {
        Some(Scope::Only(entries)) => entries.iter().any(names),
        Some(Scope::Except(entries)) => !entries.iter().any(names),
        None => false,
    }
}

fn names_account(statement: &Statement) -> bool {
    let Some(Scope::Only(entries)) = &statement.principals else { return false };
    entries.iter().filter(|entry| entry.kind == PrincipalKind::Aws).any(|entry| {
        let text = entry.text.to_string();
        text.ends_with(":root") || !text.contains(':') || text == "<AWS::AccountId>"
    })
}

fn read<'t>(
    estate: &Estate<'t>,
    id: ResourceId<'t>,
    node: &'t Node,
    row: &Row,
) -> Option<ResourcePolicy<'t>> {
    let properties = node.get("Properties")?;
    let document = document(properties, row)?;
    let is_sure = node.get("Condition").is_none();
    let pointer = if row.document == WHOLE { String::new() } else { format!("/{}", row.document) };
    let mut policy = policies::at(estate, id, &pointer, &document, is_sure);
    let (about, targets) = targets(estate, id, properties, row, &mut policy.notes);
    if !row.of.is_empty() && !targets.is_empty() {
        let own = own_texts(&targets, row.below);
        policy.bounds.most.statements.iter_mut().for_each(|one| narrow(one, &own));
        policy.bounds.least.statements.iter_mut().for_each(|one| narrow(one, &own));
    }
    Some(ResourcePolicy { policy, about, kind: estate.kind(id) })
}

/// The document; one in a text is read.
fn document<'t>(properties: &'t Node, row: &Row) -> Option<Cow<'t, Node>> {
    if row.document == WHOLE {
        return permission::document(properties).map(Cow::Owned);
    }
    let found = row.document.split('/').try_fold(properties, |node, name| node.get(name))?;
    if row.document == "Statement" {
        return Some(Cow::Owned(permission::of_statement(found)));
    }
    let written = found.as_str().and_then(|text| constructs_template::read(text.as_bytes()).ok());
    Some(written.map_or(Cow::Borrowed(found), |template| Cow::Owned(template.into_root())))
}

/// What a policy is about, in words and as texts.
fn targets(
    estate: &Estate<'_>,
    id: ResourceId<'_>,
    properties: &Node,
    row: &Row,
    notes: &mut Notes,
) -> (Vec<String>, Vec<Text>) {
    let own = |id| policy_text(&[symbols::symbol(estate, id)], false);
    if row.about.is_empty() {
        return (vec![estate.path(id)], vec![own(id)]);
    }
    let Some(about) = properties.get(row.about) else {
        return (vec![estate.path(id)], Vec::new());
    };
    let given = Resolver::new(estate, id.stack, notes).each(about);
    let mut names = Vec::new();
    let mut texts = Vec::new();
    for given in given {
        let found = settle::resource(estate, &given.pieces);
        match found.or_else(|| by_name(estate, &given.pieces, row.of)) {
            Some(found) => {
                names.push(estate.path(found));
                texts.push(own(found));
            }
            None if is_below(estate, &given.pieces) => {
                let pieces = settle::settled(estate, &given.pieces);
                let path = pieces
                    .first()
                    .and_then(|first| super::settle::resource(estate, std::slice::from_ref(first)));
                names.extend(path.map(|id| estate.path(id)));
                texts.push(policy_text(&pieces, false));
            }
            None => {
                let name = text_of(&given.pieces);
                texts.push(Text::parse(&elsewhere(&name, row.of), false));
                names.push(name);
            }
        }
    }
    (names, texts)
}

/// Whether it is the ARN of something below a resource of the templates, a version of a function.
fn is_below(estate: &Estate<'_>, pieces: &[Piece]) -> bool {
    matches!(settle::settled(estate, pieces).as_slice(), [Piece::Symbol(_), Piece::Text(_), ..])
}

/// The resource of a type that has this name, perhaps as the last part of a URL or before a qualifier.
fn by_name<'t>(estate: &Estate<'t>, pieces: &[Piece], kind: &str) -> Option<ResourceId<'t>> {
    let [Piece::Text(text)] = pieces else { return None };
    let name = text.rsplit('/').next().unwrap_or(text);
    let name = if text.starts_with("arn:") { name } else { name.split(':').next().unwrap_or(name) };
    let is_it = |id: &ResourceId<'_>| {
        estate.kind(*id) == kind && estate.name(*id).is_some_and(|own| own == text || own == name)
    };
    let mut found = estate.resources().map(|(id, _)| id).filter(is_it);
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// The ARN of what no template has, as far as its name says it.
fn elsewhere(name: &str, kind: &str) -> String {
    if name.starts_with("arn:") {
        return name.to_owned();
    }
    let Some(form) = crate::facts::arn_form(kind) else { return "arn:*".to_owned() };
    let is_one = !name.contains(['<', ':', '/']);
    crate::facts::filled(form, |hole| {
        let is_place = ["Partition", "Region", "Account"].contains(&hole);
        if is_one && !is_place { name } else { "*" }
    })
}

/// The targets and what is below them.
fn own_texts(targets: &[Text], below: &[&str]) -> Vec<Text> {
    let mut texts = targets.to_vec();
    for below in below {
        let end = Text::parse(below, false);
        let with_end = |text: &Text| text.parts().iter().chain(end.parts()).cloned().collect();
        texts.extend(targets.iter().map(|text| Text::new(with_end(text))));
    }
    texts
}

/// `*`, or no `Resource` at all, is what the policy is about.
fn narrow(statement: &mut Statement, own: &[Text]) {
    let is_open = match &statement.resources {
        None => true,
        Some(Scope::Only(texts)) => texts.iter().any(Text::is_anything),
        Some(Scope::Except(_)) => false,
    };
    if is_open {
        statement.resources = Some(Scope::Only(own.to_vec()));
    }
}

#[cfg(test)]
mod tests;
