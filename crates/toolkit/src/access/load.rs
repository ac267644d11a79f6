//! Files, folders and revisions -> stacks with their templates. Any assembly will do, the AWS CDK's as well: with stages, which
//! are assemblies in it, and with nested stacks, whose templates lie beside their parents'.

use std::path::{Path, PathBuf};

use constructs_analysis::access::template::StackTemplate;
use constructs_template::{LARGEST, Node};
use serde_json::Value as Json;

use super::git::{Found, Revision};
use crate::failure::Failure;
use crate::file;

const MANIFEST: &str = "manifest.json";

/// The deepest that stages and nested stacks are followed, and the most templates.
const DEEPEST: usize = 8;
const MOST: usize = 2_000;

/// The stacks in these files and folders.
pub(super) fn stacks(paths: &[PathBuf]) -> Result<Vec<StackTemplate>, Failure> {
    let mut stacks = Vec::new();
    for path in paths {
        if path.is_dir() {
            Loader { place: &Place::Disk(path.clone()), stacks: &mut stacks }.assembly("", 0)?;
            continue;
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let folder = path.parent().unwrap_or(Path::new(""));
        let place = Place::Disk(folder.to_owned());
        let mut loader = Loader { place: &place, stacks: &mut stacks };
        loader.file(&name.unwrap_or_default(), &file::read_named(path, LARGEST)?)?;
    }
    Ok(stacks)
}

/// The stacks that a word of the command line means: a file, a folder, or `git:REV` for the assembly of a revision.
pub(super) fn state(
    project: &Path,
    output: &Path,
    word: &str,
) -> Result<Vec<StackTemplate>, Failure> {
    let Some(rest) = word.strip_prefix("git:") else { return stacks(&[PathBuf::from(word)]) };
    let below = output.strip_prefix(project).unwrap_or(Path::new("cdk.out"));
    let below = below.to_string_lossy().replace('\\', "/");
    let (revision, found) = Revision::parse(project, &below, rest)?;
    let mut stacks = Vec::new();
    let shown = revision.shown();
    let place = Place::Git(revision);
    let mut loader = Loader { place: &place, stacks: &mut stacks };
    match found {
        Found::Folder => loader.assembly("", 0)?,
        Found::File => {
            let bytes = place.bytes("")?.unwrap_or_default();
            let name = shown.rsplit(['/', ':']).next().unwrap_or(&shown).to_owned();
            loader.file(&name, &bytes)?;
        }
    }
    Ok(stacks)
}

/// Where templates lie.
enum Place<'a> {
    Disk(PathBuf),
    Git(Revision<'a>),
}

impl Place<'_> {
    fn shown(&self, name: &str) -> PathBuf {
        match self {
            Self::Disk(folder) => folder.join(name),
            Self::Git(revision) => PathBuf::from(revision.shown()).join(name),
        }
    }

    /// The names in a folder below, sorted.
    fn names(&self, folder: &str) -> Result<Vec<String>, Failure> {
        let mut names = match self {
            Self::Git(revision) => revision.names(folder),
            Self::Disk(own) => {
                let path = own.join(folder);
                let unreadable = |error| Failure::Read { path: path.clone(), error };
                let entries = std::fs::read_dir(&path).map_err(unreadable)?;
                let names = entries.map(|entry| {
                    Ok(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned())
                });
                names.collect::<Result<Vec<String>, Failure>>()?
            }
        };
        names.sort();
        Ok(names)
    }

    /// A file below; nothing where there is none, or one that is larger than any template.
    fn bytes(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        match self {
            Self::Git(revision) => Ok(revision.bytes(name)),
            Self::Disk(folder) => {
                let path = folder.join(name);
                let is_small = std::fs::metadata(&path)
                    .is_ok_and(|data| data.is_file() && data.len() <= LARGEST as u64);
                if is_small { file::read_named(&path, LARGEST).map(Some) } else { Ok(None) }
            }
        }
    }
}

fn is_template_name(name: &str) -> bool {
    let ends = [".json", ".yaml", ".yml", ".template"];
    !name.starts_with('.') && ends.iter().any(|end| name.ends_with(end)) && name != "tree.json"
}

struct Loader<'p, 's> {
    place: &'p Place<'p>,
    stacks: &'s mut Vec<StackTemplate>,
}

impl Loader<'_, '_> {
    /// The stacks of a folder's manifest, those of its stages, and those nested in them; without a manifest, everything that
    /// looks like a template.
    fn assembly(&mut self, folder: &str, depth: usize) -> Result<(), Failure> {
        let name = below(folder, MANIFEST);
        let Some(manifest) = self.place.bytes(&name)? else { return self.loose(folder) };
        let path = self.place.shown(&name);
        let malformed = |problem: String| Failure::Malformed { path: path.clone(), problem };
        let manifest: Json =
            serde_json::from_slice(&manifest).map_err(|error| malformed(error.to_string()))?;
        let artifacts = manifest.get("artifacts").and_then(Json::as_object);
        let artifacts =
            artifacts.ok_or_else(|| malformed("there are no `artifacts`".to_owned()))?;
        let mut artifacts: Vec<_> = artifacts.iter().collect();
        artifacts.sort_by_key(|(id, _)| *id);
        for (id, artifact) in artifacts {
            let properties = artifact.get("properties").unwrap_or(&Json::Null);
            match text(artifact, "type").as_deref() {
                Some("aws:cloudformation:stack") => {
                    let Some(file) = text(properties, "templateFile") else { continue };
                    let path = plain(folder, &file).ok_or_else(|| outside(&malformed, &file))?;
                    let bytes = self.place.bytes(&path)?.ok_or_else(|| {
                        malformed(format!("the template `{file}` of `{id}` is not there"))
                    })?;
                    let stack = self.stack(id, artifact, &path, &bytes)?;
                    self.add(stack, folder, 0)?;
                }
                Some("cdk:cloud-assembly") if depth < DEEPEST => {
                    let Some(directory) = text(properties, "directoryName") else { continue };
                    let path =
                        plain(folder, &directory).ok_or_else(|| outside(&malformed, &directory))?;
                    self.assembly(&path, depth + 1)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn stack(
        &self,
        id: &str,
        artifact: &Json,
        file: &str,
        bytes: &[u8],
    ) -> Result<StackTemplate, Failure> {
        let properties = artifact.get("properties").unwrap_or(&Json::Null);
        let name = text(properties, "stackName").unwrap_or_else(|| id.to_owned());
        let mut stack = template(&self.place.shown(file), &name, bytes)?;
        stack.is_named = true;
        stack.id = id.to_owned();
        stack.path = text(artifact, "displayName").unwrap_or_else(|| id.to_owned());
        let environment = text(artifact, "environment").unwrap_or_default();
        let mut parts = environment.trim_start_matches("aws://").split('/');
        let mut known =
            || parts.next().filter(|part| !part.is_empty() && !part.starts_with("unknown-"));
        stack.account = known().map(str::to_owned);
        stack.region = known().map(str::to_owned);
        for (id, path) in paths(artifact) {
            stack.paths.entry(id).or_insert(path);
        }
        Ok(stack)
    }

    /// A template that somebody named.
    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let mut stack = template(&self.place.shown(name), &stem(name), bytes)?;
        // The template of one file is the template of the other, whatever the files are called.
        let number = self.stacks.iter().filter(|stack| stack.nested_in.is_none()).count();
        stack.id = format!("template {number}");
        self.add(stack, "", 0)
    }

    fn loose(&mut self, folder: &str) -> Result<(), Failure> {
        let before = self.stacks.len();
        for name in self.place.names(folder)?.iter().filter(|name| is_template_name(name)) {
            let path = below(folder, name);
            let Some(bytes) = self.place.bytes(&path)? else { continue };
            let stack = template(&self.place.shown(&path), &stem(name), &bytes)?;
            if stack.root.get("Resources").is_some() {
                self.stacks.push(stack);
            }
        }
        if self.stacks.len() == before {
            return Err(Failure::Usage {
                problem: format!("`{}` holds no templates", self.place.shown(folder).display()),
                help: "name a template, or a folder with an assembly".to_owned(),
            });
        }
        Ok(())
    }

    /// A stack and those nested in it, whose templates lie in the same folder.
    fn add(&mut self, stack: StackTemplate, folder: &str, depth: usize) -> Result<(), Failure> {
        let nested = nested(&stack);
        let (name, account, region) =
            (stack.name.clone(), stack.account.clone(), stack.region.clone());
        let parent = stack.id.clone();
        self.stacks.push(stack);
        for (id, file) in nested {
            if depth >= DEEPEST || self.stacks.len() >= MOST {
                break;
            }
            let Some(path) = plain(folder, &file) else { continue };
            let Some(bytes) = self.place.bytes(&path)? else { continue };
            let mut child = template(&self.place.shown(&path), &format!("{name}.{id}"), &bytes)?;
            child.account.clone_from(&account);
            child.region.clone_from(&region);
            child.id = format!("{parent}/{id}");
            child.is_named = true;
            child.nested_in = Some((parent.clone(), id));
            self.add(child, folder, depth + 1)?;
        }
        Ok(())
    }
}

/// The nested stacks of a template: their logical ids, and the files of their templates.
fn nested(stack: &StackTemplate) -> Vec<(String, String)> {
    let resources = stack.root.get("Resources").and_then(Node::as_map).into_iter().flatten();
    let nested = resources.filter_map(|entry| {
        (entry.node.get("Type")?.as_str()? == "AWS::CloudFormation::Stack").then_some(())?;
        let asset = entry.node.get("Metadata").and_then(|own| own.get("aws:asset:path"));
        let url = entry.node.get("Properties").and_then(|own| own.get("TemplateURL"));
        let file = asset.or(url)?.as_str()?;
        (!file.contains("://")).then(|| (entry.key.clone(), file.to_owned()))
    });
    nested.collect()
}

/// Logical ids and the paths of their constructs, as the AWS CDK's manifest has them.
fn paths(artifact: &Json) -> Vec<(String, String)> {
    let metadata = artifact.get("metadata").and_then(Json::as_object).into_iter().flatten();
    let ids = metadata.flat_map(|(path, entries)| {
        let entries = entries.as_array().into_iter().flatten();
        let ids =
            entries.filter(|entry| text(entry, "type").as_deref() == Some("aws:cdk:logicalId"));
        ids.filter_map(|entry| {
            Some((text(entry, "data")?, path.trim_start_matches('/').to_owned()))
        })
    });
    ids.collect()
}

fn outside(malformed: &dyn Fn(String) -> Failure, file: &str) -> Failure {
    malformed(format!("`{file}` is not in the folder of the assembly"))
}

/// A path below a folder, unless it leads out of it.
fn plain(folder: &str, name: &str) -> Option<String> {
    let name = name.trim_start_matches("./");
    let is_plain = !name.is_empty()
        && !name.starts_with('/')
        && !name.contains([':', '\\'])
        && name.split('/').all(|part| part != "..");
    is_plain.then(|| below(folder, name))
}

fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn text(value: &Json, key: &str) -> Option<String> {
    value.get(key).and_then(Json::as_str).map(str::to_owned)
}

fn template(path: &Path, name: &str, bytes: &[u8]) -> Result<StackTemplate, Failure> {
    let refused = |error| Failure::Template { path: path.to_owned(), error };
    let root = constructs_template::read(bytes).map_err(refused)?.into_root();
    let resources = root.get("Resources").and_then(Node::as_map).into_iter().flatten();
    let paths = resources.filter_map(|entry| {
        let path = entry.node.get("Metadata")?.get("aws:cdk:path")?.as_str()?;
        Some((entry.key.clone(), path.to_owned()))
    });
    let paths = paths.collect();
    Ok(StackTemplate {
        id: name.to_owned(),
        is_named: false,
        name: name.to_owned(),
        path: name.to_owned(),
        account: None,
        region: None,
        root,
        paths,
        file: Some(path.display().to_string()),
        nested_in: None,
    }
    .expanded())
}

/// `chat.template.json` -> `chat`.
fn stem(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.strip_suffix(".template").unwrap_or(stem).to_owned()
}
