//! Decides what a call returns in its template: `Ref` to a parameter returns what the parameter is, and a lookup with written keys
//! what the mapping contains.

use constructs_document::{Node, Value};

use crate::function::{
    FindInMap, IntrinsicFunction, NO_VALUE, NOTIFICATION_ARNS, Returns, Select, as_function,
    is_pseudo_parameter, join_attribute,
};
use crate::{Declarations, is_list_type};

/// What a value returns if it is a call of a function, known or not.
pub(super) fn returned(template: &Declarations<'_>, node: &Node) -> Option<Returns> {
    let (name, argument) = match node.single() {
        Some(call @ ("Condition", _)) => call,
        _ => as_function(node)?,
    };
    Some(match name {
        "Ref" => argument.as_str().map_or(Returns::Any, |name| of_name(template, name)),
        "Fn::GetAtt" => join_attribute(argument)
            .map_or(Returns::Any, |(id, attribute)| of_attribute(template, id, &attribute)),
        "Fn::FindInMap" => of_lookup(template, argument).unwrap_or(Returns::Any),
        "Fn::Select" => of_selection(template, argument).unwrap_or(Returns::Any),
        _ => IntrinsicFunction::find_by_key(name).map_or(Returns::Any, |function| function.returns),
    })
}

/// What `Ref` to a name returns.
pub(super) fn of_name(template: &Declarations<'_>, name: &str) -> Returns {
    match template.parameters.get(name) {
        Some(&"") => Returns::Any,
        Some(kind) if is_list_type(kind) => Returns::List,
        Some(_) => Returns::Text,
        None if name == NOTIFICATION_ARNS => Returns::List,
        None if name == NO_VALUE => Returns::Any,
        None if is_pseudo_parameter(name) || template.resources.contains_key(name) => Returns::Text,
        None => Returns::Any,
    }
}

/// What `Fn::GetAtt` of a resource's attribute returns.
pub(super) fn of_attribute(template: &Declarations<'_>, id: &str, attribute: &str) -> Returns {
    let kind = template.resources.get(id);
    kind.map_or(Returns::Any, |kind| template.attribute_result(kind, attribute))
}

/// What `Fn::FindInMap` returns if its keys are written out.
fn of_lookup(template: &Declarations<'_>, argument: &Node) -> Option<Returns> {
    let lookup = FindInMap::parse(argument).filter(|lookup| lookup.options.is_none())?;
    let rows = template.root.get("Mappings")?.get(lookup.mapping.as_str()?)?;
    let value = rows.get(lookup.first_key.as_str()?)?.get(lookup.second_key.as_str()?)?;
    of_written(value)
}

/// What `Fn::Select` returns: a string if the list contains strings only.
fn of_selection(template: &Declarations<'_>, argument: &Node) -> Option<Returns> {
    let list = Select::parse(argument)?.items;
    let Some(items) = list.as_list() else {
        let is_text_list = match as_function(list)? {
            ("Fn::Split" | "Fn::GetAZs" | "Fn::Cidr", _) => true,
            ("Ref", _) => returned(template, list) == Some(Returns::List),
            _ => false,
        };
        return is_text_list.then_some(Returns::Text);
    };
    items.iter().all(Node::is_scalar).then_some(Returns::Text)
}

fn of_written(value: &Node) -> Option<Returns> {
    match value.value {
        Value::List(_) => Some(Returns::List),
        Value::Map(_) | Value::Null => None,
        _ => Some(Returns::Text),
    }
}
