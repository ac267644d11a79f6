//! Finds tags of a resource that have the same key, or a key that AWS reserves.
//!
//! <https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html>

use std::collections::BTreeSet;

use constructs_document::Node;

use super::codes;
use crate::Declarations;
use crate::check::{Path, Report};

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    for resource in template.resources() {
        let section = Path::ROOT.key("Resources", resource.mark);
        let path = section.entry(resource);
        let Some(properties) = resource.node.as_map().and_then(|map| map.entry("Properties"))
        else {
            continue;
        };
        let Some(tags) = properties.node.as_map().and_then(|map| map.entry("Tags")) else {
            continue;
        };
        let path = path.entry(properties);
        check_tags(tags.node.as_list().unwrap_or_default(), &path.entry(tags), report);
    }
}

/// Checks the tags that are written out: a tag in `Fn::If` may not exist.
fn check_tags(tags: &[Node], path: &Path<'_>, report: &mut Report) {
    let mut keys = BTreeSet::new();
    for (index, tag) in tags.iter().enumerate() {
        let Some(key) = tag.as_map().and_then(|map| map.entry("Key")) else { continue };
        let Some(name) = key.node.as_str() else { continue };
        let at = path.item(index, tag);
        check_prefix(name, &at.entry(key), report);
        if !keys.insert(name) {
            let message = format!("there is already a tag with the key `{name}`");
            let help = "remove one of them, or rename its key".to_owned();
            report.add_with_help(codes::DUPLICATE_TAG, &at.entry(key), message, Some(help));
        }
    }
}

/// Checks that a key does not begin as those of AWS's own tags.
fn check_prefix(name: &str, path: &Path<'_>, report: &mut Report) {
    if name.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("aws:")) {
        let message = format!("the key `{name}` of a tag begins with `aws:`, which AWS reserves");
        let help = "choose another key".to_owned();
        report.add_with_help(codes::RESERVED_TAG, path, message, Some(help));
    }
}
