//! One statement -> `allow_named([…]).on([…])` and what follows, if the library would write just this one.

use constructs_template::{Map, Node};

use crate::author::Author;
use crate::code::{self, Code};
use crate::value::{TEXT, Typed, plain_text};

/// Operators and the functions that say them, in `constructs::iam::condition`.
const OPERATORS: &[(&str, &str)] = &[
    ("StringEquals", "string_equals"),
    ("StringNotEquals", "string_not_equals"),
    ("StringEqualsIgnoreCase", "string_equals_ignore_case"),
    ("StringNotEqualsIgnoreCase", "string_not_equals_ignore_case"),
    ("StringLike", "string_like"),
    ("StringNotLike", "string_not_like"),
    ("NumericEquals", "numeric_equals"),
    ("NumericNotEquals", "numeric_not_equals"),
    ("NumericLessThan", "numeric_less_than"),
    ("NumericLessThanEquals", "numeric_less_than_equals"),
    ("NumericGreaterThan", "numeric_greater_than"),
    ("NumericGreaterThanEquals", "numeric_greater_than_equals"),
    ("DateEquals", "date_equals"),
    ("DateNotEquals", "date_not_equals"),
    ("DateLessThan", "date_less_than"),
    ("DateLessThanEquals", "date_less_than_equals"),
    ("DateGreaterThan", "date_greater_than"),
    ("DateGreaterThanEquals", "date_greater_than_equals"),
    ("Bool", "bool"),
    ("BinaryEquals", "binary_equals"),
    ("IpAddress", "ip_address"),
    ("NotIpAddress", "not_ip_address"),
    ("ArnEquals", "arn_equals"),
    ("ArnLike", "arn_like"),
    ("ArnNotEquals", "arn_not_equals"),
    ("ArnNotLike", "arn_not_like"),
    ("Null", "null"),
];

const KEYS: &[&str] =
    &["Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/// Whether the library leaves the order in the statement as it is when it merges and sorts.
pub(super) fn is_settled(statement: &Node) -> bool {
    let actions = ["Action", "NotAction"].into_iter().filter_map(|key| statement.get(key));
    let is_sorted = |node: &Node| {
        let names: Vec<_> = node.as_list().unwrap_or_default().iter().map(Node::as_str).collect();
        names.is_sorted_by(|one, next| one < next)
    };
    let is_one = |node: &Node| node.as_list().is_none();
    let mut others = ["Resource", "NotResource"].into_iter().filter_map(|key| statement.get(key));
    let principals = statement.get("Principal").and_then(Node::as_map);
    actions.into_iter().all(is_sorted)
        && others.all(is_one)
        && principals
            .is_none_or(|map| map.len() == 1 && map.iter().all(|entry| is_one(&entry.node)))
}

impl Author<'_> {
    pub(super) fn statement(&mut self, node: &Node) -> Option<Code> {
        let map = node.as_map()?;
        if !map.iter().all(|entry| KEYS.contains(&entry.key.as_str())) {
            return None;
        }
        let verb = self.verb(map)?;
        let mut built = self.extent(verb, map)?;
        if let Some(sid) = map.get("Sid") {
            built = built.method("sid", [code::text(plain_text(sid)?)]);
        }
        if let Some(conditions) = map.get("Condition") {
            for condition in self.conditions_of(conditions.as_map()?)? {
                built = built.method("when", [condition]);
            }
        }
        Some(built)
    }

    /// `allow_named([…])` and its siblings.
    fn verb(&mut self, map: &Map) -> Option<Code> {
        let (actions, verb) =
            match (map.get("Effect")?.as_str()?, only(map, "Action", "NotAction")?) {
                ("Allow", (actions, true)) => (actions, "allow_named"),
                ("Allow", (actions, false)) => (actions, "allow_named_except"),
                ("Deny", (actions, true)) => (actions, "deny_named"),
                ("Deny", (actions, false)) => (actions, "deny_named_except"),
                _ => return None,
            };
        let names = one_or_several(actions)?.iter().map(|name| plain_text(name).map(code::text));
        let names: Option<Vec<Code>> = names.collect();
        Some(Code::call(verb, [Code::Array(names?)]))
    }

    /// The resources that the statement is on, or the principals that it is for.
    fn extent(&mut self, verb: Code, map: &Map) -> Option<Code> {
        let principals = match map.get("Principal") {
            Some(principals) => self.principals(principals)?,
            None => Vec::new(),
        };
        let is_on = map.get("Resource").is_some() || map.get("NotResource").is_some();
        if !is_on {
            let (first, rest) = principals.split_first()?;
            return Some(with_principals(verb.method("by", [first.clone()]), rest));
        }
        let (resources, is_these) = only(map, "Resource", "NotResource")?;
        if is_these && resources.as_str() == Some("*") {
            return Some(with_principals(verb.method("on_any", []), &principals));
        }
        let arns = one_or_several(resources)?;
        let arns: Option<Vec<Typed>> = arns.iter().map(|arn| self.typed(arn, TEXT)).collect();
        let arns = self.alike(arns?, TEXT)?;
        let method = if is_these { "on" } else { "on_except" };
        Some(with_principals(verb.method(method, [Code::Array(arns)]), &principals))
    }

    fn conditions_of(&mut self, operators: &Map) -> Option<Vec<Code>> {
        let mut found = Vec::new();
        for operator in operators.into_iter() {
            for key in operator.node.as_map().filter(|keys| !keys.is_empty())? {
                found.push(self.condition(&operator.key, &key.key, &key.node)?);
            }
        }
        (!found.is_empty()).then_some(found)
    }

    fn condition(&mut self, operator: &str, key: &str, values: &Node) -> Option<Code> {
        let (quantifier, rest) = match operator.split_once(':') {
            Some(("ForAllValues", rest)) => (Some("for_all_values"), rest),
            Some(("ForAnyValue", rest)) => (Some("for_any_value"), rest),
            Some(_) => return None,
            None => (None, operator),
        };
        let (name, if_exists) = match rest.strip_suffix("IfExists") {
            Some(name) => (name, Some("if_exists")),
            None => (rest, None),
        };
        let (_, function) = OPERATORS.iter().find(|(known, _)| *known == name)?;
        let texts: Option<Vec<Typed>> =
            one_or_several(values)?.iter().map(|value| self.typed(value, TEXT)).collect();
        let texts = self.alike(texts?, TEXT)?;
        let texts = match <[Code; 1]>::try_from(texts) {
            Ok([only]) => only,
            Err(several) => Code::Array(several),
        };
        let call = Code::call(format!("condition::{function}"), [code::text(key), texts]);
        let suffixes = quantifier.into_iter().chain(if_exists);
        Some(suffixes.fold(call, |call, suffix| call.method(suffix, [])))
    }
}

/// The value under the one of two keys that is there, and whether it is the first.
fn only<'n>(map: &'n Map, first: &str, second: &str) -> Option<(&'n Node, bool)> {
    match (map.get(first), map.get(second)) {
        (Some(node), None) => Some((node, true)),
        (None, Some(node)) => Some((node, false)),
        _ => None,
    }
}

/// One value that stands by itself, or several in a list: a list of one would not come out as one.
fn one_or_several(node: &Node) -> Option<&[Node]> {
    match node.as_list() {
        Some(several) => (several.len() > 1).then_some(several),
        None => Some(std::slice::from_ref(node)),
    }
}

fn with_principals(built: Code, principals: &[Code]) -> Code {
    principals.iter().fold(built, |built, one| built.method("principal", [one.clone()]))
}
