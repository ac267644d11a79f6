//! Properties that keep the public out, beside the policies -> where the new state no longer has them.
//!
//! S3's block of public access: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>,
//! a function's URL: <https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html>.

use constructs_template::{Node, Value};

use super::{Change, Difference};
use crate::access::template::{Estate, ResourceId, written};

/// What S3 blocks for a bucket that says nothing of it.
const BLOCKS: [&str; 4] =
    ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

/// What is no longer kept from the public, a change for each resource.
pub(super) fn changes(old: &Estate<'_>, new: &Estate<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (id, node) in new.resources() {
        let path = new.path(id);
        let before = old.at_path(&path).and_then(|id| Some((id, old.resource(id)?)));
        let gained = match new.kind(id) {
            "AWS::S3::Bucket" => before.map_or_else(Vec::new, |before| {
                BLOCKS
                    .iter()
                    .filter(|name| {
                        let now = block(new, (id, node), name);
                        now != "true" && now != block(old, before, name)
                    })
                    .map(|name| difference(&path, &format!("`{name}` may be off, and")))
                    .collect()
            }),
            "AWS::Lambda::Url" => {
                let now = text(new, id, own(node, &["AuthType"]));
                let was = before.map(|(id, node)| text(old, id, own(node, &["AuthType"])));
                let is_opened = now != "AWS_IAM" && was.as_ref() != Some(&now);
                is_opened
                    .then(|| difference(&path, "the URL may ask for no signature, and"))
                    .into_iter()
                    .collect()
            }
            _ => continue,
        };
        changes.push(Change {
            subject: path,
            is_resource_policy: true,
            gained,
            ..Change::default()
        });
    }
    changes
}

/// One of the four blocks of a bucket: `true`, `false`, or how it is written and what that depends on.
fn block(estate: &Estate<'_>, (id, node): (ResourceId<'_>, &Node), name: &str) -> String {
    match own(node, &["PublicAccessBlockConfiguration"]) {
        None => "true".to_owned(),
        Some(blocks) if blocks.single().is_some_and(|(name, _)| name.starts_with("Fn::")) => {
            written(estate, id.stack, blocks)
        }
        Some(blocks) => match blocks.get(name) {
            None => "false".to_owned(),
            own => text(estate, id, own),
        },
    }
}

/// A value, or how it is written and what that depends on.
fn text(estate: &Estate<'_>, id: ResourceId<'_>, value: Option<&Node>) -> String {
    let Some(value) = value else { return String::new() };
    match &value.value {
        Value::List(_) | Value::Map(_) => written(estate, id.stack, value),
        _ => value.to_text().unwrap_or_default(),
    }
}

fn own<'n>(node: &'n Node, path: &[&str]) -> Option<&'n Node> {
    path.iter().try_fold(node.get("Properties")?, |node, name| node.get(name))
}

fn difference(path: &str, what: &str) -> Difference {
    Difference {
        text: "what policies grant to everyone".to_owned(),
        policy: path.to_owned(),
        witness: None,
        reason: Some(format!("{what} was not before")),
    }
}
