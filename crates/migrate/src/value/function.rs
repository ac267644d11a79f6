//! Intrinsic functions -> the functions of the library that say the same, each with the type of what it gives.

use constructs_cloudformation::function::{FindInMap, GetAtt, Join, Select, Split};
use constructs_document::{Node, Value};

use super::node::{exactly, integer, is_dynamic, items, plain_text};
use super::typed::{Is, Marker, Typed};
use super::want::{TEXT, TEXTS};
use crate::author::Author;
use crate::code::{self, Code};

impl Author<'_> {
    /// A call of a function that the library knows, in a form that it can say. Not `Fn::If`, whose type is its place's.
    pub(super) fn function(&mut self, name: &str, argument: &Node) -> Option<Typed> {
        match name {
            "Ref" => argument.as_str().map(|id| self.reference(id)),
            "Fn::GetAtt" => {
                // The library writes a list: the other form is kept as it is.
                let names = GetAtt::parse(argument).filter(|_| argument.as_list().is_some());
                let (id, attribute) = names?.names()?;
                Some(self.attribute(id, attribute))
            }
            "Fn::Sub" => self.substitution(argument),
            "Fn::Join" => self.join(argument),
            "Fn::Split" => self.split(argument),
            "Fn::Select" => self.select(argument),
            "Fn::Base64" => Some(self.of_text("base64", argument, Marker::Str)),
            "Fn::GetAZs" => Some(self.of_text("availability_zones", argument, Marker::Texts)),
            "Fn::ImportValue" => Some(self.of_text("import_value", argument, Marker::Str)),
            "Fn::Cidr" => self.cidr(argument),
            "Fn::FindInMap" => self.find(argument, Marker::Str),
            "Fn::Length" if self.is_extended => self.length(argument),
            "Fn::ToJsonString" if self.is_extended => self.json_text(argument),
            _ => None,
        }
    }

    fn of_text(&mut self, function: &'static str, argument: &Node, of: Marker) -> Typed {
        let argument = self.write_as(argument, TEXT).code;
        Typed::value(Code::call(function, [argument]), of)
    }

    fn join(&mut self, argument: &Node) -> Option<Typed> {
        let Join { delimiter, items: texts } = Join::parse(argument)?;
        let delimiter = plain_text(delimiter)?;
        if is_dynamic(&join_plain_texts(delimiter, texts)) {
            return None;
        }
        let texts = self.typed(texts, *TEXTS)?.code;
        let delimiter = code::text(delimiter);
        Some(Typed::value(Code::call("join", [delimiter, texts]), Marker::Str))
    }

    fn split(&mut self, argument: &Node) -> Option<Typed> {
        let Split { delimiter, text } = Split::parse(argument)?;
        let delimiter = code::text(plain_text(delimiter)?);
        let text = self.write_as(text, TEXT).code;
        Some(Typed::value(Code::call("split", [delimiter, text]), Marker::Texts))
    }

    fn select(&mut self, argument: &Node) -> Option<Typed> {
        let Select { index, items: list } = Select::parse(argument)?;
        let index: u32 = integer(index)?;
        let index = super::plain::integer(index.into());
        let (list, of) = self.any_list(list)?;
        // Of a parameter and of a typed value the compiler knows what it is a list of; anything else fits many types.
        let is_typed =
            matches!(list.is, Is::Parameter(_) | Is::Value(Marker::Texts | Marker::Integers));
        let call = Code::call("select", [index, list.code]);
        let call = if is_typed { call } else { call.with_type(item_type(of)) };
        Some(Typed::value(call, of))
    }

    fn cidr(&mut self, argument: &Node) -> Option<Typed> {
        let [block, count, bits] = items(argument)?;
        let arguments = [
            self.write_as(block, TEXT),
            self.write_as(count, INTEGER),
            self.write_as(bits, INTEGER),
        ];
        let arguments = arguments.map(|argument| argument.code);
        Some(Typed::value(Code::call("cidr", arguments), Marker::Texts))
    }

    /// `Fn::FindInMap` in a mapping of the template.
    pub(super) fn find(&mut self, argument: &Node, of: Marker) -> Option<Typed> {
        let lookup = FindInMap::parse(argument)?;
        let default = match lookup.options {
            Some(options) if self.is_extended && of == Marker::Str => {
                let [default] = exactly(options.as_map()?, ["DefaultValue"])?;
                Some(default)
            }
            Some(_) => return None,
            None => None,
        };
        let (variable, _) = self.mappings.name(lookup.mapping.as_str()?)?;
        let keys = [lookup.first_key, lookup.second_key];
        let mut arguments = Vec::from(keys.map(|key| self.write_as(key, TEXT).code));
        let method = match default {
            Some(default) => {
                arguments.push(self.write_as(default, TEXT).code);
                "find_or"
            }
            None if of == Marker::Texts => "find_list",
            None => "find",
        };
        Some(Typed::value(Code::word(variable).method(method, arguments), of))
    }

    fn length(&mut self, argument: &Node) -> Option<Typed> {
        let (list, of) = self.any_list(argument)?;
        let call = Code::call("length", [list.code]).with_type(item_type(of));
        Some(Typed::value(call, Marker::Int))
    }

    fn json_text(&mut self, argument: &Node) -> Option<Typed> {
        let object = self.raw(argument);
        let object = if object.is == Is::Object { object.code } else { object.expr().code };
        Some(Typed::value(Code::call("to_json_string", [object]), Marker::Str))
    }
}

/// The name of the library's type for the items of a list.
fn item_type(of: Marker) -> &'static str {
    if of == Marker::Int { "Int" } else { "Str" }
}

const INTEGER: super::want::Want = super::want::INTEGER;

/// The literals of a list with the delimiter between them; what is known later shows as a mark.
fn join_plain_texts(delimiter: &str, texts: &Node) -> String {
    let texts = texts.as_list().unwrap_or_default().iter();
    let texts = texts.map(|text| match &text.value {
        Value::String(text) => text,
        _ => "\0",
    });
    texts.collect::<Vec<_>>().join(delimiter)
}
