//! The stacks as `manifest.json`, which the `cdk` CLI reads.
//!
//! Source: <https://docs.aws.amazon.com/cdk/api/v2/docs/cloud-assembly-schema-readme.html>. The version is low,
//! so that older CLIs can read it.

use indexmap::IndexMap;
use serde::Serialize;

use super::{StackArtifact, TemplateFormat};

const VERSION: &str = "36.0.0";

/// The artifact id of the tree. No stack's path becomes this id.
pub(crate) const TREE: &str = "tree.json";

#[derive(Serialize)]
struct Manifest<'a> {
    version: &'static str,
    artifacts: IndexMap<&'a str, Artifact<'a>>,
}

#[derive(Serialize)]
struct Artifact<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    environment: Option<String>,
    properties: Properties<'a>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    dependencies: Vec<&'a str>,
    #[serde(rename = "displayName", skip_serializing_if = "Option::is_none")]
    display_name: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Properties<'a> {
    #[serde(rename_all = "camelCase")]
    Stack {
        template_file: String,
        stack_name: &'a str,
        #[serde(skip_serializing_if = "IndexMap::is_empty")]
        tags: IndexMap<&'a str, &'a str>,
        termination_protection: bool,
    },
    Tree {
        file: &'static str,
    },
}

pub(super) fn manifest(stacks: &[StackArtifact], format: TemplateFormat) -> Vec<u8> {
    let ids: Vec<&str> = stacks.iter().map(StackArtifact::artifact_id).collect();
    let mut artifacts: IndexMap<&str, Artifact<'_>> =
        stacks.iter().map(|stack| (stack.artifact_id(), artifact(stack, format, &ids))).collect();
    let (kind, properties) = ("cdk:tree", Properties::Tree { file: "tree.json" });
    let tree = Artifact {
        kind,
        environment: None,
        properties,
        dependencies: Vec::new(),
        display_name: None,
    };
    artifacts.insert(TREE, tree);
    let mut bytes =
        serde_json::to_vec_pretty(&Manifest { version: VERSION, artifacts }).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn artifact<'a>(stack: &'a StackArtifact, format: TemplateFormat, known: &[&str]) -> Artifact<'a> {
    let account = stack.account().unwrap_or("unknown-account");
    let region = stack.region().unwrap_or("unknown-region");
    let dependencies = stack.dependencies().iter().map(String::as_str);
    Artifact {
        kind: "aws:cloudformation:stack",
        environment: Some(format!("aws://{account}/{region}")),
        properties: Properties::Stack {
            template_file: stack.file_name(format),
            stack_name: stack.name(),
            tags: stack.tags().iter().map(|(key, value)| (&**key, &**value)).collect(),
            termination_protection: stack.termination_protection(),
        },
        dependencies: dependencies.filter(|id| known.contains(id)).collect(),
        display_name: Some(stack.path()),
    }
}
