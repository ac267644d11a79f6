//! The scale app with rusty-cdk: `peer-rusty-cdk STACKS QUEUES OUT` writes a template for each stack.

use std::path::Path;

use rusty_cdk::sqs::QueueBuilder;
use rusty_cdk::stack::StackBuilder;
use rusty_cdk::wrappers::{
    MessageRetentionPeriod, StringWithOnlyAlphaNumericsAndUnderscores, VisibilityTimeout,
};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [stacks, queues, out] = arguments.as_slice() else { panic!("STACKS QUEUES OUT") };
    let (stacks, queues): (u32, u32) = (stacks.parse().unwrap(), queues.parse().unwrap());
    std::fs::create_dir_all(out).unwrap();
    for stack in 0..stacks {
        let mut builder = StackBuilder::new();
        for number in 0..queues {
            let name = StringWithOnlyAlphaNumericsAndUnderscores(format!("q_{stack}_{number}"));
            QueueBuilder::new(&format!("Queue{number}"))
                .standard_queue()
                .queue_name(name)
                .visibility_timeout(VisibilityTimeout(30))
                .message_retention_period(MessageRetentionPeriod(345_600))
                .build(&mut builder);
        }
        let template = builder.build().expect("a stack").synth().expect("a template");
        let path = Path::new(out).join(format!("scale-{stack}.template.json"));
        std::fs::write(path, template).unwrap();
    }
}
