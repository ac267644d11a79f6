//! Checks the names and texts of a template whose characters or lengths CloudFormation limits.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>

use constructs_document::Node;
use constructs_limits::codes::LOGICAL_ID;
use constructs_limits::template::MAX_LOGICAL_ID_CHARACTERS;

use super::codes;
use crate::check::{Path, Report};

/// Checks the name of a condition: besides letters and digits, CloudFormation takes `&` and `_`.
pub(super) fn check_condition(name: &str, path: &Path<'_>, report: &mut Report) {
    check(name, "a condition", "&_", path, report);
}

/// Checks a key of a mapping. Keys of the first level, such as regions, can also contain `.` and `-`.
pub(super) fn check_mapping_key(name: &str, is_first: bool, path: &Path<'_>, report: &mut Report) {
    check(name, "a key of a mapping", if is_first { ".-" } else { "" }, path, report);
}

fn check(name: &str, owner: &str, extra: &str, path: &Path<'_>, report: &mut Report) {
    let takes = |letter: char| letter.is_ascii_alphanumeric() || extra.contains(letter);
    if !name.chars().all(takes) || !(1..=MAX_LOGICAL_ID_CHARACTERS).contains(&name.len()) {
        let others: String = extra.chars().map(|letter| format!(", `{letter}`")).collect();
        let message = format!("`{name}` is not a valid name of {owner}");
        let help = format!("use letters, digits{others} only; the limit is 255 characters");
        report.add_with_help(LOGICAL_ID, path, message, Some(help));
    }
}

/// Checks that a text has at most `limit` characters.
pub(super) fn check_length(
    owner: &str,
    node: &Node,
    limit: usize,
    path: &Path<'_>,
    report: &mut Report,
) {
    let length = node.as_str().map_or(0, |text| text.chars().count());
    if length > limit {
        let message = format!("{owner} has {length} characters; the limit is {limit}");
        report.add_with_help(codes::TOO_LONG, path, message, Some("shorten it".to_owned()));
    }
}
