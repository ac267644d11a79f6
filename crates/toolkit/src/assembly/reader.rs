//! Follows what a path names: files, the stacks and stages of an assembly, and nested stacks.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use constructs_document::LARGEST;

use super::git::{Found, Revision};
use super::limit::{MAX_DEPTH, MAX_TEMPLATES, malformed, too_many};
use super::path::{below, folder_of, stem};
use super::place::Place;
use super::read::{Read, ReadStack, Refused, parse_stack};
use super::{manifest, nested};
use crate::failure::Failure;

/// Reads files and folders, folders first; a file that is named twice, or that is in a folder named as well, is read once.
///
/// # Errors
/// A file can't be read. Texts that are not templates are in [`Read::refused`].
pub(crate) fn read(paths: &[PathBuf]) -> Result<Read, Failure> {
    let (mut read, mut seen) = (Read::default(), BTreeSet::new());
    let (folders, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
        paths.iter().partition(|path| path.is_dir());
    for (number, path) in folders.into_iter().enumerate() {
        if !seen.insert(canonical(path)) {
            continue;
        }
        let place = Place::Disk(path.clone());
        let mut reader = Reader { place: &place, read: &mut read, seen, prefix: String::new() };
        if number > 0 {
            // Stacks of two folders are different stacks, whatever their ids are.
            reader.prefix = format!("folder {number}/");
        }
        reader.folder()?;
        seen = reader.seen;
    }
    for path in files {
        if !seen.insert(canonical(path)) {
            continue;
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let place = Place::Disk(path.parent().unwrap_or(Path::new("")).to_owned());
        let bytes = crate::file::read_named(path, LARGEST)?;
        let seen = BTreeSet::new();
        let mut reader = Reader { place: &place, read: &mut read, seen, prefix: String::new() };
        reader.file(&name.unwrap_or_default(), path, bytes)?;
    }
    Ok(read)
}

/// One file may be named in two ways.
fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Reads what a word of the command line means: a file, a folder, or `git:REV` for the assembly of a revision.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_word(project: &Path, output: &Path, word: &str) -> Result<Read, Failure> {
    let Some(rest) = word.strip_prefix("git:") else { return read(&[PathBuf::from(word)]) };
    let below = output.strip_prefix(project).unwrap_or(Path::new("cdk.out"));
    let below = below.to_string_lossy().replace('\\', "/");
    let (revision, found) = Revision::parse(project, &below, rest)?;
    let mut read = Read::default();
    let shown = revision.to_string();
    let place = Place::Git(revision);
    let (seen, prefix) = (BTreeSet::new(), String::new());
    let mut reader = Reader { place: &place, read: &mut read, seen, prefix };
    match found {
        Found::Folder => reader.folder()?,
        Found::File => {
            let bytes = place.bytes("", LARGEST)?;
            let name = shown.rsplit(['/', ':']).next().unwrap_or(&shown).to_owned();
            reader.file(&name, Path::new(&shown), bytes)?;
        }
    }
    Ok(read)
}

/// Reads the stacks of one place into `read`.
pub(super) struct Reader<'p, 'r> {
    pub(super) place: &'p Place<'p>,
    read: &'r mut Read,
    /// Files of this run that were read, by their canonical paths.
    seen: BTreeSet<PathBuf>,
    /// What every id begins with.
    prefix: String,
}

impl Reader<'_, '_> {
    /// An assembly; without a manifest, the templates and assemblies in the folder and below it.
    fn folder(&mut self) -> Result<(), Failure> {
        if self.place.has(manifest::NAME) { self.whole_assembly("") } else { self.loose() }
    }

    /// An assembly in a folder, which has to have a stack; one that was read before is skipped.
    pub(super) fn whole_assembly(&mut self, folder: &str) -> Result<(), Failure> {
        let manifest = below(folder, manifest::NAME);
        if !self.mark_read(&manifest) {
            return Ok(());
        }
        let before = self.read.stacks.len();
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        self.assembly(folder, &prefix, 0)?;
        if self.read.stacks.len() == before {
            return Err(malformed(self.place.display(&manifest), "it names no stack".to_owned()));
        }
        Ok(())
    }

    /// Marks a file as read; false where it was read before.
    pub(super) fn mark_read(&mut self, name: &str) -> bool {
        self.seen.insert(canonical(&self.place.display(name)))
    }

    /// The stacks of a manifest, those of its stages, and those nested in them.
    fn assembly(&mut self, folder: &str, prefix: &str, depth: usize) -> Result<(), Failure> {
        let name = below(folder, manifest::NAME);
        let path = self.place.display(&name);
        if depth > MAX_DEPTH {
            return Err(malformed(path, format!("stages are nested more than {MAX_DEPTH} deep")));
        }
        for artifact in manifest::read(self.place, folder)? {
            let id = format!("{prefix}{}", artifact.id);
            match artifact.kind {
                manifest::Kind::Stage { folder: own } => {
                    self.assembly(&below(folder, &own), &format!("{id}/"), depth + 1)?;
                }
                manifest::Kind::Stack(found) => {
                    let file = below(folder, &found.file);
                    let bytes = self.place.bytes(&file, LARGEST)?;
                    self.mark_read(&file);
                    let mut read = self.template(&file, found.name.clone(), bytes)?;
                    let stack = &mut read.stack;
                    (stack.id, stack.path, stack.is_named) = (id, found.path.clone(), true);
                    for (id, construct) in found.constructs(self.place, folder)? {
                        stack.constructs.entry(id).or_insert(construct);
                    }
                    (stack.account, stack.region) = (found.account, found.region);
                    (stack.parameters, stack.tags) = (found.parameters, found.tags);
                    self.add(read, folder, &[&file])?;
                }
            }
        }
        Ok(())
    }

    /// A template that somebody named.
    fn file(&mut self, name: &str, shown: &Path, bytes: Vec<u8>) -> Result<(), Failure> {
        let mut read = match parse_stack(stem(name), shown.to_owned(), bytes) {
            Ok(read) => read,
            Err(refused) => {
                self.read.refused.push(refused);
                return Ok(());
            }
        };
        // The template of one file is the template of the other, whatever the files are called.
        let alone = self.read.stacks.iter().filter(|other| other.stack.nested_in.is_none());
        read.stack.id = format!("template {}", alone.count());
        self.add(read, "", &[name])
    }

    pub(super) fn template(
        &self,
        file: &str,
        name: String,
        bytes: Vec<u8>,
    ) -> Result<ReadStack, Failure> {
        let refused = |path, error| Failure::Template { path, error };
        let read = parse_stack(name, self.place.display(file), bytes)
            .map_err(|Refused { file, error, .. }| refused(file, error))?;
        match read.not_template {
            Some(error) => Err(refused(read.file, error)),
            None => Ok(read),
        }
    }

    /// A stack and those nested in it. `folder`: what the files of nested templates are relative to; `files`: the stack's own file,
    /// and those that it is nested in.
    pub(super) fn add(
        &mut self,
        mut read: ReadStack,
        folder: &str,
        files: &[&str],
    ) -> Result<(), Failure> {
        if self.read.stacks.len() >= MAX_TEMPLATES {
            return Err(too_many("templates"));
        }
        let stack = &mut read.stack;
        // Of a file that was named alone, nested stacks may be anywhere.
        let is_strict = stack.is_named;
        let nested = nested::read(stack, &read.file, folder, is_strict)?;
        if stack.nested_in.is_none() {
            stack.id.insert_str(0, &self.prefix);
        }
        if self.read.stacks.iter().any(|other| other.stack.id == stack.id) {
            let problem = format!("two stacks have the id `{}`", stack.id);
            return Err(malformed(read.file, problem));
        }
        let (parent, name, shown) = (stack.id.clone(), stack.name.clone(), read.file.clone());
        let (account, region) = (stack.account.clone(), stack.region.clone());
        self.read.stacks.push(read);
        for nested::Nested { id, file } in nested {
            if !is_strict && !self.place.has(&file) {
                continue;
            }
            if files.contains(&file.as_str()) || files.len() > MAX_DEPTH {
                let problem = match files.contains(&file.as_str()) {
                    true => format!("the nested stack `{id}` leads back to `{file}`"),
                    false => format!("stacks are nested more than {MAX_DEPTH} deep at `{id}`"),
                };
                return Err(malformed(shown, problem));
            }
            let bytes = self.place.bytes(&file, LARGEST)?;
            self.mark_read(&file);
            let mut read = self.template(&file, format!("{name}.{id}"), bytes)?;
            let child = &mut read.stack;
            (child.account, child.region) = (account.clone(), region.clone());
            (child.id, child.is_named) = (format!("{parent}/{id}"), is_strict);
            child.nested_in = Some((parent.clone(), id));
            // In an assembly, all files are relative to its folder.
            let own = if is_strict { folder } else { folder_of(&file) };
            self.add(read, own, &[files, &[&file]].concat())?;
        }
        Ok(())
    }
}
