//! Collects the facts about every request of a principal, as a layer that limits the requests to compare.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties>

use std::collections::BTreeSet;

use constructs_document::Node;

use super::attached::{Principal, PrincipalType};
use super::fragments::policy_text;
use super::notes::Notes;
use super::resolver::Resolver;
use super::stacks::{ResourceId, Stacks};
use super::symbols::arn;
use constructs_iam::Operator;
use constructs_iam::PolicyText;
use constructs_iam::cases::ConditionCase;
use constructs_iam::implies::{Layer, action_may_match};
use constructs_iam::{Document, Effect, Elements, PolicyCondition, PolicyStatement};

/// The prefix of keys for a tag of the principal.
const TAG_KEY_PREFIX: &str = "aws:principaltag/";

/// The facts about the keys that these policies have conditions on; `None` without such a key.
#[must_use]
pub fn principal_facts<'d>(
    principal: &Principal<'_>,
    stacks: &Stacks<'_>,
    documents: impl IntoIterator<Item = &'d Document>,
) -> Option<Layer> {
    let keys = keys(documents);
    // Identity Center creates the roles of a permission set in each account, with names that it generates.
    let id = principal.id.filter(|_| principal.kind != PrincipalType::PermissionSet)?;
    let conditions: Vec<PolicyCondition> =
        keys.iter().filter_map(|key| condition(principal, stacks, id, key)).collect();
    if conditions.is_empty() {
        return None;
    }
    let every = PolicyStatement {
        conditions,
        ..PolicyStatement::allow(vec![PolicyText::parse("*", false)])
    };
    Some(Layer::new(vec![std::sync::Arc::new(Document::new(vec![every]))]))
}

/// The keys of all conditions, in lower case.
fn keys<'d>(documents: impl IntoIterator<Item = &'d Document>) -> BTreeSet<String> {
    let statements = documents.into_iter().flat_map(|document| &document.statements);
    let conditions = statements.flat_map(|statement| &statement.conditions);
    let is_known = |key: &&str| {
        let start = key.get(.."aws:principal".len());
        start.is_some_and(|start| start.eq_ignore_ascii_case("aws:principal"))
            || ["kms:CallerAccount", "aws:username"]
                .iter()
                .any(|known| key.eq_ignore_ascii_case(known))
    };
    conditions.map(|one| one.key.as_str()).filter(is_known).map(str::to_lowercase).collect()
}

fn condition(
    principal: &Principal<'_>,
    stacks: &Stacks<'_>,
    id: ResourceId<'_>,
    key: &str,
) -> Option<PolicyCondition> {
    let mut notes = Notes::default();
    let resolver = Resolver::new(stacks, id.stack, &mut notes);
    let value = match key {
        "aws:principalarn" => policy_text(&arn(stacks, id), false),
        "aws:principalaccount" | "kms:calleraccount" => {
            policy_text(&[resolver.pseudo("AWS::AccountId")], false)
        }
        "aws:principalisawsservice" => PolicyText::literal("false"),
        // <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable>
        "aws:username" if principal.kind == PrincipalType::Role => {
            let operator = Operator::parse("Null")?;
            return Some(PolicyCondition {
                operator,
                key: key.to_owned(),
                values: vec![PolicyText::literal("true")],
            });
        }
        "aws:principaltype" => PolicyText::literal(match principal.kind {
            PrincipalType::Role => "AssumedRole",
            PrincipalType::User => "User",
            _ => return None,
        }),
        _ => tag(principal, stacks, id, key.strip_prefix(TAG_KEY_PREFIX)?)?,
    };
    let operator = Operator::parse("StringEquals")?;
    Some(PolicyCondition { operator, key: key.to_owned(), values: vec![value] })
}

/// A tag that no session can replace: the role's trust policy certainly does not allow `sts:TagSession`. A user's tags cannot be
/// replaced.
fn tag(
    principal: &Principal<'_>,
    stacks: &Stacks<'_>,
    id: ResourceId<'_>,
    name: &str,
) -> Option<PolicyText> {
    let may_be_replaced = match (principal.kind, &principal.trust) {
        (PrincipalType::User, _) => false,
        (PrincipalType::Role, Some(trust)) => allows_tags(&trust.document),
        _ => true,
    };
    if may_be_replaced {
        return None;
    }
    let tags = stacks.resource(id)?.get("Properties")?.get("Tags")?.as_list()?;
    let mut found = tags.iter().filter_map(|tag| {
        let key = tag.get("Key").and_then(Node::as_str)?;
        key.eq_ignore_ascii_case(name).then(|| tag.get("Value"))
    });
    let value = found.next()??;
    if found.next().is_some() {
        return None;
    }
    let mut notes = Notes::default();
    let value = Resolver::new(stacks, id.stack, &mut notes).single(value)?;
    let text = policy_text(&value, false);
    // A tag with a symbol is unknown, because tags are compared literally.
    text.symbols().next().is_none().then(|| PolicyText::literal(&text.to_string()))
}

/// Identifies the value of a tag in the template: its value, or all tags if the tags can't be read.
pub(crate) fn tag_values(stacks: &Stacks<'_>, id: ResourceId<'_>, name: &str) -> Option<String> {
    let own = stacks.resource(id)?.get("Properties").and_then(|own| own.get("Tags"));
    own.and_then(|tags| tag_value(tags, stacks, id, name)).or_else(|| stack_tag(stacks, id, name))
}

/// The tag that a stack passes to its resources: the stack's own, or that of the resource that declares the nested stack.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html>
fn stack_tag(stacks: &Stacks<'_>, id: ResourceId<'_>, name: &str) -> Option<String> {
    let stack = stacks.get(id.stack)?;
    let mut own = stack.tags.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
    match (own.next(), stacks.nested_in(id.stack)) {
        (Some((_, value)), _) => Some(value.clone()),
        (None, Some(parent)) => tag_values(stacks, parent, name),
        (None, None) => None,
    }
}

fn tag_value(tags: &Node, stacks: &Stacks<'_>, id: ResourceId<'_>, name: &str) -> Option<String> {
    let key = |tag: &Node| tag.get("Key").and_then(Node::as_str).map(str::to_lowercase);
    let keys: Option<Vec<String>> = tags.as_list().and_then(|all| all.iter().map(key).collect());
    let Some(keys) = keys else { return Some(tags.to_json().to_string()) };
    let at = keys.iter().position(|key| *key == name)?;
    let value = tags.as_list()?.get(at)?.get("Value")?;
    let mut notes = Notes::default();
    match Resolver::new(stacks, id.stack, &mut notes).single(value) {
        Some(fragments) => Some(super::fragments::key_of(&fragments)),
        None => Some(value.to_json().to_string()),
    }
}

fn allows_tags(trust: &Document) -> bool {
    let letters: Vec<char> = "sts:tagsession".chars().collect();
    trust.statements.iter().any(|statement| {
        let may = |text: &PolicyText| action_may_match(text, &letters);
        let is_about = match &statement.actions {
            Elements::Only(texts) => texts.iter().any(may),
            Elements::Except(_) => true,
        };
        let is_there = statement.presence.holds(&ConditionCase::default()) != Some(false);
        statement.effect == Effect::Allow && is_about && is_there
    })
}
