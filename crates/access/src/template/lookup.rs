//! Resolves functions that choose a value: `Fn::Select`, `Fn::Split`, `Fn::FindInMap`, and outputs of other stacks by name.

use constructs_cloudformation::function::{FindInMap, Select, Split};
use constructs_document::Node;

use super::fragments::{Fragment, is_list, policy_text};
use super::resolution::Resolution;
use super::resolver::Resolver;
use super::stacks::ResourceId;
use constructs_iam::Domain;
use constructs_iam::PolicyText;
use constructs_iam::cases::Formula;

/// `Fn::Select`: an item of a literal list, or a symbol.
pub(super) fn select(
    resolver: &mut Resolver<'_, '_, '_>,
    argument: &Node,
    node: &Node,
) -> Option<Vec<Resolution>> {
    let Select { index, items: list } = Select::parse(argument)?;
    let literal = resolver.literal(index);
    let index = literal.and_then(|text| text.trim().parse::<usize>().ok());
    match (index, list.as_list()) {
        (Some(index), Some(items)) if items.iter().all(|item| is_single_item(resolver, item)) => {
            Some(resolver.resolve(items.get(index)?))
        }
        (Some(index), None) => match literal_list(resolver, list) {
            Some(items) => Some(vec![Resolution::from_text(items.get(index)?)]),
            None => Some(unknown_item(resolver, list, node)),
        },
        _ => Some(unknown_item(resolver, list, node)),
    }
}

/// Whether an item of a literal list is exactly one item in every deployment.
fn is_single_item(resolver: &mut Resolver<'_, '_, '_>, node: &Node) -> bool {
    let ways = resolver.resolve(node);
    let presences = ways.iter().map(|way| way.presence.clone()).collect();
    !ways.iter().any(|way| is_list(&way.fragments)) && Formula::any(presences) == Formula::TRUE
}

/// Some item of a list: an unknown text.
pub(super) fn unknown_item(
    resolver: &mut Resolver<'_, '_, '_>,
    list: &Node,
    node: &Node,
) -> Vec<Resolution> {
    let found = resolver.resolve(list);
    let unread = found.iter().flat_map(|one| &one.fragments).find_map(|one| match one {
        Fragment::Symbol(symbol) => symbol.domain.unread.clone(),
        Fragment::Text(_) => None,
    });
    let domain = Domain { unread, ..Domain::any() };
    vec![Resolution::from_symbol(resolver.symbol_for(node, domain))]
}

/// The items of a list whose text is known.
pub(super) fn literal_list(
    resolver: &mut Resolver<'_, '_, '_>,
    list: &Node,
) -> Option<Vec<String>> {
    let ("Fn::Split", arguments) = list.single()? else { return None };
    let Split { delimiter, text } = Split::parse(arguments)?;
    let (delimiter, text) = (resolver.literal(delimiter)?, resolver.literal(text)?);
    if delimiter.is_empty() {
        return None;
    }
    Some(text.split(&delimiter).map(str::to_owned).collect())
}

/// `Fn::Split`: the items of a known text, or an unknown list.
pub(super) fn split(
    resolver: &mut Resolver<'_, '_, '_>,
    argument: &Node,
    node: &Node,
) -> Option<Vec<Resolution>> {
    if let Some(items) = literal_list(resolver, node) {
        return Some(items.iter().map(|item| Resolution::from_text(item)).collect());
    }
    let Split { text, .. } = Split::parse(argument)?;
    let whole = resolver.resolve(text);
    let is_pattern = whole.iter().flat_map(|one| &one.fragments).any(|one| match one {
        Fragment::Symbol(symbol) => symbol.domain.may_be_pattern,
        Fragment::Text(text) => text.contains(['*', '?', '$']),
    });
    let domain = Domain { is_list: true, may_be_pattern: is_pattern, ..Domain::any() };
    Some(vec![Resolution::from_symbol(resolver.symbol_for(node, domain))])
}

/// `Fn::FindInMap`: each value that the keys may select, with the formula of that.
pub(super) fn find_in_map(
    resolver: &mut Resolver<'_, '_, '_>,
    argument: &Node,
) -> Option<Vec<Resolution>> {
    let lookup = FindInMap::parse(argument)?;
    let mapping = resolver.literal(lookup.mapping)?;
    let rows = resolver.template()?.root().get("Mappings")?.get(&mapping)?.as_map()?;
    let (firsts, seconds) =
        (resolver.resolve(lookup.first_key), resolver.resolve(lookup.second_key));
    let mut found = Vec::new();
    for row in rows {
        let in_row = is_key(&firsts, &row.key);
        for cell in row.node.as_map()? {
            let presence = in_row.clone().and(is_key(&seconds, &cell.key));
            if presence == Formula::Known(false) {
                continue;
            }
            let values = resolver.resolve(&cell.node);
            found.extend(values.into_iter().map(|one| one.with_presence(&presence)));
        }
    }
    if let Some(value) = lookup.default_value() {
        let presences = found.iter().map(|one: &Resolution| one.presence.clone()).collect();
        let missing = Formula::any(presences).negate();
        let values = resolver.resolve(value);
        found.extend(values.into_iter().map(|one| one.with_presence(&missing)));
    }
    found.retain(|one| one.presence != Formula::Known(false));
    (!found.is_empty()).then_some(found)
}

/// The deployments in which a value equals this key.
fn is_key(values: &[Resolution], key: &str) -> Formula {
    let key = PolicyText::literal(key);
    let equal = values.iter().map(|one| {
        one.presence.clone().and(Formula::equal(policy_text(&one.fragments, false), key.clone()))
    });
    Formula::any(equal.collect())
}

/// `Fn::GetStackOutput`: the output of a stack of these templates in the same account, else a symbol.
pub(super) fn stack_output(
    resolver: &mut Resolver<'_, '_, '_>,
    argument: &Node,
    node: &Node,
) -> Option<Vec<Resolution>> {
    let mut text = |key: &str| argument.get(key).map(|value| resolver.literal(value));
    let (name, output) = (text("StackName")??, text("OutputName")??);
    let region = text("Region");
    let found = resolver.stacks.stack_with_output(resolver.stack, &name, region.as_ref(), &output);
    let value = found.and_then(|(stack, value)| resolver.resolve_in_stack(stack, value));
    Some(value.unwrap_or_else(|| {
        let symbol = resolver.symbol_for(node, Domain::any());
        vec![Resolution::from_symbol(symbol)]
    }))
}

/// An export of the AWS CDK to another region: `Fn::GetAtt: [ExportsReader, /cdk/exports/…]`.
pub(super) fn resolve_region_export(
    resolver: &mut Resolver<'_, '_, '_>,
    id: ResourceId<'_>,
    attribute: &str,
) -> Option<Vec<Resolution>> {
    let is_reader = resolver.stacks.kind(id) == "Custom::CrossRegionExportReader";
    let (stack, value) = resolver.stacks.written_export(attribute).filter(|_| is_reader)?;
    resolver.resolve_in_stack(stack, value)
}

/// The words, such as `Allow`, that a value may be, each with the formula under which it is that word.
pub(super) fn match_words(
    resolver: &mut Resolver<'_, '_, '_>,
    node: &Node,
    words: &[&'static str],
) -> Vec<(&'static str, Formula)> {
    let values = resolver.resolve(node);
    let found = words.iter().map(|word| (*word, is_key(&values, word)));
    found.filter(|(_, presence)| *presence != Formula::Known(false)).collect()
}
