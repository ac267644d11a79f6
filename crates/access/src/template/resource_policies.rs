//! Finds the resource policies of templates, each with the resources that it protects.
//!
//! A resource policy applies to its own resource only: `*` in `Resource` is that resource.

mod document;
mod place;
mod rows;
mod unread;

use constructs_document::Node;

use self::document::document;
pub(super) use self::rows::READ_POLICIES;
use self::rows::{PolicyRow, WHOLE};
pub(super) use self::unread::UNREAD_POLICIES;
pub(crate) use self::unread::may_have_denied;
pub use self::unread::unread_policies;

use super::attached::{AttachedPolicy, ResourcePolicy};
use super::canonical::{self, canonical};
use super::document::DocumentKind;
use super::fragments::{Fragment, Fragments, key_of, policy_text, text_of};
use super::notes::Notes;
use super::resolution::Resolution;
use super::resolver::Resolver;
use super::stacks::{ResourceId, Stacks};
use super::{grants, permission, policies, symbols};
use constructs_cloudformation::serverless::is_serverless;
use constructs_iam::Domain;
use constructs_iam::cases::Formula;
use constructs_iam::{Document, Elements, PolicyStatement};
use constructs_iam::{PolicyText, Symbol, TextPart};

/// The policies of resources, in the order of stacks and logical ids.
#[must_use]
pub fn resource_policies<'t>(stacks: &Stacks<'t>) -> Vec<ResourcePolicy<'t>> {
    let mut found = Vec::new();
    for (id, node) in stacks.resources() {
        let rows = READ_POLICIES.iter().filter(|row| row.kind == stacks.kind(id));
        found.extend(rows.filter_map(|row| read_row(stacks, id, node, row)));
    }
    found
}

/// The default policies of keys and file systems that have no policy in the templates.
pub(crate) fn default_policies<'t>(stacks: &Stacks<'t>) -> Vec<ResourcePolicy<'t>> {
    let policy = |(id, node): (ResourceId<'t>, &'t Node)| {
        let (pointer, document) = match stacks.kind(id) {
            "AWS::KMS::Key" => ("/KeyPolicy", permission::default_key_policy()),
            "AWS::EFS::FileSystem" => {
                ("/FileSystemPolicy", permission::default_file_system_policy())
            }
            _ => return None,
        };
        let has = |own: &Node| own.get(pointer.trim_start_matches('/')).is_some();
        if node.get("Properties").is_some_and(has) {
            return None;
        }
        let (presence, kind) = (stacks.presence(id), DocumentKind::Resource);
        let policy = policies::read_policy(stacks, id, pointer, &document, &presence, kind);
        let target = policy_text(&symbols::arn(stacks, id), false);
        let statements = policy.document.statements.iter().map(|one| PolicyStatement {
            resources: Some(Elements::Only(vec![target.clone()])),
            ..one.clone()
        });
        let document =
            Document { statements: statements.collect(), ..Document::clone(&policy.document) };
        let about = vec![stacks.path(id)];
        Some(ResourcePolicy {
            policy: policy.with_document(document),
            about,
            kind: stacks.kind(id),
        })
    };
    stacks.resources().filter_map(policy).collect()
}

/// Whether a type is a principal or a policy, or its properties may contain a policy.
pub(crate) fn may_have_policy(kind: &str) -> bool {
    let is_of_iam = kind.starts_with("AWS::IAM::") || kind == super::permission_set::KIND;
    // Modules, nested stacks, and custom resources may do anything.
    let is_open = !kind.starts_with("AWS::") || kind.starts_with("AWS::CloudFormation::");
    let is_known = READ_POLICIES.iter().any(|row| row.kind == kind)
        || UNREAD_POLICIES.iter().any(|(known, _)| *known == kind)
        || grants::is_known(kind);
    is_of_iam || is_open || is_known || is_serverless(kind)
}

fn read_row<'t>(
    stacks: &Stacks<'t>,
    id: ResourceId<'t>,
    node: &'t Node,
    row: &PolicyRow,
) -> Option<ResourcePolicy<'t>> {
    let properties = node.get("Properties")?;
    let document = document(properties, row)?;
    let presence = stacks.presence(id);
    let pointer = if row.document == WHOLE { String::new() } else { format!("/{}", row.document) };
    let kind = DocumentKind::Resource;
    let mut policy = policies::read_policy(stacks, id, &pointer, &document, &presence, kind);
    let targets = targets(stacks, id, properties, row, &mut policy.notes);
    if row.of.is_empty() {
        policy = confine_to_stack(stacks, id.stack, policy);
    }
    if !row.of.is_empty() && !targets.is_empty() {
        let document = Document::clone(&policy.document);
        let statements = document
            .statements
            .iter()
            .flat_map(|one| restrict_to_targets(one, &targets, row.below));
        policy = policy.with_document(Document { statements: statements.collect(), ..document });
    }
    let mut about: Vec<String> = targets.into_iter().map(|target| target.name).collect();
    if about.is_empty() {
        about.push(stacks.path(id));
    }
    Some(ResourcePolicy { policy, about, kind: stacks.kind(id) })
}

/// Limits a policy of an account and region, such as that of CloudWatch Logs, to resources there.
fn confine_to_stack<'t>(
    stacks: &Stacks<'t>,
    stack: usize,
    policy: AttachedPolicy<'t>,
) -> AttachedPolicy<'t> {
    let document = Document::clone(&policy.document);
    let statements = document.statements.iter().filter_map(|one| {
        let Some(Elements::Only(texts)) = &one.resources else { return Some(one.clone()) };
        let texts: Vec<PolicyText> =
            texts.iter().filter_map(|text| place::confine(stacks, stack, text)).collect();
        (!texts.is_empty())
            .then(|| PolicyStatement { resources: Some(Elements::Only(texts)), ..one.clone() })
    });
    policy.with_document(Document { statements: statements.collect(), ..document })
}

/// A resource that a policy protects.
struct Target {
    /// Its name for users.
    name: String,
    text: PolicyText,
    /// The deployments in which the policy protects it.
    presence: Formula,
}

/// The resources that a policy protects; empty if the document's `Resource` names them.
fn targets(
    stacks: &Stacks<'_>,
    id: ResourceId<'_>,
    properties: &Node,
    row: &PolicyRow,
    notes: &mut Notes,
) -> Vec<Target> {
    let own = |id| policy_text(&symbols::arn(stacks, id), false);
    if row.about.is_empty() {
        return vec![Target { name: stacks.path(id), text: own(id), presence: Formula::TRUE }];
    }
    let Some(about) = properties.get(row.about) else { return Vec::new() };
    let found = Resolver::new(stacks, id.stack, notes).resolve(about);
    let target = |one: Resolution| {
        let Resolution { fragments, presence } = one;
        let found = canonical::resource(stacks, &fragments);
        if let Some(found) = found.or_else(|| by_name(stacks, id.stack, &fragments, row.of)) {
            return Target { name: stacks.path(found), text: own(found), presence };
        }
        if is_below(stacks, &fragments) {
            let fragments = canonical(stacks, &fragments);
            let first = fragments.first().map(std::slice::from_ref).unwrap_or_default();
            let name = canonical::resource(stacks, first).map(|id| stacks.path(id));
            let text = policy_text(&fragments, false);
            return Target { name: name.unwrap_or_default(), text, presence };
        }
        let text = policy_text(&external_arn(stacks, id.stack, &fragments, row.of), false);
        Target { name: text_of(&fragments), text, presence }
    };
    found.into_iter().map(target).collect()
}

/// Whether the value is the ARN of a part of a resource of the templates, such as a version of a function.
fn is_below(stacks: &Stacks<'_>, fragments: &[Fragment]) -> bool {
    let fragments = canonical(stacks, fragments);
    let starts_with_one = fragments
        .first()
        .is_some_and(|first| canonical::resource(stacks, std::slice::from_ref(first)).is_some());
    starts_with_one && matches!(fragments.as_slice(), [Fragment::Symbol(_), Fragment::Text(_), ..])
}

/// The resource of a type with this name in the account and region of the policy's stack. The name may be the last part of a URL,
/// or precede a qualifier. Bucket names are unique in all accounts.
fn by_name<'t>(
    stacks: &Stacks<'t>,
    stack: usize,
    fragments: &[Fragment],
    kind: &str,
) -> Option<ResourceId<'t>> {
    let [Fragment::Text(text)] = fragments else { return None };
    let name = text.rsplit('/').next().unwrap_or(text);
    let name = if text.starts_with("arn:") { name } else { name.split(':').next().unwrap_or(name) };
    let is_it = |id: &ResourceId<'_>| {
        stacks.kind(*id) == kind && stacks.name(*id).is_some_and(|own| own == text || own == name)
    };
    let found = stacks.resources().map(|(id, _)| id).filter(is_it);
    let found: Vec<ResourceId<'t>> = match kind {
        "AWS::S3::Bucket" => found.collect(),
        _ => stacks.in_place(stack, found, |id| id.stack),
    };
    if let [only] = found.as_slice() { Some(*only) } else { None }
}

/// The ARN of a resource outside the templates, in the account and region of the policy's stack; a symbol if only the name is
/// known.
fn external_arn(stacks: &Stacks<'_>, stack: usize, name: &Fragments, kind: &str) -> Fragments {
    let text = text_of(name);
    let is_arn = text.starts_with("arn:")
        || matches!(name.as_slice(), [Fragment::Symbol(symbol)] if symbol.domain.min_colons >= 5);
    if is_arn {
        return name.clone();
    }
    let is_literal = !text.contains(['<', ':', '/']);
    let shape = constructs_schema::facts::arn_form(kind).map(|form| {
        constructs_iam_facts::fill_arn_form(form, |hole| {
            let own = stacks.get(stack);
            match hole {
                "Partition" => "*",
                "Region" => own.and_then(|own| own.region.as_deref()).unwrap_or("*"),
                "Account" => own.and_then(|own| own.account.as_deref()).unwrap_or("*"),
                _ if is_literal => &text,
                _ => "*",
            }
        })
    });
    let shape = PolicyText::parse(shape.as_deref().unwrap_or("arn:*:*:*:*:*"), false);
    let domain = Domain { identity: None, ..Domain::arn(shape) };
    let id = format!("the {kind} {} in {}", key_of(name), stacks.place(stack));
    vec![Fragment::Symbol(Symbol::from_expression(&id, &text, domain))]
}

/// Limits a statement to the resources that the policy protects and their parts.
fn restrict_to_targets(
    statement: &PolicyStatement,
    targets: &[Target],
    below: &[&str],
) -> Vec<PolicyStatement> {
    let (named, excepted): (&[PolicyText], &[PolicyText]) = match &statement.resources {
        None => (&[], &[]),
        Some(Elements::Only(texts)) => (texts, &[]),
        Some(Elements::Except(texts)) => (&[], texts),
    };
    let is_open = named.iter().any(PolicyText::is_anything) || named.is_empty();
    let mut found: Vec<PolicyStatement> = Vec::new();
    let mut add = |text: PolicyText, presence: Formula| {
        let presence = statement.presence.clone().and(presence);
        if presence == Formula::Known(false) {
            return;
        }
        let same = found.iter_mut().find(|one| one.presence == presence);
        match same.and_then(|one| one.resources.as_mut()) {
            Some(Elements::Only(texts)) => texts.push(text),
            _ => found.push(PolicyStatement {
                resources: Some(Elements::Only(vec![text])),
                presence,
                ..statement.clone()
            }),
        }
    };
    for target in targets {
        let own = own_texts(&target.text, below);
        if is_open {
            for text in own {
                let presence = target.presence.clone().and(exclusion_formula(&text, excepted));
                add(text, presence);
            }
            continue;
        }
        for text in named {
            let is_own = is_at_or_below(text, &target.text);
            let presence = if is_own { Formula::TRUE } else { ownership_formula(text, target) };
            add(text.clone(), target.presence.clone().and(presence));
        }
    }
    found
}

/// A target and its parts.
fn own_texts(target: &PolicyText, below: &[&str]) -> Vec<PolicyText> {
    let mut texts = vec![target.clone()];
    texts.extend(below.iter().map(|below| {
        let end = PolicyText::parse(below, false);
        PolicyText::new(target.parts().iter().chain(end.parts()).cloned().collect())
    }));
    texts
}

fn is_at_or_below(text: &PolicyText, target: &PolicyText) -> bool {
    match text.parts().strip_prefix(target.parts()) {
        Some([]) => true,
        Some([TextPart::Literal(rest), ..]) => rest.starts_with([':', '/']),
        _ => false,
    }
}

/// The formula that a text of `Resource` names the policy's own resource or a part of it.
fn ownership_formula(text: &PolicyText, target: &Target) -> Formula {
    let id = format!("{} is {}", text.identity(), target.text.identity());
    Formula::opaque(&id, &format!("`{text}` is `{}`", target.name))
}

/// The deployments in which `NotResource` does not match a text: never if it lists the text, unknown if it lists other texts.
fn exclusion_formula(text: &PolicyText, excepted: &[PolicyText]) -> Formula {
    if excepted.is_empty() {
        return Formula::TRUE;
    }
    if excepted.iter().any(|other| other == text || other.is_anything()) {
        return Formula::Known(false);
    }
    let reason = format!("`NotResource` of a policy of `{text}` is not read in full");
    let listed: Vec<String> = excepted.iter().map(ToString::to_string).collect();
    Formula::unread(&format!("{text} without {}", listed.join(" ")), &reason)
}

#[cfg(test)]
mod tests;
