//! Checks whether a text is the name of an assembly's file.
//!
//! INVARIANT: a valid name is one plain component on every known file system: no separator, no `..`, no NUL, no drive, no
//! leading dot (so it differs from the `.constructs…` files), ASCII only.

use std::fmt;

/// The name of the file that lists the others.
pub(super) const MANIFEST: &str = "manifest.json";
/// The name of the construct tree.
pub(super) const TREE: &str = "tree.json";
/// Locked while a process writes.
pub(super) const LOCK: &str = ".constructs.lock";
/// Exists from the commit point until the last step.
pub(super) const JOURNAL: &str = ".constructs.journal";
/// A staged file's name starts with this, and its final name follows.
const STAGE: &str = ".constructs-stage-";
const SUFFIXES: [&str; 2] = [".template.json", ".template.yaml"];
/// With [`STAGE`] before it, a name stays below the 255 bytes of common file systems.
const LONGEST: usize = 200;

/// What is wrong with an output file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameFault {
    /// It is neither `manifest.json` nor `tree.json`, nor does it end in `.template.json` or `.template.yaml`.
    Suffix,
    /// It contains a character other than ASCII letters, digits, `.`, `_`, and `-`, or starts with `.` or `-`.
    Characters,
    /// It is longer than 200 bytes.
    TooLong,
}

impl NameFault {
    /// The next step.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Suffix => "end it in `.template.json` or `.template.yaml`",
            Self::Characters => "use letters, digits, `_` and `-` in the stack's id",
            Self::TooLong => "shorten the stack's id",
        }
    }
}

impl fmt::Display for NameFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Suffix => "its suffix is not one of an assembly's files",
            Self::Characters => "it contains a character that some file systems do not accept",
            Self::TooLong => "it is longer than 200 bytes",
        })
    }
}

/// Checks one name.
pub(super) fn check(name: &str) -> Result<(), NameFault> {
    if name == MANIFEST || name == TREE {
        return Ok(());
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    if !name.bytes().all(plain) || name.starts_with(['.', '-']) {
        return Err(NameFault::Characters);
    }
    if !SUFFIXES.iter().any(|suffix| name.ends_with(suffix)) {
        return Err(NameFault::Suffix);
    }
    if name.len() > LONGEST { Err(NameFault::TooLong) } else { Ok(()) }
}

/// The name of a staged file.
pub(super) fn staging_name(name: &str) -> String {
    format!("{STAGE}{name}")
}

/// Whether a directory entry is a staged file, of this run or an earlier one.
pub(super) fn is_staged(entry: &str) -> bool {
    entry.strip_prefix(STAGE).is_some_and(|name| name == JOURNAL || check(name).is_ok())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, check, is_staged, staging_name};

    #[test]
    fn valid_names() {
        for name in [
            "manifest.json",
            "tree.json",
            "Queues.template.json",
            "chat-dev_1.b.template.yaml",
            "_a.template.json",
        ] {
            assert_eq!(check(name), Ok(()), "{name}");
            assert!(is_staged(&staging_name(name)), "{name}");
        }
    }

    #[test]
    fn invalid_names() {
        let long = format!("{}.template.json", "a".repeat(LONGEST));
        let names = [
            "",
            ".",
            "..",
            "a",
            "a.json",
            "manifest.JSON",
            "Tree.json",
            ".template.json",
            "-a.template.json",
            "../x.template.json",
            "/x.template.json",
            "a/b.template.json",
            "a\\b.template.json",
            "C:x.template.json",
            "a\0.template.json",
            "a\n.template.json",
            "a b.template.json",
            "ä.template.json",
            "x.template.json/",
            "x.template.json.",
            "x.template.yml",
            "..template.json/../x.template.json",
            ".constructs.lock",
            ".constructs-stage-x.template.json",
            "./manifest.json",
            "manifest.json/..",
            &long,
        ];
        for name in names {
            assert!(check(name).is_err(), "{name:?}");
            assert!(!is_staged(name) || name.starts_with(".constructs-stage-"), "{name:?}");
        }
    }
}
