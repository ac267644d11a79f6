//! One statement -> `allow_named([…]).on([…])` and what follows, if the library would write just this one.

use std::collections::BTreeSet;

use constructs_document::{Map, Node, Value};

use crate::author::Author;
use crate::code::{self, Code};
use crate::value::{Marker, TEXT, Typed, plain_text};

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

const KEYS: &[&str] = &[
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// Whether the library leaves the order in the statement as it is when it merges and sorts.
pub(super) fn is_settled(statement: &Node) -> bool {
    let actions = ["Action", "NotAction"].into_iter().filter_map(|key| statement.get(key));
    let is_sorted = |node: &Node| {
        let names: Vec<_> = node.as_list().unwrap_or_default().iter().map(Node::as_str).collect();
        names.is_sorted_by(|one, next| one < next)
    };
    let is_one = |node: &Node| node.as_list().is_none() || is_list_of_one(node);
    let mut others = ["Resource", "NotResource"].into_iter().filter_map(|key| statement.get(key));
    let mut principals = ["Principal", "NotPrincipal"].into_iter();
    let principals = principals.find_map(|key| statement.get(key)?.as_map());
    actions.into_iter().all(is_sorted)
        && others.all(is_one)
        && principals
            .is_none_or(|map| map.len() == 1 && map.iter().all(|entry| is_one(&entry.node)))
}

impl Author<'_> {
    /// A statement by the functions of the library, if they can say it.
    pub(crate) fn statement(&mut self, node: &Node) -> Option<Code> {
        let map = node.as_map().filter(|map| map.get("Effect").is_some())?;
        let is_known = map.iter().all(|entry| KEYS.contains(&entry.key.as_str()));
        if !is_known || std::mem::replace(&mut self.is_in_statement, true) {
            return None;
        }
        let code = self.statement_of(map);
        self.is_in_statement = false;
        code
    }

    fn statement_of(&mut self, map: &Map) -> Option<Code> {
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
        let names = values_of(actions)?.iter().map(|name| plain_text(name).map(code::text));
        let names: Option<Vec<Code>> = names.collect();
        Some(Code::call(verb, [Code::Array(names?)]))
    }

    /// The resources that the statement is on, or the principals that it is for.
    fn extent(&mut self, verb: Code, map: &Map) -> Option<Code> {
        let (principals, is_list, method) = match (map.get("Principal"), map.get("NotPrincipal")) {
            (None, None) => (Vec::new(), false, "principal"),
            _ => {
                let (node, is_these) = only(map, "Principal", "NotPrincipal")?;
                let (principals, is_list) = self.principals(node)?;
                (principals, is_list, if is_these { "principal" } else { "not_principal" })
            }
        };
        let is_on = map.get("Resource").is_some() || map.get("NotResource").is_some();
        let built = if is_on {
            with_principals(self.resources(verb, map)?, method, &principals)
        } else {
            let (first, rest) = principals.split_first().filter(|_| method == "principal")?;
            with_principals(verb.method("by", [first.clone()]), method, rest)
        };
        let actions = ["Action", "NotAction"].into_iter().find_map(|key| map.get(key));
        let built = if_list(built, actions, "action_list");
        Some(if is_list { built.method("principal_list", []) } else { built })
    }

    fn resources(&mut self, verb: Code, map: &Map) -> Option<Code> {
        let (resources, is_these) = only(map, "Resource", "NotResource")?;
        if is_these && resources.as_str() == Some("*") {
            return Some(verb.method("on_any", []));
        }
        let arns = values_of(resources)?;
        let arns: Option<Vec<Typed>> = arns.iter().map(|arn| self.typed(arn, TEXT)).collect();
        let arns = self.alike(arns?, TEXT)?;
        let method = if is_these { "on" } else { "on_except" };
        Some(if_list(verb.method(method, [Code::Array(arns)]), Some(resources), "resource_list"))
    }

    fn conditions_of(&mut self, operators: &Map) -> Option<Vec<Code>> {
        let mut found = Vec::new();
        for operator in operators.into_iter() {
            let keys = operator.node.as_map().filter(|keys| !keys.is_empty())?;
            // The library takes keys that differ in case only for one.
            let names: BTreeSet<String> =
                keys.iter().map(|entry| entry.key.to_ascii_lowercase()).collect();
            if names.len() < keys.len() {
                return None;
            }
            for key in keys {
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
            values_of(values)?.iter().map(|value| self.condition_value(value)).collect();
        let texts = self.alike(texts?, TEXT)?;
        let texts = match <[Code; 1]>::try_from(texts) {
            Ok([only]) => only,
            Err(several) => Code::Array(several),
        };
        let call = Code::call(format!("condition::{function}"), [code::text(key), texts]);
        let call = if_list(call, Some(values), "value_list");
        let suffixes = quantifier.into_iter().chain(if_exists);
        Some(suffixes.fold(call, |call, suffix| call.method(suffix, [])))
    }

    /// A text; a number or Boolean that the template does not quote stays one.
    fn condition_value(&mut self, node: &Node) -> Option<Typed> {
        match node.value {
            Value::Bool(_) | Value::Integer(_) | Value::Number(_) => {
                let literal = self.raw_expr(node);
                Some(Typed::value(Code::call("Text::new", [literal]), Marker::Str))
            }
            _ => self.typed(node, TEXT),
        }
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

/// One value by itself, or the values of a list.
pub(super) fn values_of(node: &Node) -> Option<&[Node]> {
    match node.as_list() {
        Some(several) => (!several.is_empty()).then_some(several),
        None => Some(std::slice::from_ref(node)),
    }
}

pub(super) fn is_list_of_one(node: &Node) -> bool {
    node.as_list().is_some_and(|list| list.len() == 1)
}

/// Calls `method` where the value is a list of one, which the library writes only if it is asked to.
fn if_list(built: Code, node: Option<&Node>, method: &str) -> Code {
    if node.is_some_and(is_list_of_one) { built.method(method, []) } else { built }
}

fn with_principals(built: Code, method: &str, principals: &[Code]) -> Code {
    principals.iter().fold(built, |built, one| built.method(method, [one.clone()]))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use constructs_policy::Operator;

    #[test]
    fn every_operator_is_written_by_its_function() {
        let written: BTreeSet<&str> = super::OPERATORS.iter().map(|(name, _)| *name).collect();
        assert_eq!(written, Operator::names().collect());
    }
}
