//! Paths -> templates: files, JSON or YAML, and the assemblies in folders.
//!
//! A text that is no template is a finding, with its place, and so is a key that occurs twice; a file that can't be read
//! stops everything.

mod folder;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use constructs::Diagnostic;
use constructs::diagnostic::Place;
use constructs_template::{LARGEST, ReadError};

use super::finding::Found;
use super::subject::Subject;
use crate::codes::TEMPLATE_TEXT;
use crate::failure::Failure;
use crate::file;

/// Templates that are looked at in one run; CloudFormation has no more stacks in an account by default.
const MOST_TEMPLATES: usize = 2_000;

/// What was read.
pub(super) struct Read {
    pub(super) subjects: Vec<Subject<'static>>,
    /// Texts that are no templates.
    pub(super) findings: Vec<Found>,
    /// Files and texts of those.
    pub(super) refused: Vec<(String, String)>,
}

/// A file that should hold a template.
struct Source {
    name: String,
    path: PathBuf,
    bytes: Vec<u8>,
    account: Option<String>,
    region: Option<String>,
}

/// Reads what is named, each file once.
pub(super) fn read(paths: &[PathBuf]) -> Result<Read, Failure> {
    let mut read = Read { subjects: Vec::new(), findings: Vec::new(), refused: Vec::new() };
    let mut seen = BTreeSet::new();
    for path in paths {
        let sources = if path.is_dir() { folder::read(path)? } else { vec![named(path)?] };
        for source in sources {
            // The same file may be named in two ways.
            let identity = source.path.canonicalize().unwrap_or_else(|_| source.path.clone());
            if !seen.insert(identity) {
                continue;
            }
            if seen.len() > MOST_TEMPLATES {
                let problem = format!("there are more than {MOST_TEMPLATES} templates");
                let help = "validate them in several runs".to_owned();
                return Err(Failure::Usage { problem, help });
            }
            take(source, &mut read);
        }
    }
    Ok(read)
}

/// A template that the command line names.
fn named(path: &Path) -> Result<Source, Failure> {
    let bytes = file::read_named(path, LARGEST)?;
    let name = shown(path);
    Ok(Source { name, path: path.to_owned(), bytes, account: None, region: None })
}

fn take(source: Source, read: &mut Read) {
    let Source { name, path, bytes, account, region } = source;
    let file = shown(&path);
    match constructs_template::read_with_duplicates(&bytes) {
        Ok((template, duplicates)) => {
            let warned =
                duplicates.iter().take(MAX_DUPLICATES).map(|found| duplicate(found, &file));
            read.findings.extend(warned);
            let text = Cow::Owned(String::from_utf8(bytes).unwrap_or_default());
            let root = template.into_root();
            read.subjects.push(Subject { name, file, text, root, account, region, stack: None });
        }
        Err(error) => {
            read.refused.push((file.clone(), String::from_utf8_lossy(&bytes).into_owned()));
            let finding =
                Diagnostic::error(TEMPLATE_TEXT, error.message()).at(place(&error, &file));
            read.findings.push(Found::of_synthesis(finding.help(error.help())));
        }
    }
}

/// Keys of one file that are reported to occur twice.
const MAX_DUPLICATES: usize = 100;

/// CloudFormation takes the last of two keys, in JSON and in YAML. Other tools reject them.
fn duplicate(error: &ReadError, file: &str) -> Found {
    let warning = Diagnostic::warning(TEMPLATE_TEXT, error.message()).at(place(error, file));
    Found::of_synthesis(
        warning.help("rename or remove one of the two: CloudFormation takes the last"),
    )
}

fn place(error: &ReadError, file: &str) -> Place {
    let mark = error.mark();
    let position = (mark.line > 0).then_some((mark.line, mark.column));
    Place { file: Some(file.to_owned()), position, ..Place::default() }
}

/// A path as it is shown: as it was given, with slashes.
fn shown(path: &Path) -> String {
    let shown = path.to_string_lossy();
    let shown = shown.strip_prefix("./").unwrap_or(&shown);
    if std::path::MAIN_SEPARATOR == '/' { shown.to_owned() } else { shown.replace('\\', "/") }
}

#[cfg(test)]
mod tests {
    use constructs::diagnostic::Severity;

    use super::{PathBuf, Read, Source, take};

    #[test]
    fn a_key_that_occurs_twice_is_a_warning_at_its_place() {
        for text in ["{\"Resources\": {},\n\"Resources\": {}}", "Resources: {}\nResources: {}\n"] {
            let mut read = Read { subjects: Vec::new(), findings: Vec::new(), refused: Vec::new() };
            let (name, path) = ("t".to_owned(), PathBuf::from("t.yaml"));
            let bytes = text.as_bytes().to_vec();
            take(Source { name, path, bytes, account: None, region: None }, &mut read);
            assert_eq!((read.subjects.len(), read.findings.len()), (1, 1), "{text}");
            assert_eq!(read.findings[0].severity, Severity::Warning);
            assert_eq!(read.findings[0].place.position, Some((2, 1)));
        }
    }
}
