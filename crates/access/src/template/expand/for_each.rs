//! Unrolls `Fn::ForEach` loops: `{"Fn::ForEach::Name": [identifier, collection, {key: value}]}` becomes an entry for each item.
//!
//! A loop stays in the template if its items are unknown (a parameter, or a function that only the deployment resolves), if it
//! would declare an existing key, and past [`MAX_LOOP_ENTRIES`].
//!
//! Rules: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html>

use std::collections::BTreeSet;

use constructs_cloudformation::function::{
    FindInMap, LANGUAGE_EXTENSIONS, LOOP_PREFIX, Substitution,
};
use constructs_document::{Entry, Map, Node, Value};

use super::transform::has_transform;

/// The most entries that all loops of a template declare: more than CloudFormation's limits of resources, outputs, and conditions
/// together.
const MAX_LOOP_ENTRIES: usize = 5_000;

/// Unrolls the loops of a template whose items are known.
pub(super) fn expand_loops(root: Node) -> Node {
    if !has_transform(&root, LANGUAGE_EXTENSIONS) {
        return root;
    }
    let mut loops = Loops { mappings: root.get("Mappings").cloned(), left: MAX_LOOP_ENTRIES };
    loops.unroll(root, &mut Vec::new())
}

/// An identifier and its item.
type Item = (String, String);

struct Loops {
    mappings: Option<Node>,
    /// The number of entries that may still be declared.
    left: usize,
}

impl Loops {
    /// Unrolls the loops in a value, and replaces the identifiers of outer loops.
    fn unroll(&mut self, node: Node, items: &mut Vec<Item>) -> Node {
        let mark = node.mark;
        let value = match node.value {
            Value::String(text) => Value::String(replace_identifiers(&text, items)),
            Value::List(list) => {
                Value::List(list.into_iter().map(|item| self.unroll(item, items)).collect())
            }
            Value::Map(map) => match identifier_value(&map, items) {
                Some(item) => Value::String(item),
                None => Value::Map(self.unroll_map(map, items)),
            },
            other => other,
        };
        Node::new(value, mark)
    }

    fn unroll_map(&mut self, map: Map, items: &mut Vec<Item>) -> Map {
        let is_loop = |key: &str| key.starts_with(LOOP_PREFIX);
        let written = map.iter().filter(|entry| !is_loop(&entry.key));
        let written: BTreeSet<String> =
            written.map(|entry| replace_identifiers(&entry.key, items)).collect();
        let mut entries: Vec<Entry> = Vec::new();
        let mut keys: BTreeSet<String> = BTreeSet::new();
        for entry in map.into_entries() {
            let declared = if is_loop(&entry.key) { self.unroll_loop(&entry, items) } else { None };
            let declared = declared.filter(|all| {
                let mut own = BTreeSet::new();
                let is_free = |key: &String| !keys.contains(key) && !written.contains(key);
                all.iter().all(|one| is_free(&one.key) && own.insert(&one.key))
            });
            let new = declared.unwrap_or_else(|| {
                // If a replaced key is a duplicate, the original key stays.
                let key = replace_identifiers(&entry.key, items);
                let key = if keys.contains(&key) { entry.key } else { key };
                vec![Entry { key, mark: entry.mark, node: self.unroll(entry.node, items) }]
            });
            keys.extend(new.iter().map(|one| one.key.clone()));
            entries.extend(new);
        }
        Map::new(entries)
    }

    /// The entries that a loop declares; `None` if they are unknown.
    fn unroll_loop(&mut self, entry: &Entry, items: &mut Vec<Item>) -> Option<Vec<Entry>> {
        let [identifier, collection, body] = entry.node.as_list()? else { return None };
        let identifier = identifier.as_str()?.to_owned();
        let collection = self.unroll(collection.clone(), items);
        let values = self.items(&collection)?;
        if is_shadowed(body, &identifier) {
            return None;
        }
        let Value::Map(body) = &body.value else { return None };
        self.left = self.left.checked_sub(values.len().saturating_mul(body.len().max(1)))?;
        let mut entries = Vec::new();
        for value in values {
            items.push((identifier.clone(), value));
            let own = self.unroll_map(body.clone(), items);
            items.pop();
            entries.extend(own.into_entries());
        }
        Some(entries)
    }

    /// The items of a collection: a literal list, or a list in a mapping.
    fn items(&self, collection: &Node) -> Option<Vec<String>> {
        let list = match collection.single() {
            Some(("Fn::FindInMap", arguments)) => {
                let lookup = FindInMap::parse(arguments).filter(|found| found.options.is_none())?;
                let mapping = self.mappings.as_ref()?.get(lookup.mapping.as_str()?)?;
                let row = mapping.get(lookup.first_key.as_str()?)?;
                row.get(lookup.second_key.as_str()?)?.as_list()?
            }
            _ => collection.as_list()?,
        };
        let text = |node: &Node| match &node.value {
            Value::String(text) => Some(text.clone()),
            Value::Integer(number) => Some(number.to_string()),
            _ => None,
        };
        list.iter().map(text).collect()
    }
}

/// Whether a variable of an `Fn::Sub` has the identifier's name. CloudFormation's documentation does not state which one is used.
fn is_shadowed(body: &Node, identifier: &str) -> bool {
    let mut todo = vec![body];
    while let Some(node) = todo.pop() {
        if let Some(("Fn::Sub", arguments)) = node.single()
            && let Some(substitution) = Substitution::parse(arguments)
            && substitution.value(identifier).is_some()
        {
            return true;
        }
        todo.extend(node.as_list().into_iter().flatten());
        todo.extend(node.as_map().into_iter().flatten().map(|entry| &entry.node));
    }
    false
}

/// The item of `{"Ref": identifier}`.
fn identifier_value(map: &Map, items: &[Item]) -> Option<String> {
    let mut entries = map.iter();
    let (Some(entry), None) = (entries.next(), entries.next()) else { return None };
    let name = entry.node.as_str().filter(|_| entry.key == "Ref")?;
    items.iter().rev().find(|(own, _)| own == name).map(|(_, item)| item.clone())
}

/// Replaces `${identifier}` by the item, and `&{identifier}` by the item's letters and digits.
fn replace_identifiers(text: &str, items: &[Item]) -> String {
    let mut text = text.to_owned();
    for (identifier, item) in items.iter().rev() {
        let plain: String = item.chars().filter(char::is_ascii_alphanumeric).collect();
        text = text.replace(&format!("${{{identifier}}}"), item);
        text = text.replace(&format!("&{{{identifier}}}"), &plain);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The template as JSON, with the transform in it.
    fn unrolled(template: &str) -> String {
        let text = format!("Transform: AWS::LanguageExtensions\n{template}");
        let root = constructs_yaml::read(text.as_bytes()).unwrap().into_root();
        let mut json = expand_loops(root).to_json();
        json.as_object_mut().unwrap().remove("Transform");
        json.to_string()
    }

    #[test]
    fn a_loop_declares_an_entry_for_each_item() {
        insta::assert_snapshot!(unrolled("
Resources:
  Fn::ForEach::Topics:
    - Name
    - [a-1, b]
    - Topic&{Name}:
        Type: AWS::SNS::Topic
        Properties: {TopicName: !Ref Name, DisplayName: !Sub '${Name}-${AWS::Region}'}
"), @r#"{"Resources":{"Topica1":{"Properties":{"DisplayName":{"Fn::Sub":"a-1-${AWS::Region}"},"TopicName":"a-1"},"Type":"AWS::SNS::Topic"},"Topicb":{"Properties":{"DisplayName":{"Fn::Sub":"b-${AWS::Region}"},"TopicName":"b"},"Type":"AWS::SNS::Topic"}}}"#);
    }

    #[test]
    fn loops_stand_in_each_other_and_in_properties() {
        insta::assert_snapshot!(unrolled("
Mappings: {M: {a: {Sizes: [1, 2]}}}
Resources:
  Fn::ForEach::Outer:
    - X
    - [a]
    - Fn::ForEach::Inner:
        - Y
        - !FindInMap [M, !Ref X, Sizes]
        - ${X}${Y}: {Type: 'A::B::C', Properties: {'Fn::ForEach::P': [K, [Q], {'${K}${Y}': true}]}}
"), @r#"{"Mappings":{"M":{"a":{"Sizes":[1,2]}}},"Resources":{"a1":{"Properties":{"Q1":true},"Type":"A::B::C"},"a2":{"Properties":{"Q2":true},"Type":"A::B::C"}}}"#);
    }

    #[test]
    fn what_is_not_known_stays() {
        for kept in [
            "Parameters: {P: {Type: CommaDelimitedList}}\nResources: {'Fn::ForEach::A': [X, !Ref P, {'R${X}': {Type: 'A::B::C'}}]}",
            "Resources: {'Fn::ForEach::A': [X, [!Ref P], {'R${X}': {Type: 'A::B::C'}}]}",
            "Resources: {'Fn::ForEach::A': [X, [a, a], {'R${X}': {Type: 'A::B::C'}}]}",
            "Resources: {Ra: {Type: 'A::B::C'}, 'Fn::ForEach::A': [X, [a], {'R${X}': {Type: 'A::B::C'}}]}",
            "Resources: {'Fn::ForEach::A': [X, [a], {'R${X}': {Type: 'A::B::C'}}], Ra: {Type: 'A::B::C'}}",
            "Resources: {'Fn::ForEach::A': [X, [a]]}",
            "Resources: {'Fn::ForEach::A': [X, [a], {'R${X}': {Type: 'A::B::C', Properties: {P: [!Sub ['${X}', {X: b}]]}}}]}",
            "Resources: {'Fn::ForEach::A': 1}",
        ] {
            let found = unrolled(kept);
            assert!(found.contains("Fn::ForEach::A"), "{found}");
        }
        let without = "Resources: {'Fn::ForEach::A': [X, [a], {'R${X}': {Type: 'A::B::C'}}]}";
        let root = constructs_yaml::read(without.as_bytes()).unwrap().into_root();
        assert_eq!(expand_loops(root.clone()), root);
    }

    #[test]
    fn loops_in_loops_end() {
        let items: Vec<String> = (0..100).map(|item| format!("i{item}")).collect();
        let mut body = "{'R${A}${B}${C}': {Type: 'A::B::C'}}".to_owned();
        for name in ["C", "B", "A"] {
            body = format!("{{'Fn::ForEach::{name}': [{name}, [{}], {body}]}}", items.join(","));
        }
        assert!(unrolled(&format!("Resources: {body}")).contains("Fn::ForEach"));
    }
}
