//! Finds the stack of a template in the manifest beside it.

use std::path::Path;

use super::limit::malformed;
use super::manifest::{self, Kind, ManifestStack};
use super::place::Place;
use crate::failure::Failure;

/// The stack whose template is this file. None without a manifest beside it, with one that is not an assembly's, and with one that
/// does not list the template.
///
/// # Errors
/// The manifest can't be read, lacks something, or lists the template twice: with a wrong name, a second stack would be deployed.
pub(crate) fn stack_of(template: &Path) -> Result<Option<ManifestStack>, Failure> {
    let Some(name) = template.file_name().and_then(|name| name.to_str()) else { return Ok(None) };
    let place = Place::Disk(template.parent().unwrap_or(Path::new("")).to_owned());
    if name == manifest::NAME || !place.has(manifest::NAME) {
        return Ok(None);
    }
    let artifacts = manifest::read_if_assembly(&place, "")?.unwrap_or_default();
    let mut stacks = artifacts.into_iter().filter_map(|artifact| match artifact.kind {
        Kind::Stack(stack) if stack.file == name => Some((artifact.id, stack)),
        _ => None,
    });
    let Some((id, stack)) = stacks.next() else { return Ok(None) };
    if let Some((other, _)) = stacks.next() {
        let problem = format!("the artifacts `{id}` and `{other}` have the same template");
        return Err(malformed(place.display(manifest::NAME), problem));
    }
    Ok(Some(*stack))
}
