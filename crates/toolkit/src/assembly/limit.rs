//! The limits of what is read, and the failures past them.

use std::path::PathBuf;

use crate::failure::Failure;

/// Levels of stages, of nested stacks, and of folders without a manifest.
pub(super) const MAX_DEPTH: usize = 8;
/// Templates of one run, and folders that are searched for them; CloudFormation has no more stacks in an account by default.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>
pub(super) const MAX_TEMPLATES: usize = 2_000;

pub(super) fn too_many(what: &str) -> Failure {
    Failure::Usage {
        problem: format!("there are more than {MAX_TEMPLATES} {what}"),
        help: "name some of them, in several runs".to_owned(),
    }
}

pub(super) fn malformed(path: PathBuf, problem: String) -> Failure {
    Failure::Malformed { path, problem }
}
