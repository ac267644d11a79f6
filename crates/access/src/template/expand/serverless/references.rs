//! Replaces references such as `!Ref Function.Alias` by the logical id of the generated resource.

use std::collections::BTreeMap;

use constructs_cloudformation::function::{SubstitutionPart, substitution_parts};
use constructs_document::{Entry, Map, Node, Value};

/// Replaces the references in a node.
pub(super) fn replace(node: &mut Node, ids: &BTreeMap<String, String>) {
    if ids.is_empty() {
        return;
    }
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| replace(item, ids)),
        Value::Map(map) => {
            let mut entries = std::mem::take(map).into_entries();
            if let [Entry { key, node, .. }] = entries.as_mut_slice() {
                match key.as_str() {
                    "Ref" => replace_text(node, |text| ids.get(text).cloned()),
                    "Fn::GetAtt" => replace_attribute(node, ids),
                    "Fn::Sub" => replace_substitution(node, ids),
                    _ => {}
                }
            }
            entries.iter_mut().for_each(|entry| replace(&mut entry.node, ids));
            *map = Map::new(entries);
        }
        _ => {}
    }
}

fn replace_text(node: &mut Node, new: impl Fn(&str) -> Option<String>) {
    if let Value::String(text) = &mut node.value
        && let Some(new) = new(text)
    {
        *text = new;
    }
}

/// Replaces `[Function.Alias, Arn]`, `[Function, Alias.Arn]`, and `Function.Alias.Arn`.
fn replace_attribute(node: &mut Node, ids: &BTreeMap<String, String>) {
    if let Value::List(items) = &mut node.value {
        let texts: Option<Vec<&str>> = items.iter().map(Node::as_str).collect();
        let Some(joined) = texts.map(|texts| texts.join(".")) else { return };
        let Some(new) = replace_name(&joined, ids) else { return };
        let Some((id, attribute)) = new.split_once('.') else { return };
        if let [first, second] = items.as_mut_slice() {
            first.value = Value::String(id.to_owned());
            second.value = Value::String(attribute.to_owned());
        }
        return;
    }
    replace_text(node, |text| replace_name(text, ids));
}

fn replace_name(text: &str, ids: &BTreeMap<String, String>) -> Option<String> {
    let (name, attribute) = text.rsplit_once('.')?;
    Some(format!("{}.{attribute}", ids.get(name)?))
}

/// Replaces `${Function.Alias}` and `${Function.Alias.Arn}`.
fn replace_substitution(node: &mut Node, ids: &BTreeMap<String, String>) {
    let text = match &mut node.value {
        Value::List(items) => items.first_mut(),
        _ => Some(node),
    };
    let Some(text) = text else { return };
    replace_text(text, |text| {
        let parts = substitution_parts(text).map(|part| match part {
            SubstitutionPart::Text(text) => text.to_owned(),
            SubstitutionPart::Literal(name) => format!("${{!{name}}}"),
            SubstitutionPart::Variable(name) => {
                let id = ids.get(name.trim()).cloned().or_else(|| replace_name(name.trim(), ids));
                format!("${{{}}}", id.as_deref().unwrap_or(name))
            }
            SubstitutionPart::Unclosed(rest) => format!("${{{rest}"),
        });
        Some(parts.collect())
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_get_the_id_of_what_they_mean() {
        let text = "all: [!Ref F.Alias, !GetAtt F.Alias.Arn, !GetAtt [F.Alias, Arn], !Sub '${F.Alias} ${F.Version.Arn} ${G} ${!x}', !Ref F]";
        let mut node = constructs_yaml::read(text.as_bytes()).unwrap().into_root();
        let ids = [("F.Alias", "FAliaslive"), ("F.Version", "FVersion")];
        let ids = ids.map(|(name, id)| (name.to_owned(), id.to_owned())).into();
        replace(&mut node, &ids);
        let expected = serde_json::json!([
            {"Ref": "FAliaslive"},
            {"Fn::GetAtt": ["FAliaslive", "Arn"]},
            {"Fn::GetAtt": ["FAliaslive", "Arn"]},
            {"Fn::Sub": "${FAliaslive} ${FVersion.Arn} ${G} ${!x}"},
            {"Ref": "F"},
        ]);
        assert_eq!(node.get("all").map(Node::to_json), Some(expected));
    }
}
