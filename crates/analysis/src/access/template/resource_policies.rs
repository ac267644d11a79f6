//! An estate -> the policies of its resources, each with what it is about; and in words those that are not read.
//!
//! A resource's policy speaks of its own resource, whatever `Resource` says: `*` there is the resource.

use std::borrow::Cow;

use constructs_template::{Entry, Map, Node, Value};

use super::attached::ResourcePolicy;
use super::canonical::{self, canonical};
use super::document::DocumentKind;
use super::estate::{Estate, ResourceId};
use super::notes::Notes;
use super::value::{Fragment, Fragments, Resolution, Resolver, key_of, policy_text, text_of};
use super::{permission, policies, symbols};
use crate::access::cases::Formula;
use crate::access::document::{Document, Scope, Statement};
use crate::access::domain::Domain;
use crate::access::text::{Part, Symbol, Text};
use crate::facts;
use crate::template::serverless::is_serverless;

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

/// Types with policies that are not read, and the property that has one, perhaps below another; `*`: the type is a
/// policy.
const UNREAD: &[(&str, &str)] = &[
    ("AWS::ACMPCA::Permission", "*"),
    ("AWS::APS::ResourcePolicy", "*"),
    ("AWS::ApiGateway::DomainNameV2", "Policy"),
    ("AWS::ApiGateway::RestApi", "Body/x-amazon-apigateway-policy"),
    ("AWS::ApiGateway::RestApi", "BodyS3Location"),
    ("AWS::ApiGateway::RestApi", "Policy"),
    ("AWS::Backup::LogicallyAirGappedBackupVault", "AccessPolicy"),
    ("AWS::Bedrock::KnowledgeBasePolicy", "*"),
    ("AWS::Bedrock::ResourcePolicy", "*"),
    ("AWS::BedrockAgentCore::ResourcePolicy", "*"),
    ("AWS::CloudTrail::ResourcePolicy", "*"),
    ("AWS::CodeArtifact::Domain", "PermissionsPolicyDocument"),
    ("AWS::CodeArtifact::Repository", "PermissionsPolicyDocument"),
    ("AWS::DSQL::Cluster", "PolicyDocument"),
    ("AWS::DynamoDB::GlobalTable", "Replicas/ReplicaStreamSpecification/ResourcePolicy"),
    ("AWS::DynamoDB::GlobalTable", "Replicas/ResourcePolicy"),
    ("AWS::DynamoDB::Table", "StreamSpecification/ResourcePolicy"),
    ("AWS::EC2::VPCEndpoint", "PolicyDocument"),
    ("AWS::ECR::RegistryPolicy", "*"),
    ("AWS::ECR::RepositoryCreationTemplate", "RepositoryPolicy"),
    ("AWS::EKS::AccessEntry", "AccessPolicies"),
    ("AWS::EKS::AccessEntry", "KubernetesGroups"),
    ("AWS::EventSchemas::RegistryPolicy", "*"),
    ("AWS::Events::EventBus", "Policy"),
    ("AWS::Events::EventBusPolicy", "Principal"),
    ("AWS::EventsV2::ResourcePolicy", "*"),
    ("AWS::IoT::Policy", "*"),
    ("AWS::LakeFormation::DataLakeSettings", "*"),
    ("AWS::LakeFormation::Permissions", "*"),
    ("AWS::LakeFormation::PrincipalPermissions", "*"),
    ("AWS::Lex::ResourcePolicy", "*"),
    ("AWS::Logs::DeliveryDestination", "DeliveryDestinationPolicy"),
    ("AWS::Logs::Destination", "DestinationPolicy"),
    ("AWS::Logs::LogGroup", "ResourcePolicyDocument"),
    ("AWS::MSK::ClusterPolicy", "*"),
    ("AWS::MediaPackageV2::ChannelPolicy", "*"),
    ("AWS::MediaPackageV2::OriginEndpointPolicy", "*"),
    ("AWS::MediaStore::Container", "Policy"),
    ("AWS::OSIS::Pipeline", "ResourcePolicy"),
    ("AWS::OpenSearchServerless::AccessPolicy", "*"),
    ("AWS::Organizations::Policy", "*"),
    ("AWS::Organizations::ResourcePolicy", "*"),
    ("AWS::RAM::ResourceShare", "*"),
    ("AWS::RUM::AppMonitor", "ResourcePolicy"),
    ("AWS::Redshift::Cluster", "NamespaceResourcePolicy"),
    ("AWS::RedshiftServerless::Namespace", "NamespaceResourcePolicy"),
    ("AWS::S3::AccessGrant", "*"),
    ("AWS::S3::AccessPoint", "Policy"),
    ("AWS::S3::Bucket", "AccessControl"),
    ("AWS::S3::MultiRegionAccessPointPolicy", "*"),
    ("AWS::S3Express::AccessPoint", "Policy"),
    ("AWS::S3Express::BucketPolicy", "*"),
    ("AWS::S3Files::FileSystemPolicy", "*"),
    ("AWS::S3ObjectLambda::AccessPointPolicy", "*"),
    ("AWS::S3Outposts::AccessPoint", "Policy"),
    ("AWS::S3Outposts::BucketPolicy", "*"),
    ("AWS::S3Tables::TableBucketPolicy", "*"),
    ("AWS::S3Tables::TablePolicy", "*"),
    ("AWS::S3Vectors::VectorBucketPolicy", "*"),
    ("AWS::SMSVOICE::ResourcePolicy", "*"),
    ("AWS::SSM::ResourcePolicy", "*"),
    ("AWS::SageMaker::ModelPackageGroup", "ModelPackageGroupPolicy"),
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
            property == "*" || node.get("Properties").is_some_and(|own| has_path(own, property))
        };
        let is_unread = UNREAD.iter().any(|(known, property)| *known == kind && has(property));
        let is_unread = is_unread || is_of_unknown_policy(kind, node);
        if is_unread && !has_private_acl(kind, node) {
            let path = estate.path(id);
            let text = format!("the policy of `{path}`, of the type `{kind}`, is not read");
            found.push((path, text));
        }
    }
    found
}

/// Whether a type that the facts do not have is called, or has a property that is called, like a policy.
fn is_of_unknown_policy(kind: &str, node: &Node) -> bool {
    let is_unknown = kind.starts_with("AWS::")
        && facts::resource_type(kind).is_none()
        && !kind.ends_with("::MODULE")
        && !is_serverless(kind);
    let is_policy = |name: &str| {
        ["Policy", "Policies", "Permission", "Principal", "Grant"]
            .iter()
            .any(|own| name.contains(own))
    };
    let properties = node.get("Properties").and_then(Node::as_map).into_iter().flatten();
    is_unknown && (is_policy(kind) || properties.into_iter().any(|own| is_policy(&own.key)))
}

/// The lists of a bucket by name that give nothing to anybody but its owner and the service that delivers logs.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl>
const PRIVATE: &[&str] =
    &["BucketOwnerFullControl", "BucketOwnerRead", "LogDeliveryWrite", "Private"];

fn has_private_acl(kind: &str, node: &Node) -> bool {
    let list = node.get("Properties").and_then(|own| own.get("AccessControl")?.as_str());
    kind == "AWS::S3::Bucket" && list.is_some_and(|list| PRIVATE.contains(&list))
}

/// Types that only grant, so that nobody gains where one is gone.
const ONLY_GRANTS: &[&str] = &[
    "AWS::ACMPCA::Permission",
    "AWS::EKS::AccessEntry",
    "AWS::LakeFormation::DataLakeSettings",
    "AWS::LakeFormation::Permissions",
    "AWS::LakeFormation::PrincipalPermissions",
    "AWS::RAM::ResourceShare",
    "AWS::S3::AccessGrant",
    "AWS::S3::Bucket",
    "AWS::Signer::ProfilePermission",
];

/// Whether a policy of this type that is not read, and is gone, may have denied something. `has_resource`: whether the resource that
/// has it is still there; a policy that is a resource of its own is about another one.
pub(crate) fn may_have_denied(kind: &str, has_resource: bool) -> bool {
    let is_own = UNREAD.contains(&(kind, "*"));
    !ONLY_GRANTS.contains(&kind) && (is_own || has_resource)
}

/// Whether there is something at a path, or may be; each item of a list and each case counts.
fn has_path(node: &Node, path: &str) -> bool {
    if let Some(items) = node.as_list().filter(|_| !path.is_empty()) {
        return items.iter().any(|item| has_path(item, path));
    }
    match node.single() {
        Some(("Fn::If", arguments)) => {
            return arguments
                .as_list()
                .into_iter()
                .flatten()
                .skip(1)
                .any(|one| has_path(one, path));
        }
        Some(("Ref", name)) if name.as_str() == Some("AWS::NoValue") => return false,
        Some((function, _)) if function == "Ref" || function.starts_with("Fn::") => return true,
        _ => {}
    }
    if path.is_empty() {
        return true;
    }
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    // An object may be written as its text.
    node.as_str().is_some() || node.get(first).is_some_and(|found| has_path(found, rest))
}

/// The default policies of keys and file systems that have none in the templates.
pub(crate) fn default_policies<'t>(estate: &Estate<'t>) -> Vec<ResourcePolicy<'t>> {
    let policy = |(id, node): (ResourceId<'t>, &'t Node)| {
        let (pointer, document) = match estate.kind(id) {
            "AWS::KMS::Key" => ("/KeyPolicy", permission::default_key_policy()),
            "AWS::EFS::FileSystem" => {
                ("/FileSystemPolicy", permission::default_file_system_policy())
            }
            _ => return None,
        };
        let has = |own: &Node| own.get(pointer.trim_start_matches('/')).is_some();
        if node.get("Properties").is_some_and(has) {
            return None;
        }
        let (presence, kind) = (estate.presence(id), DocumentKind::Resource);
        let policy = policies::at(estate, id, pointer, &document, &presence, kind);
        let target = policy_text(&symbols::arn(estate, id), false);
        let statements = policy.document.statements.iter().map(|one| Statement {
            resources: Some(Scope::Only(vec![target.clone()])),
            ..one.clone()
        });
        let document =
            Document { statements: statements.collect(), ..Document::clone(&policy.document) };
        let about = vec![estate.path(id)];
        Some(ResourcePolicy { policy: policy.with(document), about, kind: estate.kind(id) })
    };
    estate.resources().filter_map(policy).collect()
}

/// Whether a type is a principal or a policy, or may have a policy in its properties.
pub(crate) fn may_have_policy(kind: &str) -> bool {
    let is_of_iam = kind.starts_with("AWS::IAM::") || kind == super::permission_set::KIND;
    // Modules, nested stacks and custom resources may do anything.
    let is_open = !kind.starts_with("AWS::") || kind.starts_with("AWS::CloudFormation::");
    let is_known =
        READ.iter().any(|row| row.kind == kind) || UNREAD.iter().any(|(known, _)| *known == kind);
    is_of_iam || is_open || is_known || is_serverless(kind)
}

fn read<'t>(
    estate: &Estate<'t>,
    id: ResourceId<'t>,
    node: &'t Node,
    row: &Row,
) -> Option<ResourcePolicy<'t>> {
    let properties = node.get("Properties")?;
    let document = document(properties, row)?;
    let presence = estate.presence(id);
    let pointer = if row.document == WHOLE { String::new() } else { format!("/{}", row.document) };
    let kind = DocumentKind::Resource;
    let mut policy = policies::at(estate, id, &pointer, &document, &presence, kind);
    let targets = targets(estate, id, properties, row, &mut policy.notes);
    if !row.of.is_empty() && !targets.is_empty() {
        let document = Document::clone(&policy.document);
        let statements =
            document.statements.iter().flat_map(|one| narrowed(one, &targets, row.below));
        policy = policy.with(Document { statements: statements.collect(), ..document });
    }
    let mut about: Vec<String> = targets.into_iter().map(|target| target.name).collect();
    if about.is_empty() {
        about.push(estate.path(id));
    }
    Some(ResourcePolicy { policy, about, kind: estate.kind(id) })
}

/// What a policy is about.
struct Target {
    /// In words.
    name: String,
    text: Text,
    /// In which deployments the policy is about it.
    presence: Formula,
}

/// The document; one in a text is read.
fn document<'t>(properties: &'t Node, row: &Row) -> Option<Cow<'t, Node>> {
    if row.document == WHOLE {
        return permission::document(properties).map(Cow::Owned);
    }
    let Some(found) = row.document.split('/').try_fold(properties, |node, name| node.get(name))
    else {
        return in_cases(properties, row.document).map(Cow::Owned);
    };
    if row.document == "KeyPolicy"
        && let Some(policy) = permission::with_default_key_policy(found)
    {
        return Some(Cow::Owned(policy));
    }
    if row.document == "Statement" {
        return Some(Cow::Owned(permission::of_statement(found)));
    }
    let written = found.as_str().and_then(|text| constructs_template::read(text.as_bytes()).ok());
    Some(written.map_or(Cow::Borrowed(found), |template| Cow::Owned(template.into_root())))
}

/// What stands at a path where an object on the way to it is a function: the cases of `Fn::If`, each with what stands there; another
/// function as it is, which is no document that can be read.
fn in_cases(node: &Node, path: &str) -> Option<Node> {
    let Some((first, rest)) = path.split_once('/') else { return node.get(path).cloned() };
    let found = node.get(first)?;
    let Some((function, arguments)) = found.single() else { return in_cases(found, rest) };
    if function != "Fn::If" {
        let is_function = function == "Ref" || function.starts_with("Fn::");
        return if is_function { Some(found.clone()) } else { in_cases(found, rest) };
    }
    let [condition, cases @ ..] = arguments.as_list()? else { return None };
    let case = |case: &Node| {
        let nothing = Node::new(Value::String("AWS::NoValue".to_owned()), case.mark);
        in_cases(&single(first, case.clone()), path).unwrap_or_else(|| single("Ref", nothing))
    };
    let all = std::iter::once(condition.clone()).chain(cases.iter().map(case)).collect();
    Some(single(function, Node::new(Value::List(all), found.mark)))
}

/// An object with one key.
fn single(key: &str, node: Node) -> Node {
    let mark = node.mark;
    Node::new(Value::Map(Map::new(vec![Entry { key: key.to_owned(), mark, node }])), mark)
}

/// All that a policy is about; nothing where its document says it.
fn targets(
    estate: &Estate<'_>,
    id: ResourceId<'_>,
    properties: &Node,
    row: &Row,
    notes: &mut Notes,
) -> Vec<Target> {
    let own = |id| policy_text(&symbols::arn(estate, id), false);
    if row.about.is_empty() {
        return vec![Target { name: estate.path(id), text: own(id), presence: Formula::TRUE }];
    }
    let Some(about) = properties.get(row.about) else { return Vec::new() };
    let found = Resolver::new(estate, id.stack, notes).each(about);
    let target = |one: Resolution| {
        let Resolution { fragments, presence } = one;
        let found = canonical::resource(estate, &fragments);
        if let Some(found) = found.or_else(|| by_name(estate, &fragments, row.of)) {
            return Target { name: estate.path(found), text: own(found), presence };
        }
        if is_below(estate, &fragments) {
            let fragments = canonical(estate, &fragments);
            let first = fragments.first().map(std::slice::from_ref).unwrap_or_default();
            let name = canonical::resource(estate, first).map(|id| estate.path(id));
            let text = policy_text(&fragments, false);
            return Target { name: name.unwrap_or_default(), text, presence };
        }
        let text = policy_text(&elsewhere(&fragments, row.of), false);
        Target { name: text_of(&fragments), text, presence }
    };
    found.into_iter().map(target).collect()
}

/// Whether it is the ARN of something below a resource of the templates, a version of a function.
fn is_below(estate: &Estate<'_>, fragments: &[Fragment]) -> bool {
    let fragments = canonical(estate, fragments);
    let starts_with_one = fragments
        .first()
        .is_some_and(|first| canonical::resource(estate, std::slice::from_ref(first)).is_some());
    starts_with_one && matches!(fragments.as_slice(), [Fragment::Symbol(_), Fragment::Text(_), ..])
}

/// The resource of a type that has this name, perhaps as the last part of a URL or before a qualifier.
fn by_name<'t>(estate: &Estate<'t>, fragments: &[Fragment], kind: &str) -> Option<ResourceId<'t>> {
    let [Fragment::Text(text)] = fragments else { return None };
    let name = text.rsplit('/').next().unwrap_or(text);
    let name = if text.starts_with("arn:") { name } else { name.split(':').next().unwrap_or(name) };
    let is_it = |id: &ResourceId<'_>| {
        estate.kind(*id) == kind && estate.name(*id).is_some_and(|own| own == text || own == name)
    };
    let mut found = estate.resources().map(|(id, _)| id).filter(is_it);
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// The ARN of what no template has: a symbol where its name alone is known.
fn elsewhere(name: &Fragments, kind: &str) -> Fragments {
    let text = text_of(name);
    let is_arn = text.starts_with("arn:")
        || matches!(name.as_slice(), [Fragment::Symbol(symbol)] if symbol.domain.min_colons >= 5);
    if is_arn {
        return name.clone();
    }
    let is_literal = !text.contains(['<', ':', '/']);
    let shape = crate::facts::arn_form(kind).map(|form| {
        crate::facts::filled(form, |hole| {
            let is_place = ["Partition", "Region", "Account"].contains(&hole);
            if is_place || !is_literal { "*" } else { &text }
        })
    });
    let shape = Text::parse(shape.as_deref().unwrap_or("arn:*:*:*:*:*"), false);
    let domain = Domain { identity: None, ..Domain::arn(shape) };
    let id = format!("the {kind} {}", key_of(name));
    vec![Fragment::Symbol(Symbol::of_expression(&id, &text, domain))]
}

/// The statements of a policy about what the policy is about, and what is below that: of its own resource, whatever `Resource`
/// names, it is only the part that is its own.
fn narrowed(statement: &Statement, targets: &[Target], below: &[&str]) -> Vec<Statement> {
    let (named, excepted): (&[Text], &[Text]) = match &statement.resources {
        None => (&[], &[]),
        Some(Scope::Only(texts)) => (texts, &[]),
        Some(Scope::Except(texts)) => (&[], texts),
    };
    let is_open = named.iter().any(Text::is_anything) || named.is_empty();
    let mut found: Vec<Statement> = Vec::new();
    let mut add = |text: Text, presence: Formula| {
        let presence = statement.presence.clone().and(presence);
        if presence == Formula::Known(false) {
            return;
        }
        let same = found.iter_mut().find(|one| one.presence == presence);
        match same.and_then(|one| one.resources.as_mut()) {
            Some(Scope::Only(texts)) => texts.push(text),
            _ => found.push(Statement {
                resources: Some(Scope::Only(vec![text])),
                presence,
                ..statement.clone()
            }),
        }
    };
    for target in targets {
        let own = own_texts(&target.text, below);
        if is_open {
            for text in own {
                let presence = target.presence.clone().and(is_spared(&text, excepted));
                add(text, presence);
            }
            continue;
        }
        for text in named {
            let is_own = is_at_or_below(text, &target.text);
            let presence = if is_own { Formula::TRUE } else { may_be_own(text, target) };
            add(text.clone(), target.presence.clone().and(presence));
        }
    }
    found
}

/// A target and what is below it.
fn own_texts(target: &Text, below: &[&str]) -> Vec<Text> {
    let mut texts = vec![target.clone()];
    texts.extend(below.iter().map(|below| {
        let end = Text::parse(below, false);
        Text::new(target.parts().iter().chain(end.parts()).cloned().collect())
    }));
    texts
}

fn is_at_or_below(text: &Text, target: &Text) -> bool {
    match text.parts().strip_prefix(target.parts()) {
        Some([]) => true,
        Some([Part::Literal(rest), ..]) => rest.starts_with([':', '/']),
        _ => false,
    }
}

/// A text of a policy that is not plainly about its own resource may be, or in part.
fn may_be_own(text: &Text, target: &Target) -> Formula {
    let id = format!("{} is {}", text.identity(), target.text.identity());
    Formula::opaque(&id, &format!("`{text}` is `{}`", target.name))
}

/// In which deployments `NotResource` leaves a text alone: not where it is listed; not known where something like it is.
fn is_spared(text: &Text, excepted: &[Text]) -> Formula {
    if excepted.is_empty() {
        return Formula::TRUE;
    }
    if excepted.iter().any(|other| other == text || other.is_anything()) {
        return Formula::Known(false);
    }
    let reason = format!("`NotResource` of a policy of `{text}` is not read in full");
    let listed: Vec<String> = excepted.iter().map(ToString::to_string).collect();
    Formula::unread(&format!("{text} without {}", listed.join(" ")), &reason)
}

#[cfg(test)]
mod tests;
