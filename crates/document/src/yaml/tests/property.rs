//! Any tree, with functions in it, is written as YAML that reads back as the same tree.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::select;

use super::strings::TRICKY;
use super::{list, map, node, read, string};
use crate::node::{Node, Value};
use crate::to_yaml;

const FUNCTIONS: [&str; 24] = [
    "Ref",
    "Condition",
    "Fn::And",
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::Equals",
    "Fn::FindInMap",
    "Fn::GetAtt",
    "Fn::GetAZs",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Not",
    "Fn::Or",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
    "Fn::Transform",
    "Fn::Length",
    "Fn::ToJsonString",
    "Fn::ForEach::L",
    "Fn::Unknown",
    "Name",
    "Resources",
];

fn text() -> impl Strategy<Value = String> {
    let pieces =
        prop::collection::vec(select(&TRICKY[..]), 0..4).prop_map(|pieces| pieces.concat());
    prop_oneof![
        select(&TRICKY[..]).prop_map(str::to_owned),
        pieces,
        any::<String>(),
        "[A-Za-z0-9._:/ -]{0,12}",
        "[A-Z][a-z]{0,5}"
    ]
}

fn leaf() -> impl Strategy<Value = Node> {
    prop_oneof![
        1 => Just(node(Value::Null)),
        1 => any::<bool>().prop_map(|value| node(Value::Bool(value))),
        1 => any::<i64>().prop_map(|value| node(Value::Integer(value))),
        1 => any::<f64>().prop_filter("JSON has no others", |value| value.is_finite()).prop_map(|value| node(Value::Number(value))),
        8 => text().prop_map(string),
        2 => "[A-Za-z0-9]{1,4}".prop_map(|id| map(vec![("Ref".to_owned(), string(id))])),
        2 => ("[A-Za-z0-9.]{1,4}", text()).prop_map(|(id, name)| {
            map(vec![("Fn::GetAtt".to_owned(), list(vec![string(id), string(name)]))])
        }),
    ]
}

fn objects(
    keys: impl Strategy<Value = String>,
    values: impl Strategy<Value = Node>,
) -> impl Strategy<Value = Node> {
    prop::collection::vec((keys, values), 0..5).prop_map(|mut entries| {
        let mut seen = BTreeSet::new();
        entries.retain(|(key, _)| seen.insert(key.clone()));
        map(entries)
    })
}

fn tree() -> impl Strategy<Value = Node> {
    leaf().prop_recursive(6, 60, 5, |inner| {
        let call = (select(&FUNCTIONS[..]), inner.clone());
        prop_oneof![
            2 => prop::collection::vec(inner.clone(), 0..5).prop_map(list),
            2 => objects(text(), inner.clone()),
            1 => objects(select(&FUNCTIONS[..]).prop_map(str::to_owned), inner),
            3 => call.prop_map(|(name, value)| map(vec![(name.to_owned(), value)])),
        ]
    })
}

const SECTIONS: [&str; 7] =
    ["Resources", "Outputs", "Conditions", "Rules", "Mappings", "Metadata", "on"];

/// A template with any trees in its sections.
pub(super) fn template() -> impl Strategy<Value = Node> {
    let id = || prop_oneof!["[A-Z][a-z]{0,3}", text()];
    let attributes = objects(prop_oneof![Just("Properties".to_owned()), id()], tree());
    let section = objects(id(), prop_oneof![3 => attributes, 1 => tree()]);
    objects(select(&SECTIONS[..]).prop_map(str::to_owned), prop_oneof![3 => section, 1 => tree()])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reads_back(tree in prop_oneof![3 => template(), 1 => tree()]) {
        let yaml = to_yaml(&tree);
        prop_assert_eq!(read(&yaml), tree, "{}", yaml);
    }
}
