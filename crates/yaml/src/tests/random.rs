//! Whatever bytes there are -> a template or an error; and what we write ourselves comes back.

use constructs_document::{Format, Mark, Node, Value, read_json, to_yaml};
use proptest::prelude::*;
use serde_json::Value as Json;

use crate::read;

const SEED: &str = "Resources:\n  A: &a\n    Type: 'AWS::SQS::Queue'\n    P: [1, {b: !Ref c}, !Sub \"x${y}\"]\n  B:\n    <<: *a\n    T: |\n      x\n      y\n";
const SEED_JSON: &str = "{\"Resources\": {\"A\": {\"Type\": \"AWS::SQS::Queue\", \"P\": [1, 2.5e3, {\"Ref\": \"\\ud83d\\ude00\"}]}}}";

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (-1e9..1e9_f64).prop_map(Json::from),
        any::<String>().prop_map(Json::from),
        "[-+.0-9:_eExob~yno ]{0,8}".prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            proptest::collection::btree_map("[-a-zA-Z0-9:. ]{0,9}", inner.clone(), 0..5)
                .prop_map(|map| map.into_iter().collect()),
            inner.prop_map(|value| serde_json::json!({"Fn::Join": ["", [value, {"Ref": "X"}]]})),
        ]
    })
}

/// Every text at its place: `"x` or `x`, whatever quotes it.
fn points_at_what_it_says(node: &Node, lines: &[&str]) -> bool {
    let after = |mark: Mark| -> String {
        let line = lines.get(mark.line as usize - 1).copied().unwrap_or_default();
        line.chars().skip(mark.column as usize - 1).collect()
    };
    match &node.value {
        Value::String(_) => after(node.mark).starts_with('"'),
        Value::Bool(is_true) => after(node.mark).starts_with(&is_true.to_string()),
        Value::Null => after(node.mark).starts_with("null"),
        Value::Integer(integer) => after(node.mark).starts_with(&integer.to_string()),
        Value::Number(_) => after(node.mark).starts_with(|c: char| c == '-' || c.is_ascii_digit()),
        Value::List(items) => {
            after(node.mark).starts_with('[')
                && items.iter().all(|item| points_at_what_it_says(item, lines))
        }
        Value::Map(map) => {
            after(node.mark).starts_with('{')
                && map.iter().all(|entry| {
                    let key = serde_json::to_string(&entry.key).unwrap_or_default();
                    after(entry.mark).starts_with(&key)
                        && points_at_what_it_says(&entry.node, lines)
                })
        }
    }
}

fn mutated(seed: &str, changes: &[(usize, Option<char>)]) -> String {
    let mut text: Vec<char> = seed.chars().collect();
    for (at, change) in changes {
        let at = at % text.len().max(1);
        match change {
            Some(character) => text.insert(at, *character),
            None if text.len() > at => drop(text.remove(at)),
            None => {}
        }
    }
    text.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_text_panics(text in "[-?:,\\[\\]{}#&*!|>'\"%@` \\ta-c0\n<.~\\\\]{0,60}") {
        let _ = read(text.as_bytes());
        let _ = read(format!("a:\n  {text}").as_bytes());
    }

    #[test]
    fn no_mutation_panics(changes in proptest::collection::vec(
        (any::<usize>(), proptest::option::of("[-?:,\\[\\]{}#&*!|>'\"%@` \\ta\n<.~\\\\\r\u{85}é]".prop_map(|text| text.chars().next().unwrap_or(' ')))), 1..8)) {
        let _ = read(mutated(SEED, &changes).as_bytes());
        let _ = read(mutated(SEED_JSON, &changes).as_bytes());
    }

    #[test]
    fn what_we_write_as_yaml_reads_back(value in any_json()) {
        let template = serde_json::json!({"Resources": value});
        let written = to_yaml(&read_json(template.to_string().as_bytes()).expect("JSON"));
        let back = read(written.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{written}"));
        prop_assert_eq!(back.format(), Format::Yaml);
        prop_assert_eq!(back.root().to_json(), template, "{}", written);
    }

    #[test]
    fn json_reads_back_and_points_at_what_it_says(value in any_json(), is_pretty in any::<bool>()) {
        let template = serde_json::json!({"é": value});
        let written = if is_pretty { format!("{template:#}") } else { template.to_string() };
        let back = read(written.as_bytes()).expect("a template");
        prop_assert_eq!(back.root().to_json(), template);
        let lines: Vec<&str> = written.split('\n').collect();
        prop_assert!(points_at_what_it_says(back.root(), &lines), "{}", written);
    }
}
