//! Compares the assembly in the folder with the one about to be written, and warns of changes that AWS will reject.
//!
//! The assembly in the folder is assumed to be deployed. These are warnings: the output is the same with and
//! without them, and a folder that can't be read gives none.

mod exports;
mod names;
mod stack;

use std::path::Path;

use constructs::assembly::StackArtifact;
use constructs::{Assembly, Diagnostics};

use stack::Stack;

/// Every change from the assembly in `folder` to `assembly` that AWS will reject.
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
