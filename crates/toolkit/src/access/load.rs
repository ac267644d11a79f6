//! Files, folders and revisions -> stacks with their templates. Any assembly will do, the AWS CDK's as well.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use constructs_analysis::access::template::StackTemplate;
use constructs_template::{LARGEST, Node};
use serde_json::Value as Json;

use crate::failure::Failure;

const MANIFEST: &str = "manifest.json";

/// The stacks in these files and folders.
pub(super) fn stacks(paths: &[PathBuf]) -> Result<Vec<StackTemplate>, Failure> {
    let mut stacks = Vec::new();
    for path in paths {
        if path.is_dir() {
            stacks.extend(assembly(&folder(path)?)?);
        } else {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            let bytes = read(path)?;
            stacks.push(template(path, &stem(&name.unwrap_or_default()), &bytes)?);
        }
    }
    Ok(stacks)
}

/// The stacks that a word of the command line means: a file, a folder, or `git:REV` for the assembly of a revision.
pub(super) fn state(
    project: &Path,
    output: &Path,
    word: &str,
) -> Result<Vec<StackTemplate>, Failure> {
    match word.strip_prefix("git:") {
        Some(revision) => assembly(&revision_files(project, output, revision)?),
        None => stacks(&[PathBuf::from(word)]),
    }
}

/// Names and contents, by name.
struct Files {
    place: PathBuf,
    contents: BTreeMap<String, Vec<u8>>,
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::Read { path: path.to_owned(), error })
}

fn folder(path: &Path) -> Result<Files, Failure> {
    let unreadable = |error| Failure::Read { path: path.to_owned(), error };
    let mut contents = BTreeMap::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_small =
            entry.metadata().is_ok_and(|data| data.is_file() && data.len() <= LARGEST as u64);
        if is_small && is_template_name(&name) {
            contents.insert(name, read(&entry.path())?);
        }
    }
    Ok(Files { place: path.to_owned(), contents })
}

fn is_template_name(name: &str) -> bool {
    let ends = [".json", ".yaml", ".yml", ".template"];
    !name.starts_with('.') && ends.iter().any(|end| name.ends_with(end)) && name != "tree.json"
}

/// The files of the committed assembly. Git is asked for names below the project's own folder only.
fn revision_files(project: &Path, output: &Path, revision: &str) -> Result<Files, Failure> {
    let wrong = |problem: String| Failure::Usage {
        problem,
        help: "name a commit, a branch or a tag of the repository that holds `cdk.json`".to_owned(),
    };
    if revision.is_empty() || revision.starts_with('-') {
        return Err(wrong(format!("`{revision}` is no revision")));
    }
    let below = output.strip_prefix(project).unwrap_or(Path::new("cdk.out"));
    let below = below.to_string_lossy().replace('\\', "/");
    let git = |arguments: &[&str]| {
        let output = Command::new("git").arg("-C").arg(project).args(arguments).output();
        let output = output.map_err(|error| wrong(format!("git can't be run: {error}")))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let first = said.lines().next().unwrap_or("no reason").to_owned();
        Err(wrong(format!("git can't read `{revision}`: {first}")))
    };
    let names = git(&["ls-tree", "--name-only", "-z", revision, &format!("{below}/")])?;
    let mut contents = BTreeMap::new();
    for path in String::from_utf8_lossy(&names).split('\0').filter(|path| !path.is_empty()) {
        let name = path.rsplit('/').next().unwrap_or(path);
        if is_template_name(name) {
            let bytes = git(&["show", &format!("{revision}:./{path}")])?;
            contents.insert(name.to_owned(), bytes);
        }
    }
    let place = PathBuf::from(format!("git:{revision}:{below}"));
    if contents.is_empty() {
        return Err(wrong(format!("`{}` holds no templates", place.display())));
    }
    Ok(Files { place, contents })
}

/// The stacks of a manifest; without one, everything that looks like a template.
fn assembly(files: &Files) -> Result<Vec<StackTemplate>, Failure> {
    let Some(manifest) = files.contents.get(MANIFEST) else { return loose(files) };
    let place = files.place.join(MANIFEST);
    let malformed = |problem: String| Failure::Malformed { path: place.clone(), problem };
    let manifest: Json =
        serde_json::from_slice(manifest).map_err(|error| malformed(error.to_string()))?;
    let artifacts = manifest.get("artifacts").and_then(Json::as_object);
    let mut artifacts: Vec<_> =
        artifacts.ok_or_else(|| malformed("there are no `artifacts`".to_owned()))?.iter().collect();
    artifacts.sort_by_key(|(id, _)| *id);
    let mut stacks = Vec::new();
    for (id, artifact) in artifacts {
        let text =
            |value: &Json, key: &str| value.get(key).and_then(Json::as_str).map(str::to_owned);
        if text(artifact, "type").as_deref() != Some("aws:cloudformation:stack") {
            continue;
        }
        let properties = artifact.get("properties").unwrap_or(&Json::Null);
        let Some(file) = text(properties, "templateFile") else { continue };
        let Some(bytes) = files.contents.get(&file) else {
            return Err(malformed(format!("the template `{file}` of `{id}` is not there")));
        };
        let mut stack = template(
            &files.place.join(&file),
            &text(properties, "stackName").unwrap_or_else(|| id.clone()),
            bytes,
        )?;
        stack.path = text(artifact, "displayName").unwrap_or_else(|| id.clone());
        let environment = text(artifact, "environment").unwrap_or_default();
        let mut parts = environment.trim_start_matches("aws://").split('/');
        let mut known =
            || parts.next().filter(|part| !part.is_empty() && !part.starts_with("unknown-"));
        stack.account = known().map(str::to_owned);
        stack.region = known().map(str::to_owned);
        stacks.push(stack);
    }
    Ok(stacks)
}

fn loose(files: &Files) -> Result<Vec<StackTemplate>, Failure> {
    let mut stacks = Vec::new();
    for (name, bytes) in &files.contents {
        let stack = template(&files.place.join(name), &stem(name), bytes)?;
        if stack.root.get("Resources").is_some() {
            stacks.push(stack);
        }
    }
    if stacks.is_empty() {
        return Err(Failure::Usage {
            problem: format!("`{}` holds no templates", files.place.display()),
            help: "name a template, or a folder with an assembly".to_owned(),
        });
    }
    Ok(stacks)
}

fn template(path: &Path, name: &str, bytes: &[u8]) -> Result<StackTemplate, Failure> {
    let malformed = |error: constructs_template::ReadError| Failure::Malformed {
        path: path.to_owned(),
        problem: error.to_string(),
    };
    let root = constructs_template::read(bytes).map_err(malformed)?.into_root();
    let resources = root.get("Resources").and_then(Node::as_map).into_iter().flatten();
    let paths = resources.filter_map(|entry| {
        let path = entry.node.get("Metadata")?.get("aws:cdk:path")?.as_str()?;
        Some((entry.key.clone(), path.to_owned()))
    });
    let paths = paths.collect();
    Ok(StackTemplate {
        name: name.to_owned(),
        path: name.to_owned(),
        account: None,
        region: None,
        root,
        paths,
        nested_in: None,
    })
}

/// `chat.template.json` -> `chat`.
fn stem(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.strip_suffix(".template").unwrap_or(stem).to_owned()
}
