//! Resolves a parameter of a nested stack to the value that the parent stack passes.

use constructs_document::Node;

use super::fragments::{Fragment, Fragments, append, is_list, key_of};
use super::resolution::Resolution;
use super::resolver::Resolver;
use super::stored::{self, Store};
use super::{depends, parameter};
use constructs_iam::cases::Formula;
use constructs_iam::{Domain, Texts};
use constructs_iam::{Symbol, TextPart};

/// The values of a parameter of a nested stack; `None` if the parent passes none.
///
/// CloudFormation looks up the value of a type such as `AWS::SSM::Parameter::Value<String>`, splits the value of a list type at
/// its commas, and uses the default if the parent passes `AWS::NoValue`.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>
pub(super) fn resolve_parameter(
    resolver: &mut Resolver<'_, '_, '_>,
    name: &str,
    declaration: &Node,
) -> Option<Vec<Resolution>> {
    let id = resolver.stacks.nested_in(resolver.stack)?;
    let properties = resolver.stacks.resource(id)?.get("Properties")?;
    let value = properties.get("Parameters")?.get(name)?;
    let mut found = resolver.resolve_in_stack(id.stack, value)?;
    let presences = found.iter().map(|way| way.presence.clone()).collect();
    let missing = Formula::any(presences).negate();
    if missing != Formula::Known(false) {
        let rest = default_values(resolver, value, declaration);
        found.extend(rest.into_iter().map(|way| way.with_presence(&missing)));
    }
    if parameter::is_looked_up(declaration) {
        return Some(vec![ssm_value(resolver, name, declaration, &found)]);
    }
    if !parameter::domain(declaration).is_list {
        return Some(found);
    }
    Some(found.into_iter().flat_map(|way| split_items(resolver, name, way)).collect())
}

/// The value of the parameter if the parent passes none.
fn default_values(
    resolver: &mut Resolver<'_, '_, '_>,
    value: &Node,
    declaration: &Node,
) -> Vec<Resolution> {
    if value.as_list().is_some() {
        return resolver.unread_value(value, "may be an empty list");
    }
    declaration.get("Default").map(|text| resolver.resolve(text)).unwrap_or_default()
}

/// The looked-up value: a symbol of the parameter, the passed value, and what the templates store.
fn ssm_value(
    resolver: &Resolver<'_, '_, '_>,
    name: &str,
    declaration: &Node,
    passed: &[Resolution],
) -> Resolution {
    let keys: Vec<String> = passed.iter().map(|way| key_of(&way.fragments)).collect();
    let decisive = depends::parameter_declarations(resolver.stacks, resolver.stack, name);
    let reference = if let [only] = keys.as_slice() { only } else { stored::ANY_REFERENCE };
    let stored = stored::identity(resolver.stacks, Store::Parameters, reference);
    let expression = format!("looked up {name} {decisive:x} {}{stored}", keys.join(" "));
    Resolution::from_symbol(resolver.expression_symbol(
        &expression,
        name,
        parameter::domain(declaration),
    ))
}

/// The items of a value of a list type, without surrounding spaces.
fn split_items(resolver: &Resolver<'_, '_, '_>, name: &str, way: Resolution) -> Vec<Resolution> {
    if is_list(&way.fragments) && way.fragments.len() == 1 {
        return vec![way];
    }
    match split_at_commas(&way.fragments) {
        Some(items) => {
            let item = |fragments| Resolution { fragments, presence: way.presence.clone() };
            items.into_iter().map(item).collect()
        }
        None => vec![unknown_list(resolver, name, way)],
    }
}

/// The texts between the commas; `None` if a symbol may contain a comma.
fn split_at_commas(fragments: &[Fragment]) -> Option<Vec<Fragments>> {
    let mut items = vec![Fragments::new()];
    for fragment in fragments {
        match fragment {
            Fragment::Text(text) => {
                for (number, part) in text.split(',').enumerate() {
                    if number > 0 {
                        items.push(Fragments::new());
                    }
                    append(items.last_mut()?, [Fragment::Text(part.to_owned())]);
                }
            }
            Fragment::Symbol(symbol) if may_have_comma(symbol) => return None,
            Fragment::Symbol(_) => append(items.last_mut()?, [fragment.clone()]),
        }
    }
    Some(items.into_iter().map(trim_spaces).collect())
}

/// Whether the text of a symbol may contain a comma. Generated names contain none. ARNs contain none, except those of IAM and of
/// unknown services, whose names may contain one.
fn may_have_comma(symbol: &Symbol) -> bool {
    let domain = &symbol.domain;
    match &domain.texts {
        Texts::Finite(texts) => texts.iter().any(|text| text.contains(',')),
        Texts::Shape(shape) if domain.identity.is_some() && !domain.may_be_pattern => {
            let literals = shape.parts().iter().filter_map(|part| match part {
                TextPart::Literal(text) => Some(text.as_str()),
                _ => None,
            });
            let literals: String = literals.collect();
            let is_open = literals.starts_with("arn:") && literals.len() == "arn:::::".len();
            is_open || literals.contains(',') || literals.contains(":iam:")
        }
        _ => domain.characters.has(','),
    }
}

/// Removes the spaces around a text.
fn trim_spaces(mut fragments: Fragments) -> Fragments {
    if let Some(Fragment::Text(first)) = fragments.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Fragment::Text(last)) = fragments.last_mut() {
        *last = last.trim_end().to_owned();
    }
    fragments.retain(|one| !matches!(one, Fragment::Text(text) if text.is_empty()));
    fragments
}

/// A list of unknown items.
fn unknown_list(resolver: &Resolver<'_, '_, '_>, name: &str, way: Resolution) -> Resolution {
    let expression = format!("items of {}", key_of(&way.fragments));
    let domain = Domain { is_list: true, ..Domain::any() };
    let symbol = resolver.expression_symbol(&expression, name, domain);
    Resolution { fragments: vec![Fragment::Symbol(symbol)], presence: way.presence }
}
