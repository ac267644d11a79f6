//! A template -> its nested stacks whose templates lie beside it.
//!
//! A template elsewhere (a URL, an expression) is not read here. The `access` commands name such a stack as not read.

use constructs_template::Node;

use super::{ReadStack, malformed, plain};
use crate::failure::Failure;

/// A nested stack: its logical id, and the file of its template.
pub(super) struct Nested {
    pub(super) id: String,
    pub(super) file: String,
}

/// The nested stacks of a stack.
///
/// # Errors
/// `is_strict`: a template is outside of the assembly.
pub(super) fn of(stack: &ReadStack, is_strict: bool) -> Result<Vec<Nested>, Failure> {
    let resources = stack.root.get("Resources").and_then(Node::as_map).into_iter().flatten();
    let mut nested = Vec::new();
    for entry in resources {
        if entry.node.get("Type").and_then(Node::as_str) != Some("AWS::CloudFormation::Stack") {
            continue;
        }
        let asset = entry.node.get("Metadata").and_then(|own| own.get("aws:asset:path"));
        let url = entry.node.get("Properties").and_then(|own| own.get("TemplateURL"));
        let Some(file) = asset.or(url).and_then(Node::as_str).filter(|file| !file.contains("://"))
        else {
            continue;
        };
        match plain(file) {
            Some(file) => nested.push(Nested { id: entry.key.clone(), file: file.to_owned() }),
            None if is_strict => {
                let id = &entry.key;
                let problem = format!(
                    "the nested stack `{id}` names `{file}`, which is not in the folder of the assembly"
                );
                return Err(malformed(stack.file.clone(), problem));
            }
            None => {}
        }
    }
    Ok(nested)
}
