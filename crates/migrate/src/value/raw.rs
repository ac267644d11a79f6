//! Writes values where any type is accepted: literals, objects, functions, and references.

use constructs_cloudformation::function::{If, IntrinsicFunction, as_function, is_function};
use constructs_document::{Map, Node};

use super::typed::{Is, Marker, Typed};
use super::want::{OBJECT, TEXT};
use crate::author::Author;
use crate::code::{self, Code};

impl Author<'_> {
    /// A value for a place that takes anything. It turns into an `Expr` by itself.
    pub(crate) fn raw(&mut self, node: &Node) -> Typed {
        match as_function(node) {
            Some((name, argument)) => self.raw_function(name, argument).loose(),
            None => match self.policy_object(node) {
                Some(policy) => policy,
                None => self.object_or(node, &mut Self::raw),
            },
        }
    }

    /// As [`raw`](Self::raw), as an `Expr`.
    pub(crate) fn raw_expr(&mut self, node: &Node) -> Code {
        let raw = self.raw(node);
        raw.expr().code
    }

    fn raw_function(&mut self, name: &str, argument: &Node) -> Typed {
        let typed = match name {
            "Fn::If" => self.raw_choice(argument),
            _ => self.function(name, argument),
        };
        typed.unwrap_or_else(|| self.any_function(name, argument))
    }

    /// `Fn::If` where any value is accepted: of texts, or of anything.
    fn raw_choice(&mut self, argument: &Node) -> Option<Typed> {
        let If { condition, then, otherwise } = If::parse(argument)?;
        let condition = self.condition_handle(condition.as_str()?)?;
        let is_text = |node: &Node| node.as_str().is_some() || is_function(node);
        let (want, marker, name) = if is_text(then) && is_text(otherwise) {
            (TEXT, Marker::Str, "Str")
        } else {
            (OBJECT, Marker::Json, "Json")
        };
        let branches = [self.write_as(then, want).code, self.write_as(otherwise, want).code];
        let [then, otherwise] = branches;
        let call = Code::call("if_", [condition, then, otherwise]).with_type(name);
        Some(Typed::value(call, marker))
    }

    /// A function by its name.
    pub(super) fn any_function(&mut self, name: &str, argument: &Node) -> Typed {
        if !self.is_extended && adds_extensions(name, argument) {
            let argument = self.raw(argument).loose().code;
            let object = Code::call("Object::new", []).method("with", [code::text(name), argument]);
            return Typed::new(Code::call("Expr::from", [object]), Is::Expr);
        }
        let argument = match If::parse(argument) {
            Some(If { condition, then, otherwise }) if name == "Fn::If" => {
                let condition = self.condition_name(condition);
                let branches = [self.raw_expr(then), self.raw_expr(otherwise)];
                let [then, otherwise] = branches;
                Code::call("Expr::from", [Code::Array(vec![condition, then, otherwise])])
            }
            _ => self.raw_expr(argument),
        };
        Typed::new(Code::call("Expr::function", [code::text(name), argument]), Is::Expr)
    }

    fn condition_name(&mut self, node: &Node) -> Code {
        match node.as_str().and_then(|id| self.condition_handle(id)) {
            Some(handle) => {
                let name = Code::call("Text::logical_id", [handle]);
                Typed::value(name, Marker::Str).expr().code
            }
            None => self.raw_expr(node),
        }
    }

    /// The handle of a condition that is defined by now.
    pub(crate) fn condition_handle(&mut self, id: &str) -> Option<Code> {
        Some(Code::word(self.conditions.name(id)?.0))
    }

    /// The entries of an object, each set by `method` on `start`.
    pub(crate) fn each_entry(&mut self, start: Code, method: &str, map: &Map) -> Code {
        map.iter().fold(start, |built, entry| {
            entry.key.clone_into(&mut self.place.1);
            let value = self.raw(&entry.node).loose().code;
            built.method(method, [code::text(&entry.key), value])
        })
    }
}

/// Whether the library would add the language extensions to a template for the sake of this function. As an object it is
/// what the template says, and nothing else.
fn adds_extensions(name: &str, argument: &Node) -> bool {
    let function = IntrinsicFunction::find(name);
    function.is_some_and(|function| function.needs_language_extensions(argument))
}
