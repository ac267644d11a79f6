//! Packs the rules of services into the blob that `constructs-services` reads.
//!
//! ```text
//! u32, little endian      the length of the first deflated text
//! deflated text           each rule with what it is about and its schema
//! deflated text           the lists: regions, values, and the rules that use them
//! ```

use miniz_oxide::deflate::compress_to_vec;

/// Deflate's best compression.
const LEVEL: u8 = 10;

/// The blob of a facts text.
pub(crate) fn blob(text: &str) -> Vec<u8> {
    let (mut rules, mut lists) = (String::new(), String::new());
    let mut is_in_rules = false;
    for line in text.lines() {
        is_in_rules |= line.starts_with("rule ");
        let is_of_list = line.starts_with("  list") || line.starts_with("    has");
        if line.starts_with('#') {
            continue;
        }
        if !is_in_rules || is_of_list {
            lists += &format!("{line}\n");
        } else {
            rules += &format!("{line}\n");
            if line.starts_with("rule ") {
                lists += &format!("{line}\n");
            }
        }
    }
    let [rules, lists] = [rules, lists].map(|text| compress_to_vec(text.as_bytes(), LEVEL));
    let length = u32::try_from(rules.len()).unwrap_or(u32::MAX);
    [length.to_le_bytes().as_slice(), &rules, &lists].concat()
}
