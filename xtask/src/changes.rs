//! Compares two versions of a facts file and describes each addition, removal, and change in one line.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::text::line::{self, SplitLine};

/// The lines to print. Empty if nothing changed.
pub(crate) fn describe_changes(before: &str, after: &str) -> Result<Vec<String>, Error> {
    let (before, after) = (places(before)?, places(after)?);
    let mut found = Vec::new();
    for (place, text) in &after {
        match before.get(place) {
            None if is_inside_new(place, &before) => {}
            None => found.push(format!("+ {place} {text}")),
            Some(old) if old != text => found.push(format!("~ {place}: {old} -> {text}")),
            Some(_) => {}
        }
    }
    let gone = before
        .iter()
        .filter(|(place, _)| !after.contains_key(*place) && !is_inside_new(place, &after));
    found.extend(gone.map(|(place, text)| format!("- {place} {text}")));
    Ok(found)
}

/// Whether the entry that contains a place is itself absent from `other`: then the line of that entry is enough.
fn is_inside_new(place: &str, other: &BTreeMap<String, String>) -> bool {
    place.rsplit_once(" / ").is_some_and(|(parent, _)| !other.contains_key(parent))
}

/// Each line's place, which consists of the keywords and names that contain it, and the line's content.
fn places(text: &str) -> Result<BTreeMap<String, String>, Error> {
    let (_, lines) = line::read(text)?;
    let mut parents: Vec<String> = Vec::new();
    let mut found = BTreeMap::new();
    for line in &lines {
        parents.truncate(line.depth);
        let (name, rest) = name_and_rest(line);
        parents.push(name);
        found.insert(parents.join(" / "), rest);
    }
    Ok(found)
}

/// The name and the content of a line. A list has no name, and a rule is its own name.
fn name_and_rest(line: &SplitLine<'_>) -> (String, String) {
    let words = line.words.iter().map(|word| match &word.value {
        Some(value) => format!("{}={value}", word.text),
        None => word.text.clone().into_owned(),
    });
    let words: Vec<String> = words.collect();
    let named = match line.keyword {
        "arguments" | "identifier" | "keys" | "needs" | "also" | "prefix" | "arn" | "returns"
        | "tags" | "is" | "schema" | "read-only" | "readable" => 0,
        "rule" | "nested" => words.len(),
        _ => 1,
    };
    let (name, rest) = words.split_at(named.min(words.len()));
    let place = std::iter::once(line.keyword).chain(name.iter().map(String::as_str));
    let place = place.collect::<Vec<_>>().join(" ");
    (place, rest.join(" "))
}

#[cfg(test)]
mod tests {
    use super::describe_changes;
    use crate::error::Error;

    #[test]
    fn a_difference_is_one_line() -> Result<(), Error> {
        let before = "type A a a\n  property P p string\n  property Q q string\ntype B b b\n  property X x string\n";
        let after = "type A a a\n  property P p integer\n  property R r string\ntype C c c\n  property X x string\n";
        let expected = [
            "~ type A / property P: p string -> p integer",
            "+ type A / property R r string",
            "+ type C c c",
            "- type A / property Q q string",
            "- type B b b",
        ];
        assert_eq!(describe_changes(before, after)?, expected);
        Ok(())
    }
}
