//! Reads a folder without a manifest: the templates in it and in its subfolders.
//!
//! A file is a template by its ending, and one that holds something else is an error. Files with other endings, and whatever has a
//! name that begins with a dot, are skipped. A subfolder with a manifest is an assembly of its own.
//!
//! A template's id is its path below the folder, with the ending: no other stack of the folder can have it, since a nested stack's id
//! continues the path of a file, and that of an assembly's stack the path of a folder.

use std::collections::BTreeSet;

use constructs_document::LARGEST;

use super::entry::EntryKind;
use super::limit::{MAX_DEPTH, MAX_TEMPLATES, malformed, too_many};
use super::path::{below, folder_of, is_template_name, stem};
use super::read::ReadStack;
use super::reader::Reader;
use super::{manifest, nested};
use crate::failure::Failure;

/// What was found below a folder.
#[derive(Default)]
struct Found {
    templates: Vec<(String, ReadStack)>,
    assemblies: Vec<String>,
    folders: usize,
}

impl Reader<'_, '_> {
    /// The templates that no other one nests, each with those nested in it, and the assemblies.
    pub(super) fn loose(&mut self) -> Result<(), Failure> {
        let mut found = Found::default();
        self.walk("", 0, &mut found)?;
        if found.templates.is_empty() && found.assemblies.is_empty() {
            return Err(Failure::NoManifest { folder: self.place.display("") });
        }
        for folder in found.assemblies {
            self.whole_assembly(&folder)?;
        }
        let mut inner = BTreeSet::new();
        for (name, read) in &found.templates {
            let nested = nested::read(&read.stack, &read.file, folder_of(name), false)?.into_iter();
            inner.extend(nested.map(|nested| nested.file).filter(|file| file != name));
        }
        // Templates that only lead to each other come last: that they do is an error.
        found.templates.sort_by_key(|(name, _)| inner.contains(name));
        for (name, read) in found.templates {
            if self.mark_read(&name) {
                self.add(read, folder_of(&name), &[&name])?;
            }
        }
        Ok(())
    }

    fn walk(&self, folder: &str, depth: usize, found: &mut Found) -> Result<(), Failure> {
        found.folders += 1;
        if found.folders > MAX_TEMPLATES {
            return Err(too_many("folders"));
        }
        if depth > MAX_DEPTH {
            let problem = format!("folders are nested more than {MAX_DEPTH} deep");
            return Err(malformed(self.place.display(folder), problem));
        }
        for (name, kind) in self.place.entries(folder)? {
            if name.starts_with('.') {
                continue;
            }
            let path = below(folder, &name);
            match kind {
                EntryKind::Folder if self.place.has(&below(&path, manifest::NAME)) => {
                    found.assemblies.push(path);
                }
                EntryKind::Folder => self.walk(&path, depth + 1, found)?,
                EntryKind::Other(problem) => {
                    let error = std::io::Error::other(problem);
                    return Err(Failure::Read { path: self.place.display(&path), error });
                }
                EntryKind::File if is_template_name(&name) => {
                    if found.templates.len() >= MAX_TEMPLATES {
                        return Err(too_many("templates"));
                    }
                    found.templates.push((path.clone(), self.loose_template(path)?));
                }
                EntryKind::File => {}
            }
        }
        Ok(())
    }

    fn loose_template(&self, path: String) -> Result<ReadStack, Failure> {
        let bytes = self.place.bytes(&path, LARGEST)?;
        let mut read = self.template(&path, stem(&path), bytes)?;
        read.stack.id = path;
        Ok(read)
    }
}
