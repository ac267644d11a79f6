//! A resource -> its ARN as it comes of its name, in parts; nothing where that isn't known.
//!
//! Partition, region and account are those of the stack, symbols where they are not known; the name is what the template
//! says, or a symbol where AWS makes it up. Only types of which it is sure how the ARN comes of the
//! name are in the table: the facts have the forms, but not which property fills them.

use super::estate::{Estate, ResourceId};
use super::notes::Notes;
use super::value::{Piece, Pieces, Resolver};
use crate::access::text::{Symbol, SymbolKind};
use crate::facts;

/// Types, and the property with the name. AWS takes the names as they are, in upper and lower case.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
const NAMED: &[(&str, &str)] = &[
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

/// What the symbol for the end of a secret's ARN is called.
const SUFFIX: &str = "six characters of a secret";
/// The same as it reads.
pub(super) const SIX: &str = "<six characters of a secret>";

/// The property that names a resource of this type.
pub(super) fn name_property(kind: &str) -> Option<&'static str> {
    NAMED.iter().find(|(known, _)| *known == kind).map(|(_, property)| *property)
}

/// What a resource is called, where its template says so in letters alone. Names of other resources are not followed.
pub(super) fn name(estate: &Estate<'_>, id: ResourceId<'_>) -> Option<String> {
    let property = name_property(estate.kind(id))?;
    let value = estate.resource(id)?.get("Properties")?.get(property)?;
    let mut notes = Notes::default();
    match Resolver::of_names(estate, id.stack, &mut notes).single(value)?.as_slice() {
        [Piece::Text(text)] => is_plain(text).then(|| text.clone()),
        _ => None,
    }
}

/// The name that AWS makes up for a resource without one.
pub(super) fn made_up_name(estate: &Estate<'_>, id: ResourceId<'_>) -> Option<Symbol> {
    let property = name_property(estate.kind(id))?;
    let is_set = estate.resource(id)?.get("Properties").and_then(|own| own.get(property));
    let name = format!("{} (name)", estate.path(id));
    let kind = SymbolKind::NameOf(format!("{} {}", estate.kind(id), estate.place(id.stack)));
    is_set.is_none().then_some(Symbol { name, kind })
}

/// A property that is written out.
pub(super) fn literal(estate: &Estate<'_>, id: ResourceId<'_>, property: &str) -> Option<String> {
    let value = estate.resource(id)?.get("Properties")?.get(property)?;
    value.as_str().filter(|text| is_plain(text)).map(str::to_owned)
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && !text.contains(['*', '?', '$', ':'])
}

/// The ARN that comes of the name, in parts.
pub(super) fn arn(estate: &Estate<'_>, id: ResourceId<'_>) -> Option<Pieces> {
    let kind = estate.kind(id);
    let Some(name) = estate.name(id).map(str::to_owned) else {
        let name = made_up_name(estate, id).filter(|_| kind != "AWS::SecretsManager::Secret")?;
        let is_below = kind.starts_with("AWS::IAM::") && !path(estate, id)?.is_empty();
        return if is_below { None } else { with_name(estate, id, Piece::Symbol(name)) };
    };
    let name = match kind {
        "AWS::SSM::Parameter" => name.trim_start_matches('/').to_owned(),
        "AWS::KMS::Alias" => name.strip_prefix("alias/")?.to_owned(),
        _ if kind.starts_with("AWS::IAM::") => format!("{}{name}", path(estate, id)?),
        _ => name,
    };
    let mut pieces = with_name(estate, id, Piece::Text(name))?;
    if kind == "AWS::SecretsManager::Secret" {
        pieces.push(Piece::Text("-".to_owned()));
        pieces.push(Piece::Symbol(suffix()));
    }
    Some(super::value::joined(pieces))
}

/// The form of the type's ARNs with this name in it.
fn with_name(estate: &Estate<'_>, id: ResourceId<'_>, name: Piece) -> Option<Pieces> {
    let mut rest = facts::arn_form(estate.kind(id))?;
    let mut notes = Notes::default();
    let resolver = Resolver::new(estate, id.stack, &mut notes);
    let mut name = Some(name);
    let mut pieces = Vec::new();
    while let Some((before, after)) = rest.split_once("${") {
        let (hole, after) = after.split_once('}')?;
        pieces.push(Piece::Text(before.to_owned()));
        pieces.push(match hole {
            "Partition" => resolver.pseudo("AWS::Partition"),
            "Region" => resolver.pseudo("AWS::Region"),
            "Account" => resolver.pseudo("AWS::AccountId"),
            // A form with two names is not of a resource with one.
            _ => name.take()?,
        });
        rest = after;
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces.retain(|piece| *piece != Piece::Text(String::new()));
    Some(super::value::joined(pieces))
}

/// IAM's path without its first `/`; nothing where it isn't known.
fn path(estate: &Estate<'_>, id: ResourceId<'_>) -> Option<String> {
    let is_set = estate.resource(id)?.get("Properties")?.get("Path").is_some();
    if !is_set {
        return Some(String::new());
    }
    Some(literal(estate, id, "Path")?.trim_start_matches('/').to_owned())
}

/// Secrets Manager adds six letters and digits of its own to a secret's name.
/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html>
fn suffix() -> Symbol {
    let characters: String = ('0'..='9').chain('A'..='Z').chain('a'..='z').collect();
    let kind = SymbolKind::Opaque { characters: Some(characters) };
    Symbol { name: SUFFIX.to_owned(), kind }
}

/// Whether it stands for the end of a secret's ARN.
pub(super) fn is_suffix(symbol: &Symbol) -> bool {
    symbol.name == SUFFIX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_for_one_name() {
        let mut all = String::new();
        for (kind, property) in NAMED {
            let found = facts::resource_type(kind).unwrap();
            assert!(found.property(property).is_some(), "{kind} {property}");
            let form = facts::arn_form(kind).unwrap();
            let holes = form.matches("${").count();
            let known = ["${Partition}", "${Region}", "${Account}"];
            let known = known.iter().filter(|hole| form.contains(**hole)).count();
            assert_eq!(holes - known, 1, "{form}");
            all += &format!("{kind} {property} {form}\n");
        }
        assert!(NAMED.is_sorted());
        insta::assert_snapshot!(all);
    }
}
