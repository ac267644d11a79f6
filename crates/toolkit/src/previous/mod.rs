//! The assembly that stands in the folder, against the one about to be written: changes that AWS will refuse.
//!
//! What stands there is taken for what is deployed. These are warnings: the output is the same with and
//! without them, and a folder that can't be read gives none.

mod exports;
mod names;
mod stack;

use std::path::Path;

use constructs::assembly::StackArtifact;
use constructs::{Assembly, Code, Diagnostics};

use stack::Stack;

/// An export that a deployed stack imports goes away.
pub(crate) const EXPORT_GONE: Code = Code::new("T0101");
/// An export that a deployed stack imports gets another value.
pub(crate) const EXPORT_CHANGED: Code = Code::new("T0102");
/// A resource with a name of the author's comes under another logical id, or in another stack.
pub(crate) const NAME_MOVED: Code = Code::new("T0103");
/// A resource with a name of the author's has to be replaced.
pub(crate) const NAME_REPLACED: Code = Code::new("T0104");

/// All that AWS will refuse of the step from what stands in `folder` to `assembly`.
pub(crate) fn warnings(folder: &Path, assembly: &Assembly) -> Diagnostics {
    let previous = stack::read_folder(folder);
    if previous.is_empty() {
        return Diagnostics::new();
    }
    let next: Vec<Stack> = assembly.stacks().filter_map(read_artifact).collect();
    let mut diagnostics = exports::check(&previous, &next, assembly);
    diagnostics.extend(names::check(&previous, &next, assembly));
    diagnostics
}

fn read_artifact(artifact: &StackArtifact) -> Option<Stack> {
    let template = serde_json::from_str(artifact.template()).ok()?;
    Some(Stack { name: artifact.name().to_owned(), template })
}
