//! Paths -> templates to check: files, JSON or YAML, and assemblies with their stages and nested stacks.
//!
//! A text that is not a template is a finding with its place, and so is a key that occurs twice. A file that can't be read is an
//! error.

use std::path::PathBuf;

use constructs::diagnostic::Place;
use constructs::{Diagnostic, Diagnostics};
use constructs_cloudformation::Stack;
use constructs_document::ReadError;

use crate::assembly::{self, ReadStack, Refused, display_path};
use crate::codes::TEMPLATE_TEXT;
use crate::failure::Failure;

/// What was read.
pub(super) struct Read {
    pub(super) stacks: Vec<Stack>,
    /// Texts that are not templates, and keys that occur twice.
    pub(super) findings: Diagnostics,
    /// Files and texts of those.
    pub(super) refused: Vec<(String, String)>,
}

/// Reads what is named, each file once.
pub(super) fn read(paths: &[PathBuf]) -> Result<Read, Failure> {
    let assembly::Read { stacks, refused } = assembly::read(paths)?;
    let mut read = Read { stacks: Vec::new(), findings: Diagnostics::new(), refused: Vec::new() };
    for ReadStack { stack, duplicates, .. } in stacks {
        let twice = duplicates.iter().take(MAX_DUPLICATES);
        read.findings.extend(twice.map(|found| duplicate(found, &stack.file)));
        read.stacks.push(stack);
    }
    refused.into_iter().for_each(|one| refuse(one, &mut read));
    Ok(read)
}

fn refuse(refused: Refused, read: &mut Read) {
    let Refused { file, bytes, error } = refused;
    let file = display_path(&file);
    read.refused.push((file.clone(), String::from_utf8_lossy(&bytes).into_owned()));
    let finding = Diagnostic::error(TEMPLATE_TEXT, error.message()).at(place(&error, &file));
    read.findings.push(finding.help(error.help()));
}

/// Keys of one file that are reported to occur twice.
const MAX_DUPLICATES: usize = 100;

/// CloudFormation takes the last of two keys, in JSON and in YAML. Other tools reject them.
fn duplicate(error: &ReadError, file: &str) -> Diagnostic {
    let warning = Diagnostic::warning(TEMPLATE_TEXT, error.message()).at(place(error, file));
    warning.help("rename or remove one of the two: CloudFormation takes the last")
}

fn place(error: &ReadError, file: &str) -> Place {
    let mark = error.mark();
    let mut place = Place::default();
    place.file = Some(file.to_owned());
    place.position = (mark.line > 0).then_some((mark.line, mark.column));
    place
}

#[cfg(test)]
mod tests {
    use constructs::diagnostic::Severity;

    use super::read;

    #[test]
    fn a_key_that_occurs_twice_is_a_warning_at_its_place() {
        for text in ["{\"Resources\": {},\n\"Resources\": {}}", "Resources: {}\nResources: {}\n"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("t.yaml");
            std::fs::write(&path, text).unwrap();
            let read = read(&[path]).unwrap();
            assert_eq!((read.stacks.len(), read.findings.len()), (1, 1), "{text}");
            let warning = read.findings.iter().next().unwrap();
            assert_eq!(warning.severity, Severity::Warning);
            assert_eq!(warning.place.position, Some((2, 1)));
        }
    }
}
