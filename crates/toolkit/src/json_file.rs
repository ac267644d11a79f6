//! Reads a JSON file of settings, such as `cdk.json`, and keeps the location of every key.
//!
//! A byte order mark is accepted, as the `cdk` CLI does. A comment or a key that occurs twice is an error with its location.

use std::path::Path;

use constructs_document::{MOST_LEVELS, Mark, Node, ReadError, ReadFault, read_json};
use serde_json::{Map, Value as Json};

use crate::failure::Failure;
use crate::file::read_text;

/// A file that holds a JSON object.
#[derive(Debug)]
pub(crate) struct JsonFile {
    root: Node,
}

impl JsonFile {
    /// Reads a file that the user named, or that is found by its name.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let text = read_text(path)?;
        let malformed = |problem: String, mark: Option<Mark>, help: &str| Failure::Json {
            path: path.to_owned(),
            mark,
            problem,
            help: help.to_owned(),
        };
        let root = read_json(text.as_bytes()).map_err(|error| {
            let (problem, help) = explain(&text, &error);
            malformed(problem, Some(error.mark()), &help)
        })?;
        if root.as_map().is_none() {
            let help = "write an object: `{ … }`";
            return Err(malformed("it does not hold an object".to_owned(), None, help));
        }
        Ok(Self { root })
    }

    /// What the file holds.
    pub(crate) const fn root(&self) -> &Node {
        &self.root
    }

    /// The object under a key; empty where the file has no such key.
    pub(crate) fn object(&self, key: &str) -> Option<Map<String, Json>> {
        match self.root.get(key).map(Node::to_json) {
            None => Some(Map::new()),
            Some(Json::Object(object)) => Some(object),
            Some(_) => None,
        }
    }

    /// Where a key is, and what it holds: `["context", "environments", "dev"]`. A key of the file may have dots,
    /// and is then several of `keys`.
    pub(crate) fn locate(&self, keys: &[&str]) -> Option<Mark> {
        locate(&self.root, self.root.mark, keys)
    }
}

fn locate(node: &Node, mark: Mark, keys: &[&str]) -> Option<Mark> {
    if keys.is_empty() {
        return Some(mark);
    }
    let map = node.as_map()?;
    (1..=keys.len()).find_map(|length| {
        let (first, rest) = keys.split_at_checked(length)?;
        let entry = map.entry(&first.join("."))?;
        locate(&entry.node, entry.mark, rest)
    })
}

/// What is wrong, and what to do.
fn explain(text: &str, error: &ReadError) -> (String, String) {
    let mark = error.mark();
    let line = usize::try_from(mark.line).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(mark.column).unwrap_or(1).saturating_sub(1);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let here: String =
        text.lines().nth(line).into_iter().flat_map(str::chars).skip(column).collect();
    if here.starts_with("//") || here.starts_with("/*") {
        let help = "remove the comment: the `cdk` CLI rejects it too";
        return ("JSON has no comments".to_owned(), help.to_owned());
    }
    match error.fault() {
        ReadFault::TooDeep => (
            format!("it nests deeper than {MOST_LEVELS} levels"),
            "remove some of the levels".to_owned(),
        ),
        ReadFault::Character(character) => (
            format!("the character U+{:04X} is not allowed here", *character as u32),
            "remove it, or write it as an escape in a string".to_owned(),
        ),
        ReadFault::Json(problem) => (problem.clone(), "fix the file at this location".to_owned()),
        ReadFault::DuplicateKey { key, first } => {
            (format!("the key `{key}` occurs twice in one object, first at {first}"), error.help())
        }
        _ => (error.message(), error.help()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<JsonFile, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cdk.json");
        std::fs::write(&path, text).unwrap();
        JsonFile::read(&path).map_err(|failure| {
            let text = failure.to_string().replace(&*path.to_string_lossy(), "cdk.json");
            format!("{text}; {}", failure.help().unwrap_or_default())
        })
    }

    #[test]
    fn mistakes_have_a_location() {
        let deep = format!("{{\"a\": {}", "[".repeat(100_000));
        let mut told = String::new();
        for text in [
            "",
            "{",
            "[1]",
            "// the app\n{}",
            "{\n  // the app\n  \"app\": \"x\"\n}",
            "{\n  \"app\": \"x\", /* why */\n}",
            "{\n  \"app\": \"x\",\n}",
            "{\"context\": {\"environments\": {\n  \"dev\": {},\n  \"dev\": {}}}}",
            "app: x",
            "{\"a\": \"\u{1}\"}",
            "{\"a\": 1} x",
            &deep,
        ] {
            let shown: String = text.chars().take(60).collect();
            told += &format!("{shown:?}\n  {}\n", read(text.as_bytes()).unwrap_err());
        }
        told += &format!("latin\n  {}\n", read(b"{\n\"a\": \"\xe9\"}").unwrap_err());
        insta::assert_snapshot!(told);
    }

    #[test]
    fn a_byte_order_mark_is_accepted() {
        let file = read("\u{feff}{\"context\": {\"a\": 1}}".as_bytes()).unwrap();
        assert_eq!(file.object("context").unwrap().len(), 1);
    }

    #[test]
    fn keys_are_located_with_and_without_dots() {
        let file =
            read(b"{\n \"context\": {\n  \"a\": {\"b.c\": {\"d\": 1}},\n  \"a.x\": 2}}").unwrap();
        for (keys, mark) in [
            (&["context"][..], Some((2, 2))),
            (&["context", "a", "b", "c", "d"], Some((3, 17))),
            (&["context", "a", "x"], Some((4, 3))),
            (&["context", "a", "y"], None),
            (&[], Some((1, 1))),
        ] {
            let found = file.locate(keys).map(|mark| (mark.line, mark.column));
            assert_eq!(found, mark, "{keys:?}");
        }
    }
}
