//! The permission matrix of the app: it is proved with every setting, and each mistake is reported with its cell.

use std::collections::BTreeMap;

use app::{PERMISSIONS, build, permissions};
use constructs_access::matrix::PermissionMatrix;
use constructs_access::prove::{Proof, ProofInput, Reading, explain, prove};
use constructs_access::template::{Stack, Stacks};
use constructs_toolkit::Context;
use serde_json::{Value as Json, json};

/// The stacks of one environment with these settings, after `change` to the IAM template.
fn stacks(settings: &Json, change: impl FnOnce(&mut Json)) -> (Vec<Stack>, Context) {
    let mut settings = settings.clone();
    settings["baseName"] = "chat-dev".into();
    let context = json!({"environments": {"dev": settings}});
    let context = Context::new(context.as_object().expect("an object").clone());
    let assembly = build(&context).expect("settings").synth().expect("an assembly");
    let mut stacks = constructs_toolkit::stacks(&assembly);
    let iam = stacks.iter_mut().find(|stack| stack.name == "chat-dev-iam").expect("the stack");
    let mut template = iam.root().to_json();
    change(&mut template);
    let text = template.to_string();
    iam.template = constructs_yaml::read(text.as_bytes()).expect("a template");
    (stacks, context)
}

fn proof(settings: &Json, change: impl FnOnce(&mut Json)) -> Proof {
    let (stacks, context) = stacks(settings, change);
    let matrix = PermissionMatrix::read(PERMISSIONS, "permissions.yaml").expect("a matrix");
    let stacks = Stacks::new(&stacks);
    let (environment, variables) = &permissions(&context).expect("settings")[0];
    let (variables, locate) = (variables, |_: &str, _: &str, _: &str| None);
    let today = "2026-11-25";
    prove(&ProofInput {
        matrix: &matrix,
        environment,
        variables,
        reading: &Reading::new(&stacks),
        locate: &locate,
        today,
    })
}

/// The findings of `synth` on a change, without help and matrix lines, which other tests show.
fn slip(change: impl FnOnce(&mut Json)) -> String {
    let proof = proof(&json!({}), change);
    assert!(proof.findings.has_errors());
    proof.findings.to_string()
}

/// The statement `sid` of the policy whose id begins with `policy`.
fn statement<'j>(template: &'j mut Json, policy: &str, sid: &str) -> &'j mut Json {
    let resources = template["Resources"].as_object_mut().expect("resources");
    let (_, found) = resources.iter_mut().find(|(id, _)| id.starts_with(policy)).expect("a policy");
    let statements = found["Properties"]["PolicyDocument"]["Statement"].as_array_mut();
    let mut statements = statements.expect("statements").iter_mut();
    statements.find(|statement| statement["Sid"] == sid).expect("a statement")
}

fn import(name: &str) -> Json {
    json!({"Fn::ImportValue": format!("chat-dev-queues:{name}")})
}

#[test]
fn the_matrix_proves_with_every_setting() {
    let boundary = "arn:aws:iam::111122223333:policy/boundary";
    let key = "arn:aws:kms:eu-central-1:111122223333:key/1-2";
    for settings in [
        json!({}),
        json!({"imports": "external"}),
        json!({"imports": "external", "exportNames": {"pushQueue": "theirs:Push", "redisSecret": "theirs:Redis"}}),
        json!({"account": "111122223333", "region": "eu-central-1"}),
        json!({"region": "cn-north-1", "logGroupPrefix": "/ecs/chat", "kmsServices": ["ssm"]}),
        json!({"permissionsBoundary": boundary, "rolePath": "/chat/", "roleNamesWithRegion": true}),
        json!({"trustSourceAccount": true, "kmsKeys": [key], "deletionProtection": true, "multiAz": true}),
    ] {
        let proof = proof(&settings, |_| {});
        let text = explain(std::slice::from_ref(&proof));
        assert!(proof.findings.is_empty(), "{settings}\n{text}\n{}", proof.findings);
        assert!(
            text.starts_with("dev: the identity policies in these templates grant exactly"),
            "{text}"
        );
        assert_eq!(proof.columns.len(), 4);
    }
}

#[test]
fn what_is_assumed_is_said() {
    let settings = json!({"imports": "external", "permissionsBoundary": "arn:aws:iam::111122223333:policy/boundary"});
    insta::assert_snapshot!(explain(&[proof(&settings, |_| {})]));
}

#[test]
fn each_slip_is_told_with_its_cell_and_a_request() {
    let mut slips: BTreeMap<&str, String> = BTreeMap::new();
    let mut add = |name, text| slips.insert(name, text);
    add(
        "api_receives",
        slip(|template| {
            let actions =
                statement(template, "ApiPolicy", "Send")["Action"].as_array_mut().expect("actions");
            actions.push("sqs:ReceiveMessage".into());
        }),
    );
    add(
        "workers_send_to_a_main_queue",
        slip(|template| {
            statement(template, "WorkersPolicy", "DeadLetter")["Resource"][0] = import("PushArn");
        }),
    );
    add(
        "workers_send_by_a_wildcard",
        slip(|template| {
            let actions = statement(template, "WorkersPolicy", "Consume")["Action"]
                .as_array_mut()
                .expect("actions");
            actions.push("sqs:Send*".into());
        }),
    );
    add(
        "dead_letter_queues_swapped_with_queues",
        slip(|template| {
            let main = statement(template, "WorkersPolicy", "Consume")["Resource"].take();
            let dead = statement(template, "WorkersPolicy", "DeadLetter")["Resource"].take();
            statement(template, "WorkersPolicy", "Consume")["Resource"] = dead;
            statement(template, "WorkersPolicy", "DeadLetter")["Resource"] = main;
        }),
    );
    add(
        "no_namespace",
        slip(|template| {
            statement(template, "RealtimePolicy", "Metrics")
                .as_object_mut()
                .expect("a statement")
                .remove("Condition");
        }),
    );
    add(
        "policy_on_the_wrong_role",
        slip(|template| {
            let resources = template["Resources"].as_object_mut().expect("resources");
            let id = |start: &str| {
                resources.keys().find(|id| id.starts_with(start)).expect("an id").clone()
            };
            let (role, policy) = (id("WorkersRole"), id("RealtimePolicy"));
            template["Resources"][&role]["Properties"]["ManagedPolicyArns"][0] =
                json!({"Ref": policy});
        }),
    );
    add(
        "every_secret",
        slip(|template| {
            statement(template, "SecretsAccess", "Secrets")["Resource"] = "*".into();
        }),
    );
    add(
        "no_ecs_exec",
        slip(|template| {
            let policy = statement(template, "ApiPolicy", "EcsExec");
            policy["Action"] = "ssmmessages:OpenDataChannel".into();
        }),
    );
    for (name, text) in slips {
        insta::assert_snapshot!(name, text);
    }
}
