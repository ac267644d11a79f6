//! Reads the property `Policies`: names and ARNs of managed policies, documents, policy templates, and these under `Fn::If`.
//!
//! <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html>

use std::collections::BTreeSet;

use constructs_cloudformation::function::{If, is_no_value};
use constructs_document::Node;

use super::node::{At, function, is_truthy};
use super::policy_templates;

/// The policies of a role.
#[derive(Default)]
pub(super) struct Policies {
    /// ARNs of managed policies.
    pub(super) managed: Vec<Node>,
    /// Inline policies.
    pub(super) inline: Vec<Node>,
    /// The attached ARNs and documents, as JSON.
    known: BTreeSet<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Managed,
    Document,
    Template,
}

impl Policies {
    /// Adds the policies of `Policies`. `None` if the transform does not know an entry.
    pub(super) fn add(&mut self, policies: Option<&Node>, role: &str) -> Option<()> {
        let Some(policies) = policies.filter(|policies| is_truthy(policies)) else {
            return Some(());
        };
        let entries = policies.as_list().unwrap_or(std::slice::from_ref(policies));
        for (index, entry) in entries.iter().enumerate() {
            match kind(entry)? {
                Kind::Managed => self.add_managed(managed_policy(entry)),
                Kind::Document => self.inline.push(inline(entry, role, index, &Some)?),
                Kind::Template => self.inline.push(inline(entry, role, index, &from_template)?),
            }
        }
        Some(())
    }

    /// Attaches a managed policy once.
    pub(super) fn add_managed(&mut self, arn: Node) {
        if self.known.insert(arn.to_json().to_string()) {
            self.managed.push(arn);
        }
    }

    /// Adds an inline policy, unless an event added one with its document.
    pub(super) fn add_inline(&mut self, policy: Node) {
        let document = policy.get("PolicyDocument").unwrap_or(&policy);
        if self.known.insert(document.to_json().to_string()) {
            self.inline.push(policy);
        }
    }
}

fn kind(entry: &Node) -> Option<Kind> {
    if entry.as_str().is_some() {
        return Some(Kind::Managed);
    }
    if let Some(("Fn::If", _)) = function(entry) {
        let If { then, otherwise, .. } = If::from_node(entry)?;
        return match (kind(then), kind(otherwise)) {
            (one, _) if is_no_value(otherwise) => one,
            (_, other) if is_no_value(then) => other,
            (one, other) if one == other => one,
            _ => None,
        };
    }
    if function(entry).is_some() {
        return Some(Kind::Managed);
    }
    if entry.get("Statement").is_some() {
        return Some(Kind::Document);
    }
    let (name, _) = entry.single()?;
    policy_templates::is_policy_template(name).then_some(Kind::Template)
}

/// The ARN of a policy that is named by its name, by its ARN, or by a function.
fn managed_policy(entry: &Node) -> Node {
    if let Some(name) = entry.as_str() {
        let known = constructs_iam_facts::managed_policies();
        let mut known = known.filter(|path| path.rsplit('/').next() == Some(name));
        return known
            .next()
            .map_or_else(|| entry.clone(), |path| At(entry.mark).managed_policy(path));
    }
    match If::from_node(entry) {
        Some(If { condition, then, otherwise }) => {
            let of = |branch: &Node| match branch.as_str() {
                Some(_) => managed_policy(branch),
                None => branch.clone(),
            };
            with_branches(entry, condition, of(then), of(otherwise))
        }
        None => entry.clone(),
    }
}

/// The inline policy of an entry. `document` returns the document of an entry without a function.
fn inline(
    entry: &Node,
    role: &str,
    index: usize,
    document: &dyn Fn(Node) -> Option<Node>,
) -> Option<Node> {
    let at = At(entry.mark);
    let policy = |document: Node| at.policy(format!("{role}Policy{index}"), document);
    let Some(If { condition, then, otherwise }) = If::from_node(entry) else {
        return Some(policy(document(entry.clone())?));
    };
    let of = |branch: &Node| match is_no_value(branch) {
        true => Some(branch.clone()),
        false => Some(policy(document(branch.clone())?)),
    };
    Some(with_branches(entry, condition, of(then)?, of(otherwise)?))
}

fn with_branches(entry: &Node, condition: &Node, holds: Node, fails: Node) -> Node {
    let at = At(entry.mark);
    at.map(vec![("Fn::If", at.list(vec![condition.clone(), holds, fails]))])
}

/// The document of a policy template with its parameters.
fn from_template(entry: Node) -> Option<Node> {
    let (name, parameters) = entry.single()?;
    policy_templates::document(name, parameters, At(entry.mark))
}
