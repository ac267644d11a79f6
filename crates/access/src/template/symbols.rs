//! Builds the values of a resource's ARN, name, and attributes.
//!
//! A value that the facts do not describe is an unknown text, which may even be another resource's ARN.

use super::fragments::{Fragment, Fragments, append};
use super::named::{generated_name, literal, name_property};
use super::resolution::Resolution;
use super::resolver::Resolver;
use super::stacks::{ResourceId, Stacks};
use constructs_iam::cases::Formula;
use constructs_iam::{Domain, Identity};
use constructs_iam::{PolicyText, Symbol};
use constructs_schema::facts::{self, ReferencedValue};

/// The value of `Ref`.
pub(super) fn reference(
    resolver: &mut Resolver<'_, '_, '_>,
    id: ResourceId<'_>,
) -> Vec<Resolution> {
    let stacks = resolver.stacks;
    if let Some(secret) = attached_secret(stacks, id) {
        return vec![Resolution::unconditional(arn(stacks, secret))];
    }
    match facts::ref_value(stacks.kind(id)) {
        ReferencedValue::Arn => vec![Resolution::unconditional(arn(stacks, id))],
        ReferencedValue::Property(property) => property_value(resolver, id, property, true),
        ReferencedValue::Unknown => vec![unknown_value(stacks, id, "(name)", None)],
    }
}

/// The secret of an attachment, whose `Ref` is the secret's ARN. Policies refer to the attachment so that they are created after
/// it.
fn attached_secret<'t>(stacks: &Stacks<'t>, id: ResourceId<'_>) -> Option<ResourceId<'t>> {
    if stacks.kind(id) != "AWS::SecretsManager::SecretTargetAttachment" {
        return None;
    }
    let secret = stacks.resource(id)?.get("Properties")?.get("SecretId")?;
    let ("Ref", target) = secret.single()? else { return None };
    let secret = stacks.find(id.stack, target.as_str()?)?;
    (stacks.kind(secret) == "AWS::SecretsManager::Secret").then_some(secret)
}

/// The value of `Fn::GetAtt`.
pub(super) fn attribute(
    resolver: &mut Resolver<'_, '_, '_>,
    id: ResourceId<'_>,
    attribute: &str,
) -> Vec<Resolution> {
    let stacks = resolver.stacks;
    let kind = stacks.kind(id);
    let below = |more: Vec<Fragment>| {
        let mut all = arn(stacks, id);
        append(&mut all, more);
        vec![Resolution::unconditional(all)]
    };
    match (kind, attribute) {
        // <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html>
        ("AWS::Logs::LogGroup", "Arn") => return below(vec![Fragment::Text(":*".to_owned())]),
        ("AWS::DynamoDB::Table", "StreamArn") => {
            let label = unknown_value(stacks, id, "StreamLabel", Some(attribute));
            let mut more = vec![Fragment::Text("/stream/".to_owned())];
            more.extend(label.fragments);
            return below(more);
        }
        _ => {}
    }
    match facts::attribute_value(kind, attribute) {
        ReferencedValue::Arn => vec![Resolution::unconditional(arn(stacks, id))],
        ReferencedValue::Property(property) => property_value(resolver, id, property, false),
        ReferencedValue::Unknown if name_property(kind) == Some(attribute) => {
            property_value(resolver, id, attribute, false)
        }
        ReferencedValue::Unknown => vec![unknown_value(stacks, id, attribute, Some(attribute))],
    }
}

/// The ARN of a resource as one symbol. Different logical ids are different resources.
pub(crate) fn arn(stacks: &Stacks<'_>, id: ResourceId<'_>) -> Fragments {
    vec![Fragment::Symbol(arn_symbol(stacks, id))]
}

/// The symbol of the ARN of a resource.
pub(crate) fn arn_symbol(stacks: &Stacks<'_>, id: ResourceId<'_>) -> Symbol {
    stacks.arn_symbol(id, || create_arn_symbol(stacks, id))
}

fn create_arn_symbol(stacks: &Stacks<'_>, id: ResourceId<'_>) -> Symbol {
    let shape = match stacks.written(id) {
        Some(fragments) => super::fragments::policy_text(fragments, false),
        None => shape(stacks, id),
    };
    let identity = Identity { states: stacks.states(id), ..Identity::resources() };
    let domain = Domain { identity: Some(identity), ..Domain::arn(shape) };
    Symbol::from_expression(&stacks.arn_id(id), &stacks.path(id), domain)
}

/// The shape of a type's ARNs.
fn shape(stacks: &Stacks<'_>, id: ResourceId<'_>) -> PolicyText {
    let form = facts::arn_form(stacks.kind(id));
    let form = form.map(|form| constructs_iam_facts::fill_arn_form(form, |_| "*"));
    PolicyText::parse(form.as_deref().unwrap_or("arn:*:*:*:*:*"), false)
}

/// A property's value in the template; a symbol if AWS generates it or it is unknown.
fn property_value(
    resolver: &mut Resolver<'_, '_, '_>,
    id: ResourceId<'_>,
    property: &str,
    is_reference: bool,
) -> Vec<Resolution> {
    let stacks = resolver.stacks;
    let is_name = name_property(stacks.kind(id)) == Some(property);
    // Some services convert names to lower case.
    let is_kept = |text: &String| is_name || !text.chars().any(char::is_uppercase);
    let text = match is_name {
        true => stacks.name(id).map(str::to_owned),
        false => literal(stacks, id, property),
    };
    if let Some(text) = text.filter(is_kept) {
        return vec![Resolution::from_text(&text)];
    }
    let is_set = stacks.resource(id).and_then(|node| node.get("Properties")?.get(property));
    match is_set.filter(|_| is_name) {
        // A name from an expression has the value of the expression. If it has several values, or AWS generates it in some
        // deployments, it becomes a symbol.
        Some(node) => match resolver.resolve_in_stack(id.stack, node) {
            Some(found) if matches!(&*found, [one] if one.presence == Formula::TRUE) => {
                return found;
            }
            _ => {}
        },
        None => {
            if is_name && let Some(symbol) = generated_name(stacks, id) {
                return vec![Resolution::from_symbol(symbol)];
            }
        }
    }
    let name = if is_reference || is_name { "(name)" } else { property };
    vec![unknown_value(stacks, id, name, is_set.map(|_| property))]
}

/// The name of a resource as a symbol that [`resource`](super::canonical::resource) resolves to the resource.
pub(super) fn name(stacks: &Stacks<'_>, id: ResourceId<'_>) -> Fragments {
    unknown_value(stacks, id, "(name)", name_property(stacks.kind(id))).fragments
}

/// Types whose attributes a template or a program sets.
const UNRESTRICTED_TYPES: &[&str] = &[
    "AWS::CloudFormation::CustomResource",
    "AWS::CloudFormation::Stack",
    "AWS::CloudFormation::WaitCondition",
    "AWS::ServiceCatalog::CloudFormationProvisionedProduct",
];

/// An unknown value of a resource. It may be a pattern if the template or a program sets it.
fn unknown_value(
    stacks: &Stacks<'_>,
    id: ResourceId<'_>,
    name: &str,
    property: Option<&str>,
) -> Resolution {
    let kind = facts::resource_type(stacks.kind(id));
    let is_set = property.is_some_and(|property| {
        let own = stacks.resource(id).and_then(|node| node.get("Properties")?.get(property));
        own.is_some() || kind.is_some_and(|kind| kind.property(property).is_some())
    });
    let is_of_aws = kind.is_some_and(|kind| {
        let is_known = name.starts_with('(') || kind.attribute(name).is_some();
        is_known && !UNRESTRICTED_TYPES.contains(&stacks.kind(id))
    });
    let domain = if is_of_aws && !is_set { Domain::attribute() } else { Domain::any() };
    let separator = if name.starts_with('(') { " " } else { "." };
    let shown = format!("{}{separator}{name}", stacks.path(id));
    let declarations = super::depends::attribute_declarations(stacks, id);
    let expression = format!("{}{separator}{name} {declarations:x}", stacks.arn_id(id));
    Resolution::from_symbol(Symbol::from_expression(&expression, &shown, domain))
}
