//! A seed -> two small policies and the requests that they could be told apart by.

use serde_json::{Map, Value as Json, json};

use super::oracle::Context;
use super::random::Random;

pub const ACTIONS: &[&str] = &["s:a", "s:ab", "s:b", "t:a", "t:b"];
const ACTION_PATTERNS: &[&str] =
    &["s:a", "s:ab", "S:B", "t:a", "t:b", "s:*", "*", "s:a*", "t:?", "*:a", "s:?"];
pub const CALLERS: &[&str] = &[
    "arn:aws:iam::111111111111:user/a",
    "arn:aws:sts::111111111111:assumed-role/R/s",
    "arn:aws:iam::111111111111:role/R",
    "arn:aws:iam::222222222222:user/b",
    "x.amazonaws.com",
    "y.amazonaws.com",
];

/// Two sides, each of layers of documents.
pub struct Case {
    pub left: Vec<Vec<Json>>,
    pub right: Vec<Vec<Json>>,
    pub has_principals: bool,
    pub variables: Vec<&'static str>,
}

struct Shape {
    principals: bool,
    variables: bool,
    keys: Vec<&'static str>,
}

pub fn case(seed: u64) -> Case {
    let mut random = Random::new(seed);
    let mut keys = vec!["str", "set", "num", "bool", "ip", "date", "arn"];
    while keys.len() > 2 {
        keys.remove(random.below(keys.len()));
    }
    let shape = Shape { principals: random.percent(10), variables: random.percent(10), keys };
    let left = layers(&mut random, &shape);
    let right = if random.percent(60) {
        changed(&mut random, &left, &shape)
    } else {
        layers(&mut random, &shape)
    };
    let text = format!("{left:?}{right:?}");
    let variables =
        ["str", "own"].into_iter().filter(|key| text.contains(&format!("${{{key}}}"))).collect();
    Case { left, right, has_principals: shape.principals, variables }
}

fn layers(random: &mut Random, shape: &Shape) -> Vec<Vec<Json>> {
    let count = 1 + usize::from(random.percent(15));
    (0..count)
        .map(|_| {
            let documents = 1 + usize::from(random.percent(15));
            (0..documents)
                .map(|_| {
                    let statements: Vec<Json> =
                        (0..1 + random.below(3)).map(|_| statement(random, shape)).collect();
                    json!({"Version": "2012-10-17", "Statement": statements})
                })
                .collect()
        })
        .collect()
}

/// The same with a statement added, dropped or replaced.
fn changed(random: &mut Random, layers: &[Vec<Json>], shape: &Shape) -> Vec<Vec<Json>> {
    let mut layers = layers.to_vec();
    let layer = random.below(layers.len());
    let document = random.below(layers[layer].len());
    let statements = layers[layer][document]["Statement"].as_array_mut().unwrap();
    let at = random.below(statements.len());
    match random.below(4) {
        0 => statements.push(statement(random, shape)),
        1 => drop(statements.remove(at)),
        2 => statements[at] = statement(random, shape),
        _ => {
            let donor = statement(random, shape);
            let own = statements[at].as_object_mut().unwrap();
            let elements: &[&[&str]] =
                &[&["Action", "NotAction"], &["Resource", "NotResource"], &["Condition"]];
            let elements = elements[random.below(3)];
            for element in elements {
                own.remove(*element);
                if let Some(value) = donor.get(*element) {
                    own.insert((*element).to_owned(), value.clone());
                }
            }
        }
    }
    layers
}

fn statement(random: &mut Random, shape: &Shape) -> Json {
    let mut statement = Map::new();
    statement.insert("Effect".into(), json!(if random.percent(70) { "Allow" } else { "Deny" }));
    let actions = random.one_or_two(|random| random.pick(ACTION_PATTERNS).to_owned());
    statement.insert(if random.percent(15) { "NotAction" } else { "Action" }.into(), actions);
    let resources = random.one_or_two(|random| resource(random, shape));
    statement.insert(if random.percent(15) { "NotResource" } else { "Resource" }.into(), resources);
    if shape.principals {
        let key = if random.percent(15) { "NotPrincipal" } else { "Principal" };
        statement.insert(key.into(), principal(random));
    }
    let count = [0, 0, 0, 1, 1, 2][random.below(6)];
    let mut conditions = Map::new();
    for _ in 0..count {
        let (operator, key, values) = condition(random, shape);
        let keys = conditions.entry(operator).or_insert_with(|| json!({}));
        keys.as_object_mut().unwrap().insert(key.to_owned(), values);
    }
    if !conditions.is_empty() {
        statement.insert("Condition".into(), Json::Object(conditions));
    }
    Json::Object(statement)
}

fn principal(random: &mut Random) -> Json {
    random.pick(&[
        &json!("*"),
        &json!({"AWS": "*"}),
        &json!({"AWS": "111111111111"}),
        &json!({"AWS": "arn:aws:iam::222222222222:root"}),
        &json!({"AWS": ["arn:aws:iam::111111111111:role/R", "arn:aws:iam::111111111111:user/a"]}),
        &json!({"AWS": "arn:aws:sts::111111111111:assumed-role/R/s"}),
        &json!({"Service": "x.amazonaws.com"}),
        &json!({"Service": ["x.amazonaws.com", "y.amazonaws.com"]}),
    ]).clone()
}

fn resource(random: &mut Random, shape: &Shape) -> String {
    if random.percent(25) {
        return "*".to_owned();
    }
    let length = 1 + random.below(4);
    (0..length)
        .map(|_| match random.below(10) {
            0..=2 => "a",
            3 | 4 => "b",
            5 => ":",
            6 | 7 => "*",
            8 if shape.variables => random.pick(&["${str}", "${own}"]),
            _ => "?",
        })
        .collect()
}

fn condition(random: &mut Random, shape: &Shape) -> (String, &'static str, Json) {
    let key = random.pick(&shape.keys);
    if random.percent(8) {
        return ("Null".to_owned(), key, json!(random.pick(&["true", "false"])));
    }
    let (operators, values): (&[&str], &[&str]) = match key {
        "str" | "set" => (
            &[
                "StringEquals",
                "StringNotEquals",
                "StringEqualsIgnoreCase",
                "StringNotEqualsIgnoreCase",
                "StringLike",
                "StringNotLike",
            ],
            &["a", "b", "ab", "A", "", "a*", "?b", "*", "?", "${own}", "a${own}"],
        ),
        "num" => (
            &[
                "NumericEquals",
                "NumericNotEquals",
                "NumericLessThan",
                "NumericLessThanEquals",
                "NumericGreaterThan",
                "NumericGreaterThanEquals",
            ],
            &["0", "1", "2", "1.5", "3", "2.0"],
        ),
        "bool" => (&["Bool"], &["true", "false", "True"]),
        "ip" => (
            &["IpAddress", "NotIpAddress"],
            &["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", "10.1.2.3", "2001:db8::/32", "::/0"],
        ),
        "date" => (
            &["DateEquals", "DateNotEquals", "DateLessThan", "DateGreaterThanEquals"],
            &["2020-01-01T00:00:00Z", "1577836801", "2020-01-01T01:00:00+01:00", "2021-01-01"],
        ),
        _ => (
            &["ArnLike", "ArnNotEquals", "StringLike"],
            &["arn:*:s:::a*", "arn:aws:s:::a", "arn:aws:*", "arn:aws:s:*:b", "arn:aws:?:r::*"],
        ),
    };
    let values: Vec<&str> =
        values.iter().copied().filter(|value| shape.variables || !value.contains('$')).collect();
    let mut operator = random.pick(operators).to_owned();
    if key == "set" && random.percent(75) {
        operator = format!("{}{operator}", random.pick(&["ForAllValues:", "ForAnyValue:"]));
    }
    if random.percent(20) {
        operator.push_str("IfExists");
    }
    let values = if random.percent(4) {
        json!([])
    } else {
        random.one_or_two(|random| random.pick(&values).to_owned())
    };
    (operator, key, values)
}

/// Every context over the keys that a case has conditions on.
pub fn contexts(case: &Case) -> Vec<Context> {
    let text = format!("{:?}{:?}", case.left, case.right);
    let mut contexts = vec![Context::new()];
    for (key, values) in [
        ("str", &["a", "b", "ab", "A", "", "aa", "ba", "c"][..]),
        ("set", &["a", "b", "ab", "A", "c"][..]),
        ("num", &["0", "1", "1.5", "2", "2.5", "3", "-1", "4", "0.5"][..]),
        ("bool", &["true", "false"][..]),
        (
            "ip",
            &[
                "9.255.255.255",
                "10.0.0.1",
                "10.1.0.1",
                "10.1.2.3",
                "11.0.0.0",
                "::1",
                "2001:db8::1",
            ][..],
        ),
        (
            "date",
            &[
                "2019-12-31T23:59:59Z",
                "2020-01-01T00:00:00Z",
                "1577836801",
                "1577836802",
                "2022-01-01",
            ][..],
        ),
        (
            "arn",
            &[
                "arn:aws:s:::a",
                "arn:aws:s:::ab",
                "arn:x:s:::a:b",
                "arn:aws:s:r::b",
                "arn:aws:s:a:b",
                "z",
            ][..],
        ),
        ("own", &["a", "b", "c"][..]),
    ] {
        let is_variable = case.variables.contains(&key);
        if !is_variable && !text.contains(&format!("\"{key}\"")) {
            continue;
        }
        let is_set = key == "set" && text.contains("For");
        let choices = choices(values, is_set, is_variable);
        contexts = contexts
            .iter()
            .flat_map(|context| {
                choices.iter().map(move |choice| {
                    let mut context = context.clone();
                    if let Some(values) = choice {
                        context.insert(key.to_owned(), values.clone());
                    }
                    context
                })
            })
            .collect();
    }
    contexts
}

fn choices(values: &[&str], is_set: bool, is_there: bool) -> Vec<Option<Vec<String>>> {
    let mut choices = if is_there { Vec::new() } else { vec![None] };
    for (index, value) in values.iter().enumerate() {
        choices.push(Some(vec![(*value).to_owned()]));
        for other in values.iter().skip(index + 1).filter(|_| is_set) {
            choices.push(Some(vec![(*value).to_owned(), (*other).to_owned()]));
        }
    }
    choices
}

/// Every text of up to three letters.
pub fn resources() -> Vec<String> {
    let mut resources = vec![String::new()];
    let mut last = resources.clone();
    for _ in 0..3 {
        last = last
            .iter()
            .flat_map(|text| ["a", "b", ":"].map(|letter| format!("{text}{letter}")))
            .collect();
        resources.extend(last.clone());
    }
    resources.remove(0);
    resources.extend(["c", "abc", "aabb", "a:b:c", "abab"].map(str::to_owned));
    resources
}
