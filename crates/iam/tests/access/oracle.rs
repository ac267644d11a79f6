//! Policies in JSON and a request -> allowed or not, as AWS's pages say it, with nothing of the engine.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>. Slow and plain on purpose.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde_json::Value as Json;

pub type Context = BTreeMap<String, Vec<String>>;

pub struct Request<'a> {
    pub caller: Option<&'a str>,
    pub action: &'a str,
    pub resource: &'a str,
    pub context: &'a Context,
}

/// Whether every layer has a statement that allows, and nothing denies.
pub fn allows(layers: &[Vec<Json>], request: &Request) -> bool {
    let statements = |layer: &Vec<Json>| -> Vec<Json> {
        layer
            .iter()
            .flat_map(|document| document["Statement"].as_array().unwrap().clone())
            .collect()
    };
    let effect = |layer: &Vec<Json>, effect: &str| {
        statements(layer).iter().any(|one| one["Effect"] == effect && applies(one, request))
    };
    layers.iter().all(|layer| effect(layer, "Allow"))
        && !layers.iter().any(|layer| effect(layer, "Deny"))
}

pub fn applies(statement: &Json, request: &Request) -> bool {
    principal(statement, request)
        && action(statement, request.action)
        && resource(statement, request.resource, request.context)
        && conditions(statement, request.context)
}

pub fn principal(statement: &Json, request: &Request) -> bool {
    let (element, expected) = match (statement.get("Principal"), statement.get("NotPrincipal")) {
        (Some(element), _) => (element, true),
        (_, Some(element)) => (element, false),
        _ => return true,
    };
    let caller = request.caller.unwrap_or("");
    let is_named = if element == "*" {
        true
    } else {
        element.as_object().unwrap().iter().any(|(kind, names)| {
            texts(names).iter().any(|name| match kind.as_str() {
                "AWS" => {
                    name == "*" || (!caller.ends_with(".amazonaws.com") && is_in(caller, name))
                }
                _ => name == caller,
            })
        })
    };
    is_named == expected
}

/// An account holds its users, roles and sessions; a role its sessions.
fn is_in(caller: &str, name: &str) -> bool {
    let account = caller.split(':').nth(4).unwrap_or("");
    name == caller
        || name == account
        || name == format!("arn:aws:iam::{account}:root")
        || (caller.contains(":assumed-role/")
            && name
                == format!(
                    "arn:aws:iam::{account}:role/{}",
                    caller.split('/').nth(1).unwrap_or("")
                ))
}

pub fn action(statement: &Json, action: &str) -> bool {
    let (element, expected) = match statement.get("Action") {
        Some(element) => (element, true),
        None => (&statement["NotAction"], false),
    };
    texts(element).iter().any(|pattern| glob(&pattern.to_lowercase(), &action.to_lowercase()))
        == expected
}

pub fn resource(statement: &Json, resource: &str, context: &Context) -> bool {
    let (element, expected) = match statement.get("Resource") {
        Some(element) => (element, true),
        None => (&statement["NotResource"], false),
    };
    texts(element).iter().any(|pattern| {
        substituted(pattern, context).is_some_and(|pattern| glob(&pattern, resource))
    }) == expected
}

pub fn conditions(statement: &Json, context: &Context) -> bool {
    let Some(operators) = statement.get("Condition") else { return true };
    operators.as_object().unwrap().iter().all(|(operator, keys)| {
        keys.as_object()
            .unwrap()
            .iter()
            .all(|(key, wanted)| condition(operator, context.get(key), &texts(wanted), context))
    })
}

fn condition(
    operator: &str,
    values: Option<&Vec<String>>,
    wanted: &[String],
    context: &Context,
) -> bool {
    if operator == "Null" {
        return wanted.iter().any(|wanted| (wanted == "true") == values.is_none());
    }
    let (set, name) = operator.split_once(':').unwrap_or(("", operator));
    let (name, if_exists) = match name.strip_suffix("IfExists") {
        Some(name) => (name, true),
        None => (name, false),
    };
    let is_negated = name.contains("Not");
    let positive = name.replace("Not", "");
    let Some(values) = values else {
        return if_exists
            || match set {
                "ForAllValues" => true,
                "ForAnyValue" => false,
                _ => is_negated,
            };
    };
    let wanted: Vec<String> =
        wanted.iter().filter_map(|wanted| substituted(wanted, context)).collect();
    let fits = |value: &String| wanted.iter().any(|wanted| compare(&positive, value, wanted));
    match set {
        "ForAllValues" => values.iter().all(|value| fits(value) != is_negated),
        "ForAnyValue" => values.iter().any(|value| fits(value) != is_negated),
        _ => values.iter().any(fits) != is_negated,
    }
}

fn compare(operator: &str, value: &str, wanted: &str) -> bool {
    let exact = wanted.replace(STAR, "*").replace(MARK, "?");
    match operator {
        "StringEquals" => value == exact,
        "StringEqualsIgnoreCase" => value.to_lowercase() == exact.to_lowercase(),
        "StringLike" => glob(wanted, value),
        "ArnLike" | "ArnEquals" => {
            let (value, wanted): (Vec<&str>, Vec<&str>) =
                (value.splitn(6, ':').collect(), wanted.splitn(6, ':').collect());
            value.len() == 6
                && wanted.len() == 6
                && value.iter().zip(wanted).all(|(value, wanted)| glob(wanted, value))
        }
        "Bool" => value.to_lowercase() == wanted.to_lowercase(),
        "IpAddress" => is_subset(value, wanted),
        // A text that is neither a number nor a date is in no order.
        _ if operator.starts_with("Numeric") => {
            value.parse().is_ok_and(|value| ordered(&operator[7..], value, wanted.parse().unwrap()))
        }
        _ => {
            value.starts_with(['-', '1', '2'])
                && ordered(&operator[4..], seconds(value), seconds(wanted))
        }
    }
}

fn ordered(order: &str, value: f64, wanted: f64) -> bool {
    match order {
        "Equals" => value == wanted,
        "LessThan" => value < wanted,
        "LessThanEquals" => value <= wanted,
        "GreaterThan" => value > wanted,
        _ => value >= wanted,
    }
}

/// Dates of the generator: `YYYY-MM-DD…`, with an offset of whole hours, or seconds.
fn seconds(text: &str) -> f64 {
    if let Ok(seconds) = text.parse() {
        return seconds;
    }
    let year: i64 = text[..4].parse().unwrap();
    let mut days: i64 = (1970..year)
        .map(|year| if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) { 366 } else { 365 })
        .sum();
    let month: usize = text[5..7].parse().unwrap();
    let february = if year % 4 == 0 { 29 } else { 28 };
    days +=
        [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].iter().take(month - 1).sum::<i64>();
    days += text[8..10].parse::<i64>().unwrap() - 1;
    let part =
        |from: usize| text.get(from..from + 2).map_or(0, |digits| digits.parse::<i64>().unwrap());
    let offset = if text.ends_with("+01:00") { 3600 } else { 0 };
    let fraction = text
        .split_once('.')
        .map_or(0.0, |(_, rest)| format!("0.{}", rest.trim_end_matches('Z')).parse().unwrap());
    (days * 86_400 + part(11) * 3600 + part(14) * 60 + part(17) - offset) as f64 + fraction
}

fn is_subset(value: &str, block: &str) -> bool {
    let (network, length) = block.split_once('/').unwrap_or((block, "128"));
    let length: u32 = length.parse().unwrap();
    // A text that is not an address is in no network.
    let Ok(value) = value.parse::<IpAddr>() else { return false };
    match (value, network.parse::<IpAddr>().unwrap()) {
        (IpAddr::V4(value), IpAddr::V4(network)) => (0..length.min(32))
            .all(|bit| (u32::from(value) ^ u32::from(network)) >> (31 - bit) & 1 == 0),
        (IpAddr::V6(value), IpAddr::V6(network)) => {
            (0..length).all(|bit| (u128::from(value) ^ u128::from(network)) >> (127 - bit) & 1 == 0)
        }
        _ => false,
    }
}

/// Characters in the place of literal `*` and `?`: a variable's value has no wildcards.
const STAR: char = '\u{1}';
const MARK: char = '\u{2}';

/// Variables replaced.
fn substituted(text: &str, context: &Context) -> Option<String> {
    let Some((before, rest)) = text.split_once("${") else { return Some(text.to_owned()) };
    let (key, after) = rest.split_once('}').unwrap();
    match context.get(key).map(Vec::as_slice) {
        Some([value]) => {
            let value = value.replace('*', &STAR.to_string()).replace('?', &MARK.to_string());
            Some(format!("{before}{value}{}", substituted(after, context)?))
        }
        _ => None,
    }
}

fn glob(pattern: &str, text: &str) -> bool {
    let mut letters = pattern.chars();
    match letters.next() {
        None => text.is_empty(),
        Some('*') => {
            glob(letters.as_str(), text)
                || text
                    .char_indices()
                    .any(|(at, letter)| glob(letters.as_str(), &text[at + letter.len_utf8()..]))
        }
        Some(wanted) => {
            let mut own = text.chars();
            own.next().is_some_and(|letter| {
                let is_same = match wanted {
                    STAR => letter == '*',
                    MARK => letter == '?',
                    _ => wanted == letter,
                };
                (wanted == '?' || is_same) && glob(letters.as_str(), own.as_str())
            })
        }
    }
}

fn texts(json: &Json) -> Vec<String> {
    match json {
        Json::Array(list) => list.iter().map(|item| item.as_str().unwrap().to_owned()).collect(),
        one => vec![one.as_str().unwrap().to_owned()],
    }
}
