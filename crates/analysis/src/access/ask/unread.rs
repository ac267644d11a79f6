//! Finds what is not read of templates that could allow an action: transforms, loops, modules, stacks that are deployed from
//! elsewhere, some policies.

use constructs_template::{Entry, Node};

use super::programs::{Program, programs};
use crate::access::template::{
    AS_WRITTEN, Estate, ResourceId, StackTemplate, may_have_policy, unread_policies, written,
};
use crate::template::serverless::is_serverless;

/// Transforms that add no roles and no policies.
const HARMLESS: &[&str] = &[
    "AWS::LanguageExtensions",
    "AWS::SecretsManager-2020-07-23",
    "AWS::SecretsManager-2024-09-16",
];

/// A sentence, where something could allow the action and is not read.
#[must_use]
pub fn not_read(estate: &Estate<'_>, action: &str) -> Option<String> {
    let transform = unread_transforms(estate).into_iter().next().map(|(_, one)| one.reason);
    let program = || programs(estate).iter().find_map(Program::unread).map(|one| one.reason);
    transform.or_else(program).or_else(|| {
        let service = action.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let is_about = |kind: &str| {
            if ["AWS::RAM::", "AWS::LakeFormation::"].iter().any(|own| kind.starts_with(own)) {
                return true; // They share resources of other services.
            }
            let own = kind.split("::").nth(1).unwrap_or_default().to_ascii_lowercase();
            service.contains(['*', '?'])
                || own.starts_with(&service)
                || service.starts_with(&own)
                || (own == "apigateway" && service == "execute-api")
        };
        let unread = unread_policies(estate).into_iter();
        let mut unread = unread
            .filter(|(path, _)| estate.at_path(path).is_some_and(|id| is_about(estate.kind(id))));
        unread.next().map(|(_, text)| text)
    })
}

/// Something that is not read and may add to what is allowed: a transform, a loop, a module, a stack, a program, a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    /// Identifies it in its stack: what it is and where it is.
    pub(crate) key: String,
    /// One sentence.
    pub(crate) reason: String,
    /// All that decides what it does. Equal inputs have equal outputs.
    pub(crate) input: String,
}

/// All that decides what a resource does: how it is written, what it depends on, and where it is there.
pub(super) fn input(estate: &Estate<'_>, id: ResourceId<'_>, node: &Node) -> String {
    let properties = node.get("Properties").map(|own| written(estate, id.stack, own));
    format!("{} {:?}", properties.unwrap_or_default(), estate.presence(id))
}

/// All that may add roles and policies and is not read, by the number of its stack.
pub(crate) fn unread_transforms(estate: &Estate<'_>) -> Vec<(usize, Unread)> {
    let mut found = Vec::new();
    for (number, stack) in estate.stacks().iter().enumerate() {
        let all = of_template(&stack.root, &stack.name).into_iter();
        let all = all.chain(of_resources(&stack.root, &stack.name));
        let all = all.chain(inline(&stack.root, &stack.name)).chain(elsewhere(estate, stack));
        // A stack that is nested is there where the resource is that it is nested as.
        let presence = estate.nested_in(number).map(|id| format!("{:?}", estate.presence(id)));
        let placed = |mut one: Unread| {
            one.input.push_str(presence.as_deref().unwrap_or_default());
            (number, one)
        };
        found.extend(all.map(placed));
    }
    found
}

/// The transforms of a whole template.
fn of_template(root: &Node, stack: &str) -> Vec<Unread> {
    let Some(transform) = root.get("Transform") else { return Vec::new() };
    let names = transform.as_list().unwrap_or(std::slice::from_ref(transform));
    let names = names
        .iter()
        .map(|name| name.as_str().map_or_else(|| name.to_json().to_string(), str::to_owned));
    let unread = names.filter(|name| !HARMLESS.contains(&name.as_str()));
    let one = |name: String| Unread {
        reason: format!(
            "the transform `{name}` of `{stack}` may add roles and policies, which are not read"
        ),
        input: if name.starts_with(SERVERLESS) {
            serverless(root)
        } else {
            root.to_json().to_string()
        },
        key: name,
    };
    unread.map(one).collect()
}

const SERVERLESS: &str = "AWS::Serverless-";

/// What the transform of AWS SAM reads: its resources and what they refer to.
fn serverless(root: &Node) -> String {
    let resources = root.get("Resources").and_then(Node::as_map).into_iter().flatten();
    let own = resources
        .filter(|entry| entry.node.get("Type").and_then(Node::as_str).is_some_and(is_serverless));
    let own = own.map(|entry| format!("{}: {}", entry.key, entry.node.to_json()));
    own.chain(sections(root)).collect::<Vec<_>>().join("\n")
}

/// Serverless resources that are not expanded.
fn of_resources(root: &Node, stack: &str) -> Vec<Unread> {
    let names = root.get("Transform").map(|names| names.to_json().to_string());
    if names.is_some_and(|names| names.contains(SERVERLESS)) {
        // They are named with the transform.
        return Vec::new();
    }
    let resources = root.get("Resources").and_then(Node::as_map).into_iter().flatten();
    let one = |entry: &Entry| {
        let kind = entry.node.get("Type").and_then(Node::as_str)?;
        if !is_serverless(kind) {
            return None;
        }
        let reason = format!(
            "`{}` of `{stack}`, of the type `{kind}`, may add roles and policies, which are not read",
            entry.key
        );
        let input = entry.node.to_json().to_string();
        Some(Unread { key: format!("/Resources/{}", entry.key), reason, input })
    };
    let mut found: Vec<Unread> = resources.filter_map(one).collect();
    // What they become may depend on the others, a connector on any resource. One of them is enough to tell of a change there.
    let is_connected = found.iter().any(|one| one.reason.contains("AWS::Serverless::Connector"));
    if let Some(first) = found.first_mut() {
        let written = root.get(AS_WRITTEN).map(|section| section.to_json().to_string());
        let rest = match is_connected {
            true => vec![root.to_json().to_string()],
            false => written.into_iter().chain(sections(root)).collect(),
        };
        first.input = format!("{}\n{}", first.input, rest.join("\n"));
    }
    found
}

/// Resources that CloudFormation deploys further resources for: what they are called, by type.
const DEPLOYED: &[(&str, &str)] = &[
    ("AWS::CloudFormation::Stack", "nested stack"),
    ("AWS::CloudFormation::StackSet", "stack set"),
    ("AWS::ServiceCatalog::CloudFormationProvisionedProduct", "provisioned product"),
];

/// Modules, and stacks whose templates are not among these.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html>
fn elsewhere(estate: &Estate<'_>, stack: &StackTemplate) -> Vec<Unread> {
    let resources = stack.root.get("Resources").and_then(Node::as_map).into_iter().flatten();
    let is_read = |id: &str| {
        let mut nested = estate.stacks().iter().filter_map(|other| other.nested_in.as_ref());
        nested.any(|(parent, own)| *parent == stack.id && own == id)
    };
    let one = |entry: &Entry| {
        let kind = entry.node.get("Type").and_then(Node::as_str)?;
        let deployed = DEPLOYED.iter().find(|(own, _)| *own == kind);
        let what = match deployed {
            Some((_, what)) if !is_read(&entry.key) => what,
            None if kind.ends_with("::MODULE") => "module",
            _ => return None,
        };
        let reason = format!(
            "the {what} `{}` of `{}` may add roles and policies, which are not read",
            entry.key, stack.name
        );
        let own = std::iter::once(entry.node.to_json().to_string());
        let input = own.chain(sections(&stack.root)).collect::<Vec<_>>().join("\n");
        Some(Unread { key: format!("/Resources/{}", entry.key), reason, input })
    };
    resources.filter_map(one).collect()
}

/// The sections that decide what values and conditions are.
fn sections(root: &Node) -> impl Iterator<Item = String> + '_ {
    let names = ["Globals", "Parameters", "Mappings", "Conditions"];
    names.into_iter().filter_map(|name| Some(format!("{name}: {}", root.get(name)?.to_json())))
}

/// `Fn::Transform` and `Fn::ForEach` wherever they stand.
fn inline(root: &Node, stack: &str) -> Vec<Unread> {
    let mut found = Vec::new();
    if !has_inline(root) {
        return found;
    }
    let mut todo = vec![(root, String::new())];
    while let Some((node, place)) = todo.pop() {
        let items = node.as_list().into_iter().flatten().enumerate();
        todo.extend(items.map(|(index, item)| (item, format!("{place}/{index}"))));
        for entry in node.as_map().into_iter().flatten() {
            let key = format!("{place}/{}", entry.key);
            let is_loop = entry.key.starts_with(LOOP);
            if entry.key == INLINE || is_loop && !adds_no_policy(&entry.node) {
                let verb = if is_loop { "declare" } else { "add" };
                let reason = format!(
                    "`{}` in `{stack}{place}` may {verb} roles and policies, which are not read",
                    entry.key
                );
                let own = [node.to_json().to_string(), condition_at(root, &place)].into_iter();
                let input = own.chain(sections(root)).collect::<Vec<_>>().join("\n");
                found.push(Unread { key, reason, input });
            } else {
                todo.push((&entry.node, key));
            }
        }
    }
    found.sort_by(|one, other| one.key.cmp(&other.key));
    found
}

const INLINE: &str = "Fn::Transform";
const LOOP: &str = "Fn::ForEach";

/// Whether there is any: most templates have none, and need no places.
fn has_inline(root: &Node) -> bool {
    let mut todo = vec![root];
    while let Some(node) = todo.pop() {
        todo.extend(node.as_list().into_iter().flatten());
        for entry in node.as_map().into_iter().flatten() {
            if entry.key == INLINE || entry.key.starts_with(LOOP) {
                return true;
            }
            todo.push(&entry.node);
        }
    }
    false
}

/// The condition of the resource that a place is in.
fn condition_at(root: &Node, place: &str) -> String {
    let id = place.strip_prefix("/Resources/").and_then(|rest| rest.split('/').next());
    let condition = id.and_then(|id| root.get("Resources")?.get(id)?.get("Condition")?.as_str());
    condition.unwrap_or_default().to_owned()
}

/// Whether a loop declares only resources of types that are not roles and have no policies:
/// `[variable, values, {name: resource}]`.
fn adds_no_policy(looped: &Node) -> bool {
    let Some([_, _, body]) = looped.as_list() else { return false };
    let Some(resources) = body.as_map() else { return false };
    resources.into_iter().all(|entry| {
        let kind = entry.node.get("Type").and_then(Node::as_str);
        let properties = entry.node.get("Properties").and_then(Node::as_map);
        let is_plain = |key: &str| !key.starts_with("Fn::");
        kind.is_some_and(|kind| !may_have_policy(kind))
            && properties.into_iter().flatten().all(|own| is_plain(&own.key))
    })
}
