//! Paths -> templates to check: files, JSON or YAML, and assemblies with their stages and nested stacks.
//!
//! A text that is not a template is a finding with its place, and so is a key that occurs twice. A file that can't be read is an
//! error.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use constructs::diagnostic::Place;
use constructs::{Diagnostic, Diagnostics};
use constructs_document::ReadError;

use super::subject::Subject;
use crate::assembly::{self, ReadStack, Refused};
use crate::codes::TEMPLATE_TEXT;
use crate::failure::Failure;

/// What was read.
pub(super) struct Read {
    pub(super) subjects: Vec<Subject<'static>>,
    /// Texts that are not templates, and keys that occur twice.
    pub(super) findings: Diagnostics,
    /// Files and texts of those.
    pub(super) refused: Vec<(String, String)>,
}

/// Reads what is named, each file once.
pub(super) fn read(paths: &[PathBuf]) -> Result<Read, Failure> {
    let assembly::Read { stacks, refused } = assembly::read(paths)?;
    let mut read = Read { subjects: Vec::new(), findings: Diagnostics::new(), refused: Vec::new() };
    for stack in stacks {
        let twice = stack.duplicates.iter().take(MAX_DUPLICATES);
        let file = display_path(&stack.file);
        read.findings.extend(twice.map(|found| duplicate(found, &file)));
        read.subjects.push(subject(stack));
    }
    refused.into_iter().for_each(|one| refuse(one, &mut read));
    Ok(read)
}

fn subject(stack: ReadStack) -> Subject<'static> {
    let file = display_path(&stack.file);
    let name = if stack.is_named { stack.name } else { file.clone() };
    Subject {
        name,
        file,
        text: Cow::Owned(String::from_utf8(stack.bytes).unwrap_or_default()),
        root: stack.root,
        account: stack.account,
        region: stack.region,
        stack: None,
        constructs: stack.constructs,
    }
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

/// A path as the user wrote it, with slashes.
fn display_path(path: &Path) -> String {
    let shown = path.to_string_lossy();
    let shown = shown.strip_prefix("./").unwrap_or(&shown);
    if std::path::MAIN_SEPARATOR == '/' { shown.to_owned() } else { shown.replace('\\', "/") }
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
            assert_eq!((read.subjects.len(), read.findings.len()), (1, 1), "{text}");
            let warning = read.findings.iter().next().unwrap();
            assert_eq!(warning.severity, Severity::Warning);
            assert_eq!(warning.place.position, Some((2, 1)));
        }
    }
}
