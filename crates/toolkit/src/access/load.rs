//! Files, folders and revisions -> stacks as the access reader takes them.

use std::path::{Path, PathBuf};

use constructs_analysis::access::template::StackTemplate;

use crate::assembly::{Read, ReadStack, read, read_word};
use crate::failure::Failure;

/// The stacks in these files and folders.
pub(super) fn stacks(paths: &[PathBuf]) -> Result<Vec<StackTemplate>, Failure> {
    templates(read(paths)?)
}

/// The stacks that a word of the command line means: a file, a folder, or `git:REV` for the assembly of a revision.
pub(super) fn state(
    project: &Path,
    output: &Path,
    word: &str,
) -> Result<Vec<StackTemplate>, Failure> {
    templates(read_word(project, output, word)?)
}

fn templates(read: Read) -> Result<Vec<StackTemplate>, Failure> {
    Ok(read.stacks()?.into_iter().map(template).collect())
}

fn template(stack: ReadStack) -> StackTemplate {
    let paths = stack.constructs.into_iter().map(|(id, construct)| (id, construct.path));
    StackTemplate {
        paths: paths.collect(),
        id: stack.id,
        is_named: stack.is_named,
        name: stack.name,
        path: stack.path,
        account: stack.account,
        region: stack.region,
        root: stack.root,
        file: Some(stack.file.display().to_string()),
        nested_in: stack.nested_in,
    }
    .expanded()
}
