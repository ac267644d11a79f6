//! The files of an assembly in memory, and whether their names may be written.

use super::error::WriteError;
use super::names::{self, MANIFEST};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One file of an assembly: its name and content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile<'a> {
    /// A plain file name: `manifest.json`, `tree.json`, `X.template.json`, or `X.template.yaml`, where `X` has ASCII
    /// letters, digits, `.`, `_`, and `-`, and starts with a letter, a digit, or `_`.
    pub name: String,
    /// The whole content.
    pub bytes: Cow<'a, [u8]>,
}

/// Checks the names of all output files: each is valid, no two are equal, and the manifest is included.
pub(super) fn check(files: &[OutputFile<'_>]) -> Result<(), WriteError> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for OutputFile { name, .. } in files {
        names::check(name).map_err(|fault| WriteError::Name { name: name.clone(), fault })?;
        if let Some(first) = seen.insert(name.to_ascii_lowercase(), name) {
            return Err(WriteError::SameName { first: first.to_owned(), second: name.clone() });
        }
    }
    if seen.contains_key(MANIFEST) { Ok(()) } else { Err(WriteError::NoManifest) }
}
