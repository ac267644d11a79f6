//! Packs the texts of the facts into the blob that `constructs-schema` reads: an index by type, and each service's
//! text, deflated.
//!
//! ```text
//! u32, little endian      the length of the deflated index
//! deflated index          source …
//!                         service NAME FEATURE OFFSET LENGTH
//!                          TYPE START END              in the service's text
//! deflated texts          one after the other; an offset counts from the first
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use miniz_oxide::deflate::compress_to_vec;

use crate::families::feature_of;

/// The types of a transform, which have no feature.
const TRANSFORM: &str = "serverless";

/// Deflate's best compression.
const LEVEL: u8 = 10;

/// The blob of these services' texts.
pub(crate) fn blob(texts: &BTreeMap<String, String>) -> Vec<u8> {
    let mut sources = BTreeSet::new();
    let mut index = String::new();
    let mut bodies: Vec<u8> = Vec::new();
    for (service, text) in texts {
        let heads = text.lines().filter_map(|line| line.strip_prefix("# source: "));
        sources.extend(heads.map(str::to_owned));
        let body = remove_comments(text);
        let deflated = compress_to_vec(body.as_bytes(), LEVEL);
        let feature = if service == TRANSFORM { "-" } else { feature_of(service) };
        let offset = bodies.len();
        let _ = writeln!(index, "service {service} {feature} {offset} {}", deflated.len());
        for (name, start, end) in types(&body) {
            let _ = writeln!(index, " {name} {start} {end}");
        }
        bodies.extend(deflated);
    }
    let heads: String = sources.iter().map(|source| format!("source {source}\n")).collect();
    let index = compress_to_vec(format!("{heads}{index}").as_bytes(), LEVEL);
    let length = u32::try_from(index.len()).unwrap_or(u32::MAX);
    let mut blob = length.to_le_bytes().to_vec();
    blob.extend(index);
    blob.extend(bodies);
    blob
}

/// The lines without comments and empty lines.
fn remove_comments(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Each type's name and the range of its lines.
fn types(body: &str) -> Vec<(&str, usize, usize)> {
    let mut found: Vec<(&str, usize, usize)> = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix("type ").and_then(|rest| rest.split(' ').next()) {
            found.push((name, at, at));
        }
        at += line.len();
        if let Some((_, _, end)) = found.last_mut() {
            *end = at;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::types;

    #[test]
    fn types_are_found_where_they_stand() {
        let body = "type A::B::C C c\n  arn x\ntype A::B::D D d\n";
        assert_eq!(types(body), [("A::B::C", 0, 25), ("A::B::D", 25, 42)]);
    }
}
