//! `Ref` and `Fn::GetAtt` -> the accessor that gives the same, or the name where there is no handle.

use constructs_cloudformation::function::{NO_VALUE, NOTIFICATION_ARNS, Substitution};
use constructs_document::{Node, Value};
use constructs_schema::facts::ResourceType;

use super::pseudo::TEXTS;
use super::substitution::{hole_target, holes};
use super::typed::{Is, Marker, Typed};
use super::want::marker_of;
use crate::author::{Author, What};
use crate::code::{self, Code};

/// A type whose accessors are written by hand: its name, the accessor of what `Ref` gives, and those of its attributes.
type ByHand = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const BY_HAND: &[ByHand] = &[
    ("AWS::IAM::Role", "name", &[("Arn", "arn"), ("RoleId", "id")]),
    ("AWS::IAM::ManagedPolicy", "arn", &[("PolicyId", "id")]),
];

impl Author<'_> {
    /// What `Ref` gives for `name`.
    pub(crate) fn reference(&mut self, name: &str) -> Typed {
        match name {
            NO_VALUE => return Typed::new(Code::word("NO_VALUE"), Is::NoValue),
            NOTIFICATION_ARNS => {
                let list = "NOTIFICATION_ARNS";
                return Typed::value(Code::word(list), Marker::Texts);
            }
            _ => {}
        }
        if let Some((_, constant)) = TEXTS.iter().find(|(pseudo, _)| *pseudo == name) {
            return Typed::new(Code::word(*constant), Is::Pseudo);
        }
        match self.handle(name) {
            Some((variable, What::Parameter(of))) => Typed::new(variable, Is::Parameter(of)),
            Some((variable, What::Resource(resource))) => access_ref(variable, resource),
            Some((variable, What::Generic | What::Name)) => {
                Typed::value(variable.method("reference", []), Marker::Str)
            }
            None => Typed::value(Code::call("Text::by_name", [code::text(name)]), Marker::Str),
        }
    }

    /// What `Fn::GetAtt` gives for `attribute` of `name`.
    pub(crate) fn attribute(&mut self, name: &str, attribute: &str) -> Typed {
        match self.handle(name) {
            Some((variable, What::Resource(resource))) => {
                access_attribute(variable, resource, attribute)
            }
            Some((variable, What::Generic | What::Name)) => {
                let call = variable.method("attribute", [code::text(attribute)]);
                Typed::value(call, Marker::Str)
            }
            Some((variable, What::Parameter(_))) => attribute_of(variable, attribute),
            None => {
                let names = [code::text(name), code::text(attribute)];
                Typed::value(Code::call("Text::attribute_by_name", names), Marker::Str)
            }
        }
    }

    /// The handle of a parameter or resource that can be named here.
    fn handle(&mut self, name: &str) -> Option<(Code, What)> {
        let is_parameter =
            matches!(self.values.get(name).map(|handle| handle.what), Some(What::Parameter(_)));
        if self.is_early && !is_parameter {
            return None;
        }
        let (variable, what) = self.values.name(name)?;
        Some((Code::word(variable), what))
    }
}

/// The accessor for what `Ref` gives.
fn access_ref(variable: Code, resource: &'static ResourceType) -> Typed {
    if let Some((name, accessor, _)) = by_hand(resource) {
        let is = if accessor == "arn" { Is::Arn(name.into()) } else { Is::Value(Marker::Str) };
        return Typed::new(variable.method(accessor, []), is);
    }
    let Some(returns) = &resource.returns else {
        return Typed::value(variable.method("reference", []), Marker::Str);
    };
    // Where an ARN can be asked for by `Fn::GetAtt`, its accessor does.
    let is_asked = returns.rust == "arn" && resource.attribute(&returns.name).is_some();
    match marker_of(&returns.kind) {
        Marker::Str if is_asked => {
            Typed::value(Code::call("Text::reference", [variable]), Marker::Str)
        }
        marker => call_accessor(variable, resource, &returns.rust, marker),
    }
}

/// The accessor for what `Fn::GetAtt` gives.
fn access_attribute(variable: Code, resource: &'static ResourceType, attribute: &str) -> Typed {
    if let Some((name, _, attributes)) = by_hand(resource) {
        let Some((_, accessor)) = attributes.iter().find(|(known, _)| *known == attribute) else {
            return attribute_of(variable, attribute);
        };
        let is = if *accessor == "arn" { Is::Arn(name.into()) } else { Is::Value(Marker::Str) };
        return Typed::new(variable.method(*accessor, []), is);
    }
    let is_reference = |rust: &str| {
        resource.returns.as_ref().is_some_and(|returns| returns.name == attribute) && rust != "arn"
    };
    match resource.attribute(attribute) {
        Some(known) if !is_reference(&known.rust) => {
            call_accessor(variable, resource, &known.rust, marker_of(&known.kind))
        }
        _ => attribute_of(variable, attribute),
    }
}

fn call_accessor(variable: Code, resource: &ResourceType, accessor: &str, of: Marker) -> Typed {
    let code = variable.method(accessor, []);
    if accessor == "arn" && of == Marker::Str {
        return Typed::new(code, Is::Arn(resource.name.to_owned()));
    }
    Typed::value(code, if of == Marker::Wanted { Marker::Json } else { of })
}

/// An attribute without an accessor.
fn attribute_of(variable: Code, attribute: &str) -> Typed {
    let call = Code::call("Text::attribute", [variable, code::text(attribute)]);
    Typed::value(call, Marker::Str)
}

fn by_hand(resource: &ResourceType) -> Option<ByHand> {
    BY_HAND.iter().find(|(name, ..)| *name == resource.name).copied()
}

/// Calls `visit` with every id that `node` refers to by `Ref`, `Fn::GetAtt` or `Fn::Sub`.
pub(crate) fn each_reference<'n>(node: &'n Node, visit: &mut impl FnMut(&'n str)) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| each_reference(item, visit)),
        Value::Map(map) => {
            if let Some((name, argument)) = node.single() {
                visit_function(name, argument, visit);
            }
            map.iter().for_each(|entry| each_reference(&entry.node, visit));
        }
        _ => {}
    }
}

fn visit_function<'n>(function: &str, argument: &'n Node, visit: &mut impl FnMut(&'n str)) {
    match function {
        "Ref" => argument.as_str().into_iter().for_each(visit),
        // The text `Name.Attribute` is written as it is, without a handle.
        "Fn::GetAtt" => {
            let first = argument.as_list().and_then(<[Node]>::first);
            first.and_then(Node::as_str).into_iter().for_each(visit);
        }
        "Fn::Sub" => {
            let text = Substitution::parse_loosely(argument).map_or("", |found| found.text);
            holes(text).for_each(|hole| visit(hole_target(hole)));
        }
        _ => {}
    }
}
