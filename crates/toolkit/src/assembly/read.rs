//! What was read: stacks, files that are not templates, and what is wrong with either.

use std::path::PathBuf;

use constructs_cloudformation::{SourceConstruct, Stack};
use constructs_document::{Node, ReadError};

use super::path::display_path;
use crate::failure::Failure;

/// A stack, and what the reader found wrong in its template.
pub(crate) struct ReadStack {
    pub(crate) stack: Stack,
    /// The file, as a failure names it.
    pub(crate) file: PathBuf,
    /// Why an object in a file that the user named is not a template.
    pub(crate) not_template: Option<ReadError>,
    /// Keys that occur twice, of which the last counts.
    pub(crate) duplicates: Vec<ReadError>,
}

/// A file that the user named and that is not a template.
pub(crate) struct Refused {
    pub(crate) file: PathBuf,
    pub(crate) bytes: Vec<u8>,
    pub(crate) error: ReadError,
}

/// What was read of paths.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) stacks: Vec<ReadStack>,
    /// Files that the user named and that are not templates.
    pub(crate) refused: Vec<Refused>,
}

impl Read {
    /// The stacks.
    ///
    /// # Errors
    /// A file is not a template, or has a key twice.
    pub(crate) fn stacks(self) -> Result<Vec<Stack>, Failure> {
        if let Some(Refused { file, error, .. }) = self.refused.into_iter().next() {
            return Err(Failure::Template { path: file, error });
        }
        for read in &self.stacks {
            if let Some(error) = read.not_template.iter().chain(&read.duplicates).next() {
                let (path, error) = (read.file.clone(), error.clone());
                return Err(Failure::Template { path, error });
            }
        }
        Ok(self.stacks.into_iter().map(|read| read.stack).collect())
    }
}

/// Parses a template. The stack is called `name` until more is known of it.
pub(super) fn parse_stack(
    name: String,
    file: PathBuf,
    bytes: Vec<u8>,
) -> Result<ReadStack, Refused> {
    let (template, duplicates) = match constructs_yaml::read_with_duplicates(&bytes) {
        Ok(read) => read,
        Err(error) => return Err(Refused { file, bytes, error }),
    };
    let not_template = template.require_template().err();
    let mut stack = Stack::new(name, template);
    stack.file = display_path(&file);
    stack.text = String::from_utf8(bytes).unwrap_or_default();
    let construct = |(id, node): (&str, &Node)| {
        let path = node.get("Metadata")?.get("aws:cdk:path")?.as_str()?.to_owned();
        Some((id.to_owned(), SourceConstruct { path, made_at: None }))
    };
    let constructs = stack.resources().filter_map(construct).collect();
    stack.constructs = constructs;
    Ok(ReadStack { stack, file, not_template, duplicates })
}
