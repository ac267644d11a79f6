//! A policy's statements -> statements of the decision engine, with symbols for what only the deployment knows.

use constructs_template::Node;

use super::documents::{Policy, Statement, branches, is_function};
use super::text::{engine_text, pieces};
use crate::access::{
    self, Condition, Document, Effect, Operator, PrincipalEntry, PrincipalKind, STATEMENT_KEYS,
    Scope, Text,
};

/// The statements, each with its place in the policy; those that can't be read in full are left out.
pub(super) fn statements(policy: &Policy<'_>) -> Vec<(usize, access::Statement)> {
    let version = policy.body.get("Version").and_then(Node::as_str);
    let has_variables = version == Some("2012-10-17");
    let numbered = policy.statements.iter().enumerate();
    numbered
        .filter_map(|(at, own)| Some((at, Reader { has_variables }.statement(own, at)?)))
        .collect()
}

/// A document of one statement, allowing what it names whatever its effect.
pub(super) fn allowing(statements: Vec<access::Statement>) -> Document {
    let statements = statements
        .into_iter()
        .map(|statement| access::Statement { effect: Effect::Allow, ..statement });
    Document::of(statements.collect())
}

struct Reader {
    has_variables: bool,
}

impl Reader {
    fn statement(&self, own: &Statement<'_>, index: usize) -> Option<access::Statement> {
        if own.pointer.contains("Fn::If")
            || own.body.iter().any(|entry| !STATEMENT_KEYS.contains(&entry.key.as_str()))
        {
            return None;
        }
        let effect = match own.body.get("Effect")?.as_str()? {
            "Allow" => Effect::Allow,
            "Deny" => Effect::Deny,
            _ => return None,
        };
        let actions =
            self.scope(own.body.get("Action"), own.body.get("NotAction"), &|node| {
                Some(Text::parse(node.as_str()?, false))
            })??;
        let resources =
            self.scope(own.body.get("Resource"), own.body.get("NotResource"), &|node| {
                self.text(node)
            })?;
        let principals = match (own.body.get("Principal"), own.body.get("NotPrincipal")) {
            (None, None) => None,
            (Some(node), None) => Some(Scope::Only(self.principals(node)?)),
            (None, Some(node)) => Some(Scope::Except(self.principals(node)?)),
            _ => return None,
        };
        let conditions =
            own.body.get("Condition").map_or(Some(Vec::new()), |node| self.conditions(node))?;
        Some(access::Statement {
            index,
            sid: None,
            effect,
            actions,
            resources,
            principals,
            conditions,
        })
    }

    /// One of two elements; nothing at all where it can't be read.
    #[expect(clippy::option_option, reason = "an element may be missing, or be unreadable")]
    fn scope(
        &self,
        only: Option<&Node>,
        except: Option<&Node>,
        read: &dyn Fn(&Node) -> Option<Text>,
    ) -> Option<Option<Scope<Text>>> {
        Some(match (only, except) {
            (None, None) => None,
            (Some(node), None) => Some(Scope::Only(list(node).map(read).collect::<Option<_>>()?)),
            (None, Some(node)) => Some(Scope::Except(list(node).map(read).collect::<Option<_>>()?)),
            _ => return None,
        })
    }

    fn text(&self, node: &Node) -> Option<Text> {
        if branches(node).is_some() {
            return None;
        }
        Some(engine_text(&pieces(node)?, self.has_variables))
    }

    fn principals(&self, node: &Node) -> Option<Vec<PrincipalEntry>> {
        if node.as_str() == Some("*") {
            return Some(vec![PrincipalEntry {
                kind: PrincipalKind::Everyone,
                text: Text::parse("*", false),
            }]);
        }
        let mut entries = Vec::new();
        for entry in node.as_map().filter(|_| !is_function(node))? {
            let kind = match entry.key.as_str() {
                "AWS" => PrincipalKind::Aws,
                "Service" => PrincipalKind::Service,
                "Federated" => PrincipalKind::Federated,
                "CanonicalUser" => PrincipalKind::CanonicalUser,
                _ => return None,
            };
            for item in list(&entry.node) {
                entries.push(PrincipalEntry { kind, text: self.text(item)? });
            }
        }
        Some(entries)
    }

    fn conditions(&self, node: &Node) -> Option<Vec<Condition>> {
        let mut conditions = Vec::new();
        for entry in node.as_map()? {
            let operator = Operator::parse(&entry.key)?;
            for key in entry.node.as_map().filter(|_| !is_function(&entry.node))? {
                let values: Option<Vec<Text>> =
                    list(&key.node).map(|value| self.value(value)).collect();
                conditions.push(Condition { operator, key: key.key.clone(), values: values? });
            }
        }
        Some(conditions)
    }

    fn value(&self, node: &Node) -> Option<Text> {
        use constructs_template::Value;
        match &node.value {
            Value::Bool(flag) => Some(Text::parse(&flag.to_string(), false)),
            Value::Integer(number) => Some(Text::parse(&number.to_string(), false)),
            Value::Number(number) => Some(Text::parse(&number.to_string(), false)),
            _ => self.text(node),
        }
    }
}

/// One or a list.
fn list(node: &Node) -> impl Iterator<Item = &Node> {
    node.as_list().unwrap_or(std::slice::from_ref(node)).iter()
}
