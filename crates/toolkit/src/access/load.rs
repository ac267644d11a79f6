//! Files, folders and revisions -> stacks as the access reader takes them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use constructs_access::template::{Stack, expand_stack};
use constructs_document::{Entry, Map, Mark, Node, Template, Value};

use crate::assembly::{Read, read, read_word};
use crate::failure::Failure;

/// The stacks in these files and folders.
pub(super) fn stacks(paths: &[PathBuf]) -> Result<Vec<Stack>, Failure> {
    templates(read(paths)?)
}

/// The stacks that a word of the command line means: a file, a folder, or `git:REV` for the assembly of a revision.
pub(super) fn state(project: &Path, output: &Path, word: &str) -> Result<Vec<Stack>, Failure> {
    templates(read_word(project, output, word)?)
}

fn templates(read: Read) -> Result<Vec<Stack>, Failure> {
    let with_values = |mut stack: Stack| {
        let values = std::mem::take(&mut stack.parameters);
        stack.template = with_values(stack.template, &values);
        stack
    };
    Ok(expanded(read.stacks()?.into_iter().map(with_values).collect()))
}

/// The stacks with their templates as CloudFormation deploys them.
pub(super) fn expanded(stacks: Vec<Stack>) -> Vec<Stack> {
    stacks.into_iter().map(|stack| expand_stack(&stack).unwrap_or(stack)).collect()
}

/// A template whose parameters have what the assembly gives as their defaults: where that changes, what depends on it does.
fn with_values(template: Template, values: &BTreeMap<String, String>) -> Template {
    if values.is_empty() {
        return template;
    }
    template.map_sections(|sections| {
        map_entry(sections, "Parameters", &|parameters| {
            values.iter().fold(parameters, |parameters, (name, value)| {
                map_value(parameters, name, &|parameter| with_default(parameter, value))
            })
        })
    })
}

/// The object with the value of `key` changed.
fn map_value(node: Node, key: &str, change: &dyn Fn(Node) -> Node) -> Node {
    let Value::Map(map) = node.value else { return node };
    Node::new(Value::Map(map_entry(map, key, change)), node.mark)
}

fn map_entry(map: Map, key: &str, change: &dyn Fn(Node) -> Node) -> Map {
    let entries = map.into_entries().into_iter().map(|entry| match entry.key == key {
        true => Entry { node: change(entry.node), ..entry },
        false => entry,
    });
    Map::new(entries.collect())
}

fn with_default(parameter: Node, value: &str) -> Node {
    let Value::Map(map) = parameter.value else { return parameter };
    let others = map.into_entries().into_iter().filter(|entry| entry.key != "Default");
    let node = Node::new(Value::String(value.to_owned()), Mark::default());
    let default = Entry { key: "Default".to_owned(), mark: Mark::default(), node };
    Node::new(Value::Map(Map::new(others.chain([default]).collect())), parameter.mark)
}
