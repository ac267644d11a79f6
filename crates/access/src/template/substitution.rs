//! Resolves `Fn::Sub`: `${Name}`, `${Resource.Attribute}`, variables of its own, and `${!Name}` for the literal `${Name}`.

use constructs_cloudformation::function::{Substitution, SubstitutionPart, substitution_parts};
use constructs_document::Node;

use super::resolution::Resolution;
use super::resolver::Resolver;

/// Every text that the function can return.
pub(super) fn resolve(
    resolver: &mut Resolver<'_, '_, '_>,
    argument: &Node,
) -> Option<Vec<Resolution>> {
    let substitution = Substitution::parse(argument)?;
    let mut items = Vec::new();
    for part in substitution_parts(substitution.text) {
        items.push(match part {
            SubstitutionPart::Text(text) => vec![Resolution::from_text(text)],
            SubstitutionPart::Literal(name) => vec![Resolution::from_text(&format!("${{{name}}}"))],
            SubstitutionPart::Variable(name) => {
                resolve_variable(resolver, name.trim(), substitution)
            }
            SubstitutionPart::Unclosed(_) => return None,
        });
    }
    let items = items.into_iter().filter(|ways| !ways.is_empty()).collect();
    resolver.combine(items, "")
}

fn resolve_variable(
    resolver: &mut Resolver<'_, '_, '_>,
    name: &str,
    substitution: Substitution<'_>,
) -> Vec<Resolution> {
    if let Some(value) = substitution.value(name) {
        return resolver.resolve(value);
    }
    let attribute = name.split_once('.');
    let attribute = attribute.and_then(|(id, attribute)| resolver.resolve_attribute(id, attribute));
    attribute.unwrap_or_else(|| resolver.reference(name))
}
