//! Finds resources whose tags or aliases change while policies have conditions on them.
//!
//! A condition on `aws:ResourceTag/…` compares what the resource has, which a request can't choose:
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag>,
//! one on `kms:ResourceAliases` the aliases of a key:
//! <https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html>.

use std::collections::BTreeMap;

use constructs_document::{Node, Value};

use super::difference::{AccessDifference, Change};
use crate::template::{ResourceId, Stacks, expression_identity};

/// One change for each resource; empty if no policy has such a condition.
pub(super) fn changes(old: &Stacks<'_>, new: &Stacks<'_>) -> Vec<Change> {
    let has = |word: &str| {
        let mut stacks = [old, new].into_iter().flat_map(|stacks| stacks.iter());
        stacks.any(|stack| mentions(stack.root(), word))
    };
    let (has_tags, has_aliases) = (has("resourcetag/"), has("kms:resourcealiases"));
    let change = |(id, _): (ResourceId<'_>, &Node)| {
        let subject = new.path(id);
        let before = old.at_path(&subject);
        let is_tagged = has_tags && before.is_some_and(|old_id| tags(old, old_id) != tags(new, id));
        let is_alias = has_aliases && new.kind(id) == "AWS::KMS::Alias";
        let is_named = is_alias && before.is_none_or(|old_id| alias(old, old_id) != alias(new, id));
        let reasons = [
            (is_tagged, "its tags changed, and policies have conditions on tags of resources"),
            (is_named, "the alias changed, and policies have conditions on aliases of keys"),
        ];
        let gained = reasons.into_iter().filter(|(applies, _)| *applies);
        let text = "what policies allow under conditions on the resource";
        let gained =
            gained.map(|(_, why)| AccessDifference::undecided(text, &subject, why.to_owned()));
        let gained = gained.collect();
        Change { subject, is_resource_policy: true, gained, ..Change::default() }
    };
    if !has_tags && !has_aliases {
        return Vec::new();
    }
    new.resources().map(change).collect()
}

/// Whether a key or a text of a template contains a word, ignoring ASCII case.
fn mentions(node: &Node, word: &str) -> bool {
    let contains = |text: &str| {
        let mut parts = text.as_bytes().windows(word.len());
        parts.any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    };
    match &node.value {
        Value::String(text) => contains(text),
        Value::List(items) => items.iter().any(|item| mentions(item, word)),
        Value::Map(map) => {
            map.iter().any(|entry| contains(&entry.key) || mentions(&entry.node, word))
        }
        _ => false,
    }
}

/// Identifies the tags of a resource: its own, and those of its stack.
fn tags(stacks: &Stacks<'_>, id: ResourceId<'_>) -> (Vec<String>, BTreeMap<String, String>) {
    let properties = stacks.resource(id).and_then(|node| node.get("Properties")?.as_map());
    let properties = properties.into_iter().flatten();
    let own = properties.filter(|entry| entry.key.contains("Tag"));
    let own = own.map(|entry| {
        format!("{} {}", entry.key, expression_identity(stacks, id.stack, &entry.node))
    });
    let of_stack = stacks.get(id.stack).map(|stack| stack.tags.clone());
    (own.collect(), of_stack.unwrap_or_default())
}

/// Identifies the properties of an alias.
fn alias(stacks: &Stacks<'_>, id: ResourceId<'_>) -> Option<String> {
    let properties = stacks.resource(id)?.get("Properties")?;
    Some(expression_identity(stacks, id.stack, properties))
}
