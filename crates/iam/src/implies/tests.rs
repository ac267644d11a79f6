//! Verdicts by example; `tests/access` compares them with brute force.

use serde_json::{Value as Json, json};

use super::*;
use crate::document::Document;
use crate::text::PolicyText;
use crate::universe::ActionUniverse;

fn universe() -> ActionUniverse {
    ActionUniverse::new([
        "sqs:SendMessage",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueUrl",
        "s3:GetObject",
        "s3:PutObject",
        "s3:ListBucket",
        "iam:PassRole",
    ])
}

fn document(statements: Json) -> Document {
    let parsed = Document::parse(&json!({"Version": "2012-10-17", "Statement": statements}));
    assert!(parsed.is_complete, "{:?}", parsed.faults);
    parsed.document
}

fn check(left: Json, right: Json) -> String {
    shown(&implies(&document(left), &document(right), &universe()))
}

fn shown(answer: &Answer) -> String {
    serde_json::to_string(answer).unwrap()
}

fn allow(action: &str, resource: &str) -> Json {
    json!({"Effect": "Allow", "Action": action, "Resource": resource})
}

const PROVED: &str = r#"{"result":"proved","assumptions":[]}"#;

#[test]
fn narrower_is_within_wider() {
    assert_eq!(
        check(allow("sqs:SendMessage", "arn:aws:sqs:*:*:q"), allow("SQS:send*", "*")),
        PROVED
    );
    assert_eq!(
        check(
            allow("sqs:*", "*"),
            json!([allow("sqs:*", "arn:*"), {"Effect": "Allow", "Action": "sqs:*", "NotResource": "arn:*"}])
        ),
        PROVED
    );
    assert_eq!(check(json!([]), allow("sqs:*", "*")), PROVED);
    assert_eq!(
        check(
            json!([allow("*", "*"), {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}]),
            allow("s3:*", "*")
        ),
        PROVED
    );
}

#[test]
fn a_witness_is_a_plausible_request() {
    insta::assert_snapshot!(check(allow("sqs:*", "*"), allow("sqs:S*", "*")), @r#"{"result":"refuted","witness":{"principal":"arn:aws:iam::111122223333:role/example","action":"sqs:DeleteMessage","resource":"arn:aws:sqs:us-east-1:111122223333:example","context":{}},"assumptions":[]}"#);
    insta::assert_snapshot!(check(allow("s3:GetObject", "arn:aws:s3:::logs/*"), allow("s3:*", "arn:aws:s3:::logs/2*")), @r#"{"result":"refuted","witness":{"principal":"arn:aws:iam::111122223333:role/example","action":"s3:GetObject","resource":"arn:aws:s3:::logs/example","context":{}},"assumptions":[]}"#);
    insta::assert_snapshot!(check(
        json!({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"StringLike": {"aws:PrincipalOrgID": "o-*"}}}),
        json!({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}),
    ), @r#"{"result":"refuted","witness":{"principal":"arn:aws:iam::111122223333:role/example","action":"sqs:SendMessage","resource":"arn:aws:sqs:us-east-1:111122223333:example","context":{"aws:PrincipalOrgID":"o-"}},"assumptions":[]}"#);
}

#[test]
fn only_future_actions_tell_them_apart() {
    let (left, right) =
        (document(allow("sqs:SendMessage*", "*")), document(allow("sqs:SendMessage", "*")));
    insta::assert_snapshot!(shown(&implies(&left, &right, &universe().with_date("2026-09-26"))), @r#"{"result":"undecided","reason":"it holds only as long as no action such as `sqs:sendmessagex` is added to those of 2026-09-26","assumptions":[]}"#);
    let universe = universe();
    let options =
        ComparisonOptions { future: FutureActions::Assumed, ..ComparisonOptions::new(&universe) };
    insta::assert_snapshot!(shown(&is_subset(&Grants::new(vec![left]), &Grants::new(vec![right]), &options)), @r#"{"result":"proved","assumptions":[{"kind":"no-new-action","example":"sqs:sendmessagex","text":"no action such as `sqs:sendmessagex` is added to those"}]}"#);
}

#[test]
fn a_written_action_counts_though_nobody_knows_it() {
    insta::assert_snapshot!(check(allow("sqs:Teleport", "*"), allow("sqs:SendMessage", "*")), @r#"{"result":"refuted","witness":{"principal":"arn:aws:iam::111122223333:role/example","action":"sqs:Teleport","resource":"arn:aws:sqs:us-east-1:111122223333:example","context":{}},"assumptions":[{"kind":"action-exists","action":"sqs:Teleport","text":"`sqs:Teleport` is an action: the list of actions does not have it"}]}"#);
    insta::assert_snapshot!(check(allow("new:*", "*"), allow("new:Thing", "*")), @r#"{"result":"refuted","witness":{"principal":"arn:aws:iam::111122223333:role/example","action":"new:z","resource":"arn:aws:new:us-east-1:111122223333:example","context":{}},"assumptions":[{"kind":"action-exists","action":"new:z","text":"`new:z` is an action: the list of actions does not have it"}]}"#);
}

#[test]
fn types_of_keys_are_assumed_where_it_matters() {
    let mfa = json!([allow("*", "*"), {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": false}}}]);
    let with_mfa = json!({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": true}}});
    insta::assert_snapshot!(check(mfa, with_mfa), @r#"{"result":"proved","assumptions":[{"kind":"key-type","key":"aws:MultiFactorAuthPresent","text":"`aws:MultiFactorAuthPresent`, where a request has it, is of the type that its operators read"}]}"#);
}

#[test]
fn variables_are_the_request_s_own_choice() {
    let own = allow("s3:GetObject", "arn:aws:s3:::home/${aws:username}/*");
    assert_eq!(check(own.clone(), allow("s3:*", "arn:aws:s3:::home/*")), PROVED);
    assert_eq!(check(own.clone(), own.clone()), PROVED);
    insta::assert_snapshot!(check(allow("s3:GetObject", "arn:aws:s3:::home/*"), own.clone()), @r#"{"result":"refuted","witness":{"principal":"arn:aws:iam::111122223333:role/example","action":"s3:GetObject","resource":"arn:aws:s3:::home/example","context":{"aws:username":"username-1"}},"assumptions":[]}"#);
    insta::assert_snapshot!(check(own.clone(), json!([allow("s3:*", "*"), {"Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::home/admin/*"}])), @r#"{"result":"undecided","reason":"the result for `s3:GetObject` depends on these policy variables: `${aws:username}`","assumptions":[]}"#);
    let same = |value: &str| json!({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringNotEquals": {"aws:ResourceTag/owner": value}}});
    insta::assert_snapshot!(check(same("${aws:username}"), same("${aws:username}")), @r#"{"result":"proved","assumptions":[]}"#);
}

#[test]
fn boundaries_are_layers() {
    let universe = universe();
    let options = ComparisonOptions::new(&universe);
    let all = Grants::new(vec![document(allow("*", "*"))]);
    let bounded = all.clone().limit_to(vec![document(allow("s3:*", "*"))]);
    let right = Grants::new(vec![document(allow("s3:*", "*"))]);
    assert_eq!(is_subset(&bounded, &right, &options).result, Verdict::Proved);
    assert_eq!(is_subset(&right, &bounded, &options).result, Verdict::Proved);
    assert_eq!(is_subset(&all, &bounded, &options).result, Verdict::Refuted);
    let send =
        |grants| never(grants, "sqs:SendMessage", &PolicyText::parse("*", false), &options).result;
    assert_eq!((send(&all), send(&bounded)), (Verdict::Refuted, Verdict::Proved));
}

#[test]
fn principals_are_told_apart() {
    let trust = |principal: Json| json!({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal});
    let role = "arn:aws:iam::111122223333:role/Reader";
    assert_eq!(check(trust(json!({"AWS": role})), trust(json!({"AWS": "111122223333"}))), PROVED);
    assert_eq!(check(trust(json!({"Service": "ecs.amazonaws.com"})), trust(json!("*"))), PROVED);
    insta::assert_snapshot!(check(trust(json!({"AWS": "111122223333"})), trust(json!({"AWS": role}))), @r#"{"result":"refuted","witness":{"principal":"arn:aws:iam::111122223333:user/someone","action":"sts:AssumeRole","resource":"arn:aws:iam::111122223333:role/example","context":{}},"assumptions":[{"kind":"action-exists","action":"sts:AssumeRole","text":"`sts:AssumeRole` is an action: the list of actions does not have it"}]}"#);
}

#[test]
fn wildcards_across_segments() {
    let universe = universe();
    let (left, right) = (
        document(allow("sqs:*", "arn:aws:sqs:eu:1:x:y:q")),
        document(allow("sqs:*", "arn:aws:sqs:*:y:q")),
    );
    let sides = (Grants::new(vec![left]), Grants::new(vec![right]));
    let crosses = ComparisonOptions::new(&universe);
    assert_eq!(is_subset(&sides.0, &sides.1, &crosses).result, Verdict::Proved);
    let either = ComparisonOptions { crossing: Crossing::EitherWay, ..crosses };
    assert_eq!(is_subset(&sides.0, &sides.1, &either).result, Verdict::Undecided);
    assert_eq!(is_subset(&sides.0, &sides.0, &either).result, Verdict::Proved);
}
