//! A template -> its nested stacks whose templates lie beside it.
//!
//! A template elsewhere (a URL, an expression) is not read here. The `access` commands name such a stack as not read.

use std::path::Path;

use constructs_cloudformation::Stack;
use constructs_document::Node;

use super::limit::malformed;
use super::path::{below, plain};
use crate::failure::Failure;

/// A nested stack: its logical id, and the file of its template below the place that is read.
pub(super) struct Nested {
    pub(super) id: String,
    pub(super) file: String,
}

/// The nested stacks of a stack, whose template's file is `path`. Files are relative to `folder`.
///
/// # Errors
/// `is_strict`: a template is outside of the assembly.
pub(super) fn read(
    stack: &Stack,
    path: &Path,
    folder: &str,
    is_strict: bool,
) -> Result<Vec<Nested>, Failure> {
    let mut nested = Vec::new();
    for (id, node) in stack.resources() {
        if node.get("Type").and_then(Node::as_str) != Some("AWS::CloudFormation::Stack") {
            continue;
        }
        let asset = node.get("Metadata").and_then(|own| own.get("aws:asset:path"));
        let url = node.get("Properties").and_then(|own| own.get("TemplateURL"));
        let Some(file) = asset.or(url).and_then(Node::as_str).filter(|file| !file.contains("://"))
        else {
            continue;
        };
        let inside = plain(file).map(|file| below(folder, file));
        match inside.or_else(|| climb(folder, file).filter(|_| !is_strict)) {
            Some(file) => nested.push(Nested { id: id.to_owned(), file }),
            None if is_strict => {
                let problem = format!(
                    "the nested stack `{id}` names `{file}`, which is not in the folder of the assembly"
                );
                return Err(malformed(path.to_owned(), problem));
            }
            None => {}
        }
    }
    Ok(nested)
}

/// A file that is reached through folders above: `../common/roles.json` from `shop` is `common/roles.json`. None outside of the place.
fn climb(folder: &str, file: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    plain(&parts.join("/")).filter(|_| !file.starts_with('/')).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::climb;

    #[test]
    fn a_file_above_is_found_inside_the_place_only() {
        for (folder, file, expected) in [
            ("shop", "../common/r.json", Some("common/r.json")),
            ("a/b", "./.././../r.json", Some("r.json")),
            ("a", "../../r.json", None),
            ("", "../r.json", None),
            ("a", "/etc/r.json", None),
            ("a", "../b//r.json", None),
            ("a", "..", None),
        ] {
            assert_eq!(climb(folder, file).as_deref(), expected, "{folder} {file}");
        }
    }
}
