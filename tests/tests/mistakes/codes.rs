//! The tree, stacks, references, values, sizes: a small app for each code.

use constructs::codes;
use constructs::prelude::*;
use constructs::{Expr, GenericResource, Mapping, and, equals, ssm_value};
use constructs_aws::sns::Topic;
use constructs_aws::sqs::Queue;
use constructs_include::Include;

use super::{Mistake, check, mistake};
use crate::support::filler;

fn stack(app: &App) -> Scope<'_> {
    app.stack("Stack", Stack::named("stack"))
}

/// Two stacks with something in them.
fn two(app: &App) -> (Scope<'_>, Scope<'_>) {
    let (first, second) =
        (app.stack("First", Stack::named("first")), app.stack("Second", Stack::named("second")));
    first.add("Filler", filler());
    second.add("Filler", filler());
    (first, second)
}

/// A construct that is two things at one place.
struct Twice;

impl Construct for Twice {
    type Handle = ();

    fn build(self, scope: Scope<'_>) {
        Queue::new().build(scope);
        Queue::new().build(scope);
    }
}

/// A template that exists.
const TEMPLATE: &str = "Metadata: {Owner: chat}\nResources: {Push: {Type: 'AWS::SQS::Queue'}}\n";

pub(super) const MISTAKES: &[Mistake] = &[
    mistake(codes::INCLUDED_TEXT, "Stack/Legacy", |app| {
        stack(app).add("Legacy", Include::template("Resources: {"));
    }),
    mistake(codes::INCLUDED_NAME, "Stack/Legacy", |app| {
        let legacy = stack(app).add("Legacy", Include::template(TEMPLATE));
        let _ = legacy.resource::<Queue>("Pusch");
    }),
    mistake(codes::INCLUDED_TYPE, "Stack/Legacy", |app| {
        let legacy = stack(app).add("Legacy", Include::template(TEMPLATE));
        let _ = legacy.resource::<Topic>("Push");
    }),
    mistake(codes::ACKNOWLEDGEMENT, "Stack/Queue", |app| {
        stack(app).add("Queue", Queue::new().acknowledge("F0101", ""));
    }),
    mistake(codes::SECTION_TAKEN, "Stack/Legacy", |app| {
        let stack = app.stack("Stack", Stack::named("stack").metadata("Owner", "payments"));
        stack.add("Legacy", Include::template(TEMPLATE));
    }),
    mistake(codes::ARTIFACT_TAKEN, "dev/Iam", |app| {
        app.stack("dev-Iam", Stack::named("one")).add("Filler", filler());
        app.scope("dev").stack("Iam", Stack::named("two")).add("Filler", filler());
    }),
    mistake(codes::NAME_TAKEN, "Second/Push", |app| {
        let (first, second) = two(app);
        first.add("Push", Queue::new().queue_name("push"));
        second.add("Push", Queue::new().queue_name("push"));
    }),
    mistake(codes::EARLY_REFERENCE, "Stack/Condition", |app| {
        let stack = stack(app);
        let queue = stack.add("Push", Queue::new());
        stack.add("Condition", Condition::new(equals(queue.name(), "push")));
    }),
    mistake(codes::WRONG_TARGET, "Stack/Push", |app| {
        let stack = stack(app);
        let parameter = stack.add("Parameter", Parameter::string());
        stack.add("Push", Queue::new().depends_on(parameter));
    }),
    mistake(codes::DUPLICATE_ID, "Stack/Push", |app| {
        let stack = stack(app);
        stack.add("Push", Queue::new());
        stack.scope("Push");
    }),
    mistake(codes::DUPLICATE_ID, "Stack/a--b", |app| {
        let stack = stack(app);
        stack.add("a/b", Queue::new());
        stack.add("a--b", Queue::new());
    }),
    mistake(codes::EMPTY_ID, "Stack/", |app| {
        stack(app).scope("").add("Push", Queue::new());
    }),
    mistake(codes::FOREIGN_REFERENCE, "Stack/Push", |app| {
        let other = App::new();
        let dead = other.stack("Other", Stack::named("other")).add("Dead", Queue::new());
        stack(app).add("Push", Queue::new().queue_name(text!("{}-x", dead.name())));
    }),
    mistake(codes::FOREIGN_REFERENCE, "Stack/Push", |app| {
        let other = App::new();
        let dead = other.stack("Other", Stack::named("other")).add("Dead", Queue::new());
        stack(app).add("Push", Queue::new().depends_on(dead));
    }),
    mistake(codes::FOREIGN_REFERENCE, "Stack/Attachment", |app| {
        let other = App::new();
        let role =
            other.stack("Other", Stack::named("other")).add("Role", crate::support::task_role());
        let stack = stack(app);
        stack.add("Filler", filler());
        stack.add("Attachment", PolicyAttachment::new(role, ManagedPolicy::aws("ReadOnlyAccess")));
    }),
    mistake(codes::OUTSIDE_STACK, "Loose", |app| {
        stack(app).add("Filler", filler());
        app.root().add("Loose", Queue::new());
    }),
    mistake(codes::OUTSIDE_STACK, "Group/Loose", |app| {
        stack(app).add("Filler", filler());
        app.scope("Group").add("Loose", Parameter::string());
    }),
    mistake(codes::DECLARED_TWICE, "Stack/Twice", |app| stack(app).add("Twice", Twice)),
    mistake(codes::STACK_NAME, "Stack", |app| {
        app.stack("Stack", Stack::named("chat_dev")).add("Filler", filler());
    }),
    mistake(codes::STACK_NAME, "Stack", |app| {
        app.stack("Stack", Stack::named("")).add("Filler", filler());
    }),
    mistake(codes::STACK_NAME, "Stack", |app| {
        app.stack("Stack", Stack::named("a".repeat(129))).add("Filler", filler());
    }),
    mistake(codes::DUPLICATE_STACK, "Again", |app| {
        stack(app).add("Filler", filler());
        app.stack("Again", Stack::named("stack")).add("Filler", filler());
    }),
    mistake(codes::LOGICAL_ID, "Stack/---", |app| {
        stack(app).add("---", Queue::new());
    }),
    mistake(codes::LOGICAL_ID, "Stack/Default", |app| {
        stack(app).add("Default", Queue::new());
    }),
    mistake(codes::LOGICAL_ID, "Stack/Push", |app| {
        stack(app).add("Push", Queue::new().logical_id("Push-Queue"));
    }),
    mistake(codes::LOGICAL_ID_TAKEN, "Stack/pu-sh", |app| {
        let stack = stack(app);
        stack.add("push", Queue::new());
        stack.add("pu-sh", Queue::new());
    }),
    mistake(codes::LOGICAL_ID_TAKEN, "Stack/Size", |app| {
        let stack = stack(app);
        stack.add("Push", Queue::new());
        stack.add("Size", Parameter::string().logical_id("Push"));
    }),
    mistake(codes::DESCRIPTION, "Stack", |app| {
        app.stack("Stack", Stack::named("stack").description("é".repeat(513)))
            .add("Filler", filler());
    }),
    mistake(codes::ENVIRONMENT, "Stack", |app| {
        app.stack("Stack", Stack::named("stack").account("1111")).add("Filler", filler());
    }),
    mistake(codes::ENVIRONMENT, "Stack", |app| {
        app.stack("Stack", Stack::named("stack").region("Frankfurt")).add("Filler", filler());
    }),
    mistake(codes::STACK_CYCLE, "First", |app| {
        let (first, second) = two(app);
        first.depends_on(second);
        second.depends_on(first);
    }),
    mistake(codes::STACK_CYCLE, "First/Url", |app| {
        let (first, second) = two(app);
        let (push, dead) = (first.add("Push", Queue::new()), second.add("Dead", Queue::new()));
        first.add("Url", Output::new(dead.url()));
        second.add("Url", Output::new(push.url()));
    }),
    mistake(codes::RESOURCE_CYCLE, "Stack/Push", |app| {
        let stack = stack(app);
        let push = stack.add("Push", Queue::new());
        let dead = stack.add("Dead", Queue::new().queue_name(push.name()));
        app.scope_at(push).depends_on(dead);
    }),
    mistake(codes::OTHER_ENVIRONMENT, "Second/Push", |app| {
        let first = app.stack("First", Stack::named("first").region("eu-west-1"));
        let second = app.stack("Second", Stack::named("second").region("eu-central-1"));
        let dead = first.add("Dead", Queue::new());
        second.add("Push", Queue::new().queue_name(dead.name()));
    }),
    mistake(codes::NOT_EXPORTABLE, "Second/Push", |app| {
        let (first, second) = two(app);
        let here = first.add("Here", Condition::new(equals(REGION, "eu-central-1")));
        second.add("Push", Queue::new().condition(here));
    }),
    mistake(codes::NOT_EXPORTABLE, "Second/Push", |app| {
        let (first, second) = two(app);
        let here = first.add("Here", Condition::new(equals(REGION, "eu-central-1")));
        second.add("Push", Queue::new().queue_name(if_(here, "a", "b")));
    }),
    mistake(codes::NOT_EXPORTABLE, "Second/Push", |app| {
        let (first, second) = two(app);
        let names = first.add("Names", Mapping::new().row("a", [("b", "c")]));
        second.add("Push", Queue::new().queue_name(names.find("a", "b")));
    }),
    mistake(codes::EXPORT_TAKEN, "Second/Out", |app| {
        let (first, second) = two(app);
        first.add("Out", Output::new("1").export("shared"));
        second.add("Out", Output::new("2").export("shared"));
    }),
    mistake(codes::EXPORT_NAME, "First/Out", |app| {
        two(app).0.add("Out", Output::new("1").export("a b"));
    }),
    mistake(codes::EXPORT_NAME, "First/Out", |app| {
        two(app).0.add("Out", Output::new("1").export("a".repeat(256)));
    }),
    mistake(codes::DYNAMIC_REFERENCE, "Stack/Push", |app| {
        stack(app).add("Push", Queue::new().queue_name("{{resolve:ssm:name}}"));
    }),
    mistake(codes::DYNAMIC_REFERENCE, "Stack/Push", |app| {
        let (one, two) = ("{{res", "olve:ssm:name}}");
        stack(app).add("Push", Queue::new().queue_name(text!("{}{}", one, two)));
    }),
    mistake(codes::NULL, "Stack/Push", |app| {
        stack(app).add("Push", Queue::new().raw("KmsMasterKeyId", Expr::Null));
    }),
    mistake(codes::NULL, "Stack/Push", |app| {
        stack(app)
            .add("Push", Queue::new().raw("RedrivePolicy", serde_json::json!({"a": [1, null]})));
    }),
    mistake(codes::ARN, "Stack/Policy", |app| {
        let queue = Arn::<Queue>::literal("push");
        let send = allow([Queue::SEND_MESSAGE]).on([queue]);
        stack(app).add("Policy", ManagedPolicy::new([send]));
    }),
    mistake(codes::ARN_WILDCARD, "Stack/Policy", |app| {
        let queue =
            Arn::<Queue>::literal(text!("arn:{}:sqs:{}:{}:push-*", PARTITION, REGION, ACCOUNT));
        let send = allow([Queue::SEND_MESSAGE]).on([queue]);
        stack(app).add("Policy", ManagedPolicy::new([send]));
    }),
    mistake(codes::NUMBER, "Stack/Push", |app| {
        stack(app).add("Push", Queue::new().raw("DelaySeconds", f64::INFINITY));
    }),
    mistake(codes::ARGUMENT, "Stack/Both", |app| {
        let stack = stack(app);
        stack.add("Filler", filler());
        stack.add("Both", Condition::new(and([equals(REGION, "eu-central-1")])));
    }),
    mistake(codes::ARGUMENT, "Stack/Push", |app| {
        stack(app).add("Push", Queue::new().queue_name(ssm_value("a b", None)));
    }),
    mistake(codes::RESOURCE_COUNT, "Stack", |app| {
        let stack = stack(app);
        (0..501).for_each(|at| _ = stack.add(format!("Q{at}"), filler()));
    }),
    mistake(codes::SECTION_COUNT, "Stack", |app| {
        let stack = stack(app);
        stack.add("Filler", filler());
        (0..201).for_each(|at| _ = stack.add(format!("P{at}"), Parameter::string()));
    }),
    mistake(codes::SECTION_COUNT, "First", |app| {
        let (first, second) = two(app);
        let made = (0..201).map(|at| first.add(format!("Q{at}"), filler()).reference().into());
        second.add("Uses", filler().raw("All", Expr::List(made.collect())));
    }),
    mistake(codes::TEMPLATE_SIZE, "Stack", |app| {
        stack(app).add("Filler", filler().metadata("Note", "x".repeat(1_000_001)));
    }),
    mistake(codes::NO_RESOURCES, "Stack", |app| {
        stack(app).add("Size", Parameter::string());
    }),
    mistake(codes::PARAMETER, "Stack/Size", |app| {
        let stack = stack(app);
        stack.add("Filler", filler());
        stack.add("Size", Parameter::integer().min_value(5).max_value(4));
    }),
    mistake(codes::PARAMETER, "Stack/Size", |app| {
        let stack = stack(app);
        stack.add("Filler", filler());
        stack.add("Size", Parameter::string().default("c").allowed_values(["a", "b"]));
    }),
    mistake(codes::PARAMETER, "Stack/Size", |app| {
        let stack = stack(app);
        stack.add("Filler", filler());
        stack.add("Size", Parameter::string().default("abc").max_length(2));
    }),
];

/// What follows from a mistake that is reported is not worth a report of its own.
pub(super) const WITH_A_FOLLOW_UP: &[Mistake] = &[
    mistake(codes::EMPTY_ID, "Stack/", |app| {
        stack(app).add("", Queue::new());
    }),
    mistake(codes::STACK_IN_STACK, "Stack/Inner", |app| {
        let stack = stack(app);
        stack.add("Filler", filler());
        stack.stack("Inner", Stack::named("inner")).add("Push", Queue::new());
    }),
    mistake(codes::EXPORT_TAKEN, "First/Topic", |app| {
        let (first, second) = two(app);
        let topic = first.add("Topic", GenericResource::new("Custom::Topic"));
        second.add("One", Output::new(topic.attribute("a.b")));
        second.add("Two", Output::new(topic.attribute("ab")));
    }),
];

#[test]
fn what_follows_from_a_mistake_is_not_reported() {
    check(WITH_A_FOLLOW_UP);
}

#[test]
fn each_code_by_a_small_app() {
    check(MISTAKES);
}
