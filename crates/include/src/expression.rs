//! Nodes of a template -> expressions, with references where a function names something of the template.
//!
//! INVARIANT: linked and written, an expression is the value that the node is. A function of unusual form (`GetAtt` as
//! one text, say) keeps it.

use constructs::{Expr, Function, NodeId, Pseudo};
use constructs_cloudformation::function::{
    GetAtt, IntrinsicFunction, Substitution, is_function_name,
};
use constructs_document::{Map, Node, Value};

use super::literal::{literal, name_of, scalar, vouched};
use super::names::Names;
use super::substitution;

/// The place of a node, which decides what a function is.
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
        let value = match name {
            "Ref" => return Some(self.reference(argument)),
            "Fn::GetAtt" => match self.attribute(argument) {
                // A reference that is written in place of the list is an argument.
                reference @ Expr::Reference(_) if argument.as_list().is_some() => {
                    return Some(reference);
                }
                value => value,
            },
            "Condition" if self.context == Context::Condition => {
                self.named(argument, |name| self.names.condition(name))
            }
            "Fn::If" => self.with_named_first(argument, |name| self.names.condition(name)),
            "Fn::FindInMap" => self.with_named_first(argument, |name| self.names.mapping(name)),
            "Fn::Sub" => self.substitute(argument),
            _ if is_function_name(name) => self.value(argument),
            _ => return None,
        };
        let function = IntrinsicFunction::find(name);
        let is_extension =
            function.is_some_and(|function| function.needs_language_extensions(argument));
        Some(call(name, value, is_extension))
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

    /// The argument of `Fn::GetAtt`; the reference itself if it is written as a list.
    fn attribute(self, argument: &Node) -> Expr {
        let resource = |name: &str| self.names.resource(name).map(NodeId::from);
        let names = GetAtt::parse(argument).and_then(GetAtt::names);
        let known = names.and_then(|(id, attribute)| Some((resource(id)?, attribute)));
        match known {
            Some((node, attribute)) if argument.as_str().is_some() => {
                Expr::Concat(vec![name_of(node), Expr::String(format!(".{attribute}").into())])
            }
            Some((node, attribute)) if !attribute.is_empty() => scalar(node, attribute.to_owned()),
            _ if argument.as_str().is_some() => literal(argument),
            _ => self.with_named_first(argument, resource),
        }
    }

    /// A list whose first item is the name of something.
    fn with_named_first(self, argument: &Node, find: impl Fn(&str) -> Option<NodeId>) -> Expr {
        let Some((first, rest)) = argument.as_list().and_then(<[Node]>::split_first) else {
            return self.value(argument);
        };
        let first = self.named(first, find);
        Expr::List(std::iter::once(first).chain(self.list(rest)).collect())
    }

    /// The name of something, or another value.
    fn named(self, node: &Node, find: impl Fn(&str) -> Option<NodeId>) -> Expr {
        node.as_str().and_then(find).map_or_else(|| self.value(node), name_of)
    }

    fn substitute(self, argument: &Node) -> Expr {
        let Some(substitution) = Substitution::parse(argument) else {
            return self.value(argument);
        };
        let template = substitution::template(substitution, self.names);
        match substitution.values {
            Some(values) => Expr::List(vec![template, self.value(values)]),
            None => template,
        }
    }
}

/// A call. The template names the transforms that it needs, and its dynamic references are intended, even if several
/// texts are joined to one.
fn call(name: &str, argument: Expr, is_extension: bool) -> Expr {
    let mut has_braces = false;
    if matches!(name, "Fn::Join" | "Fn::Sub") {
        argument
            .walk(&mut |part| has_braces |= part.as_str().is_some_and(|text| text.contains("{{")));
    }
    let function = Expr::Function(Box::new(Function { name: name.to_owned().into(), argument }));
    if is_extension || has_braces { vouched(function) } else { function }
}
