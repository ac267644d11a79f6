//! Paths -> templates to check: files, JSON or YAML, and assemblies with their stages and nested stacks.
//!
//! A text that is not a template is a finding with its place, and so is a key that occurs twice. A file that can't be read is an
//! error.

use std::path::PathBuf;

use constructs::diagnostic::Place;
use constructs::{Diagnostic, Diagnostics};
use constructs_cloudformation::Stack;
use constructs_document::{Mark, ReadError};

use crate::assembly::{self, ReadStack, Refused, display_path};
use crate::codes::{ALIAS, TEMPLATE_TEXT};
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
        read.findings.extend(stack.template.first_alias().map(|mark| alias(mark, &stack.file)));
        read.stacks.push(stack);
    }
    refused.into_iter().for_each(|one| refuse(one, &mut read));
    Ok(read)
}

fn refuse(refused: Refused, read: &mut Read) {
    let Refused { file, bytes, error } = refused;
    let file = display_path(&file);
    read.refused.push((file.clone(), String::from_utf8_lossy(&bytes).into_owned()));
    let finding = Diagnostic::error(TEMPLATE_TEXT, error.message()).at(place(error.mark(), &file));
    read.findings.push(finding.help(error.help()));
}

/// Keys of one file that are reported to occur twice.
const MAX_DUPLICATES: usize = 100;

/// CloudFormation takes the last of two keys, in JSON and in YAML. Other tools reject them.
fn duplicate(error: &ReadError, file: &str) -> Diagnostic {
    let warning = Diagnostic::warning(TEMPLATE_TEXT, error.message()).at(place(error.mark(), file));
    warning.help("rename or remove one of the two: CloudFormation takes the last")
}

/// CloudFormation takes no aliases and merge keys; the commands that package a template write their values out.
fn alias(mark: Mark, file: &str) -> Diagnostic {
    let message = "the template uses a YAML alias or merge key, which CloudFormation rejects";
    let warning = Diagnostic::warning(ALIAS, message).at(place(mark, file));
    warning.help("package it before it is deployed: `aws cloudformation package` and `sam` write the values out")
}

fn place(mark: Mark, file: &str) -> Place {
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

    #[test]
    fn an_alias_or_a_merge_key_is_a_warning_at_its_place() {
        for (text, position) in [
            ("Resources: {}\nMetadata:\n  a: &a x\n  b: *a\n", Some((4, 6))),
            ("Resources: {}\nMetadata:\n  <<: {a: b}\n", Some((3, 3))),
            ("Resources: {}\nMetadata:\n  a: &a x\n", None),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("t.yaml");
            std::fs::write(&path, text).unwrap();
            let read = read(&[path]).unwrap();
            let warning = read.findings.iter().next();
            assert_eq!(warning.and_then(|found| found.place.position), position, "{text}");
            assert!(warning.is_none_or(|found| found.severity == Severity::Warning));
        }
    }
}
