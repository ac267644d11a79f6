//! The findings of IAM's facts on an app's policies, with the Rust line of the statement.

use constructs::iam::condition::aws;
use constructs::prelude::*;
use constructs_aws::condition::kms;
use constructs_aws::sqs::Queue;

use crate::support::synthesized;

/// The findings on the stack that `describe` fills: code, message, help, construct, and whether a line of this file is named.
fn findings(describe: impl FnOnce(Scope<'_>)) -> String {
    let assembly = synthesized(|app| describe(app.stack("Stack", Stack::named("stack"))));
    let line = |found: constructs::Diagnostic| {
        let place = &found.place;
        let file = place.primary().map(|origin| origin.location.file()).unwrap_or_default();
        let path = place.path.as_deref().unwrap_or_default();
        let help = found.help.as_deref().unwrap_or_default();
        assert!(file.ends_with("policies.rs"), "{file}");
        format!(
            "{:?}[{}] {}\n  at {path}; help: {help}\n",
            found.severity, found.code, found.message
        )
    };
    constructs_toolkit::check(&assembly).into_iter().map(line).collect()
}

#[test]
fn a_key_that_the_action_does_not_know_is_caught_with_its_line() {
    let found = findings(|stack| {
        let queue = stack.add("Queue", Queue::new());
        let send = allow([Queue::SEND_MESSAGE]).on([queue]).when(kms::VIA_SERVICE.equals("sqs"));
        stack.add("Send", ManagedPolicy::new([send]));
        let receive =
            allow([Queue::RECEIVE_MESSAGE]).on([queue]).when(aws::SOURCE_VPCE.equals("vpce-1"));
        stack.add("Receive", ManagedPolicy::new([receive]));
    });
    insta::assert_snapshot!(found, @r"
    Error[A0202] `sqs:SendMessage` does not support the condition key `kms:ViaService`, so the condition never holds for it
      at Stack/Send; help: use a supported key: `aws:ResourceTag/${TagKey}`, or a global key (`aws:…`)
    ");
}

#[test]
fn an_action_by_name_that_does_not_exist_is_caught_with_its_line() {
    let found = findings(|stack| {
        let named = allow_named(["sqs:DeleteMessageBatch", "sqs:SendMesage"]).on_any();
        stack.add("Policy", ManagedPolicy::new([named]));
        let key = condition::string_equals("aws:SorceAccount", "111122223333");
        let trust =
            allow_named(["sts:AssumeRole"]).by(Principal::service("ecs.amazonaws.com")).when(key);
        stack.add("Role", Role::with_trust([trust]));
    });
    insta::assert_snapshot!(found, @r"
    Error[A0103] `sqs:DeleteMessageBatch` is an API operation, not an IAM action
      at Stack/Policy; help: write `sqs:DeleteMessage`, which allows this operation
    Error[A0102] `sqs:SendMesage` is not an IAM action
      at Stack/Policy; help: did you mean `sqs:SendMessage`?
    Error[A0201] no action supports the condition key `aws:SorceAccount`
      at Stack/Role; help: did you mean `aws:SourceAccount`?
    ");
}
