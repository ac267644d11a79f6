//! The same trees, read by PyYAML: YAML 1.1, as CloudFormation reads it.

use super::property::template;
use super::strings::{TRICKY, template as around};
use crate::node::{Node, Value};
use crate::{JsonWriter, to_yaml};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::io::Write;
use std::process::{Command, Stdio};

/// Reads `[[yaml, json], …]`; both of PyYAML's parsers have to read each YAML as the JSON is read.
const SCRIPT: &str = r#"
import json, sys, yaml

def function(loader, tag, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        value = value.split(".", 1) if tag == "GetAtt" else value
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {tag if tag == "Ref" else "Fn::" + tag: value}

def check(loader, text, expected):
    found = yaml.load(text, loader)
    if json.dumps(found) != json.dumps(expected):
        sys.exit(f"{loader.__name__} reads\n{text}\nas\n{found}\ninstead of\n{expected}")

loaders = [getattr(yaml, name) for name in ("SafeLoader", "CSafeLoader") if hasattr(yaml, name)]
for loader in loaders:
    loader.add_multi_constructor("!", function)
cases = json.load(sys.stdin)
for text, tree in cases:
    for loader in loaders:
        check(loader, text, json.loads(tree))
print(f"PyYAML {yaml.__version__}: {len(cases)} cases, {[loader.__name__ for loader in loaders]}")
"#;

/// The JSON of a tree, with the keys in their order.
fn json(tree: &Node) -> String {
    let mut json = JsonWriter::with_capacity(0);
    write(&mut json, tree);
    String::from_utf8(json.into_bytes()).unwrap()
}

fn write(json: &mut JsonWriter, tree: &Node) {
    match &tree.value {
        Value::Map(map) => {
            json.open(b'{');
            map.iter().for_each(|entry| write(json.key(&entry.key), &entry.node));
            json.close(b'}');
        }
        Value::List(items) => {
            json.open(b'[');
            items.iter().for_each(|item| write(json.item(), item));
            json.close(b']');
        }
        _ => json.scalar(tree.to_json()),
    }
}

#[test]
#[ignore = "needs python3 with PyYAML"]
fn python_reads_the_same() {
    let mut runner = TestRunner::deterministic();
    let random = (0..1000).map(|_| template().new_tree(&mut runner).unwrap().current());
    let trees = TRICKY.into_iter().map(around).chain(random);
    let cases: Vec<[String; 2]> = trees.map(|tree| [to_yaml(&tree), json(&tree)]).collect();
    let mut python =
        Command::new("python3").args(["-c", SCRIPT]).stdin(Stdio::piped()).spawn().unwrap();
    let cases = serde_json::to_vec(&cases).unwrap();
    python.stdin.take().unwrap().write_all(&cases).unwrap();
    assert!(python.wait().unwrap().success());
}
