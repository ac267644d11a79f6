//! `Fn::Sub` -> texts: `${Name}`, `${Resource.Attribute}`, and names of its own; `${!Name}` stands for `${Name}`.

use constructs_template::Node;

use super::value::{Given, Resolver, combined};

/// Every way that the text can come out.
pub(super) fn given(resolver: &mut Resolver<'_, '_, '_>, argument: &Node) -> Option<Vec<Given>> {
    let (text, own) = match argument.as_list() {
        Some([text, own]) => (text.as_str()?, Some(own)),
        Some(_) => return None,
        None => (argument.as_str()?, None),
    };
    let mut items = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        items.push(vec![Given::text(before, true)]);
        let (name, after) = after.split_once('}')?;
        rest = after;
        items.push(match name.strip_prefix('!') {
            Some(literal) => vec![Given::text(&format!("${{{literal}}}"), true)],
            None => named(resolver, name.trim(), own),
        });
    }
    items.push(vec![Given::text(rest, true)]);
    Some(combined(items, ""))
}

fn named(resolver: &mut Resolver<'_, '_, '_>, name: &str, own: Option<&Node>) -> Vec<Given> {
    if let Some(value) = own.and_then(|own| own.get(name)) {
        return resolver.each(value);
    }
    let attribute = name.split_once('.');
    let attribute = attribute.and_then(|(id, attribute)| resolver.attribute_of(id, attribute));
    attribute.unwrap_or_else(|| resolver.reference(name))
}
