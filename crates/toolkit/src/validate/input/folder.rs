//! A folder that a CDK wrote -> the templates that its `manifest.json` names, those of nested assemblies as well.
//!
//! INVARIANT: the manifest is somebody's input: only plain names in it are followed, no link, and nothing outside of the
//! folder is read.

use std::path::Path;

use serde_json::{Map, Value as Json};

use super::Source;
use crate::failure::Failure;
use crate::file;

const MANIFEST: &str = "manifest.json";
/// Bytes; a manifest may hold the metadata of all constructs.
const LARGEST_MANIFEST: usize = 64_000_000;
/// Assemblies in one another.
const MOST_LEVELS: usize = 8;

/// The templates, in the order of the manifest.
pub(super) fn read(folder: &Path) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    assembly(folder, MOST_LEVELS, &mut sources)?;
    if sources.is_empty() {
        return Err(malformed(&folder.join(MANIFEST), "it names no template".to_owned()));
    }
    Ok(sources)
}

fn assembly(folder: &Path, levels: usize, sources: &mut Vec<Source>) -> Result<(), Failure> {
    let path = folder.join(MANIFEST);
    if path.symlink_metadata().is_err() {
        return Err(Failure::NoManifest { folder: folder.to_owned() });
    }
    let bytes = file::read_plain(&path, LARGEST_MANIFEST)?;
    if bytes.len() > LARGEST_MANIFEST {
        return Err(malformed(&path, format!("it has more than {LARGEST_MANIFEST} bytes")));
    }
    let manifest: Json =
        serde_json::from_slice(&bytes).map_err(|error| malformed(&path, error.to_string()))?;
    let Some(artifacts) = manifest.get("artifacts").and_then(Json::as_object) else {
        return Err(malformed(&path, "it has no object `artifacts`".to_owned()));
    };
    for (id, artifact) in sorted(artifacts) {
        let text = |key: &str| artifact.get(key).and_then(Json::as_str);
        let (property, levels) = match text("type") {
            Some("aws:cloudformation:stack") => ("templateFile", levels),
            Some("cdk:cloud-assembly") => ("directoryName", levels.saturating_sub(1)),
            _ => continue,
        };
        let named = artifact.get("properties").and_then(|all| all.get(property)?.as_str());
        let Some(name) = named.filter(|name| is_plain(name)) else {
            let problem = named.map_or_else(
                || format!("the artifact `{id}` has no `{property}`"),
                |name| {
                    format!("the artifact `{id}` names `{name}`, which is not in the folder itself")
                },
            );
            return Err(malformed(&path, problem));
        };
        let found = folder.join(name);
        if property == "templateFile" {
            sources.push(template(artifact, name, &found)?);
        } else if levels == 0 {
            return Err(malformed(
                &path,
                format!("assemblies nest deeper than {MOST_LEVELS} levels"),
            ));
        } else {
            nested(&found, levels, sources)?;
        }
    }
    Ok(())
}

/// No order of a map decides about the report.
fn sorted(artifacts: &Map<String, Json>) -> Vec<(&String, &Json)> {
    let mut all: Vec<_> = artifacts.iter().collect();
    all.sort_by_key(|(id, _)| *id);
    all
}

fn template(artifact: &Json, name: &str, path: &Path) -> Result<Source, Failure> {
    let bytes = file::read_plain(path, constructs_template::LARGEST)?;
    let stack = artifact.get("properties").and_then(|all| all.get("stackName")?.as_str());
    let environment = artifact.get("environment").and_then(Json::as_str).unwrap_or_default();
    let (account, region) = environment
        .strip_prefix("aws://")
        .and_then(|place| place.split_once('/'))
        .unwrap_or_default();
    let known =
        |text: &str| (!text.is_empty() && !text.starts_with("unknown-")).then(|| text.to_owned());
    Ok(Source {
        name: stack.unwrap_or(name).to_owned(),
        path: path.to_owned(),
        bytes,
        account: known(account),
        region: known(region),
    })
}

/// The assembly of a stage, in a folder of its own.
fn nested(folder: &Path, levels: usize, sources: &mut Vec<Source>) -> Result<(), Failure> {
    let failed = |error| Failure::Read { path: folder.to_owned(), error };
    let found = folder.symlink_metadata().map_err(failed)?;
    if !found.is_dir() {
        return Err(failed(std::io::Error::other(
            "it is no folder, or a link, which is not followed",
        )));
    }
    assembly(folder, levels, sources)
}

/// A name of something in the folder itself.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name != "."
        && name != ".."
        && !name.contains(['/', '\\', '\0', ':'])
        && name.chars().all(|c| !c.is_control())
}

fn malformed(path: &Path, problem: String) -> Failure {
    Failure::Malformed { path: path.to_owned(), problem }
}
