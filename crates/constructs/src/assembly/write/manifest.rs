//! Finds the files that the manifest in the folder lists and the new assembly does not have.
//!
//! INVARIANT: the manifest is untrusted input. Only plain names of an assembly's files are returned, and only of regular
//! files; for every other name there is a warning.

use super::OutputFile;
use super::disk::Entry;
use super::disk_error::{DiskError, DiskOperation};
use super::names::{self, MANIFEST};
use super::warning::Warning;
use crate::file::{self, Links};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// The names to remove, sorted.
pub(super) fn stale(
    folder: &Path,
    files: &[OutputFile<'_>],
    warnings: &mut Vec<Warning>,
) -> Result<Vec<String>, DiskError> {
    let kept: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let kept_in_lower_case: BTreeSet<String> =
        kept.iter().map(|name| name.to_ascii_lowercase()).collect();
    let mut stale = Vec::new();
    for name in read_listed_names(folder, warnings)? {
        if kept.contains(name.as_str()) {
            continue;
        }
        if names::check(&name).is_err() {
            warnings.push(Warning::ForeignName(name));
            continue;
        }
        match Entry::at(&folder.join(&name))? {
            Entry::Missing => {}
            Entry::Link | Entry::Other => warnings.push(Warning::NotAFile(name)),
            Entry::File if kept_in_lower_case.contains(&name.to_ascii_lowercase()) => {
                warnings.push(Warning::LetterCase(name));
            }
            Entry::File => stale.push(name),
        }
    }
    Ok(stale)
}

/// Every file name in the manifest, unchecked.
fn read_listed_names(
    folder: &Path,
    warnings: &mut Vec<Warning>,
) -> Result<BTreeSet<String>, DiskError> {
    let path = folder.join(MANIFEST);
    let reason = match Entry::at(&path)? {
        Entry::Missing => return Ok(BTreeSet::new()),
        Entry::Link | Entry::Other => "is not a file".to_owned(),
        Entry::File => {
            let bytes = file::read(&path, Links::Refuse)
                .map_err(DiskError::at(DiskOperation::Read, &path))?;
            match serde_json::from_slice::<Value>(&bytes) {
                Ok(manifest) => return Ok(listed_names(&manifest)),
                Err(error) => format!("is not JSON: {error}"),
            }
        }
    };
    warnings.push(Warning::Manifest(reason));
    Ok(BTreeSet::new())
}

/// The templates and the tree in a manifest: `artifacts.<id>.properties.{templateFile, file}`.
fn listed_names(manifest: &Value) -> BTreeSet<String> {
    let artifacts = manifest.get("artifacts").and_then(Value::as_object);
    let name = |artifact: &Value| {
        let key = match artifact.get("type")?.as_str()? {
            "aws:cloudformation:stack" => "templateFile",
            "cdk:tree" => "file",
            _ => return None,
        };
        Some(artifact.get("properties")?.get(key)?.as_str()?.to_owned())
    };
    artifacts.into_iter().flat_map(|artifacts| artifacts.values()).filter_map(name).collect()
}
