//! A template -> the statements of all policy documents in it: identity, trust and resource policies, wherever they stand.
//!
//! A document is known by its shape: an object under `Statement`, or a list of them, that says `Effect`. `Fn::If` is
//! followed on both sides.

use constructs_template::{Map, Node};

/// A statement and where it stands.
pub(super) struct Statement<'t> {
    /// The resource that holds the policy.
    pub(super) logical_id: &'t str,
    /// The JSON pointer below the resource's properties, without a slash in front.
    pub(super) pointer: String,
    /// What it says.
    pub(super) body: &'t Map,
}

/// A text and where it stands below its statement.
pub(super) struct Named<'t> {
    pub(super) name: &'t str,
    pub(super) pointer: String,
}

/// All statements, in the order of the template.
pub(super) fn statements(template: &Node) -> Vec<Statement<'_>> {
    let mut found = Vec::new();
    let resources = template.get("Resources").and_then(Node::as_map).into_iter().flatten();
    for resource in resources {
        if let Some(properties) = resource.node.get("Properties") {
            Search { logical_id: &resource.key, found: &mut found }.node(properties, "");
        }
    }
    found
}

struct Search<'t, 'f> {
    logical_id: &'t str,
    found: &'f mut Vec<Statement<'t>>,
}

impl<'t> Search<'t, '_> {
    fn node(&mut self, node: &'t Node, pointer: &str) {
        if let Some(items) = node.as_list() {
            for (at, item) in items.iter().enumerate() {
                self.node(item, &below(pointer, &at.to_string()));
            }
        }
        for entry in node.as_map().into_iter().flatten() {
            let pointer = below(pointer, &entry.key);
            if entry.key == "Statement" && is_statements(&entry.node) {
                self.statements(&entry.node, &pointer);
            } else {
                self.node(&entry.node, &pointer);
            }
        }
    }

    fn statements(&mut self, node: &'t Node, pointer: &str) {
        if let Some(items) = node.as_list() {
            for (at, item) in items.iter().enumerate() {
                self.statements(item, &below(pointer, &at.to_string()));
            }
        } else if let Some(branches) = branches(node) {
            for (at, branch) in branches {
                self.statements(branch, &below(pointer, &format!("Fn::If/{at}")));
            }
        } else if let Some(body) = node.as_map().filter(|body| body.get("Effect").is_some()) {
            let pointer = pointer.to_owned();
            self.found.push(Statement { logical_id: self.logical_id, pointer, body });
        }
    }
}

impl<'t> Statement<'t> {
    /// The texts under `key`, one or a list; what an intrinsic function gives is left out, and counted in the flag.
    pub(super) fn names(&self, key: &str) -> (Vec<Named<'t>>, bool) {
        let mut names = Vec::new();
        let mut is_whole = true;
        if let Some(node) = self.body.get(key) {
            collect(node, &format!("/{key}"), &mut names, &mut is_whole);
        }
        (names, is_whole)
    }
}

fn collect<'t>(node: &'t Node, pointer: &str, names: &mut Vec<Named<'t>>, is_whole: &mut bool) {
    if let Some(name) = node.as_str() {
        names.push(Named { name, pointer: pointer.to_owned() });
    } else if let Some(items) = node.as_list() {
        for (at, item) in items.iter().enumerate() {
            collect(item, &format!("{pointer}/{at}"), names, is_whole);
        }
    } else if let Some(branches) = branches(node) {
        for (at, branch) in branches {
            collect(branch, &format!("{pointer}/Fn::If/{at}"), names, is_whole);
        }
    } else if node.get("Ref").and_then(Node::as_str) != Some("AWS::NoValue") {
        *is_whole = false;
    }
}

/// The two values of `Fn::If`, with their places in its list.
pub(super) fn branches(node: &Node) -> Option<impl Iterator<Item = (usize, &Node)>> {
    let (name, arguments) = node.single()?;
    let arguments = arguments.as_list().filter(|_| name == "Fn::If")?;
    Some(arguments.iter().enumerate().skip(1))
}

fn is_statements(node: &Node) -> bool {
    let says_effect = |node: &Node| node.get("Effect").is_some();
    match node.as_list() {
        Some(items) => items.iter().any(|item| {
            says_effect(item)
                || branches(item).is_some_and(|mut all| all.any(|(_, node)| says_effect(node)))
        }),
        None => {
            says_effect(node)
                || branches(node).is_some_and(|mut all| all.any(|(_, node)| is_statements(node)))
        }
    }
}

/// `word` below `pointer`, escaped as a JSON pointer has it.
pub(super) fn below(pointer: &str, word: &str) -> String {
    let word = if word.starts_with("Fn::If/") { word.to_owned() } else { escaped(word) };
    if pointer.is_empty() { word } else { format!("{pointer}/{word}") }
}

/// A word of a JSON pointer.
pub(super) fn escaped(word: &str) -> String {
    word.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::super::tests::node;
    use super::*;

    #[test]
    fn statements_are_found_wherever_they_stand() {
        let statement = serde_json::json!({"Effect": "Allow", "Action": "sqs:*"});
        let template = node(&serde_json::json!({"Resources": {
            "Queues": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"PolicyDocument": {"Statement": statement}}},
            "Role": {"Type": "AWS::IAM::Role", "Properties": {
                "AssumeRolePolicyDocument": {"Statement": [statement]},
                "Policies": [{"PolicyDocument": {"Statement": [
                    {"Fn::If": ["IsProd", statement, {"Ref": "AWS::NoValue"}]},
                ]}}],
            }},
            "Sql": {"Type": "AWS::X::Y", "Properties": {"Statement": "SELECT 1", "Other": {"Statement": [{"Text": 1}]}}},
        }}));
        let found: Vec<String> = statements(&template)
            .iter()
            .map(|found| format!("{} {}", found.logical_id, found.pointer))
            .collect();
        let mut expected = vec![
            "Queues PolicyDocument/Statement",
            "Role AssumeRolePolicyDocument/Statement/0",
            "Role Policies/0/PolicyDocument/Statement/0/Fn::If/1",
        ];
        expected.sort_unstable();
        assert_eq!(found, expected);
    }
}
