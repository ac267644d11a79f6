//! Roles and policies: a small app for each code.

use constructs::codes;
use constructs::iam::{PolicyDocument, condition};
use constructs::prelude::*;
use constructs_aws::sqs::Queue;

use super::{Mistake, check, mistake};
use crate::support::{refused, task_role};

fn stack(app: &App) -> Scope<'_> {
    app.stack("Stack", Stack::named("stack"))
}

fn add_role(app: &App, role: Role) {
    stack(app).add("Role", role);
}

fn add_policy(app: &App, document: impl constructs::iam::IntoDocument) {
    stack(app).add("Policy", ManagedPolicy::new(document));
}

/// A statement whose JSON has about as many characters as asked for.
fn long(characters: usize) -> Statement {
    let resources =
        (0..characters / 100).map(|at| format!("arn:aws:sqs:eu-central-1:111122223333:{at:059}"));
    allow_named(["sqs:SendMessage"]).on(resources)
}

fn trusts(count: usize) -> Role {
    (0..count).fold(task_role(), |role, at| {
        role.also_assumed_by(Principal::arn(format!("arn:aws:iam::111122223333:role/{at:064}")))
    })
}

pub(super) const MISTAKES: &[Mistake] = &[
    mistake(codes::ROLE_NAME, "Stack/Role", |app| {
        add_role(app, task_role().role_name("r".repeat(65)));
    }),
    mistake(codes::ROLE_NAME, "Stack/Role", |app| add_role(app, task_role().role_name("a b"))),
    mistake(codes::ROLE_NAME, "Stack/Role", |app| add_role(app, task_role().role_name(""))),
    mistake(codes::POLICY_NAME, "Stack/Policy", |app| {
        let policy = ManagedPolicy::new([long(100)]).managed_policy_name("p".repeat(129));
        stack(app).add("Policy", policy);
    }),
    mistake(codes::POLICY_NAME, "Stack/Role", |app| {
        add_role(app, task_role().inline_policy("a/b", [long(100)]));
    }),
    mistake(codes::MANAGED_POLICY_SIZE, "Stack/Policy", |app| add_policy(app, [long(6_400)])),
    mistake(codes::INLINE_POLICY_SIZE, "Stack/Role", |app| {
        let role =
            task_role().inline_policy("one", [long(5_500)]).inline_policy("two", [long(5_500)]);
        add_role(app, role);
    }),
    mistake(codes::TRUST_POLICY_SIZE, "Stack/Role", |app| add_role(app, trusts(30))),
    mistake(codes::ATTACHED_POLICIES, "Stack/Role", |app| {
        let policies = (0..11).map(|at| ManagedPolicy::aws(&format!("Policy{at}")));
        add_role(app, task_role().managed_policies(policies));
    }),
    mistake(codes::IAM_DESCRIPTION, "Stack/Role", |app| {
        add_role(app, task_role().description("d".repeat(1_001)));
    }),
    mistake(codes::IAM_DESCRIPTION, "Stack/Policy", |app| {
        stack(app).add("Policy", ManagedPolicy::new([long(100)]).description("日本"));
    }),
    mistake(codes::POLICY_CHARACTER, "Stack/Policy", |app| {
        let team = condition::string_equals("aws:PrincipalTag/team", "日本");
        add_policy(app, [long(100).when(team)]);
    }),
    mistake(codes::ROLE_NAME_TAKEN, "Stack/Again", |app| {
        let stack = stack(app);
        stack.add("Role", task_role().role_name("Api"));
        stack.add("Again", task_role().role_name("api"));
    }),
    mistake(codes::IAM_PATH, "Stack/Role", |app| add_role(app, task_role().path("/team"))),
    mistake(codes::IAM_PATH, "Stack/Role", |app| {
        add_role(app, task_role().path(format!("/{}/", "p".repeat(511))));
    }),
    mistake(codes::SESSION_DURATION, "Stack/Role", |app| {
        add_role(app, task_role().max_session_duration(60));
    }),
    mistake(codes::NOT_ATTACHABLE, "Stack/Attachment", |app| {
        let stack = stack(app);
        stack.add("Queue", Queue::new());
        let policy = ManagedPolicy::aws("ReadOnlyAccess");
        stack.add("Attachment", PolicyAttachment::new(Role::named("made-by-hand"), policy));
    }),
    mistake(codes::SID, "Stack/Policy", |app| add_policy(app, [long(100).sid("Read it")])),
    mistake(codes::SID, "Stack/Policy", |app| {
        add_policy(app, [long(100).sid("Read"), long(200).sid("Read")]);
    }),
    mistake(codes::EMPTY, "Stack/Policy", |app| add_policy(app, Vec::new())),
    mistake(codes::EMPTY, "Stack/Policy", |app| {
        add_policy(app, [allow([Queue::SEND_MESSAGE]).on(empty())]);
    }),
    mistake(codes::EMPTY, "Stack/Policy", |app| {
        add_policy(app, [allow_named(Vec::<String>::new()).on(["arn:aws:sqs:::a"])]);
    }),
    mistake(codes::EMPTY, "Stack/Role", |app| {
        add_role(app, Role::with_trust(PolicyDocument::default()));
    }),
    mistake(codes::ACTION_FORM, "Stack/Policy", |app| {
        add_policy(app, [allow_named(["SendMessage"]).on(["arn:aws:sqs:::a"])]);
    }),
    mistake(codes::CONDITION_TWICE, "Stack/Policy", |app| {
        let tag = |value| condition::string_equals("aws:PrincipalTag/team", value);
        add_policy(app, [long(100).when(tag("chat")).when(tag("calls"))]);
    }),
    mistake(codes::MISPLACED, "Stack/Policy", |app| {
        add_policy(app, [long(100).principal(Principal::any())]);
    }),
    mistake(codes::MISPLACED, "Stack/Role", |app| {
        let anybody = allow([Queue::SEND_MESSAGE]).on_every("a test").principal(Principal::any());
        add_role(app, task_role().inline_policy("send", [anybody]));
    }),
    mistake(codes::MISPLACED, "Stack/Role", |app| {
        let trust = allow_named(["sts:AssumeRole"]).on_every("a test").principal(Principal::any());
        add_role(app, Role::with_trust([trust]));
    }),
];

#[test]
fn each_code_by_a_small_app() {
    check(MISTAKES);
}

/// 6,144 characters are taken and one more is not, spaces inside texts counted.
#[test]
fn the_size_of_a_managed_policy_is_what_iam_counts() {
    for (filling, is_taken) in [(6_144, true), (6_145, false)] {
        let empty = r#"{"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:::a"}]}"#;
        let app = App::new();
        let statement = allow_named(["sqs:SendMessage"]).on(["arn:aws:sqs:::a"]);
        let sid = "s".repeat(filling - empty.len());
        add_policy(&app, [statement.sid(sid)]);
        assert_eq!(app.synth().is_ok(), is_taken, "{filling}");
    }
}

#[test]
fn a_trust_policy_without_principal_on_resources_breaks_two_rules() {
    let found = refused(|app| {
        add_role(app, Role::with_trust([allow_named(["sts:AssumeRole"]).on_every("a test")]));
    });
    let help: Vec<_> = found.iter().filter_map(|one| one.help.as_deref()).collect();
    let expected = [
        "name the principal with `.principal(…)` or `.by(…)`",
        "use `.by(principal)` instead of `.on(…)`",
    ];
    assert_eq!(help, expected);
    assert!(found.iter().all(|one| one.code == codes::MISPLACED), "{found}");
}
