//! Finds properties that restrict callers, apart from policies, and that the new state lacks or changes.
//!
//! S3's block of public access: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>,
//! a function's URL: <https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html>.

use std::collections::BTreeMap;

use constructs_document::Node;

use super::difference::{AccessDifference, Change};
use crate::template::{ResourceId, Stacks, expression_identity, open_properties, value_text};

/// The blocks that are on if a bucket or an access point does not set them.
const BLOCKS: [&str; 4] =
    ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

/// Types that have these blocks.
const BLOCKING: &[&str] = &[
    "AWS::S3::AccessPoint",
    "AWS::S3::Bucket",
    "AWS::S3::MultiRegionAccessPoint",
    "AWS::S3Express::AccessPoint",
];

/// A resource of a state.
type LocatedResource<'e, 't> = (&'e Stacks<'t>, ResourceId<'t>, &'t Node);

/// The restrictions that are gone, as one change for each resource.
pub(super) fn changes(old: &Stacks<'_>, new: &Stacks<'_>) -> Vec<Change> {
    let mut gained: BTreeMap<String, Vec<AccessDifference>> = BTreeMap::new();
    for (id, node) in new.resources().filter(|(id, _)| BLOCKING.contains(&new.kind(*id))) {
        let subject = new.path(id);
        let Some(before) = at_path(old, &subject) else { continue };
        let reasons = lifted_blocks(before, (new, id, node)).into_iter();
        let text = "what policies grant to everyone";
        let differences = reasons.map(|reason| AccessDifference::undecided(text, &subject, reason));
        gained.entry(subject.clone()).or_default().extend(differences);
    }
    for (id, row, value) in open_properties(new) {
        let subject = new.path(id);
        let before = at_path(old, &subject)
            .map(|(_, id, node)| value_text(old, id, property(node, row.property)));
        if before != Some(value) {
            let reason =
                format!("it {} because of its new or changed `{}`", row.what, row.property);
            let difference =
                AccessDifference::undecided("access that no policy controls", &subject, reason);
            gained.entry(subject).or_default().push(difference);
        }
    }
    let change = |(subject, gained)| Change {
        subject,
        is_resource_policy: true,
        gained,
        ..Change::default()
    };
    gained.into_iter().map(change).collect()
}

fn at_path<'e, 't>(stacks: &'e Stacks<'t>, path: &str) -> Option<LocatedResource<'e, 't>> {
    let id = stacks.at_path(path)?;
    Some((stacks, id, stacks.resource(id)?))
}

fn lifted_blocks(before: LocatedResource<'_, '_>, after: LocatedResource<'_, '_>) -> Vec<String> {
    let is_opened = |name: &&str| {
        let now = block_value(after, name);
        now != "true" && now != block_value(before, name)
    };
    let opened = BLOCKS.into_iter().filter(is_opened);
    opened.map(|name| format!("`{name}` may be off, and was not before")).collect()
}

/// One of the four blocks: `true`, `false`, or the identity of the expression that sets it.
fn block_value((stacks, id, node): LocatedResource<'_, '_>, name: &str) -> String {
    match property(node, "PublicAccessBlockConfiguration") {
        None => "true".to_owned(),
        Some(blocks) if blocks.single().is_some_and(|(name, _)| name.starts_with("Fn::")) => {
            expression_identity(stacks, id.stack, blocks)
        }
        Some(blocks) => match blocks.get(name) {
            None => "false".to_owned(),
            own => value_text(stacks, id, own),
        },
    }
}

fn property<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    node.get("Properties")?.get(name)
}
