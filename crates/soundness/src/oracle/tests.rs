//! Cases of the oracle, each with the page that says so.

use serde_json::{Value as Json, json};

use super::*;

const ROLE: &str = "arn:aws:iam::111122223333:role/r";
const QUEUE: &str = "arn:aws:sqs:eu-west-1:111122223333:orders";

fn request(context: &[(&str, &[&str])]) -> Request {
    let mut own = ContextKeys::default();
    for (key, values) in context {
        own.set(key, values.iter().map(|value| (*value).to_owned()).collect());
    }
    Request {
        caller: Caller::session_of(ROLE),
        action: "sqs:SendMessage".to_owned(),
        resource: QUEUE.to_owned(),
        context: own,
    }
}

fn document(statement: &Json) -> Json {
    json!({"Version": "2012-10-17", "Statement": [statement]})
}

/// Whether an identity policy of one statement allows the usual request.
fn allowed(action: &str, resource: &str) -> Truth {
    let policy = document(&json!({"Effect": "Allow", "Action": action, "Resource": resource}));
    allows(&policy, &request(&[("aws:username", &["*"])]), true)
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html>,
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html>,
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html>
#[test]
fn actions_and_resources() {
    for (action, resource, expected) in [
        ("SQS:sendmessage", QUEUE, true),
        ("sqs:Send*", "*", true),
        ("sqs:?endMessage", "arn:aws:sqs:*:*:orders", true),
        ("sqs:Send", QUEUE, false),
        ("sqs:*", "arn:aws:sqs:eu-west-1:111122223333:Orders", false),
        ("sqs:*", "arn:aws:sqs", true),
        ("sqs:*", "arn:aws:sqs:*", true),
        ("sqs:*", "arn:aws:sns", false),
        ("sqs:*", "arn:aws:sqs:eu-west-1:111122223333:${aws:username}", false),
        ("sqs:*", "arn:aws:sqs:eu-west-1:111122223333:${aws:userid}", false),
        ("sqs:*", "arn:aws:sqs:eu-west-1:111122223333:${aws:userid, 'orders'}", true),
        ("sqs:*", "arn:aws:sqs:eu-west-1:111122223333:${*}", false),
    ] {
        assert_eq!(allowed(action, resource), Truth::from(expected), "{action} {resource}");
    }
}

fn holds(operator: &str, wanted: &Json, context: &[(&str, &[&str])]) -> Truth {
    let statement = json!({"Condition": {operator: {"k": wanted}}});
    conditions(&statement, &request(context).context, true)
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
#[test]
fn operators_on_one_value() {
    for (operator, wanted, value, expected) in [
        ("StringEquals", "v*", "vx", false),
        ("StringLike", "v*", "vx", true),
        ("StringEqualsIgnoreCase", "V", "v", true),
        ("StringNotEquals", "v", "w", true),
        ("ArnLike", "arn:aws:sqs:*:*:o*", QUEUE, true),
        ("ArnEquals", "arn:aws:sqs:*:*:o*", QUEUE, true),
        ("ArnLike", "arn:aws:*:orders:x:y", QUEUE, false),
        ("ArnLike", "text", QUEUE, false),
        ("ArnNotLike", "arn:aws:sns:*:*:*", QUEUE, true),
        ("NumericEquals", "5.0", "5", true),
        ("NumericLessThan", "5", "5", false),
        ("NumericGreaterThanEquals", "5", "5", true),
        ("DateEquals", "2026-01-01", "2026-01-01T00:00:00Z", true),
        ("DateEquals", "1767225600", "2026-01-01T00:00:00Z", true),
        ("DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", true),
        ("Bool", "TRUE", "true", true),
        ("Bool", "maybe", "true", false),
        ("BinaryEquals", "QUJD", "QUJD", true),
        ("IpAddress", "10.0.0.0/8", "10.255.0.1", true),
        ("IpAddress", "10.0.0.0/8", "11.0.0.1", false),
        ("IpAddress", "10.1.2.3", "10.1.2.3", true),
        ("NotIpAddress", "10.0.0.0/8", "2001:db8::1", true),
        ("IpAddress", "2001:db8::/32", "2001:db8::1", true),
        ("Null", "false", "x", true),
    ] {
        let found = holds(operator, &json!(wanted), &[("k", &[value])]);
        assert_eq!(found, Truth::from(expected), "{operator} {wanted} {value}");
    }
    assert_eq!(holds("ArnLike", &json!("arn:aws:sqs:*"), &[("k", &[QUEUE])]), Truth::Unsure);
    assert_eq!(holds("NumericEquals", &json!("x"), &[("k", &["5"])]), Truth::Unsure);
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
#[test]
fn absent_keys_and_several_values() {
    let several: &[(&str, &[&str])] = &[("k", &["v", "w"])];
    for (operator, context, expected) in [
        ("StringEquals", &[] as &[_], false),
        ("StringNotEquals", &[], true),
        ("StringEqualsIfExists", &[], true),
        ("ForAllValues:StringEquals", &[], true),
        ("ForAnyValue:StringEquals", &[], false),
        ("ForAnyValue:StringNotEquals", &[], false),
        ("ForAnyValue:StringEqualsIfExists", &[], true),
        ("ForAllValues:StringEquals", several, false),
        ("ForAnyValue:StringEquals", several, true),
        ("ForAllValues:StringNotEquals", several, false),
        ("ForAnyValue:StringNotEquals", several, true),
    ] {
        assert_eq!(holds(operator, &json!("v"), context), Truth::from(expected), "{operator}");
    }
    assert_eq!(holds("Null", &json!("true"), &[]), Truth::Yes);
    assert_eq!(holds("StringEquals", &json!([]), &[("k", &["v"])]), Truth::No);
    assert_eq!(holds("StringNotEquals", &json!([]), &[("k", &["v"])]), Truth::Yes);
    assert_eq!(holds("StringNotEquals", &json!("${x}"), &[("k", &["v"])]), Truth::Unsure);
}

/// What a resource policy of one allowing statement for this principal gives the role, with and without an identity policy
/// that allows.
fn given(principal: &Json, is_key: bool) -> (Truth, Truth) {
    let statement =
        json!({"Effect": "Allow", "Principal": principal, "Action": "sqs:*", "Resource": "*"});
    let resource = document(&statement);
    let identity = document(&json!({"Effect": "Allow", "Action": "*", "Resource": "*"}));
    let mut policies = Policies { resource: vec![&resource], is_key, ..Policies::default() };
    let without = decide(&policies, &request(&[]));
    policies.identity.push(&identity);
    (without, decide(&policies, &request(&[])))
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>
#[test]
fn resource_policies_by_the_form_of_the_principal() {
    let (no, yes) = (Truth::No, Truth::Yes);
    for (principal, of_queue, of_key) in [
        (json!("*"), (yes, yes), (yes, yes)),
        (json!({"AWS": ROLE}), (yes, yes), (yes, yes)),
        (json!({"AWS": "111122223333"}), (no, yes), (no, yes)),
        (json!({"AWS": "arn:aws:iam::111122223333:root"}), (no, yes), (no, yes)),
        (json!({"AWS": "444455556666"}), (no, yes), (no, no)),
        (json!({"Service": "sns.amazonaws.com"}), (no, yes), (no, no)),
    ] {
        assert_eq!(given(&principal, false), of_queue, "{principal}");
        assert_eq!(given(&principal, true), of_key, "key: {principal}");
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html>
#[test]
fn boundaries_and_denials() {
    let statement =
        |effect: &str, action: &str| json!({"Effect": effect, "Action": action, "Resource": "*"});
    let (all, send) =
        (document(&statement("Allow", "*")), document(&statement("Allow", "sqs:Send*")));
    let (deny, other) =
        (document(&statement("Deny", "sqs:*")), document(&statement("Allow", "s3:*")));
    let role = document(
        &json!({"Effect": "Allow", "Principal": {"AWS": ROLE}, "Action": "*", "Resource": "*"}),
    );
    let session = Caller::session_of(ROLE);
    let Caller::Role { session, .. } = &session else { panic!("a role") };
    let session = document(
        &json!({"Effect": "Allow", "Principal": {"AWS": session}, "Action": "*", "Resource": "*"}),
    );
    for (identity, boundary, resource, expected) in [
        (vec![&send], None, vec![], Truth::Yes),
        (vec![&send, &deny], None, vec![], Truth::No),
        (vec![&all], Some(&other), vec![], Truth::No),
        (vec![&all], Some(&send), vec![], Truth::Yes),
        (vec![], Some(&other), vec![&role], Truth::No),
        (vec![], Some(&other), vec![&session], Truth::Yes),
        (vec![], Some(&deny), vec![&session], Truth::No),
    ] {
        let policies = Policies { identity, boundary, resource, is_key: false };
        assert_eq!(decide(&policies, &request(&[])), expected, "{policies:?}");
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>
#[test]
fn not_principal() {
    let applies = |excluded: &Json| {
        let statement =
            json!({"Effect": "Deny", "NotPrincipal": excluded, "Action": "*", "Resource": "*"});
        denies(&document(&statement), &request(&[]), false)
    };
    assert_eq!(applies(&json!({"AWS": "arn:aws:iam::444455556666:root"})), Truth::Yes);
    assert_eq!(applies(&json!({"AWS": ROLE})), Truth::Unsure);
    assert!(!accepts(&document(&json!({"Effect": "Deny", "NotPrincipal": "*", "Action": "*"}))));
}

/// Without `Version`, there are no variables.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html>
#[test]
fn variables_need_the_version() {
    let policy =
        json!({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${k}"}});
    let mut own = request(&[("k", &["v"])]);
    own.resource = "arn:aws:s3:::${k}".to_owned();
    assert_eq!(allows(&policy, &own, true), Truth::Yes);
    own.resource = "arn:aws:s3:::v".to_owned();
    assert_eq!(allows(&policy, &own, true), Truth::No);
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html>
#[test]
fn another_account_has_to_allow_too() {
    let policy = document(&json!({"Effect": "Allow", "Action": "*", "Resource": "*"}));
    let policies = Policies { identity: vec![&policy], ..Policies::default() };
    let mut own = request(&[]);
    own.resource = QUEUE.replace("111122223333", "444455556666");
    assert_eq!(decide(&policies, &own), Truth::Unsure);
}
