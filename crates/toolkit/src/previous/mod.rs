//! Compares the assembly in the folder with the one about to be written, and warns of changes that AWS will reject.
//!
//! The assembly in the folder is assumed to be deployed. These are warnings: the output is the same with and
//! without them, and a folder that can't be read gives none.

mod exports;
mod names;

use std::path::Path;

use constructs::{Assembly, Diagnostics};
use constructs_cloudformation::Stack;

/// Every change from the assembly in `folder` to `assembly` that AWS will reject. `stacks` are the templates of `assembly`.
pub(crate) fn warnings(folder: &Path, stacks: &[Stack], assembly: &Assembly) -> Diagnostics {
    let previous = read_folder(folder);
    if previous.is_empty() {
        return Diagnostics::new();
    }
    let mut diagnostics = exports::check(&previous, stacks, assembly);
    diagnostics.extend(names::check(&previous, stacks, assembly));
    diagnostics
}

/// The stacks of the assembly in a folder; none if the folder has no assembly that can be read.
pub(crate) fn read_folder(folder: &Path) -> Vec<Stack> {
    let read = crate::assembly::read(&[folder.to_owned()]);
    read.and_then(crate::assembly::Read::stacks).unwrap_or_default()
}
