//! Builds the ARN of a resource from its name.
//!
//! Partition, region, and account are those of the stack, or symbols. The name is the template's, or a symbol if AWS generates
//! it. The table has only types whose ARN certainly contains the name: the facts have the form of each ARN, but not the property
//! that fills it.

use constructs_document::Node;

use super::fragments::{Fragment, Fragments, append};
use super::notes::Notes;
use super::resolver::Resolver;
use super::stacks::{ResourceId, Stacks};
use constructs_iam::Symbol;
use constructs_iam::{Domain, Identity};
use constructs_schema::facts;

/// Types, each with the property of its name. AWS keeps the case of these names.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
const NAME_PROPERTIES: &[(&str, &str)] = &[
    ("AWS::Athena::WorkGroup", "Name"),
    ("AWS::Backup::BackupVault", "BackupVaultName"),
    ("AWS::CloudTrail::Trail", "TrailName"),
    ("AWS::CloudWatch::Alarm", "AlarmName"),
    ("AWS::CodeBuild::Project", "Name"),
    ("AWS::CodeCommit::Repository", "RepositoryName"),
    ("AWS::CodePipeline::Pipeline", "Name"),
    ("AWS::DynamoDB::Table", "TableName"),
    ("AWS::ECR::Repository", "RepositoryName"),
    ("AWS::ECS::Cluster", "ClusterName"),
    ("AWS::Elasticsearch::Domain", "DomainName"),
    ("AWS::Events::EventBus", "Name"),
    ("AWS::IAM::Group", "GroupName"),
    ("AWS::IAM::InstanceProfile", "InstanceProfileName"),
    ("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
    ("AWS::IAM::Role", "RoleName"),
    ("AWS::IAM::User", "UserName"),
    ("AWS::KMS::Alias", "AliasName"),
    ("AWS::Kinesis::Stream", "Name"),
    ("AWS::KinesisFirehose::DeliveryStream", "DeliveryStreamName"),
    ("AWS::Lambda::Function", "FunctionName"),
    ("AWS::Logs::LogGroup", "LogGroupName"),
    ("AWS::OpenSearchService::Domain", "DomainName"),
    ("AWS::S3::Bucket", "BucketName"),
    ("AWS::SNS::Topic", "TopicName"),
    ("AWS::SQS::Queue", "QueueName"),
    ("AWS::SSM::Parameter", "Name"),
    ("AWS::SecretsManager::Secret", "Name"),
    ("AWS::StepFunctions::Activity", "Name"),
    ("AWS::StepFunctions::StateMachine", "StateMachineName"),
];

/// The property of a type's name.
pub(super) fn name_property(kind: &str) -> Option<&'static str> {
    NAME_PROPERTIES.iter().find(|(known, _)| *known == kind).map(|(_, property)| *property)
}

/// The name of a resource, if its template contains it literally. Names of other resources are not resolved.
pub(super) fn name(stacks: &Stacks<'_>, id: ResourceId<'_>) -> Option<String> {
    let property = name_property(stacks.kind(id))?;
    let value = stacks.resource(id)?.get("Properties")?.get(property)?;
    let text = literal_of(stacks, id, value)?;
    is_plain(&text).then_some(text)
}

/// The literal text of a value without references to resources, imports, and parameters of nested stacks.
fn literal_of(stacks: &Stacks<'_>, id: ResourceId<'_>, value: &Node) -> Option<String> {
    let mut notes = Notes::default();
    let mut resolver = Resolver::new(stacks, id.stack, &mut notes);
    resolver.depth = super::resolver::MAX_RESOLUTION_DEPTH;
    resolver.literal(value)
}

/// The name that AWS generates for a resource without one.
pub(super) fn generated_name(stacks: &Stacks<'_>, id: ResourceId<'_>) -> Option<Symbol> {
    let property = name_property(stacks.kind(id))?;
    let is_set = stacks.resource(id)?.get("Properties").and_then(|own| own.get(property));
    let class = format!("{} {}", stacks.kind(id), stacks.place(id.stack));
    let identity = Identity { states: stacks.states(id), ..Identity::new(&class) };
    let domain = Domain { identity: Some(identity), ..Domain::generated_name(&class) };
    let (id, name) =
        (format!("{} (name)", stacks.arn_id(id)), format!("{} (name)", stacks.path(id)));
    is_set.is_none().then(|| Symbol::from_expression(&id, &name, domain))
}

/// Whether CloudFormation may have generated a name for a resource: the stack's name, the logical id, and random letters. The
/// first two are cut if the name gets too long.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html>
pub(super) fn may_be_generated(stacks: &Stacks<'_>, id: ResourceId<'_>, name: &str) -> bool {
    let Some((front, random)) = name.rsplit_once('-') else { return false };
    let stack = stacks.get(id.stack);
    let stack = stack.filter(|stack| stack.is_named && stack.nested_in.is_none());
    let is_random =
        random.len() >= 8 && random.chars().all(|letter| letter.is_ascii_alphanumeric());
    is_random
        && front.match_indices('-').any(|(at, _)| {
            let (own, rest) = front.split_at(at);
            let is_stack = stack.is_none_or(|stack| stack.name.starts_with(own));
            is_stack && id.id.starts_with(rest.trim_start_matches('-'))
        })
}

/// The literal value of a property.
pub(super) fn literal(stacks: &Stacks<'_>, id: ResourceId<'_>, property: &str) -> Option<String> {
    let value = stacks.resource(id)?.get("Properties")?.get(property)?;
    value.as_str().filter(|text| is_plain(text)).map(str::to_owned)
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && !text.contains(['*', '?', '$', ':'])
}

/// The ARN with the resource's name, in parts.
pub(super) fn arn(stacks: &Stacks<'_>, id: ResourceId<'_>) -> Option<Fragments> {
    let kind = stacks.kind(id);
    let Some(name) = stacks.name(id).map(str::to_owned) else {
        let name = symbolic_name(stacks, id)?;
        let is_below = kind.starts_with("AWS::IAM::") && !path(stacks, id)?.is_empty();
        let is_below = is_below || kind == "AWS::SSM::Parameter" || kind == "AWS::KMS::Alias";
        let fragments = with_name(stacks, id, name).filter(|_| !is_below)?;
        return Some(with_suffix(stacks, id, fragments));
    };
    let name = match kind {
        "AWS::SSM::Parameter" => name.trim_start_matches('/').to_owned(),
        "AWS::KMS::Alias" => name.strip_prefix("alias/")?.to_owned(),
        _ if kind.starts_with("AWS::IAM::") => format!("{}{name}", path(stacks, id)?),
        _ => name,
    };
    let fragments = with_name(stacks, id, vec![Fragment::Text(name)])?;
    Some(with_suffix(stacks, id, fragments))
}

/// A name that AWS generates, or that an expression of parameters sets.
fn symbolic_name(stacks: &Stacks<'_>, id: ResourceId<'_>) -> Option<Fragments> {
    if let Some(symbol) = generated_name(stacks, id) {
        return Some(vec![Fragment::Symbol(symbol)]);
    }
    let property = name_property(stacks.kind(id))?;
    let value = stacks.resource(id)?.get("Properties")?.get(property)?;
    let mut notes = Notes::default();
    let mut resolver = Resolver::new(stacks, id.stack, &mut notes);
    resolver.depth = super::resolver::MAX_RESOLUTION_DEPTH;
    let fragments = resolver.single(value)?;
    let is_text = |one: &Fragment| match one {
        Fragment::Text(_) => true,
        Fragment::Symbol(symbol) => !symbol.domain.is_list,
    };
    fragments.iter().all(is_text).then_some(fragments)
}

/// Adds the six characters that Secrets Manager appends to a secret's name.
/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html>
fn with_suffix(stacks: &Stacks<'_>, id: ResourceId<'_>, mut fragments: Fragments) -> Fragments {
    if stacks.kind(id) == "AWS::SecretsManager::Secret" {
        let name = format!("six characters of {}", stacks.path(id));
        let symbol = Symbol::from_expression(
            &format!("{} suffix", stacks.path(id)),
            &name,
            Domain::random(6),
        );
        let more = [Fragment::Text("-".to_owned()), Fragment::Symbol(symbol)];
        append(&mut fragments, more);
    }
    fragments
}

/// The form of the type's ARNs with this name.
fn with_name(stacks: &Stacks<'_>, id: ResourceId<'_>, name: Fragments) -> Option<Fragments> {
    let mut rest = facts::arn_form(stacks.kind(id))?;
    let mut notes = Notes::default();
    let resolver = Resolver::new(stacks, id.stack, &mut notes);
    let mut name = Some(name);
    let mut fragments = Fragments::new();
    while let Some((before, after)) = rest.split_once("${") {
        let (hole, after) = after.split_once('}')?;
        append(&mut fragments, [Fragment::Text(before.to_owned())]);
        match hole {
            "Partition" => append(&mut fragments, [resolver.pseudo("AWS::Partition")]),
            "Region" => append(&mut fragments, [resolver.pseudo("AWS::Region")]),
            "Account" => append(&mut fragments, [resolver.pseudo("AWS::AccountId")]),
            // A form with two names is of another resource.
            _ => append(&mut fragments, name.take()?),
        }
        rest = after;
    }
    append(&mut fragments, [Fragment::Text(rest.to_owned())]);
    Some(fragments)
}

/// IAM's path without its first `/`; `None` if it is unknown.
fn path(stacks: &Stacks<'_>, id: ResourceId<'_>) -> Option<String> {
    let is_set = stacks.resource(id)?.get("Properties")?.get("Path").is_some();
    if !is_set {
        return Some(String::new());
    }
    Some(literal(stacks, id, "Path")?.trim_start_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_for_one_name() {
        let mut all = String::new();
        for (kind, property) in NAME_PROPERTIES {
            let found = facts::resource_type(kind).unwrap();
            assert!(found.property(property).is_some(), "{kind} {property}");
            let form = facts::arn_form(kind).unwrap();
            let holes = form.matches("${").count();
            let known = ["${Partition}", "${Region}", "${Account}"];
            let known = known.iter().filter(|hole| form.contains(**hole)).count();
            assert_eq!(holes - known, 1, "{form}");
            all += &format!("{kind} {property} {form}\n");
        }
        assert!(NAME_PROPERTIES.is_sorted());
        insta::assert_snapshot!(all);
    }
}
