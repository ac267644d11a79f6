//! Reads stacks with their templates from files, folders, and revisions of git. Every command reads what it did not write itself with
//! this reader, which accepts any assembly, the AWS CDK's as well.
//!
//! ```text
//! place      a folder on disk or in a revision of git -> names, and bytes of plain files
//! manifest   `manifest.json`                          -> stacks and stages, each with its place and its construct paths
//! loose      a folder without a manifest              -> the templates and assemblies in it and in its subfolders
//! nested     a template                               -> the nested stacks whose templates lie beside it
//! ```
//!
//! INVARIANT: whatever an assembly names is read, or the reading fails with its place. No link is followed, nothing outside of the
//! folder is read, and every search has a bound.

#[cfg(feature = "migrate")]
mod beside;
mod entry;
mod git;
mod limit;
mod loose;
mod manifest;
mod nested;
mod path;
mod place;
mod read;
mod reader;

#[cfg(feature = "migrate")]
pub(crate) use self::beside::stack_of;
pub(crate) use self::path::display_path;
pub(crate) use self::read::{Read, ReadStack, Refused};
pub(crate) use self::reader::{read, read_word};

#[cfg(test)]
mod tests;
