//! The same app -> the same bytes: again, on another thread, and after other apps.

use constructs::assembly::TemplateFormat;
use constructs::prelude::*;
use constructs_aws::sqs::Queue;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::support::task_role;

/// The names and bytes of all files of an app with something of everything.
fn files() -> Vec<(String, Vec<u8>)> {
    let app = App::new();
    for environment in ["dev", "prod"] {
        let scope = app.scope(environment);
        scope.tag("environment", environment);
        let queues = scope.stack(
            "Queues",
            Stack::named(format!("{environment}-queues")).tag("b", "1").tag("a", "2"),
        );
        let iam = scope.stack("Iam", Stack::named(format!("{environment}-iam")));
        let role = iam.add("Role", task_role());
        for at in 0..20 {
            let queue = queues.add(
                format!("Queue{at}"),
                Queue::new().queue_name(text!("{}-{}", STACK_NAME, format!("{at}"))),
            );
            let send = allow([Queue::SEND_MESSAGE, Queue::GET_QUEUE_URL]).on([queue]);
            iam.add(format!("Grant{at}"), Grant::new(role, [send]));
        }
        iam.add("Out", Output::new(role.arn()).export(format!("{environment}:Role")));
    }
    let assembly = app.synth().expect("no mistakes");
    let formats = [TemplateFormat::Json, TemplateFormat::Yaml];
    let files = formats.iter().flat_map(|format| assembly.files(*format));
    files.map(|file| (file.name.to_string(), file.bytes.to_vec())).collect()
}

#[test]
fn the_same_app_gives_the_same_bytes() {
    let first = files();
    assert!(first.iter().any(|(name, _)| name == "manifest.json"));
    assert_eq!(first, files(), "again");
    let others: Vec<App> = (0..100).map(|_| App::new()).collect();
    assert_eq!(first, files(), "after other apps");
    drop(others);
    let elsewhere = std::thread::spawn(files).join().expect("no panic");
    assert_eq!(first, elsewhere, "on another thread");
}

#[test]
fn random_apps_give_the_same_bytes() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..64 {
        let plan = crate::properties::apps::plan().new_tree(&mut runner).expect("a plan").current();
        let bytes = |plan: &crate::properties::apps::Plan| match plan.build().synth() {
            Ok(assembly) => assembly.stacks().map(|stack| stack.template().to_owned()).collect(),
            Err(found) => vec![found.to_string()],
        };
        let elsewhere =
            std::thread::scope(|scope| scope.spawn(|| bytes(&plan)).join().expect("no panic"));
        assert_eq!(bytes(&plan), elsewhere);
    }
}

/// Diagnostics come in one order too.
#[test]
fn the_same_mistakes_give_the_same_report() {
    let report = || {
        let app = App::new();
        let stack = app.stack("Stack", Stack::named("stack"));
        for id in ["b", "a", "b", "c", "a"] {
            stack.add(id, Queue::new().raw("X", constructs::Expr::Null));
        }
        app.synth().expect_err("mistakes").to_string()
    };
    assert_eq!(report(), report());
}
