//! What would take forever is undecided, soon.

use serde_json::{Value as Json, json};

use super::*;
use crate::document::Document;
use crate::universe::ActionUniverse;

fn check(left: &Json, right: &Json) -> Verdict {
    let document = |statements: &Json| {
        Document::parse(&json!({"Version": "2012-10-17", "Statement": statements})).document
    };
    implies(&document(left), &document(right), &ActionUniverse::new(["s3:GetObject"])).result
}

#[test]
fn resources_with_many_wildcards() {
    let statement = |index: usize| json!({"Effect": if index.is_multiple_of(3) { "Deny" } else { "Allow" }, "Action": "s3:GetObject", "Resource": format!("*{}*", letters(index))});
    let (left, right): (Vec<Json>, Vec<Json>) =
        ((0..40).map(statement).collect(), (20..60).map(statement).collect());
    check(&json!(left), &json!(right));
}

#[test]
fn actions_with_many_wildcards() {
    let actions: Vec<String> = (0..60).map(|index| format!("s3:*{}*", letters(index))).collect();
    let statement = |action: &String| json!({"Effect": "Allow", "Action": action, "Resource": "*"});
    let left: Vec<Json> = actions.iter().take(40).map(statement).collect();
    let right: Vec<Json> = actions.iter().skip(20).map(statement).collect();
    check(&json!(left), &json!(right));
}

#[test]
fn many_keys_and_many_values() {
    let condition = |index: usize| {
        let keys: serde_json::Map<String, Json> = (0..12)
            .map(|key| {
                (
                    format!("aws:PrincipalTag/{key}"),
                    json!([format!("v{}*", index % 7), format!("*{}", index % 5)]),
                )
            })
            .collect();
        json!({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {"ForAnyValue:StringLike": keys}})
    };
    let (left, right): (Vec<Json>, Vec<Json>) =
        ((0..40).map(condition).collect(), (1..40).map(condition).collect());
    check(&json!(left), &json!(right));
    let many = |count: usize| {
        json!(
            (0..count)
                .map(|index| json!({
                    "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
                    "Condition": {"StringLike": {format!("k{index}"): "a*"}},
                }))
                .collect::<Vec<_>>()
        )
    };
    assert_eq!(check(&many(500), &many(500)), Verdict::Proved);
    assert_eq!(check(&many(500), &many(499)), Verdict::Undecided);
}

fn letters(index: usize) -> String {
    let digits = [index / 26, index % 26];
    digits.iter().filter_map(|digit| char::from_u32(97 + u32::try_from(*digit).ok()?)).collect()
}
