//! References where CloudFormation takes none: in conditions, rules, mappings, defaults and export names.
//!
//! Sources: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html>,
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html>,
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html>

use constructs::prelude::*;
use constructs::{Mapping, Rule, equals};
use constructs_aws::sqs::{Queue, QueueRef};

type Place = (&'static str, fn(Scope<'_>, QueueRef));

/// Each place with a reference to a queue of the same stack, or of another.
const PLACES: [Place; 7] = [
    ("condition", |stack, queue| _ = stack.add("X", Condition::new(equals(queue.name(), "a")))),
    ("rule", |stack, queue| _ = stack.add("X", Rule::new().assert(equals(queue.name(), "a"), "a"))),
    ("mapping", |stack, queue| _ = stack.add("X", Mapping::new().row("a", [("b", queue.name())]))),
    ("default", |stack, queue| _ = stack.add("X", Parameter::string().default(queue.name()))),
    ("pseudo default", |stack, _| _ = stack.add("X", Parameter::string().default(REGION))),
    ("allowed values", |stack, _| _ = stack.add("X", Parameter::string().allowed_values([REGION]))),
    ("export name", |stack, queue| {
        stack.add("X", Output::new("a").export(text!("x-{}", queue.name())));
    }),
];

#[test]
fn a_reference_where_cloudformation_takes_none_is_reported() {
    let mut taken = Vec::new();
    for (name, describe) in PLACES {
        for is_across in [false, true] {
            let app = App::new();
            let stack = app.stack("Stack", Stack::named("stack"));
            let other = app.stack("Other", Stack::named("other"));
            let queue = stack.add("Queue", Queue::new());
            other.add("Queue", Queue::new());
            describe(if is_across { other } else { stack }, queue);
            if app.synth().is_ok() {
                taken.push(if is_across {
                    format!("{name} across stacks")
                } else {
                    name.to_owned()
                });
            }
        }
    }
    assert_eq!(taken, Vec::<String>::new());
}
