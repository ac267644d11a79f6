//! One app with six mistakes gets these six, and nothing else, in one synthesis.

use constructs::prelude::*;
use constructs::{Code, codes};
use constructs_aws::sqs::Queue;

use crate::support::{refused, task_role};

fn describe(app: &App) {
    let other = App::new();
    let elsewhere = other.stack("Other", Stack::named("other")).add("Queue", Queue::new());

    let queues = app.stack("Queues", Stack::named("chat-dev-queues"));
    let push = queues.add("Push", Queue::new());
    queues.add("Push", Queue::new());
    queues.add("Dead", Queue::new().queue_name(elsewhere.name()));

    let iam = app.stack("Iam", Stack::named("chat-dev-iam"));
    let role = iam.add("ApiTask", task_role().role_name("chat-dev-".to_owned() + &"x".repeat(56)));
    let send = |at| allow([Queue::SEND_MESSAGE]).on([push]).sid(format!("{at:0>620}"));
    let large = iam.add("Large", ManagedPolicy::new((0..10).map(send).collect::<PolicyDocument>()));
    iam.add("AttachLarge", PolicyAttachment::new(role, large));
    for at in 0..10 {
        let policy = ManagedPolicy::aws(&format!("Policy{at}"));
        iam.add(format!("Attach{at}"), PolicyAttachment::new(role, policy));
    }
    queues.add("Task", Queue::new().queue_name(text!("{}-queue", role.name())));
}

#[test]
fn six_mistakes_are_six_errors() {
    let found = refused(describe);
    let codes: Vec<Code> = found.iter().map(|diagnostic| diagnostic.code).collect();
    let mut expected = vec![
        codes::DUPLICATE_ID,
        codes::FOREIGN_REFERENCE,
        codes::STACK_CYCLE,
        codes::ROLE_NAME,
        codes::MANAGED_POLICY_SIZE,
        codes::ATTACHED_POLICIES,
    ];
    let mut sorted = codes;
    sorted.sort();
    expected.sort();
    assert_eq!(sorted, expected, "{found}");
    insta::assert_snapshot!(found, @r#"
    error[C0101]: there is already a construct with the id `Push` here
      --> tests/tests/mistakes/six.rs:15:12
       | Queues/Push
       | in Queues, added at tests/tests/mistakes/six.rs:13:22
      = first added here
      --> tests/tests/mistakes/six.rs:14:23
       | Queues/Push
       | in Queues, added at tests/tests/mistakes/six.rs:13:22
      = help: give one of them another id; ids are unique among siblings

    error[C0103]: a reference names a construct of another app
      --> tests/tests/mistakes/six.rs:16:12
       | Queues/Dead
       | in Queues, added at tests/tests/mistakes/six.rs:13:22
      = help: add the construct to this app, or import it: `Arn::imported(…)`, `import_value(…)`

    error[C0301]: stacks depend on each other in a cycle: `Queues/Task` needs `Iam/ApiTask`, `Iam/Large` needs `Queues/Push`
      --> tests/tests/mistakes/six.rs:27:12
       | Queues/Task
       | in Queues, added at tests/tests/mistakes/six.rs:13:22
      = another reference in the cycle
      --> tests/tests/mistakes/six.rs:21:21
       | Iam/Large
       | in Iam, added at tests/tests/mistakes/six.rs:18:19
      = help: move one construct into the other stack, or both into a third stack

    error[C0601]: `chat-dev-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx` has 65 characters; the limit is 64
      --> tests/tests/mistakes/six.rs:19:20
       | Iam/ApiTask (ApiTask, RoleName)
       | in Iam, added at tests/tests/mistakes/six.rs:18:19
      = help: shorten it, or remove it: CloudFormation generates a name

    error[C0606]: the role has 11 managed policies; the limit is 10
      --> tests/tests/mistakes/six.rs:19:20
       | Iam/ApiTask (ApiTask, ManagedPolicyArns)
       | in Iam, added at tests/tests/mistakes/six.rs:18:19
      = help: put their statements into fewer policies, or ask AWS for a higher quota (at most 25)

    error[C0603]: the managed policy has at least 6938 characters; the limit is 6144
      --> tests/tests/mistakes/six.rs:21:21
       | Iam/Large (Large, PolicyDocument)
       | in Iam, added at tests/tests/mistakes/six.rs:18:19
      = help: split it in two, or use wildcards for actions that belong together
    "#);
}
