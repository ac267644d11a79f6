//! Roles and policies of a template: names, sizes, how many.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

use std::collections::{BTreeMap, BTreeSet};

use constructs_diagnostics::Diagnostic;
use constructs_document::{Node, Value};
use constructs_limits::{KnownText, iam as limits};

use super::cursor::Cursor;
use super::least::{known_text, least_of, least_size};
use super::report::Report;
use crate::function::{If, alternatives, is_no_value};

/// Items of a list that are told apart: enough to pass every limit.
const MOST_COUNTED: usize = 1_000;

pub(super) fn check(root: &Node, report: &mut Report) {
    let mut roles: BTreeMap<String, Role<'_>> = BTreeMap::new();
    let mut edges = Vec::new();
    for resource in Cursor::section(root, "Resources") {
        let kind = resource.node.get("Type").and_then(Node::as_str).unwrap_or_default();
        let Some(properties) = resource.get("Properties") else { continue };
        match kind {
            "AWS::IAM::Role" => {
                let role = role(&resource, &properties, report);
                roles.insert(resource.key(), role);
            }
            "AWS::IAM::ManagedPolicy" => managed_policy(&properties, report),
            "AWS::IAM::Policy"
            | "AWS::IAM::RolePolicy"
            | "AWS::IAM::UserPolicy"
            | "AWS::IAM::GroupPolicy" => inline_policy(&properties, report),
            _ => continue,
        }
        edges.extend(edges_of(kind, &resource, &properties));
    }
    for edge in edges {
        if let Some(role) = roles.get_mut(&edge.role) {
            role.join(&edge);
        }
    }
    for role in roles.values() {
        role.totals(report);
    }
}

/// What counts against the limits of one role.
struct Role<'t> {
    /// Where to point at.
    inline: Cursor<'t>,
    attached: Cursor<'t>,
    condition: Option<&'t str>,
    inline_size: usize,
    attached_count: usize,
    /// The policies of this template that the role itself names.
    names: BTreeSet<&'t str>,
}

/// A policy of the template that names a role.
struct Edge<'t> {
    role: String,
    policy: String,
    condition: Option<&'t str>,
    inline_size: Option<usize>,
}

impl Role<'_> {
    /// What may not be there does not count.
    fn join(&mut self, edge: &Edge<'_>) {
        if edge.condition.is_some() && edge.condition != self.condition {
            return;
        }
        match edge.inline_size {
            Some(size) => self.inline_size += size,
            None if self.names.contains(edge.policy.as_str()) => {}
            None => self.attached_count += 1,
        }
    }

    fn totals(&self, report: &mut Report) {
        report.add(&self.inline, limits::check_inline_policies(self.inline_size));
        report.add(&self.attached, limits::check_attached_policies(self.attached_count));
    }
}

fn role<'t>(resource: &Cursor<'t>, properties: &Cursor<'t>, report: &mut Report) -> Role<'t> {
    name(properties, "RoleName", limits::check_role_name, report);
    common(properties, report);
    session(properties, report);
    if let Some(trust) = properties.get("AssumeRolePolicyDocument") {
        report.add(&trust, limits::check_trust_policy(least_size(trust.node)));
    }
    let (inline, attached) = (properties.get("Policies"), properties.get("ManagedPolicyArns"));
    let mut size = 0;
    for item in inline.iter().flat_map(Cursor::alternatives).flat_map(|list| list.items()) {
        for policy in item.alternatives() {
            name(&policy, "PolicyName", limits::check_policy_name, report);
        }
        size += least_inline_size(item.node);
    }
    if inline.as_ref().is_some_and(|list| If::from_node(list.node).is_some()) {
        size = 0; // Which of the two lists it is can't be known.
    }
    let (names, attached_count) = attached
        .as_ref()
        .map_or((BTreeSet::new(), 0), |list| (references(list.node), least_count(list.node)));
    Role {
        inline: inline.unwrap_or_else(|| resource.clone()),
        attached: attached.unwrap_or_else(|| resource.clone()),
        condition: resource.node.get("Condition").and_then(Node::as_str),
        inline_size: size,
        attached_count,
        names,
    }
}

/// The size of the document of an inline policy, or the least of two.
fn least_inline_size(policy: &Node) -> usize {
    least_of(policy, |policy| policy.get("PolicyDocument").map_or(0, least_size))
}

/// How many items a list has at least.
fn least_count(list: &Node) -> usize {
    least_of(list, |list| match &list.value {
        Value::List(items) => {
            let mut counted: Vec<&Value> = Vec::new();
            let items = items.iter().filter(|item| is_certain(item)).take(MOST_COUNTED);
            let different = items.filter(|item| {
                let is_new = !counted.contains(&&item.value);
                counted.push(&item.value);
                is_new
            });
            different.count()
        }
        _ => 0,
    })
}

/// Whether an item is there whatever the conditions say.
fn is_certain(item: &Node) -> bool {
    !alternatives(item).any(|value| is_no_value(value.node))
}

/// The logical ids that the items of a list refer to.
fn references(list: &Node) -> BTreeSet<&str> {
    let items = list.as_list().unwrap_or_default().iter();
    items.filter_map(|item| item.get("Ref")?.as_str()).collect()
}

fn edges_of<'t>(kind: &str, resource: &Cursor<'t>, properties: &Cursor<'t>) -> Vec<Edge<'t>> {
    let document = || properties.node.get("PolicyDocument").map_or(0, least_size);
    let (roles, inline_size) = match kind {
        "AWS::IAM::ManagedPolicy" => (properties.get("Roles"), None),
        "AWS::IAM::Policy" => (properties.get("Roles"), Some(document())),
        "AWS::IAM::RolePolicy" => (properties.get("RoleName"), Some(document())),
        _ => return Vec::new(),
    };
    let roles = roles.iter().flat_map(Cursor::items);
    let named = roles.filter_map(|role| Some(role.node.get("Ref")?.as_str()?.to_owned()));
    let edge = |role| Edge {
        role,
        policy: resource.key(),
        condition: resource.node.get("Condition").and_then(Node::as_str),
        inline_size,
    };
    named.map(edge).collect()
}

fn managed_policy(properties: &Cursor<'_>, report: &mut Report) {
    name(properties, "ManagedPolicyName", limits::check_policy_name, report);
    common(properties, report);
    if let Some(document) = properties.get("PolicyDocument") {
        report.add(&document, limits::check_managed_policy(least_size(document.node)));
    }
}

fn inline_policy(properties: &Cursor<'_>, report: &mut Report) {
    name(properties, "PolicyName", limits::check_policy_name, report);
    let Some(document) = properties.get("PolicyDocument") else { return };
    report.add(&document, limits::check_inline_policies(least_size(document.node)));
}

fn session(properties: &Cursor<'_>, report: &mut Report) {
    let Some(at) = properties.get("MaxSessionDuration") else { return };
    if let Value::Integer(seconds) = at.node.value {
        report.add(&at, limits::check_session_seconds(seconds));
    }
}

fn common(properties: &Cursor<'_>, report: &mut Report) {
    if let Some(at) = properties.get("Description") {
        report.add(&at, limits::check_description(known_text(at.node)));
    }
    if let Some(at) = properties.get("Path")
        && let Some(path) = at.node.as_str()
    {
        report.add(&at, limits::check_path(path));
    }
}

fn name(
    object: &Cursor<'_>,
    property: &str,
    check: fn(KnownText<'_>) -> Option<Diagnostic>,
    report: &mut Report,
) {
    if let Some(at) = object.get(property) {
        report.add(&at, check(known_text(at.node)));
    }
}
