//! Nodes of a template -> expressions, with references where a function names something of the template.
//!
//! INVARIANT: linked and written, an expression is the value that the node is. A function of unusual form (`GetAtt` as
//! one text, say) keeps it.

use constructs::{Expr, Function, NodeId, Number, Pseudo, Reference, ReferenceKind};

use super::names::Names;
use super::substitution;
use constructs_document::{Map, Node, Value};

/// Where a node stands: what is a function there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// In a resource, an output and the like.
    Value,
    /// Where `Condition` names a condition.
    Condition,
}

/// Turns nodes into expressions.
#[derive(Clone, Copy)]
pub(super) struct Expressions<'n> {
    pub(super) names: &'n Names,
    pub(super) context: Context,
}

impl Expressions<'_> {
    /// The expression that is `node`.
    pub(super) fn value(self, node: &Node) -> Expr {
        match &node.value {
            Value::List(items) => Expr::List(self.list(items)),
            Value::Map(map) => match node.single().and_then(|(key, node)| self.function(key, node))
            {
                Some(function) => function,
                None => self.map(map),
            },
            _ => literal(node),
        }
    }

    pub(super) fn list(self, items: &[Node]) -> Vec<Expr> {
        items.iter().map(|item| self.value(item)).collect()
    }

    pub(super) fn map(self, map: &Map) -> Expr {
        Expr::Map(
            map.iter().map(|entry| (entry.key.clone().into(), self.value(&entry.node))).collect(),
        )
    }

    fn function(self, name: &str, argument: &Node) -> Option<Expr> {
        let argument = match name {
            "Ref" => return Some(self.reference(argument)),
            "Fn::GetAtt" => match self.attribute(argument) {
                // A reference that is written in place of the list is an argument.
                reference @ Expr::Reference(_) if argument.as_list().is_some() => {
                    return Some(reference);
                }
                argument => argument,
            },
            "Condition" if self.context == Context::Condition => {
                self.named(argument, |name| self.names.condition(name))
            }
            "Fn::If" => self.with_named_first(argument, |name| self.names.condition(name)),
            "Fn::FindInMap" => self.with_named_first(argument, |name| self.names.mapping(name)),
            "Fn::Sub" => self.substitute(argument),
            _ if name.starts_with("Fn::") => self.value(argument),
            _ => return None,
        };
        Some(as_meant(name, argument))
    }

    fn reference(self, argument: &Node) -> Expr {
        let Some(name) = argument.as_str() else {
            return Expr::function("Ref", self.value(argument));
        };
        if let Some(named) = self.names.value(name) {
            return scalar(named.node, String::new());
        }
        Pseudo::named(name)
            .map_or_else(|| Expr::function("Ref", Expr::String(name.to_owned().into())), Expr::from)
    }

    /// What `Fn::GetAtt` is given; the reference itself where that is written as a list.
    fn attribute(self, argument: &Node) -> Expr {
        if let Some(text) = argument.as_str() {
            let known =
                text.split_once('.').and_then(|(id, _)| Some((id, self.names.resource(id)?)));
            return match known {
                Some((id, resource)) => {
                    let rest = text.get(id.len()..).unwrap_or_default().to_owned();
                    Expr::Concat(vec![name_of(resource.into()), Expr::String(rest.into())])
                }
                None => literal(argument),
            };
        }
        let resource = |name: &str| self.names.resource(name).map(NodeId::from);
        if let Some([id, attribute]) = argument.as_list()
            && let (Some(id), Some(attribute)) = (id.as_str(), attribute.as_str())
            && let Some(node) = resource(id)
            && !attribute.is_empty()
        {
            return scalar(node, attribute.to_owned());
        }
        self.with_named_first(argument, resource)
    }

    /// A list whose first item is the name of something.
    fn with_named_first(self, argument: &Node, find: impl Fn(&str) -> Option<NodeId>) -> Expr {
        let Some((first, rest)) = argument.as_list().and_then(<[Node]>::split_first) else {
            return self.value(argument);
        };
        let first = self.named(first, find);
        Expr::List(std::iter::once(first).chain(self.list(rest)).collect())
    }

    /// The name of something, or whatever else stands there.
    fn named(self, node: &Node, find: impl Fn(&str) -> Option<NodeId>) -> Expr {
        node.as_str().and_then(find).map_or_else(|| self.value(node), name_of)
    }

    fn substitute(self, argument: &Node) -> Expr {
        match (argument.as_str(), argument.as_list()) {
            (Some(template), _) => substitution::parts(template, self.names, None),
            (_, Some([template, values])) if template.as_str().is_some() => {
                let template = template.as_str().unwrap_or_default();
                let template = substitution::parts(template, self.names, values.as_map());
                Expr::List(vec![template, self.value(values)])
            }
            _ => self.value(argument),
        }
    }
}

/// A node as it is, whatever it looks like.
pub(super) fn literal(node: &Node) -> Expr {
    match &node.value {
        Value::Null => vouched(Expr::Null),
        Value::Bool(is_true) => Expr::Bool(*is_true),
        Value::Integer(integer) => Expr::Integer(*integer),
        Value::Number(number) => Expr::Number(Number::new(*number)),
        Value::String(text) => text_of(text),
        Value::List(items) => Expr::List(items.iter().map(literal).collect()),
        Value::Map(map) => Expr::Map(
            map.iter().map(|entry| (entry.key.clone().into(), literal(&entry.node))).collect(),
        ),
    }
}

/// A text; a dynamic reference in it is meant.
pub(super) fn text_of(text: &str) -> Expr {
    let is_dynamic = text.contains("{{resolve:");
    let text = Expr::String(text.to_owned().into());
    if is_dynamic { vouched(text) } else { text }
}

/// What is written as it stands, references in it followed.
pub(super) fn vouched(value: Expr) -> Expr {
    Expr::Dynamic(Box::new(value))
}

/// What `Ref` gives for `node`, or `Fn::GetAtt` with an attribute.
pub(super) fn scalar(node: NodeId, attribute: String) -> Expr {
    Expr::Reference(Reference::new(node, ReferenceKind::Scalar, attribute))
}

/// The bare logical id.
pub(super) fn name_of(node: NodeId) -> Expr {
    Expr::Reference(Reference::new(node, ReferenceKind::Name, ""))
}

/// A call. The template names the transforms that it needs, and its dynamic references are meant even where they are
/// put together from parts.
fn as_meant(name: &str, argument: Expr) -> Expr {
    let is_extension = match name {
        "Fn::Length" | "Fn::ToJsonString" => true,
        "Fn::FindInMap" => argument.as_list().is_some_and(|arguments| arguments.len() > 3),
        _ => false,
    };
    let mut has_braces = false;
    if matches!(name, "Fn::Join" | "Fn::Sub") {
        argument
            .walk(&mut |part| has_braces |= part.as_str().is_some_and(|text| text.contains("{{")));
    }
    let function = Expr::Function(Box::new(Function { name: name.to_owned().into(), argument }));
    if is_extension || has_braces { vouched(function) } else { function }
}
