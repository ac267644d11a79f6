//! `manifest.json` -> the stacks and stages that it names.
//!
//! Format: <https://github.com/aws/aws-cdk-cli/blob/main/packages/%40aws-cdk/cloud-assembly-schema/lib/cloud-assembly/schema.ts>

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use constructs::file::MAX_FILE_BYTES;
use serde_json::{Map, Value as Json};

use super::place::Place;
use super::{Construct, below, malformed, plain};
use crate::failure::Failure;

pub(super) const NAME: &str = "manifest.json";

/// What a manifest names.
pub(super) struct Artifact {
    pub(super) id: String,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Stack(Stack),
    /// An assembly in a folder of its own.
    Stage {
        folder: String,
    },
}

/// A stack as the manifest has it.
pub(super) struct Stack {
    pub(super) file: String,
    pub(super) name: String,
    /// The path of its construct.
    pub(super) path: String,
    pub(super) account: Option<String>,
    pub(super) region: Option<String>,
    /// By logical id.
    pub(super) constructs: BTreeMap<String, Construct>,
}

/// The stacks and stages, in the order of their ids.
pub(super) fn read(
    place: &Place<'_>,
    folder: &str,
    path: &Path,
    bytes: &[u8],
) -> Result<Vec<Artifact>, Failure> {
    let failed = |problem: String| malformed(path.to_owned(), problem);
    let manifest: Json =
        serde_json::from_slice(bytes).map_err(|error| failed(error.to_string()))?;
    let artifacts = manifest.get("artifacts").and_then(Json::as_object);
    let artifacts = artifacts.ok_or_else(|| failed("it has no object `artifacts`".to_owned()))?;
    let reader = Reader { place, folder, path };
    let mut found = Vec::new();
    for (id, artifact) in sorted(artifacts) {
        let kind = reader.kind(id, artifact)?;
        found.extend(kind.map(|kind| Artifact { id: id.clone(), kind }));
    }
    Ok(found)
}

/// No order of a map decides about anything.
fn sorted(artifacts: &Map<String, Json>) -> Vec<(&String, &Json)> {
    let mut all: Vec<_> = artifacts.iter().collect();
    all.sort_by_key(|(id, _)| *id);
    all
}

struct Reader<'a> {
    place: &'a Place<'a>,
    folder: &'a str,
    /// The manifest, as a message shows it.
    path: &'a Path,
}

impl Reader<'_> {
    /// `None`: neither a stack nor a stage.
    fn kind(&self, id: &str, artifact: &Json) -> Result<Option<Kind>, Failure> {
        let properties = artifact.get("properties").unwrap_or(&Json::Null);
        match text(artifact, "type") {
            None => Err(self.failed(format!("the artifact `{id}` has no `type`"))),
            Some("aws:cloudformation:stack") => {
                let file = self.name_of(id, properties, "templateFile")?;
                self.stack(id, artifact, file).map(|stack| Some(Kind::Stack(stack)))
            }
            Some("cdk:cloud-assembly") => {
                let folder = self.name_of(id, properties, "directoryName")?;
                Ok(Some(Kind::Stage { folder }))
            }
            Some(other) if properties.get("templateFile").is_some() => Err(self.failed(format!(
                "the artifact `{id}` has a template, and `{other}` is no type that is known to have one"
            ))),
            Some(_) => Ok(None),
        }
    }

    /// A name of something in the folder.
    fn name_of(&self, id: &str, properties: &Json, property: &str) -> Result<String, Failure> {
        let Some(name) = text(properties, property) else {
            return Err(self.failed(format!("the artifact `{id}` has no `{property}`")));
        };
        let plain = plain(name).map(str::to_owned);
        plain.ok_or_else(|| {
            self.failed(format!(
                "the artifact `{id}` names `{name}`, which is not in the folder of the assembly"
            ))
        })
    }

    fn stack(&self, id: &str, artifact: &Json, file: String) -> Result<Stack, Failure> {
        let properties = artifact.get("properties").unwrap_or(&Json::Null);
        let environment = text(artifact, "environment").unwrap_or_default();
        let mut parts = environment.trim_start_matches("aws://").split('/');
        let mut known =
            || parts.next().filter(|part| !part.is_empty() && !part.starts_with("unknown-"));
        let (account, region) = (known().map(str::to_owned), known().map(str::to_owned));
        let mut constructs = BTreeMap::new();
        if let Some(metadata) = artifact.get("metadata") {
            add_constructs(metadata, &mut constructs);
        }
        // Newer versions of the AWS CDK write metadata to a file of its own.
        if let Some(file) =
            properties.get("additionalMetadataFile").or(artifact.get("additionalMetadataFile"))
        {
            add_constructs(&self.metadata(id, file)?, &mut constructs);
        }
        Ok(Stack {
            name: text(properties, "stackName").unwrap_or(id).to_owned(),
            path: text(artifact, "displayName").unwrap_or(id).to_owned(),
            file,
            account,
            region,
            constructs,
        })
    }

    fn metadata(&self, id: &str, file: &Json) -> Result<Json, Failure> {
        let name = file.as_str().and_then(plain).ok_or_else(|| {
            self.failed(format!("the metadata file of `{id}` is not in the folder of the assembly"))
        })?;
        let name = below(self.folder, name);
        let bytes = self.place.bytes(&name, MAX_FILE_BYTES)?;
        let malformed =
            |error: serde_json::Error| malformed(self.place.shown(&name), error.to_string());
        serde_json::from_slice(&bytes).map_err(malformed)
    }

    fn failed(&self, problem: String) -> Failure {
        malformed(PathBuf::from(self.path), problem)
    }
}

/// Construct paths with their entries: those of the type `aws:cdk:logicalId` have the id, and the calls that led to it where the
/// CDK was asked to keep them.
fn add_constructs(metadata: &Json, constructs: &mut BTreeMap<String, Construct>) {
    for (path, entries) in metadata.as_object().into_iter().flatten() {
        for entry in entries.as_array().into_iter().flatten() {
            let is_id = text(entry, "type") == Some("aws:cdk:logicalId");
            let Some(id) = text(entry, "data").filter(|_| is_id) else { continue };
            let path = path.trim_start_matches('/').to_owned();
            constructs.entry(id.to_owned()).or_insert(Construct { path, made_at: made_at(entry) });
        }
    }
}

/// The first call that is not of a library: `new Shop (/src/shop/lib/shop.ts:12:5)` -> `lib/shop.ts`, 12, 5.
fn made_at(entry: &Json) -> Option<(String, u32, u32)> {
    let calls = entry.get("trace")?.as_array()?.iter().filter_map(Json::as_str);
    let mut own = calls.filter(|call| !call.contains("node_modules") && !call.contains("node:"));
    let call = own.next()?;
    let place = call.rsplit_once('(').map_or(call, |(_, place)| place).trim();
    let mut parts = place.trim_start_matches("at ").trim_end_matches(')').rsplitn(3, ':');
    let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some((shortened(parts.next()?), line, column))
}

/// Without the folders above the file's own, which differ from machine to machine.
fn shortened(file: &str) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    parts.get(parts.len().saturating_sub(2)..).unwrap_or_default().join("/")
}

fn text<'j>(value: &'j Json, key: &str) -> Option<&'j str> {
    value.get(key).and_then(Json::as_str)
}
