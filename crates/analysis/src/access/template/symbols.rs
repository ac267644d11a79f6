//! A resource of a template -> what stands for its ARN, its name or another attribute in policies.
//!
//! What the facts don't say is text of which nothing is known: it may be anything, another resource's ARN as well.

use super::estate::{Estate, ResourceId};
use super::named::{is_suffix, literal, made_up_name, name_property};
use super::value::{Piece, Pieces};
use crate::access::text::{Symbol, SymbolKind};
use crate::facts::{self, Gives};

/// What `Ref` gives.
pub(super) fn reference(estate: &Estate<'_>, id: ResourceId<'_>) -> Pieces {
    if let Some(secret) = attached_secret(estate, id) {
        return arn(estate, secret);
    }
    match facts::reference(estate.kind(id)) {
        Gives::Arn => arn(estate, id),
        Gives::Property(property) => property_of(estate, id, property, true),
        Gives::Unknown => vec![unknown(format!("{} (name)", estate.path(id)))],
    }
}

/// The secret whose ARN an attachment gives: policies name it rather than the secret, so that they come after it.
fn attached_secret<'t>(estate: &Estate<'t>, id: ResourceId<'_>) -> Option<ResourceId<'t>> {
    if estate.kind(id) != "AWS::SecretsManager::SecretTargetAttachment" {
        return None;
    }
    let secret = estate.resource(id)?.get("Properties")?.get("SecretId")?;
    let ("Ref", target) = secret.single()? else { return None };
    let secret = estate.find(id.stack, target.as_str()?)?;
    (estate.kind(secret) == "AWS::SecretsManager::Secret").then_some(secret)
}

/// What `Fn::GetAtt` gives.
pub(super) fn attribute(estate: &Estate<'_>, id: ResourceId<'_>, attribute: &str) -> Pieces {
    let kind = estate.kind(id);
    match (kind, attribute) {
        // <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html>
        ("AWS::Logs::LogGroup", "Arn") => {
            return followed(arn(estate, id), vec![Piece::Text(":*".to_owned())]);
        }
        ("AWS::DynamoDB::Table", "StreamArn") => {
            let label = unknown(format!("{}.StreamLabel", estate.path(id)));
            return followed(arn(estate, id), vec![Piece::Text("/stream/".to_owned()), label]);
        }
        _ => {}
    }
    match facts::attribute(kind, attribute) {
        Gives::Arn => arn(estate, id),
        Gives::Property(property) => property_of(estate, id, property, false),
        Gives::Unknown if name_property(kind) == Some(attribute) => {
            property_of(estate, id, attribute, false)
        }
        Gives::Unknown => vec![unknown(format!("{}.{attribute}", estate.path(id)))],
    }
}

/// The ARN of a resource: one symbol. Two logical ids are two resources.
pub(crate) fn arn(estate: &Estate<'_>, id: ResourceId<'_>) -> Pieces {
    vec![symbol(estate, id)]
}

/// One symbol for the ARN of a resource.
pub(super) fn symbol(estate: &Estate<'_>, id: ResourceId<'_>) -> Piece {
    let shape = match estate.written(id) {
        Some(pieces) => shape_of(pieces),
        None => shape(estate.kind(id)),
    };
    Piece::Symbol(Symbol { name: estate.path(id), kind: SymbolKind::Arn(shape) })
}

/// A property as the template sets it; what AWS makes up, or what isn't known, as a symbol.
fn property_of(
    estate: &Estate<'_>,
    id: ResourceId<'_>,
    property: &str,
    is_reference: bool,
) -> Pieces {
    let is_name = name_property(estate.kind(id)) == Some(property);
    // Some services turn names into lower case.
    let is_kept = |text: &String| is_name || !text.chars().any(char::is_uppercase);
    let text = match is_name {
        true => estate.name(id).map(str::to_owned),
        false => literal(estate, id, property),
    };
    if let Some(text) = text.filter(is_kept) {
        return vec![Piece::Text(text)];
    }
    if is_name && let Some(symbol) = made_up_name(estate, id) {
        return vec![Piece::Symbol(symbol)];
    }
    let path = estate.path(id);
    let name = if is_reference || is_name {
        format!("{path} (name)")
    } else {
        format!("{path}.{property}")
    };
    vec![unknown(name)]
}

fn unknown(name: String) -> Piece {
    Piece::Symbol(Symbol { name, kind: SymbolKind::Opaque { characters: None } })
}

fn followed(mut pieces: Pieces, more: Pieces) -> Pieces {
    pieces.extend(more);
    super::value::joined(pieces)
}

/// The glob that an ARN in parts matches.
fn shape_of(pieces: &[Piece]) -> String {
    let glob = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Symbol(symbol) if is_suffix(symbol) => "??????".to_owned(),
        Piece::Symbol(_) => "*".to_owned(),
    };
    pieces.iter().map(glob).collect()
}

/// The glob that the ARNs of a type match: the facts' form.
fn shape(kind: &str) -> String {
    facts::arn_form(kind).map_or_else(|| "arn:*".to_owned(), |form| facts::filled(form, |_| "*"))
}
