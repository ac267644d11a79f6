//! Finds the transforms, loops, modules, and nested stacks whose resources access does not read.

use constructs_cloudformation::function::LANGUAGE_EXTENSIONS;
use constructs_document::{Entry, Node};

use super::unread_part::Unread;
use crate::template::{ORIGINAL_RESOURCES, Stacks, expression_identity, may_have_policy};
use constructs_cloudformation::serverless::is_serverless;

/// The prefix of transforms that add a role if Secrets Manager creates the function that rotates a secret.
const SECRETS_MANAGER_PREFIX: &str = "AWS::SecretsManager-";

/// The unread parts that may add roles and policies, each with the number of its stack.
pub(crate) fn unread_transforms(stacks: &Stacks<'_>) -> Vec<(usize, Unread)> {
    let mut found = Vec::new();
    for (number, stack) in stacks.iter().enumerate() {
        let own = StackScan { stacks, number, root: stack.root(), name: &stack.name };
        let all = own.transforms().into_iter().chain(own.serverless_resources());
        let all = all.chain(own.inline_transforms()).chain(own.external_stacks(&stack.id));
        // A nested stack exists wherever the resource that declares it exists.
        let presence = stacks.nested_in(number).map(|id| format!("{:?}", stacks.presence(id)));
        let placed = |mut one: Unread| {
            one.input.push_str(presence.as_deref().unwrap_or_default());
            (number, one)
        };
        found.extend(all.map(placed));
    }
    found
}

/// One stack, to search for unread parts.
struct StackScan<'e, 't> {
    stacks: &'e Stacks<'t>,
    number: usize,
    root: &'e Node,
    name: &'e str,
}

impl StackScan<'_, '_> {
    /// Identifies an expression: its text and the declarations that decide its value.
    fn expression_identity(&self, node: &Node) -> String {
        expression_identity(self.stacks, self.number, node)
    }

    fn resources(&self) -> impl Iterator<Item = &Entry> {
        self.root.get("Resources").and_then(Node::as_map).into_iter().flatten()
    }

    /// The transforms of the whole template.
    fn transforms(&self) -> Vec<Unread> {
        let Some(transform) = self.root.get("Transform") else { return Vec::new() };
        let names = transform.as_list().unwrap_or(std::slice::from_ref(transform));
        let names = names
            .iter()
            .map(|name| name.as_str().map_or_else(|| name.to_json().to_string(), str::to_owned));
        let rotated = self.hosted_rotations();
        let is_unread = |name: &String| match name.starts_with(SECRETS_MANAGER_PREFIX) {
            true => !rotated.is_empty(),
            false => name != LANGUAGE_EXTENSIONS,
        };
        let unread = names.filter(is_unread);
        let one = |name: String| Unread {
            reason: format!(
                "the transform `{name}` of `{}` may add roles and policies, which are not read",
                self.name
            ),
            input: match &*name {
                own if own.starts_with(SERVERLESS_PREFIX) => self.serverless_input(),
                own if own.starts_with(SECRETS_MANAGER_PREFIX) => rotated.clone(),
                _ => self.expression_identity(self.root),
            },
            key: name,
        };
        unread.map(one).collect()
    }

    /// The rotations for which the transform of Secrets Manager creates a function with a role.
    /// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/cfn-example_RotateSecret.html>
    fn hosted_rotations(&self) -> String {
        let hosted = self.resources().filter(|entry| {
            let properties = entry.node.get("Properties");
            type_of(entry) == Some("AWS::SecretsManager::RotationSchedule")
                && properties.is_some_and(|own| own.get("HostedRotationLambda").is_some())
        });
        hosted
            .map(|entry| format!("{}: {}\n", entry.key, self.expression_identity(&entry.node)))
            .collect()
    }

    /// The input of AWS SAM's transform: its resources and what they refer to.
    fn serverless_input(&self) -> String {
        let own = self.resources().filter(|entry| type_of(entry).is_some_and(is_serverless));
        let own =
            own.map(|entry| format!("{}: {}", entry.key, self.expression_identity(&entry.node)));
        own.chain(self.sections()).collect::<Vec<_>>().join("\n")
    }

    /// Serverless resources that could not be expanded.
    fn serverless_resources(&self) -> Vec<Unread> {
        let names = self.root.get("Transform").map(|names| names.to_json().to_string());
        if names.is_some_and(|names| names.contains(SERVERLESS_PREFIX)) {
            // The finding of the transform covers them.
            return Vec::new();
        }
        let one = |entry: &Entry| {
            let kind = type_of(entry).filter(|kind| is_serverless(kind))?;
            let reason = format!(
                "`{}` of `{}`, of the type `{kind}`, may add roles and policies, which are not read",
                entry.key, self.name
            );
            let (key, input) =
                (format!("/Resources/{}", entry.key), self.expression_identity(&entry.node));
            Some(Unread { key, reason, input })
        };
        let mut found: Vec<Unread> = self.resources().filter_map(one).collect();
        // The result of one resource may depend on the others, and that of a connector on any resource. Adding all of them to the
        // first finding is enough to notice a change.
        let is_connected =
            found.iter().any(|one| one.reason.contains("AWS::Serverless::Connector"));
        if let Some(first) = found.first_mut() {
            let as_written =
                self.root.get(ORIGINAL_RESOURCES).map(|section| section.to_json().to_string());
            let rest = match is_connected {
                true => vec![self.expression_identity(self.root)],
                false => as_written.into_iter().chain(self.sections()).collect(),
            };
            first.input = format!("{}\n{}", first.input, rest.join("\n"));
        }
        found
    }

    /// Modules, and stacks whose templates were not read. `stack` is the id of this stack.
    /// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html>
    fn external_stacks(&self, stack: &str) -> Vec<Unread> {
        let is_read = |id: &str| {
            let mut nested = self.stacks.iter().filter_map(|other| other.nested_in.as_ref());
            nested.any(|(parent, own)| parent == stack && own == id)
        };
        let one = |entry: &Entry| {
            let kind = type_of(entry)?;
            let deployed = STACK_TYPES.iter().find(|(own, _)| *own == kind);
            let what = match deployed {
                Some((_, what)) if !is_read(&entry.key) => what,
                None if kind.ends_with("::MODULE") => "module",
                _ => return None,
            };
            let reason = format!(
                "the {what} `{}` of `{}` may add roles and policies, which are not read",
                entry.key, self.name
            );
            let input =
                std::iter::once(self.expression_identity(&entry.node)).chain(self.sections());
            let input = input.collect::<Vec<_>>().join("\n");
            Some(Unread { key: format!("/Resources/{}", entry.key), reason, input })
        };
        self.resources().filter_map(one).collect()
    }

    /// `Fn::Transform` and `Fn::ForEach` at any place of the template.
    fn inline_transforms(&self) -> Vec<Unread> {
        let mut found = Vec::new();
        if !has_inline_transform(self.root) {
            return found;
        }
        let mut todo = vec![(self.root, String::new())];
        while let Some((node, place)) = todo.pop() {
            let items = node.as_list().into_iter().flatten().enumerate();
            todo.extend(items.map(|(index, item)| (item, format!("{place}/{index}"))));
            for entry in node.as_map().into_iter().flatten() {
                let is_loop = entry.key.starts_with(LOOP_FUNCTION);
                if entry.key == TRANSFORM_FUNCTION || is_loop && !has_no_policy(&entry.node) {
                    found.push(self.inline_transform(node, &entry.key, &place));
                } else {
                    todo.push((&entry.node, format!("{place}/{}", entry.key)));
                }
            }
        }
        found.sort_by(|one, other| one.key.cmp(&other.key));
        found
    }

    /// The transform or loop under the key `function` of `node`, which is at `place`.
    fn inline_transform(&self, node: &Node, function: &str, place: &str) -> Unread {
        let verb = if function.starts_with(LOOP_FUNCTION) { "declare" } else { "add" };
        let reason = format!(
            "`{function}` in `{}{place}` may {verb} roles and policies, which are not read",
            self.name
        );
        let own =
            [self.expression_identity(node), resource_condition(self.root, place)].into_iter();
        let all = own.chain(self.sections());
        // A transform inside a policy may refer to any resource.
        let id = place.strip_prefix("/Resources/").and_then(|rest| rest.split('/').next());
        let mut holder = self.resources().filter(|entry| Some(entry.key.as_str()) == id);
        let is_of_policy = holder.any(|entry| type_of(entry).is_none_or(may_have_policy));
        let rest = (function == TRANSFORM_FUNCTION && is_of_policy)
            .then(|| self.expression_identity(self.root));
        let input = all.chain(rest).collect::<Vec<_>>().join("\n");
        Unread { key: format!("{place}/{function}"), reason, input }
    }

    /// The sections that decide values and conditions.
    fn sections(&self) -> impl Iterator<Item = String> {
        let names = ["Globals", "Parameters", "Mappings", "Conditions"];
        names.into_iter().filter_map(|name| {
            Some(format!("{name}: {}", self.expression_identity(self.root.get(name)?)))
        })
    }
}

fn type_of(entry: &Entry) -> Option<&str> {
    entry.node.get("Type").and_then(Node::as_str)
}

const SERVERLESS_PREFIX: &str = "AWS::Serverless-";

/// Types of resources that deploy other resources, each with its noun for messages.
const STACK_TYPES: &[(&str, &str)] = &[
    ("AWS::CloudFormation::Stack", "nested stack"),
    ("AWS::CloudFormation::StackSet", "stack set"),
    ("AWS::ServiceCatalog::CloudFormationProvisionedProduct", "provisioned product"),
];

const TRANSFORM_FUNCTION: &str = "Fn::Transform";
const LOOP_FUNCTION: &str = "Fn::ForEach";

/// Whether the template contains such a function. Most templates do not, so that no paths have to be built.
fn has_inline_transform(root: &Node) -> bool {
    let mut todo = vec![root];
    while let Some(node) = todo.pop() {
        todo.extend(node.as_list().into_iter().flatten());
        for entry in node.as_map().into_iter().flatten() {
            if entry.key == TRANSFORM_FUNCTION || entry.key.starts_with(LOOP_FUNCTION) {
                return true;
            }
            todo.push(&entry.node);
        }
    }
    false
}

/// The condition of the resource that contains a place.
fn resource_condition(root: &Node, place: &str) -> String {
    let id = place.strip_prefix("/Resources/").and_then(|rest| rest.split('/').next());
    let condition = id.and_then(|id| root.get("Resources")?.get(id)?.get("Condition")?.as_str());
    condition.unwrap_or_default().to_owned()
}

/// Whether a loop declares only resources that are not roles and cannot have policies: `[variable, values, {name: resource}]`.
fn has_no_policy(looped: &Node) -> bool {
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
