//! Builds the nodes that the transform adds, with the location of their source.

use constructs_cloudformation::function::{GetAtt, is_function_name};
use constructs_document::{Entry, Map, Mark, Node, Value};

/// Builds nodes at one location of the template.
#[derive(Clone, Copy, Debug)]
pub(super) struct At(pub(super) Mark);

impl At {
    pub(super) fn text(self, text: impl Into<String>) -> Node {
        Node::new(Value::String(text.into()), self.0)
    }

    pub(super) const fn flag(self, flag: bool) -> Node {
        Node::new(Value::Bool(flag), self.0)
    }

    pub(super) const fn list(self, items: Vec<Node>) -> Node {
        Node::new(Value::List(items), self.0)
    }

    pub(super) fn entry(self, key: impl Into<String>, node: Node) -> Entry {
        Entry { key: key.into(), mark: self.0, node }
    }

    pub(super) fn map(self, entries: Vec<(&str, Node)>) -> Node {
        let entries = entries.into_iter().map(|(key, node)| self.entry(key, node)).collect();
        self.entries(entries)
    }

    pub(super) const fn entries(self, entries: Vec<Entry>) -> Node {
        Node::new(Value::Map(Map::new(entries)), self.0)
    }

    /// `Ref` to a resource, parameter or pseudo parameter.
    pub(super) fn reference(self, id: &str) -> Node {
        self.map(vec![("Ref", self.text(id))])
    }

    pub(super) fn attribute(self, id: &str, attribute: &str) -> Node {
        self.map(vec![("Fn::GetAtt", self.list(vec![self.text(id), self.text(attribute)]))])
    }

    /// `Fn::Sub` with variables.
    pub(super) fn substitution(self, text: &str, values: Vec<(&str, Node)>) -> Node {
        let argument = match values.is_empty() {
            true => self.text(text),
            false => self.list(vec![self.text(text), self.map(values)]),
        };
        self.map(vec![("Fn::Sub", argument)])
    }

    pub(super) fn choose(self, condition: &str, holds: Node, fails: Node) -> Node {
        self.map(vec![("Fn::If", self.list(vec![self.text(condition), holds, fails]))])
    }

    /// The ARN of one of AWS's managed policies.
    pub(super) fn managed_policy(self, name: &str) -> Node {
        self.substitution(&format!("arn:${{AWS::Partition}}:iam::aws:policy/{name}"), Vec::new())
    }

    /// A statement that allows actions on a resource.
    pub(super) fn allow(self, actions: &[&str], resource: Node) -> Node {
        let actions = actions.iter().map(|action| self.text(*action)).collect();
        self.map(vec![
            ("Effect", self.text("Allow")),
            ("Action", self.list(actions)),
            ("Resource", resource),
        ])
    }

    /// A document of the current version.
    pub(super) fn document(self, statements: Vec<Node>) -> Node {
        self.map(vec![("Version", self.text("2012-10-17")), ("Statement", self.list(statements))])
    }

    /// A document without a version, which has the oldest version, like most documents that the transform adds.
    pub(super) fn unversioned(self, statements: Vec<Node>) -> Node {
        self.map(vec![("Statement", self.list(statements))])
    }

    /// An inline policy of a role.
    pub(super) fn policy(self, name: impl Into<String>, document: Node) -> Node {
        self.map(vec![("PolicyName", self.text(name)), ("PolicyDocument", document)])
    }

    /// A trust policy for one service.
    pub(super) fn trust(self, service: &str) -> Node {
        let service = self.list(vec![self.text(service)]);
        self.document(vec![self.map(vec![
            ("Effect", self.text("Allow")),
            ("Action", self.list(vec![self.text("sts:AssumeRole")])),
            ("Principal", self.map(vec![("Service", service)])),
        ])])
    }

    /// A resource, with the condition of its source.
    pub(super) fn resource(
        self,
        kind: &str,
        condition: Option<&Node>,
        properties: Vec<(&str, Node)>,
    ) -> Node {
        let mut all = vec![("Type", self.text(kind))];
        all.extend(condition.map(|condition| ("Condition", condition.clone())));
        all.push(("Properties", self.map(properties)));
        self.map(all)
    }
}

/// Whether the transform treats a value as set: it is not null, false, zero, or empty.
pub(super) fn is_truthy(node: &Node) -> bool {
    match &node.value {
        Value::Null | Value::Bool(false) | Value::Integer(0) => false,
        Value::Bool(true) | Value::Integer(_) => true,
        Value::Number(number) => *number != 0.0,
        Value::String(text) => !text.is_empty(),
        Value::List(items) => !items.is_empty(),
        Value::Map(map) => !map.is_empty(),
    }
}

/// The name and the argument of the function that a value calls. The transform treats an object with the key `Condition` as a
/// function.
pub(super) fn function(node: &Node) -> Option<(&str, &Node)> {
    node.single().filter(|(name, _)| is_function_name(name) || *name == "Condition")
}

/// The logical id that `Ref` or `Fn::GetAtt` names.
pub(super) fn named_id(node: &Node) -> Option<&str> {
    match node.single()? {
        ("Ref", id) => id.as_str(),
        ("Fn::GetAtt", argument) => GetAtt::parse(argument)?.id,
        _ => None,
    }
}

/// Whether two nodes are equal, apart from their locations.
pub(super) fn is_same(one: &Node, other: &Node) -> bool {
    one.to_json() == other.to_json()
}
