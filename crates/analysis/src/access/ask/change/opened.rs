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

/// A resource of a state.
type Found<'e, 't> = (&'e Estate<'t>, ResourceId<'t>, &'t Node);

/// What is no longer kept from the public, a change for each resource.
pub(super) fn changes(old: &Estate<'_>, new: &Estate<'_>) -> Vec<Change> {
    let change = |(id, node)| {
        let subject = new.path(id);
        let before = old.at_path(&subject).and_then(|id| Some((old, id, old.resource(id)?)));
        let reasons = match new.kind(id) {
            "AWS::S3::Bucket" => no_longer_blocked(before?, (new, id, node)),
            "AWS::Lambda::Url" => no_longer_signed(before, (new, id, node)),
            _ => return None,
        };
        let text = "what policies grant to everyone";
        let gained = reasons.into_iter();
        let gained = gained.map(|reason| Difference::undecided(text, &subject, reason)).collect();
        Some(Change { subject, is_resource_policy: true, gained, ..Change::default() })
    };
    new.resources().filter_map(change).collect()
}

fn no_longer_blocked(before: Found<'_, '_>, after: Found<'_, '_>) -> Vec<String> {
    let is_opened = |name: &&str| {
        let now = block(after, name);
        now != "true" && now != block(before, name)
    };
    let opened = BLOCKS.into_iter().filter(is_opened);
    opened.map(|name| format!("`{name}` may be off, and was not before")).collect()
}

fn no_longer_signed(before: Option<Found<'_, '_>>, after: Found<'_, '_>) -> Vec<String> {
    let signature =
        |(estate, id, node): Found<'_, '_>| text(estate, id, property(node, "AuthType"));
    let now = signature(after);
    let is_opened = now != "AWS_IAM" && before.map(signature).as_ref() != Some(&now);
    let reason = "the URL may ask for no signature, and was not before";
    is_opened.then(|| reason.to_owned()).into_iter().collect()
}

/// One of the four blocks of a bucket: `true`, `false`, or how it is written and what that depends on.
fn block((estate, id, node): Found<'_, '_>, name: &str) -> String {
    match property(node, "PublicAccessBlockConfiguration") {
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

fn property<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    node.get("Properties")?.get(name)
}
