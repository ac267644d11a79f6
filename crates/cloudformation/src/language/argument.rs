//! Compares the argument of a function with the shapes that the function takes.
//!
//! `Ref` and `Fn::GetAtt` are left out: what they name is checked where names are.

use constructs_diagnostics::escape::{MAX_QUOTED_CHARACTERS, shorten};
use constructs_document::{Node, Value};
use constructs_matching::AddressBlock;

use super::result::{of_attribute, of_name, returned};
use super::{codes, transform};
use crate::check::{Path, Report};
use crate::function::{
    ArgumentShape, If, IntrinsicFunction, Item, ItemShape, LANGUAGE_EXTENSIONS, Returns,
    Substitution, as_function, is_no_value, substitution_variables,
};
use crate::{Declarations, has_expanded_entries};

/// Checks the argument of a call; `path` leads to it.
pub(super) fn check(
    template: &Declarations<'_>,
    function: &'static IntrinsicFunction,
    argument: &Node,
    path: &Path<'_>,
    report: &mut Report,
) {
    let has_extensions = template.has_language_extensions();
    if function.name == "Fn::GetAtt" && !has_extensions {
        check_attribute_name(argument, path, report);
    }
    // Nulls are reported wherever they are.
    if matches!(function.name, "Ref" | "Fn::GetAtt") || argument.value == Value::Null {
        return;
    }
    let extended = if has_extensions { function.extended_arguments } else { &[] };
    let shapes = || function.arguments.iter().chain(extended);
    if function.name == "Fn::Sub" {
        check_variables(template, argument, path, report);
    }
    if let Some(items) = argument.as_list() {
        let lists = shapes().filter_map(|shape| match shape {
            ArgumentShape::Items { min, max, items } => Some((*min, *max, *items)),
            _ => None,
        });
        let lists: Vec<_> = lists.collect();
        let is_any = shapes().any(|shape| *shape == ArgumentShape::AnyList);
        match lists.iter().find(|(min, max, _)| (*min..=*max).contains(&items.len())) {
            Some((.., known)) => {
                let call = Call { template, function, has_extensions, report };
                call.check_items(known, items, path);
            }
            None if is_any => {}
            None => report_list(template, function, items, path, report),
        }
    } else if !shapes().any(|shape| is_match(template, shape, argument)) {
        let message = format!(
            "`{}` requires {}; this is {}",
            function.name,
            requirement(function),
            describe(template, argument)
        );
        report.add_with_help(codes::WRONG_ARGUMENT, path, message, Some(see(function)));
    }
}

/// Whether a value that is not a list can be the argument.
fn is_match(template: &Declarations<'_>, shape: &ArgumentShape, argument: &Node) -> bool {
    let returns = returned(template, argument);
    match shape {
        ArgumentShape::Name => {
            argument.as_str().is_some() || (template.has_language_extensions() && returns.is_some())
        }
        ArgumentShape::Text => match returns {
            Some(returns) => matches!(returns, Returns::Text | Returns::Any),
            None => argument.is_scalar(),
        },
        ArgumentShape::Items { .. } => has_expanded_entries(argument),
        ArgumentShape::AnyList => {
            returns.is_some_and(|returns| matches!(returns, Returns::List | Returns::Any))
        }
        ArgumentShape::Object => match returns {
            Some(returns) => returns == Returns::Any,
            None => argument.as_map().is_some(),
        },
    }
}

/// Without the language extensions, only `Ref` can be the name of an attribute.
fn check_attribute_name(argument: &Node, path: &Path<'_>, report: &mut Report) {
    let Some([_, attribute]) = argument.as_list() else { return };
    if let Some((name, _)) = as_function(attribute)
        && !matches!(name, "Ref" | "Fn::Transform")
    {
        let subject = format!("`{name}` in `Fn::GetAtt`");
        let at = path.item(1, attribute);
        transform::report_missing(&subject, LANGUAGE_EXTENSIONS, &at, report);
    }
}

/// Checks that the variables of `Fn::Sub` are strings. Those that have a value in the call are items of the call.
fn check_variables(
    template: &Declarations<'_>,
    argument: &Node,
    path: &Path<'_>,
    report: &mut Report,
) {
    let Some(substitution) = Substitution::parse(argument) else { return };
    for variable in substitution_variables(substitution.text) {
        if substitution.value(variable).is_some() {
            continue;
        }
        let returns = match variable.split_once('.') {
            Some((id, attribute)) => of_attribute(template, id, attribute),
            None => of_name(template, variable),
        };
        if returns == Returns::List {
            let message = format!("`{variable}` in `Fn::Sub` is a list, not a string");
            let help =
                "join its items with `Fn::Join`, and pass the result in the object of variables";
            report.add_with_help(codes::WRONG_ITEM, path, message, Some(help.to_owned()));
        }
    }
}

fn report_list(
    template: &Declarations<'_>,
    function: &IntrinsicFunction,
    items: &[Node],
    path: &Path<'_>,
    report: &mut Report,
) {
    let mut extended = function.extended_arguments.iter();
    let is_extended = extended.any(|shape| match shape {
        ArgumentShape::Items { min, max, .. } => (*min..=*max).contains(&items.len()),
        _ => false,
    });
    if is_extended && !template.has_language_extensions() {
        let subject = format!("`{}` with {} items", function.name, items.len());
        return transform::report_missing(&subject, LANGUAGE_EXTENSIONS, path, report);
    }
    let takes_list =
        function.arguments.iter().any(|shape| matches!(shape, ArgumentShape::Items { .. }));
    let found = match takes_list {
        true => format!("this list has {}", items.len()),
        false => "this is a list".to_owned(),
    };
    let message = format!("`{}` requires {}; {found}", function.name, requirement(function));
    report.add_with_help(codes::WRONG_ARGUMENT, path, message, Some(see(function)));
}

/// What a function takes: `2 items: the delimiter, and the list of values`.
fn requirement(function: &IntrinsicFunction) -> String {
    let shapes = function.arguments.iter().map(|shape| match shape {
        ArgumentShape::Name => "a string".to_owned(),
        ArgumentShape::Text => "a string, or a function that returns one".to_owned(),
        ArgumentShape::AnyList => "a list".to_owned(),
        ArgumentShape::Object => "an object".to_owned(),
        ArgumentShape::Items { min, max, items } => {
            let names: Vec<&str> = items.iter().take(*max).map(|item| item.name).collect();
            match (names.as_slice(), min == max) {
                ([one], true) => format!("a list of 1 item, {one}"),
                ([one], false) => format!("{min} to {max} items, each {one}"),
                ([others @ .., last], true) => {
                    format!("{max} items: {}, and {last}", others.join(", "))
                }
                ([others @ .., last], false) => {
                    format!("{min} or {max} items: {}, and {last}", others.join(", "))
                }
                ([], _) => format!("{max} items"),
            }
        }
    });
    shapes.collect::<Vec<_>>().join(", or ")
}

fn see(function: &IntrinsicFunction) -> String {
    format!("see {}", function.page())
}

struct Call<'c, 't> {
    template: &'c Declarations<'t>,
    function: &'static IntrinsicFunction,
    has_extensions: bool,
    report: &'c mut Report,
}

impl Call<'_, '_> {
    fn check_items(mut self, known: &[Item], items: &[Node], path: &Path<'_>) {
        for (index, node) in items.iter().enumerate() {
            let Some(item) = known.get(index).or(known.last()) else { continue };
            self.check_item(*item, node, &path.item(index, node));
        }
        match (self.function.name, items) {
            ("Fn::Select", [index, list]) => self.check_index(index, list, path),
            ("Fn::Cidr", [block, ..]) => self.check_block(block, path),
            ("Fn::FindInMap", keys) if !self.has_extensions => self.check_keys(keys, path),
            _ => {}
        }
    }

    /// Checks one item. Both branches of `Fn::If` are items.
    fn check_item(&mut self, item: Item, node: &Node, path: &Path<'_>) {
        if is_no_value(node) || has_expanded_entries(node) || node.value == Value::Null {
            return;
        }
        if let (Some(choice), Some(entry)) =
            (If::from_node(node), node.as_map().and_then(|map| map.iter().next()))
            && !matches!(item.shape, ItemShape::WrittenText)
        {
            let below = path.entry(entry);
            for (index, branch) in choice.branches() {
                self.check_item(item, branch, &below.item(index, branch));
            }
            return;
        }
        let returns = returned(self.template, node);
        let is_valid = match returns {
            Some(returns) => self.takes_result(item.shape, returns),
            None => self.takes_value(item, node, path),
        };
        if !is_valid {
            let (name, found) = (item.name, describe(self.template, node));
            let message =
                format!("{name} of `{}` is {found}, not {}", self.function.name, item.shape.noun());
            let help = match (item.shape, returns) {
                (ItemShape::WrittenText, Some(_)) => {
                    "write the string itself: CloudFormation does not evaluate a function here"
                        .to_owned()
                }
                _ => see(self.function),
            };
            self.report.add_with_help(codes::WRONG_ITEM, path, message, Some(help));
        }
    }

    /// Whether the result of a function can be the item.
    const fn takes_result(&self, shape: ItemShape, returns: Returns) -> bool {
        match shape {
            ItemShape::WrittenText | ItemShape::TextObject | ItemShape::DefaultValue => false,
            ItemShape::Name => self.has_extensions,
            ItemShape::Text | ItemShape::Integer(..) => {
                matches!(returns, Returns::Text | Returns::Any)
            }
            ItemShape::TextList | ItemShape::List => {
                matches!(returns, Returns::List | Returns::Any)
            }
            ItemShape::Condition => matches!(returns, Returns::Truth),
            ItemShape::Any => true,
        }
    }

    /// Whether a value that is written out can be the item. The items of a list are reported on their own.
    fn takes_value(&mut self, item: Item, node: &Node, path: &Path<'_>) -> bool {
        let text = Item { name: "a value", shape: ItemShape::Text };
        match item.shape {
            ItemShape::WrittenText | ItemShape::Name | ItemShape::Text => node.is_scalar(),
            ItemShape::Integer(min, max) => {
                integer(node).is_some_and(|integer| (min..=max).contains(&integer))
            }
            ItemShape::List => node.as_list().is_some(),
            ItemShape::TextList => {
                let Some(items) = node.as_list() else { return false };
                for (index, value) in items.iter().enumerate() {
                    self.check_item(text, value, &path.item(index, value));
                }
                true
            }
            ItemShape::TextObject => {
                let Some(map) = node.as_map() else { return false };
                for entry in map {
                    self.check_item(text, &entry.node, &path.entry(entry));
                }
                true
            }
            ItemShape::DefaultValue => node.single().is_some_and(|(key, _)| key == "DefaultValue"),
            ItemShape::Condition => matches!(node.value, Value::Bool(_)),
            ItemShape::Any => true,
        }
    }

    /// Checks that the list of `Fn::Select` has the index.
    fn check_index(&mut self, index: &Node, list: &Node, path: &Path<'_>) {
        let (Some(index_value), Some(items)) = (integer(index), list.as_list()) else { return };
        let is_complete =
            items.iter().all(|item| !has_expanded_entries(item) && !is_no_value(item));
        let Ok(position) = usize::try_from(index_value) else { return };
        if is_complete && position >= items.len() {
            let message = match items.len() {
                0 => "the list of `Fn::Select` is empty".to_owned(),
                1 => format!("`Fn::Select` selects item {position} of a list of 1 item"),
                count => format!("`Fn::Select` selects item {position} of a list of {count} items"),
            };
            let help = "the first item has the index 0".to_owned();
            self.report.add_with_help(codes::WRONG_ITEM, &path.item(0, index), message, Some(help));
        }
    }

    /// Checks that an address block that is written out has an address and the length of its prefix.
    fn check_block(&mut self, block: &Node, path: &Path<'_>) {
        let Some(text) = block.as_str().filter(|text| !text.contains("{{")) else { return };
        if AddressBlock::parse(text).is_none() {
            let message = format!("`{text}` is not an address block");
            let help = "write an address and the length of its prefix, such as `10.0.0.0/16`";
            let help = Some(help.to_owned());
            self.report.add_with_help(codes::WRONG_ITEM, &path.item(0, block), message, help);
        }
    }

    /// Without the language extensions, only `Ref` and `Fn::FindInMap` can be the keys of a lookup.
    fn check_keys(&mut self, keys: &[Node], path: &Path<'_>) {
        for (index, key) in keys.iter().enumerate() {
            let Some((name, _)) = as_function(key) else { continue };
            if matches!(name, "Ref" | "Fn::FindInMap" | "Fn::Transform") {
                continue;
            }
            let subject = format!("`{name}` in `Fn::FindInMap`");
            let at = path.item(index, key);
            transform::report_missing(&subject, LANGUAGE_EXTENSIONS, &at, self.report);
        }
    }
}

impl ItemShape {
    /// What the item has to be: `a text`.
    const fn noun(self) -> &'static str {
        match self {
            Self::WrittenText | Self::Name => "a string that is written out",
            Self::Text => "a string",
            Self::Integer(0, _) => "an integer of at least 0",
            Self::Integer(1, 256) => "an integer from 1 to 256",
            Self::Integer(..) => "an integer from 1 to 128",
            Self::TextList | Self::List => "a list",
            Self::TextObject => "an object",
            Self::DefaultValue => "an object with `DefaultValue`",
            Self::Condition => "a function that is true or false",
            Self::Any => "a value",
        }
    }
}

fn integer(node: &Node) -> Option<i64> {
    match &node.value {
        Value::Integer(integer) => Some(*integer),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// What a value is, for a message: `a list`.
fn describe(template: &Declarations<'_>, node: &Node) -> String {
    match (as_function(node), node.to_text()) {
        (Some(("Ref", name)), _) if name.as_str().is_some() => {
            let name = name.as_str().unwrap_or_default();
            match of_name(template, name) {
                Returns::List => format!("`Ref` to the list `{name}`"),
                Returns::Text => format!("`Ref` to the string `{name}`"),
                Returns::Truth | Returns::Any => "a call of `Ref`".to_owned(),
            }
        }
        (Some((name, _)), _) => match returned(template, node) {
            Some(Returns::List) => format!("a call of `{name}`, which returns a list"),
            Some(Returns::Text) => format!("a call of `{name}`, which returns a string"),
            _ => format!("a call of `{name}`"),
        },
        (None, Some(text)) if !text.is_empty() => {
            format!("`{}`", shorten(&text, MAX_QUOTED_CHARACTERS))
        }
        _ => node.noun().to_owned(),
    }
}
