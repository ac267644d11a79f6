//! The file of a baseline: a JSON object with a version, and one line for each entry.
//!
//! INVARIANT: version 1 can gain keys, but it never removes a key or changes its meaning.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use constructs::diagnostic::escape::escape_json;
use constructs_document::{Mark, Node, Value};
use serde_json::Value as Json;

use super::entry::Entry;
use crate::failure::Failure;
use crate::file;
use crate::json_file::JsonFile;

const VERSION: i64 = 1;

/// The most entries of a baseline.
const MAX_ENTRIES: usize = 100_000;

const HELP: &str = "write it again with `--write-baseline`";

/// The entries of a file, each with its line.
pub(super) fn read(path: &Path) -> Result<BTreeMap<Entry, u32>, Failure> {
    let file = JsonFile::read(path)?;
    let malformed = |mark: Mark, problem: &str| Failure::Json {
        path: path.to_owned(),
        mark: (mark.line > 0).then_some(mark),
        problem: problem.to_owned(),
        help: HELP.to_owned(),
    };
    let root = file.root();
    match root.get("version").map(|version| &version.value) {
        Some(Value::Integer(VERSION)) => {}
        Some(Value::Integer(_)) => {
            return Err(malformed(root.mark, "this version of baselines is unknown: it is not 1"));
        }
        _ => return Err(malformed(root.mark, "a baseline has the key `version`, a number")),
    }
    let list = root.get("findings").and_then(Node::as_list);
    let list =
        list.ok_or_else(|| malformed(root.mark, "a baseline has the key `findings`, a list"))?;
    if list.len() > MAX_ENTRIES {
        return Err(malformed(root.mark, "a baseline has at most 100,000 entries"));
    }
    let read_entry = |node: &Node| {
        let missing = |key| malformed(node.mark, &format!("the entry lacks the text `{key}`"));
        Ok((entry(node).map_err(missing)?, node.mark.line))
    };
    list.iter().map(read_entry).collect()
}

/// An entry, or the key that it lacks.
fn entry(node: &Node) -> Result<Entry, &'static str> {
    let text = |key| node.get(key).and_then(Node::as_str).map(str::to_owned);
    let required = |key: &'static str| text(key).ok_or(key);
    Ok(Entry {
        stack: required("stack")?,
        construct: text("construct").unwrap_or_default(),
        property: text("property").unwrap_or_default(),
        code: required("code")?,
        rule: text("rule").unwrap_or_default(),
        value: text("value").unwrap_or_default(),
    })
}

/// Writes the entries, sorted, one line each. A key whose text is empty is left out.
pub(super) fn write(path: &Path, entries: &BTreeSet<Entry>) -> Result<(), Failure> {
    let lines: Vec<String> = entries.iter().map(|entry| format!("    {}", line(entry))).collect();
    let list =
        if lines.is_empty() { String::new() } else { format!("\n{}\n  ", lines.join(",\n")) };
    let text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{list}]\n}}\n");
    file::write(path, escape_json(&text).as_bytes())
}

fn line(entry: &Entry) -> String {
    let pairs = [
        ("code", &entry.code),
        ("rule", &entry.rule),
        ("stack", &entry.stack),
        ("construct", &entry.construct),
        ("property", &entry.property),
        ("value", &entry.value),
    ];
    let pairs = pairs.into_iter().filter(|(_, text)| !text.is_empty());
    let pairs: Vec<String> =
        pairs.map(|(key, text)| format!("\"{key}\": {}", Json::from(text.as_str()))).collect();
    format!("{{{}}}", pairs.join(", "))
}
