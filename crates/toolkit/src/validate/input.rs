//! Paths -> templates to check: files, JSON or YAML, and assemblies with their stages and nested stacks.
//!
//! A text that is no template is a finding, with its place; a file that can't be read stops everything.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use constructs::Diagnostic;
use constructs::diagnostic::Place;

use super::finding::Found;
use super::subject::Subject;
use crate::assembly::{self, ReadStack, Refused};
use crate::codes::TEMPLATE_TEXT;
use crate::failure::Failure;

/// What was read.
pub(super) struct Read {
    pub(super) subjects: Vec<Subject<'static>>,
    /// Texts that are no templates.
    pub(super) findings: Vec<Found>,
    /// Files and texts of those.
    pub(super) refused: Vec<(String, String)>,
}

/// Reads what is named, each file once.
pub(super) fn read(paths: &[PathBuf]) -> Result<Read, Failure> {
    let assembly::Read { stacks, refused } = assembly::read(paths)?;
    let subjects = stacks.into_iter().map(subject).collect();
    let mut read = Read { subjects, findings: Vec::new(), refused: Vec::new() };
    refused.into_iter().for_each(|one| refuse(one, &mut read));
    Ok(read)
}

fn subject(stack: ReadStack) -> Subject<'static> {
    let file = shown(&stack.file);
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
    let file = shown(&file);
    let mark = error.mark();
    let position = (mark.line > 0).then_some((mark.line, mark.column));
    read.refused.push((file.clone(), String::from_utf8_lossy(&bytes).into_owned()));
    let place = Place { file: Some(file), position, ..Place::default() };
    let finding = Diagnostic::error(TEMPLATE_TEXT, error.message()).at(place);
    read.findings.push(Found::of_synthesis(finding.help(error.help())));
}

/// A path as it is shown: as it was given, with slashes.
fn shown(path: &Path) -> String {
    let shown = path.to_string_lossy();
    let shown = shown.strip_prefix("./").unwrap_or(&shown);
    if std::path::MAIN_SEPARATOR == '/' { shown.to_owned() } else { shown.replace('\\', "/") }
}
