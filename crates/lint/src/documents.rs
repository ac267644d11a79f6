//! Finds all policy documents in a template, with their statements: identity, trust, and resource policies.
//!
//! The property that contains a document decides what the policy is attached to. In a property that is not in the table, a document
//! is an object with a `Statement` whose objects have `Effect`, or an action and a resource or a principal. Both branches of `Fn::If`
//! are read.

use constructs_cloudformation::TemplateNotation;
use constructs_diagnostics::pointer;
use constructs_document::{Map, Node};
use constructs_policy::{PolicyKind, PolicySyntax};

pub(super) use constructs_cloudformation::function::is_function;
use constructs_cloudformation::function::{alternatives, is_no_value};

use super::policy_properties::policy_kind;

/// A policy document and its place.
pub(super) struct Policy<'t> {
    pub(super) kind: PolicyKind,
    /// The resource that contains it; nothing for a single document.
    pub(super) logical_id: Option<&'t str>,
    /// The JSON pointer below the resource's properties, without the first slash.
    pub(super) pointer: String,
    /// The whole document.
    pub(super) body: &'t Map,
    /// The type of the resource; empty for a single document.
    pub(super) resource_type: &'t str,
    /// The elements of the document, with pointers below it.
    pub(super) syntax: PolicySyntax<'t, Node>,
    pub(super) statements: Vec<Statement<'t>>,
}

/// A statement and its place.
pub(super) struct Statement<'t> {
    /// The kind of its policy.
    pub(super) kind: PolicyKind,
    /// The resource that contains the policy; nothing for a single document.
    pub(super) logical_id: Option<&'t str>,
    /// The JSON pointer below the resource's properties, without the first slash.
    pub(super) pointer: String,
    /// The whole statement.
    pub(super) body: &'t Map,
    /// The author's reason why it is on every resource.
    pub(super) reason: Option<&'t str>,
    /// The template, if there is one.
    pub(super) template: Option<&'t Node>,
}

impl Policy<'_> {
    /// Whether it is in a template, and IAM stores it when the template is deployed.
    pub(super) const fn is_stored_by_iam(&self) -> bool {
        self.kind.is_of_iam() && self.logical_id.is_some()
    }

    /// Whether synthesis has checked the grammar: that of policies of the types of `constructs::iam`, where no function
    /// surrounds the property.
    pub(super) fn is_checked_by_synthesis(&self) -> bool {
        let types = ["AWS::IAM::Role", "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy"];
        let mut steps = self.pointer.split('/');
        let is_property = match steps.next() {
            Some("AssumeRolePolicyDocument" | "PolicyDocument") => true,
            Some("Policies") => {
                let is_item = |step: &str| step.bytes().all(|byte| byte.is_ascii_digit());
                steps.next().is_some_and(is_item) && steps.next() == Some("PolicyDocument")
            }
            _ => false,
        };
        let is_document = steps.all(|step| ["Fn::If", "1", "2"].contains(&step));
        types.contains(&self.resource_type) && is_property && is_document
    }
}

/// A string and its place below its statement.
pub(super) struct LocatedName<'t> {
    pub(super) name: &'t str,
    pub(super) pointer: String,
}

/// A value and its place below its statement.
pub(super) struct LocatedValue<'t> {
    pub(super) node: &'t Node,
    pub(super) pointer: String,
}

/// All policies, in the order of the template.
pub(super) fn find_policies(template: &Node) -> Vec<Policy<'_>> {
    let mut found = Vec::new();
    let resources = template.get("Resources").and_then(Node::as_map).into_iter().flatten();
    for resource in resources {
        if let Some(properties) = resource.node.get("Properties") {
            let mut search = Search {
                template,
                logical_id: &resource.key,
                resource: &resource.node,
                found: &mut found,
            };
            search.visit(properties, "", "");
        }
    }
    found
}

/// The policy of a single document; nothing if it is not an object.
pub(super) fn read_document(document: &Node, kind: PolicyKind) -> Option<Policy<'_>> {
    let body = document.as_map()?;
    let syntax = PolicySyntax::read::<TemplateNotation>(document);
    let context =
        StatementContext { kind, logical_id: None, template: None, reasons: None, within: "" };
    let statements = context.statements(&syntax, "");
    let pointer = String::new();
    let resource_type = "";
    Some(Policy { kind, logical_id: None, pointer, body, resource_type, syntax, statements })
}

/// Whether the type has a statement of a resource policy among its properties.
fn is_bare_policy(resource_type: &str) -> bool {
    resource_type == "AWS::Events::EventBusPolicy"
}

struct Search<'t, 'f> {
    template: &'t Node,
    logical_id: &'t str,
    resource: &'t Node,
    found: &'f mut Vec<Policy<'t>>,
}

impl<'t> Search<'t, '_> {
    /// Visits the value at `pointer`; `path` is the pointer without functions and positions in lists.
    fn visit(&mut self, node: &'t Node, pointer: &str, path: &str) {
        if let Some(items) = node.as_list() {
            for (at, item) in items.iter().enumerate() {
                self.visit(item, &child_pointer(pointer, &at.to_string()), path);
            }
        }
        let Some(body) = node.as_map() else { return };
        let known = policy_kind(self.resource_type(), path);
        if is_policy(node, body, known) {
            let kind = known.unwrap_or_else(|| self.kind(path, body));
            return self.add_policy(node, body, pointer, kind);
        }
        for entry in body {
            // The result of a function has the place of the function. A macro's parameters are not its result.
            let is_value = entry.key.starts_with("Fn::") && entry.key != "Fn::Transform";
            let below = if is_value { path.to_owned() } else { child_pointer(path, &entry.key) };
            self.visit(&entry.node, &child_pointer(pointer, &entry.key), &below);
        }
    }

    fn add_policy(&mut self, node: &'t Node, body: &'t Map, pointer: &str, kind: PolicyKind) {
        let reasons = self.resource.get("Metadata").and_then(|data| data.get("constructs"));
        let context = StatementContext {
            kind,
            logical_id: Some(self.logical_id),
            template: Some(self.template),
            reasons: reasons.and_then(|ours| ours.get("reasons")),
            within: if pointer == "PolicyDocument" { "" } else { pointer },
        };
        let is_bare = pointer.is_empty() && is_bare_policy(self.resource_type());
        // If the statements are a property, the service adds the document and its version.
        let syntax = match body.get("Statement").filter(|_| is_bare) {
            Some(bare) => PolicySyntax::read_statements::<TemplateNotation>(bare, "/Statement"),
            None => PolicySyntax::read::<TemplateNotation>(node),
        };
        let statements = context.statements(&syntax, pointer);
        let (logical_id, pointer) = (Some(self.logical_id), pointer.to_owned());
        let resource_type = self.resource_type();
        self.found.push(Policy {
            kind,
            logical_id,
            pointer,
            body,
            resource_type,
            syntax,
            statements,
        });
    }

    fn resource_type(&self) -> &'t str {
        self.resource.get("Type").and_then(Node::as_str).unwrap_or_default()
    }

    /// What a policy in a property that is not in the table is attached to, by its content.
    fn kind(&self, path: &str, body: &Map) -> PolicyKind {
        if path.ends_with("AssumeRolePolicyDocument") {
            return PolicyKind::Trust;
        }
        let resource_type = self.resource_type();
        if resource_type.starts_with("AWS::IAM::")
            || ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"]
                .contains(&resource_type)
        {
            return PolicyKind::Identity;
        }
        let names_principals = body.get("Statement").is_some_and(|node| has_key(node, "Principal"));
        if names_principals || is_bare_policy(resource_type) {
            PolicyKind::Resource
        } else {
            PolicyKind::Other
        }
    }
}

/// The place of a document, for its statements.
struct StatementContext<'t, 'w> {
    kind: PolicyKind,
    logical_id: Option<&'t str>,
    template: Option<&'t Node>,
    reasons: Option<&'t Node>,
    /// The prefix of the labels of reasons.
    within: &'w str,
}

impl<'t> StatementContext<'t, '_> {
    /// The statements that are objects, with pointers below the resource's properties.
    fn statements(&self, syntax: &PolicySyntax<'t, Node>, document: &str) -> Vec<Statement<'t>> {
        let objects = syntax.statements.iter().filter(|own| !is_function(own.part.value));
        let statement = |(body, pointer): (&'t Map, &str)| {
            let pointer = format!("{document}{pointer}").trim_start_matches('/').to_owned();
            let Self { kind, logical_id, template, .. } = *self;
            let reason = self.reason(body, &pointer);
            Statement { kind, logical_id, pointer, body, reason, template }
        };
        let bodies = objects.filter_map(|own| Some((own.part.value.as_map()?, &*own.part.pointer)));
        bodies.map(statement).collect()
    }

    /// The reason for the statement's Sid, or for its number.
    fn reason(&self, body: &Map, pointer: &str) -> Option<&'t str> {
        let reasons = self.reasons?;
        let numbered = || format!("Statement{}", pointer.rsplit('/').next().unwrap_or_default());
        let label = body.get("Sid").and_then(Node::as_str).map_or_else(numbered, str::to_owned);
        let label = if self.within.is_empty() { label } else { format!("{}/{label}", self.within) };
        reasons.get(&label).and_then(Node::as_str)
    }
}

impl<'t> Statement<'t> {
    /// The strings under `key`, one or a list. The flag is false if an intrinsic function was left out.
    pub(super) fn names(&self, key: &str) -> (Vec<LocatedName<'t>>, bool) {
        let values = self.values(key);
        let count = values.len();
        let named = values.into_iter().filter_map(|LocatedValue { node, pointer }| {
            Some(LocatedName { name: node.as_str()?, pointer })
        });
        let names: Vec<LocatedName<'_>> = named.collect();
        let is_whole = names.len() == count;
        (names, is_whole)
    }

    /// The values under `key`, one or a list, including both branches of `Fn::If`.
    pub(super) fn values(&self, key: &str) -> Vec<LocatedValue<'t>> {
        let mut values = Vec::new();
        if let Some(node) = self.body.get(key) {
            collect_values(node, &format!("/{}", pointer::escape(key)), &mut values);
        }
        values
    }

    /// The principals of a kind, such as `AWS`, under `Principal` and `NotPrincipal`.
    pub(super) fn principals(&self, kind: &str) -> Vec<LocatedValue<'t>> {
        let mut values = Vec::new();
        for key in ["Principal", "NotPrincipal"] {
            for value in self.body.get(key).into_iter().flat_map(alternatives) {
                let pointer = format!("{}/{kind}", value.pointer(&format!("/{key}")));
                if let Some(named) = value.node.get(kind) {
                    collect_values(named, &pointer, &mut values);
                }
            }
        }
        values
    }

    /// Whether its effect is `Allow`.
    pub(super) fn is_allow(&self) -> bool {
        self.body.get("Effect").and_then(Node::as_str) == Some("Allow")
    }

    /// Whether it is in a template, and IAM stores its policy when the template is deployed.
    pub(super) const fn is_stored_by_iam(&self) -> bool {
        self.kind.is_of_iam() && self.logical_id.is_some()
    }

    /// Whether it is in a template.
    pub(super) const fn is_in_template(&self) -> bool {
        self.template.is_some()
    }
}

/// Collects the values in `node`, with their places: each item of a list, and both branches of `Fn::If`.
pub(super) fn collect_values<'t>(
    node: &'t Node,
    pointer: &str,
    values: &mut Vec<LocatedValue<'t>>,
) {
    for value in alternatives(node) {
        let (node, pointer) = (value.node, value.pointer(pointer));
        if let Some(items) = node.as_list() {
            for (at, item) in items.iter().enumerate() {
                collect_values(item, &format!("{pointer}/{at}"), values);
            }
        } else if !is_no_value(node) {
            values.push(LocatedValue { node, pointer });
        }
    }
}

/// Whether a value is a policy: by the kind of its property, or by its content.
fn is_policy(node: &Node, body: &Map, known: Option<PolicyKind>) -> bool {
    let is_property = known.is_some_and(|kind| kind != PolicyKind::Other) && !is_function(node);
    is_property || body.get("Statement").is_some_and(is_statements)
}

fn is_statements(node: &Node) -> bool {
    has_key(node, "Effect")
        || ["Action", "NotAction"].iter().any(|key| has_key(node, key))
            && ["Resource", "NotResource", "Principal"].iter().any(|key| has_key(node, key))
}

/// Whether a statement under `node` has `key`.
fn has_key(node: &Node, key: &str) -> bool {
    alternatives(node).any(|value| match value.node.as_list() {
        Some(items) => items.iter().any(|item| has_key(item, key)),
        None => value.node.get(key).is_some(),
    })
}

/// The JSON pointer of the key `word` below `pointer`.
pub(super) fn child_pointer(pointer: &str, word: &str) -> String {
    let word = pointer::escape(word);
    if pointer.is_empty() { word } else { format!("{pointer}/{word}") }
}

#[cfg(test)]
mod tests {
    use super::super::testing::node;
    use super::*;

    #[test]
    fn statements_are_found_wherever_they_stand() {
        let statement = serde_json::json!({"Effect": "Allow", "Action": "sqs:*"});
        let open = serde_json::json!({"Action": "sqs:*", "Principal": "*"});
        let template = node(&serde_json::json!({"Resources": {
            "Queues": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"PolicyDocument": {"Statement": open}}},
            "Role": {"Type": "AWS::IAM::Role", "Properties": {
                "AssumeRolePolicyDocument": {"Statement": [statement]},
                "Policies": [{"PolicyDocument": {"Statement": [
                    {"Fn::If": ["IsProd", statement, {"Ref": "AWS::NoValue"}]},
                ]}}],
            }, "Metadata": {"constructs": {"reasons": {"AssumeRolePolicyDocument/Statement0": "why"}}}},
            "Sql": {"Type": "AWS::X::Y", "Properties": {"Statement": "SELECT 1", "Other": {"Statement": [{"Text": 1}]}}},
        }}));
        let policies = find_policies(&template);
        let found = policies.iter().flat_map(|policy| &policy.statements).map(|found| {
            let reason = found.reason.unwrap_or("-");
            format!("{} {} {:?} {reason}", found.logical_id.unwrap(), found.pointer, found.kind)
        });
        let mut found: Vec<String> = found.collect();
        found.sort_unstable();
        assert_eq!(
            found,
            [
                "Queues PolicyDocument/Statement Resource -",
                "Role AssumeRolePolicyDocument/Statement/0 Trust why",
                "Role Policies/0/PolicyDocument/Statement/0/Fn::If/1 Identity -",
            ]
        );
    }

    #[test]
    fn the_property_decides_what_a_policy_needs() {
        let allow = serde_json::json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sqs:SendMessage",
            "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}}});
        let open = serde_json::json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"AWS": "111122223333"}, "Resource": "*"}});
        let text = allow.to_string().replace(r#"{"Fn::GetAtt":["Queue","Arn"]}"#, r#""*""#);
        let policies = |document: &serde_json::Value| {
            serde_json::json!({"Resources": {
                "Bus": {"Type": "AWS::Events::EventBusPolicy", "Properties": {"Statement": document["Statement"]}},
                "Endpoint": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"PolicyDocument": document}},
                "Group": {"Type": "AWS::IAM::Group", "Properties": {"Policies": [{"PolicyDocument": document}]}},
                "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Fn::If": ["Eu", document, text]}}},
                "Queues": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"PolicyDocument": document}},
                "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": document}},
            }})
        };
        let misplaced = |document: &serde_json::Value| {
            let found = super::super::check(&node(&policies(document)));
            let own = found.iter().filter(|one| one.code == constructs_policy::codes::MISPLACED);
            let line = |one: &constructs_diagnostics::Diagnostic| {
                format!("{} {}", one.place.pointer.as_deref().unwrap(), one.message)
            };
            own.map(line).collect::<Vec<String>>().join("\n")
        };
        insta::assert_snapshot!(format!("{}\n\n{}", misplaced(&allow), misplaced(&open)));
    }
}
