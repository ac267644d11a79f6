//! `Fn::Sub` -> texts: `${Name}`, `${Resource.Attribute}`, and names of its own; `${!Name}` stands for `${Name}`.

use constructs_document::Node;

use super::value::{Resolution, Resolver};

/// Every way that the text can come out.
pub(super) fn resolutions(
    resolver: &mut Resolver<'_, '_, '_>,
    argument: &Node,
) -> Option<Vec<Resolution>> {
    let (text, own) = match argument.as_list() {
        Some([text, own]) => (text.as_str()?, Some(own)),
        Some(_) => return None,
        None => (argument.as_str()?, None),
    };
    let mut items = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        items.push(vec![Resolution::text(before)]);
        let (name, after) = after.split_once('}')?;
        rest = after;
        items.push(match name.strip_prefix('!') {
            Some(literal) => vec![Resolution::text(&format!("${{{literal}}}"))],
            None => named(resolver, name.trim(), own),
        });
    }
    items.push(vec![Resolution::text(rest)]);
    let items = items.into_iter().filter(|ways| !ways.is_empty()).collect();
    resolver.combined(items, "")
}

fn named(resolver: &mut Resolver<'_, '_, '_>, name: &str, own: Option<&Node>) -> Vec<Resolution> {
    if let Some(value) = own.and_then(|own| own.get(name)) {
        return resolver.each(value);
    }
    let attribute = name.split_once('.');
    let attribute = attribute.and_then(|(id, attribute)| resolver.attribute_of(id, attribute));
    attribute.unwrap_or_else(|| resolver.reference(name))
}
