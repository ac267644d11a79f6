//! The scale app with stratosphere: `peer-stratosphere STACKS QUEUES OUT` writes a template for each stack.

use std::path::Path;

use stratosphere::services::aws::sqs;
use stratosphere::template::Template;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [stacks, queues, out] = arguments.as_slice() else { panic!("STACKS QUEUES OUT") };
    let (stacks, queues): (u32, u32) = (stacks.parse().unwrap(), queues.parse().unwrap());
    std::fs::create_dir_all(out).unwrap();
    for stack in 0..stacks {
        let mut template = Template::new();
        for number in 0..queues {
            template.resource(
                format!("Queue{number}").as_str(),
                sqs::Queue! {
                    queue_name: format!("q_{stack}_{number}").as_str(),
                    visibility_timeout: 30,
                    message_retention_period: 345_600
                },
            );
        }
        let path = Path::new(out).join(format!("scale-{stack}.template.json"));
        std::fs::write(path, template.render_json_pretty()).unwrap();
    }
}
