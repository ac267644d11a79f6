//! Files, folders and revisions -> stacks as the access reader takes them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use constructs_access::template::StackTemplate;
use constructs_document::{Entry, Map, Mark, Node, Value};

use crate::assembly::{Read, ReadStack, read, read_word};
use crate::failure::Failure;

/// The stacks in these files and folders.
pub(super) fn stacks(paths: &[PathBuf]) -> Result<Vec<StackTemplate>, Failure> {
    templates(read(paths)?)
}

/// The stacks that a word of the command line means: a file, a folder, or `git:REV` for the assembly of a revision.
pub(super) fn state(
    project: &Path,
    output: &Path,
    word: &str,
) -> Result<Vec<StackTemplate>, Failure> {
    templates(read_word(project, output, word)?)
}

fn templates(read: Read) -> Result<Vec<StackTemplate>, Failure> {
    Ok(read.stacks()?.into_iter().map(template).collect())
}

fn template(stack: ReadStack) -> StackTemplate {
    let paths = stack.constructs.into_iter().map(|(id, construct)| (id, construct.path));
    StackTemplate {
        paths: paths.collect(),
        id: stack.id,
        is_named: stack.is_named,
        name: stack.name,
        path: stack.path,
        account: stack.account,
        region: stack.region,
        root: with_values(stack.root, &stack.parameters),
        file: Some(stack.file.display().to_string()),
        nested_in: stack.nested_in,
        tags: stack.tags,
    }
    .expanded()
}

/// A template whose parameters have what the assembly gives as their defaults: where that changes, what depends on it does.
fn with_values(root: Node, values: &BTreeMap<String, String>) -> Node {
    if values.is_empty() {
        return root;
    }
    map_entry(root, "Parameters", &|parameters| {
        values.iter().fold(parameters, |parameters, (name, value)| {
            map_entry(parameters, name, &|parameter| with_default(parameter, value))
        })
    })
}

/// The object with the value of `key` changed.
fn map_entry(node: Node, key: &str, change: &dyn Fn(Node) -> Node) -> Node {
    let Value::Map(map) = node.value else { return node };
    let entries = map.into_entries().into_iter().map(|entry| match entry.key == key {
        true => Entry { node: change(entry.node), ..entry },
        false => entry,
    });
    Node::new(Value::Map(Map::new(entries.collect())), node.mark)
}

fn with_default(parameter: Node, value: &str) -> Node {
    let Value::Map(map) = parameter.value else { return parameter };
    let others = map.into_entries().into_iter().filter(|entry| entry.key != "Default");
    let node = Node::new(Value::String(value.to_owned()), Mark::default());
    let default = Entry { key: "Default".to_owned(), mark: Mark::default(), node };
    Node::new(Value::Map(Map::new(others.chain([default]).collect())), parameter.mark)
}
