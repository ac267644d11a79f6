//! Values in places that want a type: what setters, arguments and functions take.

use constructs_cloudformation::function::{If, as_function};
use constructs_document::{Map, Node, Value};
use constructs_schema::facts::{Body, Content, ValueKind};

use super::node::exactly;
use super::plain::{integer, number};
use super::typed::{Is, Marker, Typed};
use super::want::{TEXT, TEXTS, Want};
use crate::author::Author;
use crate::code::Code;

/// The most items of a tuple that is written in place of a list.
const LONGEST_TUPLE: usize = 8;

impl Author<'_> {
    /// A value for a place that wants a type, whatever it is: one of another type is put there by force.
    pub(crate) fn write_as(&mut self, node: &Node, want: Want) -> Typed {
        if let Some(typed) = self.typed(node, want) {
            return typed;
        }
        let expr = self.raw_expr(node);
        Typed::value(Code::call("Value::new", [expr]), Marker::Wanted)
    }

    /// A value of the type that its place wants, if it is of that type.
    pub(crate) fn typed(&mut self, node: &Node, want: Want) -> Option<Typed> {
        if let Some((name, argument)) = as_function(node) {
            return Some(self.function_for(name, argument, want));
        }
        match (want.kind, &node.value) {
            (ValueKind::String, Value::String(text)) => Some(self.string(text)),
            (ValueKind::Integer, Value::Integer(value)) => {
                Some(Typed::new(integer(*value), Is::Integer))
            }
            (ValueKind::Double, Value::Integer(value)) if i32::try_from(*value).is_ok() => {
                Some(Typed::new(integer(*value), Is::Integer))
            }
            (ValueKind::Double, Value::Number(value)) => {
                Some(Typed::new(number(*value), Is::Double))
            }
            (ValueKind::Boolean, Value::Bool(value)) => {
                Some(Typed::new(Code::word(value.to_string()), Is::Boolean))
            }
            (ValueKind::Enum(key), Value::String(text)) => self.known_value(text, key, want),
            (ValueKind::Tag, Value::Map(map)) => self.tag(map),
            (ValueKind::Struct(key), Value::Map(map)) => self.structure(map, key, want),
            (ValueKind::List(shape), Value::List(items)) => self.list(items, want.inner(shape)),
            (ValueKind::Map(shape), Value::Map(map)) => self.map(map, want.inner(shape)),
            (ValueKind::Json, Value::Map(_)) => Some(self.raw(node)),
            (ValueKind::Json, _) => Some(Typed::new(self.raw_expr(node), Is::Expr)),
            _ => None,
        }
    }

    /// A list for a function that takes lists of any type, and the type of its items.
    pub(super) fn any_list(&mut self, node: &Node) -> Option<(Typed, Marker)> {
        let Some((name, argument)) = as_function(node) else {
            return Some((self.typed(node, *TEXTS)?, Marker::Str));
        };
        match self.known_function(name, argument, *TEXTS) {
            Some(list)
                if matches!(
                    list.is,
                    Is::Value(Marker::Integers) | Is::Parameter(Marker::Integers)
                ) =>
            {
                Some((list, Marker::Int))
            }
            known => Some((self.fit(known, name, argument, *TEXTS), Marker::Str)),
        }
    }

    /// A function's value in a place that wants a type.
    fn function_for(&mut self, name: &str, argument: &Node, want: Want) -> Typed {
        let known = self.known_function(name, argument, want);
        self.fit(known, name, argument, want)
    }

    /// A function that the library has, with the type of what it gives.
    fn known_function(&mut self, name: &str, argument: &Node, want: Want) -> Option<Typed> {
        match name {
            "Fn::If" => self.choice(argument, want),
            "Fn::FindInMap" if want.marker() == Marker::Texts => self.find(argument, Marker::Texts),
            _ => self.function(name, argument),
        }
    }

    /// The value of a function, known or not, as the place wants it.
    fn fit(&mut self, known: Option<Typed>, name: &str, argument: &Node, want: Want) -> Typed {
        match known {
            Some(typed) => self.coerce(typed, want),
            None => {
                let function = self.any_function(name, argument).code;
                if matches!(want.kind, ValueKind::Json) {
                    return Typed::new(function, Is::Expr);
                }
                Typed::value(Code::call("Value::new", [function]), Marker::Wanted)
            }
        }
    }

    /// `Fn::If` of two values that the place wants.
    fn choice(&mut self, argument: &Node, want: Want) -> Option<Typed> {
        let If { condition, then, otherwise } = If::parse(argument)?;
        let condition = self.condition_handle(condition.as_str()?)?;
        let branches = [self.write_as(then, want).code, self.write_as(otherwise, want).code];
        let [then, otherwise] = branches;
        Some(Typed::value(Code::call("if_", [condition, then, otherwise]), Marker::Wanted))
    }

    /// A value of a known type in a place that wants perhaps another.
    fn coerce(&mut self, typed: Typed, want: Want) -> Typed {
        let wanted = want.marker();
        match (&typed.is, want.kind) {
            (Is::NoValue | Is::Value(Marker::Wanted), _) => typed,
            (Is::Value(of) | Is::Parameter(of), _) if *of == wanted => typed,
            (_, ValueKind::String) => typed.textual(),
            (_, ValueKind::Json) => Typed::new(typed.expr().code, Is::Expr),
            (_, ValueKind::Enum(key)) => {
                let text = typed.textual();
                match want.definition(key) {
                    Some((_, path)) => self.custom(text.code, path, want),
                    None => text,
                }
            }
            _ => {
                let value = match typed.is {
                    Is::Value(_) => typed,
                    Is::Parameter(_) => typed.loose(),
                    _ => typed.text(),
                };
                Typed::value(value.code.method("cast", []), Marker::Wanted)
            }
        }
    }

    fn known_value(&mut self, text: &str, key: &str, want: Want) -> Option<Typed> {
        let (definition, path) = want.definition(key)?;
        let Content::Enum(values) = &definition.content else { return None };
        let known = values.iter().find(|(value, _)| value == text);
        if let Some((_, constant)) = known {
            let path = self.path(path, want);
            return Some(Typed::new(Code::word(format!("{path}::{constant}")), Is::Struct(path)));
        }
        let text = self.string(text).code;
        Some(self.custom(text, path, want))
    }

    /// A value that the facts don't know.
    fn custom(&mut self, text: Code, path: String, want: Want) -> Typed {
        let path = self.path(path, want);
        Typed::new(Code::call(format!("{path}::custom"), [text]), Is::Struct(path))
    }

    /// Notes that the source names something of the resource type's service.
    fn path(&mut self, path: String, want: Want) -> String {
        if let Some(resource) = want.of
            && let Some(feature) = resource.feature
        {
            self.uses.service(resource.service, feature);
        }
        path
    }

    fn tag(&mut self, map: &Map) -> Option<Typed> {
        let [key, value] = exactly(map, ["Key", "Value"])?;
        let [key, value] = [self.typed(key, TEXT)?, self.typed(value, TEXT)?];
        let call = Code::call("Tag::new", [key.code, value.code]);
        Some(Typed::new(call, Is::Struct("Tag".into())))
    }

    /// A property type, if it has what is required and nothing that is unknown.
    fn structure(&mut self, map: &Map, key: &str, want: Want) -> Option<Typed> {
        let (definition, path) = want.definition(key)?;
        let Content::Struct(body) = &definition.content else { return None };
        if !is_buildable(map, body) || map.iter().any(|entry| body.property(&entry.key).is_none()) {
            return None;
        }
        let path = self.path(path, want);
        let start = self.construct(&path, map, body, want);
        let built = map.iter().fold(start, |built, entry| {
            let property = body.property(&entry.key);
            let property = property.filter(|property| !body.arguments.contains(&property.name));
            let Some(property) = property else { return built };
            entry.key.clone_into(&mut self.place.1);
            let value = self.write_as(&entry.node, want.inner(&property.shape)).code;
            built.method(&*property.rust, [value])
        });
        Some(Typed::new(built, Is::Struct(path)))
    }

    /// `path::new(…)` with all that is required.
    pub(crate) fn construct(
        &mut self,
        path: &str,
        map: &Map,
        body: &'static Body,
        want: Want,
    ) -> Code {
        let required = body.arguments.iter().filter_map(|name| {
            let property = body.property(name)?;
            name[..].clone_into(&mut self.place.1);
            Some(self.write_as(map.get(name)?, want.inner(&property.shape)).code)
        });
        let arguments: Vec<Code> = required.collect();
        Code::call(format!("{path}::new"), arguments)
    }

    fn list(&mut self, items: &[Node], want: Want) -> Option<Typed> {
        let items: Vec<Typed> = items.iter().map(|item| self.write_as(item, want)).collect();
        let Some(first) = items.first() else {
            return Some(Typed::new(Code::call("empty", []), Is::NoValue));
        };
        let is_one = items.iter().all(|item| item.is_like(first));
        if !is_one && items.len() <= LONGEST_TUPLE {
            let codes = items.into_iter().map(|item| item.code).collect();
            return Some(Typed::new(Code::Tuple(codes), Is::Tuple));
        }
        let codes = self.alike(items, want)?;
        let is = Is::Array(codes.len(), Box::new(Is::Value(want.marker())));
        Some(Typed::new(Code::Array(codes), is))
    }

    fn map(&mut self, map: &Map, want: Want) -> Option<Typed> {
        if map.is_empty() {
            return Some(Typed::new(Code::call("empty", []), Is::NoValue));
        }
        let entries = map.iter().map(|entry| {
            entry.key.clone_into(&mut self.place.1);
            (entry.key.as_str(), self.write_as(&entry.node, want))
        });
        let entries = entries.collect();
        self.pairs(entries, want)
    }

    /// Values as an array can hold them, if they can be made of one type.
    pub(crate) fn alike(&mut self, values: Vec<Typed>, want: Want) -> Option<Vec<Code>> {
        let first = values.first()?;
        if values.iter().all(|value| value.is_like(first)) {
            return Some(values.into_iter().map(|value| value.code).collect());
        }
        match want.kind {
            ValueKind::String => Some(values.into_iter().map(|value| value.text().code).collect()),
            ValueKind::Json => Some(values.into_iter().map(|value| value.expr().code).collect()),
            ValueKind::List(_) | ValueKind::Map(_) => None,
            _ => Some(values.into_iter().map(|value| self.as_value(value)).collect()),
        }
    }

    fn as_value(&mut self, typed: Typed) -> Code {
        match typed.is {
            Is::Value(_) => typed.code,
            Is::Parameter(_) => typed.loose().code,
            _ => {
                let expr = typed.expr().code;
                Code::call("Value::new", [expr])
            }
        }
    }
}

/// Whether everything is there that `new` takes.
pub(crate) fn is_buildable(map: &Map, body: &Body) -> bool {
    body.arguments.iter().all(|name| map.get(name).is_some())
}
