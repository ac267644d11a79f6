//! Attachments of policies to roles, in every direction that CloudFormation has.

use constructs::ResourceRef;
use constructs::iam::{ManagedPolicyRef, RoleRef};
use constructs::prelude::*;
use constructs_aws::sqs::Queue;
use serde_json::{Value as Json, json};

use crate::support::{
    check, filler, refused, synthesized, task_role, template, template_of, templates,
};

fn policy() -> ManagedPolicy {
    ManagedPolicy::new([allow([Queue::SEND_MESSAGE]).on_every("a test")])
}

fn attach(stack: Scope<'_>, role: RoleRef, policy: ManagedPolicyRef) {
    stack.add("Attachment", PolicyAttachment::new(role, policy));
}

#[test]
fn in_one_stack_the_role_names_the_policy() {
    let found = template(|stack| {
        let role = stack.add("Role", task_role());
        let policy = stack.add("Policy", policy());
        attach(stack, role, policy);
        stack.add("Again", PolicyAttachment::new(role, policy));
        stack.add("Aws", PolicyAttachment::new(role, ManagedPolicy::aws("service-role/X")));
        stack.add("Arn", PolicyAttachment::new(role, "arn:aws:iam::111122223333:policy/made"));
        stack.add(
            "Imported",
            PolicyAttachment::new(role, Arn::<ManagedPolicy>::imported("prod:Policy")),
        );
    });
    let arns = json!([
        {"Ref": "Policy"},
        {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/X"},
        "arn:aws:iam::111122223333:policy/made",
        {"Fn::ImportValue": "prod:Policy"}
    ]);
    check(
        &found,
        [
            ("/Resources/Role/Properties/ManagedPolicyArns", arns),
            ("/Resources/Policy/Properties/Roles", Json::Null),
        ],
    );
}

#[test]
fn attachments_come_after_the_policies_that_the_role_has() {
    let found = template(|stack| {
        let role = stack.add("Role", task_role().managed_policies([ManagedPolicy::aws("A")]));
        stack.add("Aws", PolicyAttachment::new(role, ManagedPolicy::aws("B")));
        stack.add("Same", PolicyAttachment::new(role, ManagedPolicy::aws("A")));
    });
    let arn =
        |name: &str| json!({"Fn::Sub": format!("arn:${{AWS::Partition}}:iam::aws:policy/{name}")});
    check(&found, [("/Resources/Role/Properties/ManagedPolicyArns", json!([arn("A"), arn("B")]))]);
}

#[test]
fn a_policy_that_needs_the_role_names_it() {
    let found = template(|stack| {
        let role = stack.add("Role", task_role());
        let queue = stack.add("Queue", Queue::new().queue_name(role.name()));
        let pass = stack.add("Pass", ManagedPolicy::new([allow([Role::PASS_ROLE]).on([role])]));
        attach(stack, role, pass);
        let send =
            stack.add("Send", ManagedPolicy::new([allow([Queue::SEND_MESSAGE]).on([queue])]));
        stack.add("Indirect", PolicyAttachment::new(role, send));
        let waits = stack.add("Waits", policy().depends_on(role));
        stack.add("Waiting", PolicyAttachment::new(role, waits));
    });
    let roles = json!([{"Ref": "Role"}]);
    check(
        &found,
        [
            ("/Resources/Pass/Properties/Roles", roles.clone()),
            ("/Resources/Send/Properties/Roles", roles.clone()),
            ("/Resources/Waits/Properties/Roles", roles),
            ("/Resources/Role/Properties/ManagedPolicyArns", Json::Null),
        ],
    );
}

#[test]
fn a_policy_of_another_stack_is_imported_by_the_role() {
    let (first, second) = templates(|first, second| {
        let role = second.add("Role", task_role());
        attach(first, role, first.add("Policy", policy()));
    });
    check(&first, [("/Outputs/ExportPolicyRef/Value", json!({"Ref": "Policy"}))]);
    check(
        &second,
        [(
            "/Resources/Role/Properties/ManagedPolicyArns",
            json!([{"Fn::ImportValue": "first:PolicyRef"}]),
        )],
    );
}

#[test]
fn a_policy_of_a_stack_that_needs_the_roles_names_the_role() {
    let (first, second) = templates(|first, second| {
        let role = first.add("Role", task_role());
        second.add("Queue", Queue::new().queue_name(role.name()));
        attach(second, role, second.add("Policy", policy()));
    });
    check(&first, [("/Resources/Role/Properties/ManagedPolicyArns", Json::Null)]);
    check(
        &second,
        [("/Resources/Policy/Properties/Roles", json!([{"Fn::ImportValue": "first:RoleRef"}]))],
    );
}

#[test]
fn a_role_made_elsewhere_is_named_by_the_policy() {
    let exported = || Role::imported(Arn::<Role>::imported("prod:RoleArn"));
    let found = template(|stack| {
        let policy = stack.add("Policy", policy());
        let literal =
            Role::imported(Arn::<Role>::literal("arn:aws:iam::111122223333:role/a/b/api"));
        stack.add("Literal", PolicyAttachment::new(literal, policy));
        let worker = Role::named("worker");
        stack.add("Named", PolicyAttachment::new(&worker, policy));
        stack.add("Exported", PolicyAttachment::new(exported(), policy));
    });
    let name =
        json!({"Fn::Select": [1, {"Fn::Split": ["/", {"Fn::ImportValue": "prod:RoleArn"}]}]});
    check(&found, [("/Resources/Policy/Properties/Roles", json!(["api", "worker", name]))]);
}

#[test]
fn what_cannot_be_attached_is_reported() {
    for (policy, role) in [
        (ManagedPolicy::aws("ReadOnlyAccess"), Role::named("worker")),
        (Arn::imported("prod:Policy"), Role::imported(Arn::<Role>::imported("prod:RoleArn"))),
    ] {
        let found = refused(|app| {
            let stack = app.stack("Stack", Stack::named("stack"));
            stack.add("Filler", filler());
            stack.add("Attachment", PolicyAttachment::new(role, policy));
        });
        assert_eq!(found.iter().map(|found| found.code.as_str()).collect::<Vec<_>>(), ["C0612"]);
    }
}

#[test]
fn attachments_that_cross_each_other_share_a_direction() {
    let assembly = synthesized(|app| {
        let (one, two) =
            (app.stack("One", Stack::named("one")), app.stack("Two", Stack::named("two")));
        let (role1, role2) = (one.add("Role", task_role()), two.add("Role", task_role()));
        let (policy1, policy2) = (one.add("Policy", policy()), two.add("Policy", policy()));
        attach(one, role1, policy2);
        attach(two, role2, policy1);
    });
    let names: Vec<&str> = assembly.stacks().map(|stack| stack.name()).collect();
    assert_eq!(names, ["two", "one"]);
    let one = template_of(&assembly, "one");
    check(
        &one,
        [
            (
                "/Resources/Role/Properties/ManagedPolicyArns",
                json!([{"Fn::ImportValue": "two:PolicyRef"}]),
            ),
            ("/Resources/Policy/Properties/Roles", json!([{"Fn::ImportValue": "two:RoleRef"}])),
        ],
    );
}

#[test]
fn an_attachment_overwrites_nothing() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let policies = stack.add("Policies", Parameter::list());
    let role = stack.add("Role", task_role().raw("ManagedPolicyArns", policies.value()));
    stack.add("Aws", PolicyAttachment::new(role, ManagedPolicy::aws("A")));
    if let Ok(assembly) = app.synth() {
        let found = assembly.stack("stack").unwrap().template();
        assert!(
            found.contains("{\n     \"Ref\": \"Policies\"") || found.contains("Policies\"\n"),
            "{found}"
        );
    }
}

/// A handle can be made of any node; one of another kind is a mistake.
#[test]
fn a_handle_of_another_kind_is_reported() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let queue = stack.add("Queue", Queue::new());
    let role = RoleRef::from_node(queue.node());
    stack.add("Aws", PolicyAttachment::new(role, ManagedPolicy::aws("A")));
    let found = app.synth().expect_err("a queue is not a role");
    assert_eq!(found.iter().map(|found| found.code.as_str()).collect::<Vec<_>>(), ["C0107"]);
}
