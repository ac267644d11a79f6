//! Each row of the table, and the rules around it.

use serde_json::{Value as Json, json};

use super::*;
use crate::document::Document;
use crate::principal::PrincipalForm;
use crate::request::Request;

const ACCOUNT: &str = "111122223333";
const USER: &str = "arn:aws:iam::111122223333:user/bob";
const ROLE: &str = "arn:aws:iam::111122223333:role/Reader";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/Reader/alice";
const QUEUE: &str = "arn:aws:sqs:eu-west-1:111122223333:q";
const FOREIGN: &str = "arn:aws:sqs:eu-west-1:999922223333:q";

fn documents(json: &[Json]) -> Vec<Document> {
    json.iter().map(|json| Document::parse(json).document).collect()
}

fn statement(json: Json) -> Json {
    json!({"Version": "2012-10-17", "Statement": json})
}

fn all(effect: &str) -> Json {
    statement(json!({"Effect": effect, "Action": "*", "Resource": "*"}))
}

fn naming(principal: Json) -> Json {
    statement(json!({"Effect": "Allow", "Principal": principal, "Action": "*", "Resource": "*"}))
}

fn request(caller: Json, action: &str, resource: &str) -> Request {
    Request::parse(&json!({"principal": caller, "action": action, "resource": resource})).unwrap()
}

fn decision(policies: &Policies, request: &Request) -> Decision {
    decide(policies, request).decision
}

/// Identity policy, resource policy, boundary and session policy that allow nothing, where asked for.
fn case(identity: bool, resource: Option<Json>, boundary: bool, session: bool) -> Policies {
    let elsewhere = statement(json!({"Effect": "Allow", "Action": "other:*", "Resource": "*"}));
    Policies {
        identity: if identity { documents(&[all("Allow")]) } else { Vec::new() },
        resource: resource.map(|json| documents(&[json])),
        boundaries: if boundary { documents(std::slice::from_ref(&elsewhere)) } else { Vec::new() },
        session: session.then(|| documents(&[elsewhere])),
        ..Policies::default()
    }
}

#[test]
fn each_row_of_the_table() {
    use Decision::{Allowed, ImplicitlyDenied};
    let rows: &[(PrincipalForm, Json, Json)] = &[
        (PrincipalForm::Account, json!({"AWS": ACCOUNT}), json!(SESSION)),
        (PrincipalForm::Role, json!({"AWS": ROLE}), json!(SESSION)),
        (PrincipalForm::Everyone, json!("*"), json!(SESSION)),
        (PrincipalForm::User, json!({"AWS": USER}), json!(USER)),
        (PrincipalForm::Session, json!({"AWS": SESSION}), json!(SESSION)),
        (
            PrincipalForm::Service,
            json!({"Service": "sns.amazonaws.com"}),
            json!("sns.amazonaws.com"),
        ),
        (
            PrincipalForm::Federated,
            json!({"Federated": "accounts.google.com"}),
            json!({"Federated": "accounts.google.com"}),
        ),
        (
            PrincipalForm::CanonicalUser,
            json!({"CanonicalUser": "ab".repeat(32)}),
            json!({"CanonicalUser": "ab".repeat(32)}),
        ),
    ];
    assert_eq!(rows.len(), TABLE.len());
    for (form, principal, caller) in rows {
        let row = TABLE.iter().find(|row| row.form == *form).unwrap();
        assert!(row.source.starts_with("https://docs.aws.amazon.com/"));
        let request = request(caller.clone(), "sqs:SendMessage", QUEUE);
        let decided = |boundary, session| {
            decision(&case(false, Some(naming(principal.clone())), boundary, session), &request)
        };
        let expected = |holds| if holds { Allowed } else { ImplicitlyDenied };
        assert_eq!(decided(false, false), expected(row.is_enough), "{form:?}");
        assert_eq!(
            decided(true, false),
            expected(row.is_enough && !row.needs_boundary),
            "{form:?} boundary"
        );
        assert_eq!(
            decided(false, true),
            expected(row.is_enough && !row.needs_session_policy),
            "{form:?} session"
        );
    }
}

#[test]
fn within_an_account_one_side_is_enough_across_accounts_both_are_needed() {
    use Decision::{Allowed, ImplicitlyDenied};
    let (own, foreign) = (
        request(json!(USER), "sqs:SendMessage", QUEUE),
        request(json!(USER), "sqs:SendMessage", FOREIGN),
    );
    let named = || Some(naming(json!({"AWS": USER})));
    for (identity, resource, boundary, at_home, abroad) in [
        (true, None, false, Allowed, ImplicitlyDenied),
        (true, named(), false, Allowed, Allowed),
        (false, named(), false, Allowed, ImplicitlyDenied),
        (true, named(), true, Allowed, ImplicitlyDenied),
        (true, None, true, ImplicitlyDenied, ImplicitlyDenied),
    ] {
        let policies = case(identity, resource, boundary, false);
        assert_eq!(decision(&policies, &own), at_home, "{policies:?}");
        assert_eq!(decision(&policies, &foreign), abroad, "{policies:?}");
    }
}

#[test]
fn a_denial_anywhere_wins() {
    let request = request(json!(USER), "sqs:SendMessage", QUEUE);
    let base = case(true, None, false, false);
    let deny = documents(&[all("Allow"), all("Deny")]);
    for policies in [
        Policies { identity: deny.clone(), ..base.clone() },
        Policies {
            resource: Some(documents(&[statement(
                json!({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}),
            )])),
            ..base.clone()
        },
        Policies { boundaries: deny.clone(), ..base.clone() },
        Policies { session: Some(deny.clone()), ..base.clone() },
        Policies { scps: vec![deny.clone()], ..base.clone() },
        Policies { rcps: vec![documents(&[all("Deny")])], ..base.clone() },
        Policies { endpoint: Some(deny.clone()), ..base },
    ] {
        assert_eq!(decision(&policies, &request), Decision::ExplicitlyDenied, "{policies:?}");
    }
}

#[test]
fn scps_and_endpoints_only_take_away() {
    let request = request(json!(USER), "sqs:SendMessage", QUEUE);
    let (allow, elsewhere) = (
        documents(&[all("Allow")]),
        documents(&[statement(json!({"Effect": "Allow", "Action": "s3:*", "Resource": "*"}))]),
    );
    let base = case(true, None, false, false);
    let with = |scps: Vec<Vec<Document>>, endpoint| {
        decision(&Policies { scps, endpoint, ..base.clone() }, &request)
    };
    assert_eq!(with(vec![allow.clone(), allow.clone()], Some(allow.clone())), Decision::Allowed);
    assert_eq!(with(vec![allow.clone(), elsewhere.clone()], None), Decision::ImplicitlyDenied);
    assert_eq!(with(Vec::new(), Some(elsewhere)), Decision::ImplicitlyDenied);
    let nothing = Policies { scps: vec![allow], ..Policies::default() };
    assert_eq!(decision(&nothing, &request), Decision::ImplicitlyDenied);
}

#[test]
fn scps_do_not_apply_to_anonymous_callers_and_services() {
    use Decision::{Allowed, ExplicitlyDenied, ImplicitlyDenied};
    let public = case(false, Some(naming(json!("*"))), false, false);
    for (caller, denied, silent) in [
        (json!("*"), Allowed, Allowed),
        (json!("sns.amazonaws.com"), Allowed, Allowed),
        (json!(USER), ExplicitlyDenied, ImplicitlyDenied),
        (json!(SESSION), ExplicitlyDenied, ImplicitlyDenied),
    ] {
        let request = request(caller, "s3:GetObject", "arn:aws:s3:::bucket/key");
        let with = |scps| decision(&Policies { scps, ..public.clone() }, &request);
        assert_eq!(with(vec![documents(&[all("Allow"), all("Deny")])]), denied);
        assert_eq!(with(vec![Vec::new()]), silent);
        // Resource control policies apply to every caller.
        let rcps = vec![documents(&[all("Deny")])];
        let limited = Policies { rcps, ..public.clone() };
        assert_eq!(decision(&limited, &request), ExplicitlyDenied);
    }
}

#[test]
fn the_caller_identity_needs_no_permission() {
    let deny = documents(&[all("Deny")]);
    let asking = |caller| request(caller, "STS:getcalleridentity", "*");
    for policies in [
        Policies::default(),
        Policies { identity: deny.clone(), ..Policies::default() },
        Policies { boundaries: deny.clone(), ..Policies::default() },
        Policies { session: Some(deny.clone()), ..Policies::default() },
        Policies { scps: vec![deny.clone()], rcps: vec![deny.clone()], ..Policies::default() },
    ] {
        for caller in [USER, SESSION] {
            let outcome = decide(&policies, &asking(json!(caller)));
            assert_eq!(outcome.decision, Decision::Allowed, "{policies:?}");
            assert_eq!(outcome.reason, "`STS:getcalleridentity` needs no permission");
        }
    }
    let endpoint = Policies { endpoint: Some(deny), ..Policies::default() };
    assert_eq!(decision(&endpoint, &asking(json!(USER))), Decision::ExplicitlyDenied);
    let anonymous = decision(&Policies::default(), &asking(json!("*")));
    assert_eq!(anonymous, Decision::ImplicitlyDenied);
    let session_token = request(json!(USER), "sts:GetFederationToken", "*");
    assert_eq!(decision(&Policies::default(), &session_token), Decision::ImplicitlyDenied);
}

#[test]
fn a_role_is_assumed_only_with_its_trust() {
    use Decision::{Allowed, ImplicitlyDenied};
    let trust = |principal: Json| {
        Some(statement(
            json!({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}),
        ))
    };
    for (caller, identity, trust, expected) in [
        (json!(USER), true, None, ImplicitlyDenied),
        (json!(USER), true, trust(json!({"AWS": ACCOUNT})), Allowed),
        (json!(USER), false, trust(json!({"AWS": ACCOUNT})), ImplicitlyDenied),
        (json!(USER), false, trust(json!({"AWS": USER})), Allowed),
        (
            json!(USER),
            true,
            trust(json!({"AWS": "arn:aws:iam::111122223333:user/eve"})),
            ImplicitlyDenied,
        ),
        (
            json!("ecs-tasks.amazonaws.com"),
            false,
            trust(json!({"Service": "ecs-tasks.amazonaws.com"})),
            Allowed,
        ),
        (
            json!("ec2.amazonaws.com"),
            false,
            trust(json!({"Service": "ecs-tasks.amazonaws.com"})),
            ImplicitlyDenied,
        ),
        (
            json!("arn:aws:iam::999922223333:user/eve"),
            true,
            trust(json!({"AWS": "999922223333"})),
            Allowed,
        ),
        (
            json!("arn:aws:iam::999922223333:user/eve"),
            false,
            trust(json!({"AWS": "arn:aws:iam::999922223333:user/eve"})),
            ImplicitlyDenied,
        ),
    ] {
        let request = request(caller, "sts:AssumeRole", ROLE);
        assert_eq!(
            decision(&case(identity, trust.clone(), false, false), &request),
            expected,
            "{trust:?}"
        );
    }
}

#[test]
fn a_key_s_policy_has_to_consent() {
    let request = request(json!(USER), "kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/1");
    let silent = decide(&case(true, None, false, false), &request);
    assert_eq!(silent.decision, Decision::Allowed);
    assert_eq!(
        silent.assumptions,
        [
            "the policy of the key `arn:aws:kms:eu-west-1:111122223333:key/1` leaves it to the account's identity policies"
        ]
    );
    let delegated = case(true, Some(naming(json!({"AWS": ACCOUNT}))), false, false);
    assert_eq!(decision(&delegated, &request), Decision::Allowed);
    let other = case(
        true,
        Some(naming(json!({"AWS": "arn:aws:iam::111122223333:user/eve"}))),
        false,
        false,
    );
    assert_eq!(decision(&other, &request), Decision::ImplicitlyDenied);
}

#[test]
fn a_denial_with_not_principal_hits_whoever_has_a_boundary() {
    let deny = statement(
        json!({"Effect": "Deny", "NotPrincipal": {"AWS": [USER, ACCOUNT]}, "Action": "*", "Resource": "*"}),
    );
    let request = request(json!(USER), "sqs:SendMessage", QUEUE);
    let mut policies =
        Policies { resource: Some(documents(&[deny])), ..case(true, None, false, false) };
    assert_eq!(decision(&policies, &request), Decision::Allowed);
    policies.boundaries = documents(&[all("Allow")]);
    assert_eq!(decision(&policies, &request), Decision::ExplicitlyDenied);
}

#[test]
fn an_unresolved_variable_is_no_match_for_a_grant_and_unknown_for_a_denial() {
    let on = |effect: &str, element: &str| {
        statement(
            json!({"Effect": effect, "Action": "*", element: "arn:aws:sqs:*:*:${aws:PrincipalTag/team}"}),
        )
    };
    let decided = |policies: &[Json], context: Json| {
        let request = json!({"principal": USER, "action": "sqs:SendMessage", "resource": QUEUE, "context": context});
        let policies = Policies { identity: documents(policies), ..Policies::default() };
        decision(&policies, &Request::parse(&request).unwrap())
    };
    assert_eq!(
        decided(&[on("Allow", "Resource")], json!({"aws:PrincipalTag/team": "q"})),
        Decision::Allowed
    );
    assert_eq!(decided(&[on("Allow", "Resource")], json!({})), Decision::ImplicitlyDenied);
    assert_eq!(decided(&[all("Allow"), on("Deny", "Resource")], json!({})), Decision::Undecided);
    assert_eq!(decided(&[all("Allow"), on("Deny", "NotResource")], json!({})), Decision::Undecided);
    assert_eq!(decided(&[on("Allow", "NotResource")], json!({})), Decision::Undecided);
    assert_eq!(decided(&[on("Deny", "NotResource")], json!({})), Decision::ImplicitlyDenied);
}

#[test]
fn what_begins_differently_does_not_match_whatever_a_variable_is() {
    let on = |effect: &str, element: &str| {
        statement(
            json!({"Effect": effect, "Action": "*", element: "arn:aws:s3:::${aws:PrincipalTag/team}"}),
        )
    };
    let decided = |policies: &[Json]| {
        let policies = Policies { identity: documents(policies), ..Policies::default() };
        decision(&policies, &request(json!(USER), "sqs:SendMessage", QUEUE))
    };
    assert_eq!(decided(&[all("Allow"), on("Deny", "Resource")]), Decision::Allowed);
    assert_eq!(decided(&[all("Allow"), on("Deny", "NotResource")]), Decision::ExplicitlyDenied);
    assert_eq!(decided(&[on("Allow", "NotResource")]), Decision::Allowed);
}

#[test]
fn the_outcome_names_its_statements() {
    let two = statement(
        json!([{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]),
    );
    let policies = Policies { identity: documents(&[all("Allow"), two]), ..Policies::default() };
    let outcome = decide(&policies, &request(json!(USER), "sqs:SendMessage", QUEUE));
    insta::assert_snapshot!(serde_json::to_string(&outcome).unwrap(), @r#"{"decision":"Allowed","by":[{"in":"identity","policy":0,"statement":0},{"in":"identity","policy":1,"statement":1}],"reason":"2 statements allow and none denies","assumptions":[]}"#);
}
