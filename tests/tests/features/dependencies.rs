//! `DependsOn`, inside a stack, across stacks, and of whole scopes.

use constructs::prelude::*;
use constructs_aws::sqs::Queue;
use serde_json::json;

use crate::support::{at, check, filler, synthesized, task_role, template, template_of};

#[test]
fn a_resource_waits_for_resources_of_its_stack() {
    let found = template(|stack| {
        let (one, two) = (stack.add("One", filler()), stack.add("Two", filler()));
        stack.add("A", filler().depends_on(one));
        stack.add("B", filler().depends_on(two).depends_on(one).depends_on(two));
    });
    check(
        &found,
        [
            ("/Resources/A/DependsOn", json!("One")),
            ("/Resources/B/DependsOn", json!(["Two", "One"])),
        ],
    );
}

#[test]
fn a_scope_waits_and_is_waited_for_with_all_in_it() {
    let found = template(|stack| {
        let (first, second) = (stack.scope("First"), stack.scope("Second"));
        first.add("Default", filler());
        first.scope("Deep").add("Default", filler());
        second.add("Default", filler());
        second.depends_on(first);
        stack.add("Last", filler().depends_on(second));
    });
    check(
        &found,
        [
            ("/Resources/Second/DependsOn", json!(["First", "FirstDeepAE46783A"])),
            ("/Resources/Last/DependsOn", json!("Second")),
        ],
    );
}

#[test]
fn across_stacks_it_is_the_order_to_deploy() {
    let assembly = synthesized(|app| {
        let second = app.stack("Second", Stack::named("second"));
        let first = app.stack("First", Stack::named("first"));
        let queue = first.add("Queue", Queue::new());
        second.add("Queue", Queue::new().depends_on(queue));
    });
    let names: Vec<&str> = assembly.stacks().map(|stack| stack.name()).collect();
    assert_eq!(names, ["first", "second"]);
    assert_eq!(assembly.stack("second").unwrap().dependencies(), ["First"]);
    let second = template_of(&assembly, "second");
    assert_eq!(*at(&second, "/Resources/Queue"), json!({"Type": "AWS::SQS::Queue"}));
    assert_eq!(template_of(&assembly, "first")["Outputs"], json!(null));
}

#[test]
fn scopes_of_stacks_wait_for_each_other() {
    let assembly = synthesized(|app| {
        let (late, early) = (app.scope("late"), app.scope("early"));
        for (scope, name) in [(late, "late"), (early, "early")] {
            for at in ["a", "b"] {
                scope.stack(at, Stack::named(format!("{name}-{at}"))).add("Filler", filler());
            }
        }
        late.depends_on(early);
    });
    let names: Vec<&str> = assembly.stacks().map(|stack| stack.name()).collect();
    assert_eq!(names, ["early-a", "early-b", "late-a", "late-b"]);
    assert_eq!(assembly.stack("late-a").unwrap().dependencies(), ["early-a", "early-b"]);
}

#[test]
fn nothing_waits_for_itself() {
    let found = template(|stack| {
        let one = stack.add("One", filler());
        stack.add("Two", filler());
        stack.depends_on(one);
    });
    check(
        &found,
        [("/Resources/One/DependsOn", json!(null)), ("/Resources/Two/DependsOn", json!("One"))],
    );
}

/// What is waited for does not wait for its own parts.
#[test]
fn a_scope_waits_for_a_part_of_itself() {
    let found = template(|stack| {
        let inner = stack.scope("Inner");
        inner.add("A", filler());
        inner.add("B", filler());
        stack.add("Outside", filler());
        stack.depends_on(inner);
    });
    assert_eq!(at(&found, "/Resources/Outside/DependsOn").as_array().unwrap().len(), 2);
}

#[test]
fn a_stack_waits_for_a_role_with_a_grant() {
    let found = template(|stack| {
        let role = stack.add("Role", task_role());
        let queue = stack.add("Queue", Queue::new());
        stack.add("Grant", Grant::new(role, [allow([Role::PASS_ROLE]).on([role])]));
        stack.depends_on(role);
        let _ = queue;
    });
    assert_eq!(*at(&found, "/Resources/Role/DependsOn"), json!(null));
}
