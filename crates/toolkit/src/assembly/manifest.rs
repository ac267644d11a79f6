//! `manifest.json` -> the stacks and stages that it names.
//!
//! Format: <https://github.com/aws/aws-cdk-cli/blob/main/packages/%40aws-cdk/cloud-assembly-schema/lib/cloud-assembly/schema.ts>

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use constructs::file::MAX_FILE_BYTES;
use constructs_cloudformation::SourceConstruct;
use serde_json::{Map, Value as Json};

use super::limit::malformed;
use super::path::{below, plain};
use super::place::Place;
use crate::failure::Failure;

pub(super) const NAME: &str = "manifest.json";

/// What a manifest names.
pub(super) struct Artifact {
    pub(super) id: String,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Stack(Box<ManifestStack>),
    /// An assembly in a folder of its own.
    Stage {
        folder: String,
    },
}

/// A stack as the manifest has it.
pub(crate) struct ManifestStack {
    pub(super) file: String,
    pub(crate) name: String,
    /// The path of its construct.
    pub(super) path: String,
    pub(crate) account: Option<String>,
    pub(crate) region: Option<String>,
    /// What a deployment gives for parameters of the template.
    pub(super) parameters: BTreeMap<String, String>,
    /// The tags that a deployment gives the stack.
    pub(super) tags: BTreeMap<String, String>,
    /// SourceConstruct paths with their entries.
    metadata: Option<Json>,
    /// The file with more of them, where newer versions of the AWS CDK write them.
    metadata_file: Option<String>,
}

impl ManifestStack {
    /// The constructs by logical id.
    pub(super) fn constructs(
        &self,
        place: &Place<'_>,
        folder: &str,
    ) -> Result<BTreeMap<String, SourceConstruct>, Failure> {
        let mut constructs = BTreeMap::new();
        if let Some(metadata) = &self.metadata {
            add_constructs(metadata, &mut constructs);
        }
        if let Some(name) = &self.metadata_file {
            add_constructs(&json(place, &below(folder, name))?, &mut constructs);
        }
        Ok(constructs)
    }
}

/// A file of an assembly.
fn json(place: &Place<'_>, name: &str) -> Result<Json, Failure> {
    let bytes = place.bytes(name, MAX_FILE_BYTES)?;
    serde_json::from_slice(&bytes)
        .map_err(|error| malformed(place.display(name), error.to_string()))
}

/// The stacks and stages, in the order of their ids.
///
/// # Errors
/// The folder has no manifest, or one that is not an assembly's or lacks something.
pub(super) fn read(place: &Place<'_>, folder: &str) -> Result<Vec<Artifact>, Failure> {
    let lacks = || malformed(place.display(&below(folder, NAME)), NO_ARTIFACTS.to_owned());
    read_if_assembly(place, folder)?.ok_or_else(lacks)
}

const NO_ARTIFACTS: &str = "it has no object `artifacts`";

/// As [`read`]; none of a manifest without `artifacts`, which belongs to something else than an assembly.
pub(super) fn read_if_assembly(
    place: &Place<'_>,
    folder: &str,
) -> Result<Option<Vec<Artifact>>, Failure> {
    let name = below(folder, NAME);
    let path = &place.display(&name);
    let manifest = json(place, &name)?;
    let artifacts = match manifest.get("artifacts") {
        None => return Ok(None),
        Some(artifacts) => artifacts.as_object(),
    };
    let artifacts = artifacts.ok_or_else(|| malformed(path.clone(), NO_ARTIFACTS.to_owned()))?;
    let reader = Reader { path };
    let mut found = Vec::new();
    for (id, artifact) in sort_by_id(artifacts) {
        let kind = reader.kind(id, artifact)?;
        found.extend(kind.map(|kind| Artifact { id: id.clone(), kind }));
    }
    Ok(Some(found))
}

/// No order of a map decides about anything.
fn sort_by_id(artifacts: &Map<String, Json>) -> Vec<(&String, &Json)> {
    let mut all: Vec<_> = artifacts.iter().collect();
    all.sort_by_key(|(id, _)| *id);
    all
}

struct Reader<'a> {
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
                self.stack(id, artifact, file).map(|stack| Some(Kind::Stack(Box::new(stack))))
            }
            Some("cdk:cloud-assembly") => {
                let folder = self.name_of(id, properties, "directoryName")?;
                Ok(Some(Kind::Stage { folder }))
            }
            Some(other) if properties.get("templateFile").is_some() => Err(self.failed(format!(
                "the artifact `{id}` has a template, and `{other}` is not a type that is known to have one"
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

    fn stack(&self, id: &str, artifact: &Json, file: String) -> Result<ManifestStack, Failure> {
        let properties = artifact.get("properties").unwrap_or(&Json::Null);
        let environment = text(artifact, "environment").unwrap_or_default();
        let mut parts = environment.trim_start_matches("aws://").split('/');
        let mut known =
            || parts.next().filter(|part| !part.is_empty() && !part.starts_with("unknown-"));
        let (account, region) = (known().map(str::to_owned), known().map(str::to_owned));
        let metadata_file =
            properties.get("additionalMetadataFile").or(artifact.get("additionalMetadataFile"));
        let metadata_file = metadata_file.map(|file| self.metadata_file(id, file)).transpose()?;
        Ok(ManifestStack {
            name: text(properties, "stackName").unwrap_or(id).to_owned(),
            path: text(artifact, "displayName").unwrap_or(id).to_owned(),
            file,
            account,
            region,
            parameters: self.texts(id, properties, "parameters")?,
            tags: self.texts(id, properties, "tags")?,
            metadata: artifact.get("metadata").cloned(),
            metadata_file,
        })
    }

    /// The values of parameters or tags, which a manifest may give.
    fn texts(
        &self,
        id: &str,
        properties: &Json,
        property: &str,
    ) -> Result<BTreeMap<String, String>, Failure> {
        let given = match properties.get(property) {
            None | Some(Json::Null) => return Ok(BTreeMap::new()),
            Some(given) => given.as_object(),
        };
        let text =
            |(name, value): (&String, &Json)| Some((name.clone(), value.as_str()?.to_owned()));
        let values = given.and_then(|given| given.iter().map(text).collect());
        values.ok_or_else(|| {
            self.failed(format!("`{property}` of the artifact `{id}` is not an object of strings"))
        })
    }

    fn metadata_file(&self, id: &str, file: &Json) -> Result<String, Failure> {
        let name = file.as_str().and_then(plain).map(str::to_owned);
        name.ok_or_else(|| {
            self.failed(format!("the metadata file of `{id}` is not in the folder of the assembly"))
        })
    }

    fn failed(&self, problem: String) -> Failure {
        malformed(PathBuf::from(self.path), problem)
    }
}

/// SourceConstruct paths with their entries: those of the type `aws:cdk:logicalId` have the id, and the calls that led to it where the
/// CDK was asked to keep them.
fn add_constructs(metadata: &Json, constructs: &mut BTreeMap<String, SourceConstruct>) {
    for (path, entries) in metadata.as_object().into_iter().flatten() {
        for entry in entries.as_array().into_iter().flatten() {
            let is_id = text(entry, "type") == Some("aws:cdk:logicalId");
            let Some(id) = text(entry, "data").filter(|_| is_id) else { continue };
            let path = path.trim_start_matches('/').to_owned();
            constructs
                .entry(id.to_owned())
                .or_insert(SourceConstruct { path, made_at: made_at(entry) });
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
    Some((shorten_path(parts.next()?), line, column))
}

/// Without the folders above the file's own, which differ from machine to machine.
fn shorten_path(file: &str) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    parts.get(parts.len().saturating_sub(2)..).unwrap_or_default().join("/")
}

fn text<'j>(value: &'j Json, key: &str) -> Option<&'j str> {
    value.get(key).and_then(Json::as_str)
}
