//! Identifies the values of Parameter Store and Secrets Manager that the templates themselves store.
//!
//! Two states of the templates get different values from the same reference if they store different values.

use super::depends;
use super::stacks::{ResourceId, Stacks};

/// A store of values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Store {
    /// Systems Manager's Parameter Store.
    Parameters,
    /// Secrets Manager.
    Secrets,
}

/// A reference that may name any stored value.
pub(super) const ANY_REFERENCE: &str = "<";

/// The store that a dynamic reference reads, without `{{resolve:`.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>
pub(super) fn parse_store(reference: &str) -> Option<(Store, &str)> {
    let (service, name) = reference.split_once(':')?;
    match service {
        "ssm" | "ssm-secure" => Some((Store::Parameters, name)),
        "secretsmanager" => Some((Store::Secrets, name)),
        _ => None,
    }
}

/// Identifies the value that the templates store under a name; empty if they store none.
///
/// `reference` contains `<` if a part of it is unknown.
pub(super) fn identity(stacks: &Stacks<'_>, store: Store, reference: &str) -> String {
    let related =
        stacks.resources().map(|(id, _)| id).filter(|id| is_related(stacks, *id, store, reference));
    let mut identity = String::new();
    for id in related {
        let properties = stacks.resource(id).and_then(|node| node.get("Properties"));
        let properties = properties.map(|own| own.to_json().to_string()).unwrap_or_default();
        let decisive = depends::attribute_declarations(stacks, id);
        identity.push_str(&format!(" stored {} {properties} {decisive:x}", stacks.path(id)));
    }
    identity
}

/// Whether a resource may store the value or change it.
fn is_related(stacks: &Stacks<'_>, id: ResourceId<'_>, store: Store, reference: &str) -> bool {
    let kind = stacks.kind(id);
    let is_program = kind.starts_with("Custom::") || kind == "AWS::CloudFormation::CustomResource";
    match (store, kind) {
        (Store::Parameters, "AWS::SSM::Parameter")
        | (Store::Secrets, "AWS::SecretsManager::Secret") => may_be_named(stacks, id, reference),
        (
            Store::Secrets,
            "AWS::SecretsManager::SecretTargetAttachment" | "AWS::SecretsManager::RotationSchedule",
        ) => true,
        _ if is_program => may_write(stacks, id, reference),
        _ => false,
    }
}

/// Whether a reference may name this parameter or secret.
fn may_be_named(stacks: &Stacks<'_>, id: ResourceId<'_>, reference: &str) -> bool {
    let is_open = reference.contains('<');
    match stacks.name(id) {
        Some(name) => is_open || reference.contains(name.trim_start_matches('/')),
        None => {
            let is_set =
                stacks.resource(id).and_then(|node| node.get("Properties")?.get("Name")).is_some();
            is_open || is_set
        }
    }
}

/// Whether a program's input contains the name, so that it may write the value.
fn may_write(stacks: &Stacks<'_>, id: ResourceId<'_>, reference: &str) -> bool {
    let name = reference.split(':').next().unwrap_or(reference);
    let properties = stacks.resource(id).and_then(|node| node.get("Properties"));
    !name.contains('<') && properties.is_some_and(|own| own.to_json().to_string().contains(name))
}
