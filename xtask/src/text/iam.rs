//! Renders IAM facts as the text of their file; `parse` reads it back.

use super::line::{LineWriter, header};
use crate::model::iam::{
    ActionTarget, ConditionKey, IamAction, IamResourceType, IamService, RustType,
};

pub(crate) use super::iam_reader::parse;

/// The text of a facts file.
pub(crate) fn render(service: &IamService) -> String {
    let mut text = header(&service.header);
    text.push('\n');
    LineWriter::new(0, "prefix").word(&service.prefix).end(&mut text);
    for resource in &service.resources {
        render_resource(&mut text, resource);
    }
    for action in &service.actions {
        render_action(&mut text, action);
    }
    for key in &service.keys {
        render_key(&mut text, key);
    }
    text
}

/// The line of a condition key.
pub(super) fn render_key(text: &mut String, key: &ConditionKey) {
    let line = LineWriter::new(0, "key").word(&key.name).word(&key.kind);
    if key.rust.is_empty() { line.end(text) } else { line.word(&key.rust).end(text) }
}

fn render_resource(text: &mut String, resource: &IamResourceType) {
    let line = LineWriter::new(0, "resource").word(&resource.name).word(&resource.arn);
    match &resource.rust_type {
        RustType::Marker(rust) => line.value("marker", rust).end(text),
        RustType::CloudFormation { name, also } => {
            line.value("type", name).end(text);
            render_list(text, 1, "also", also);
        }
    }
    render_list(text, 1, "keys", &resource.keys);
}

fn render_action(text: &mut String, action: &IamAction) {
    LineWriter::new(0, "action")
        .word(&action.name)
        .word(&action.rust)
        .word(&action.access)
        .end(text);
    for target in &action.targets {
        render_target(text, target);
    }
    render_list(text, 1, "keys", &action.keys);
    render_list(text, 1, "needs", &action.needs);
}

fn render_target(text: &mut String, target: &ActionTarget) {
    let line = LineWriter::new(1, "on").word(&target.resource);
    let line = if target.optional { line.word("optional") } else { line };
    line.end(text);
    render_list(text, 2, "keys", &target.keys);
    render_list(text, 2, "needs", &target.needs);
}

fn render_list(text: &mut String, depth: usize, keyword: &str, words: &[String]) {
    if !words.is_empty() {
        LineWriter::new(depth, keyword).words(words).end(text);
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, render};
    use crate::error::Error;

    const SAMPLE: &str = r"# sqs

prefix sqs
resource queue arn:${Partition}:sqs:${Region}:${Account}:${QueueName} type=AWS::SQS::Queue
  also AWS::SQS::Other
  keys aws:ResourceTag/${TagKey}
resource task arn:${Partition}:sqs:${Region}:${Account}:task/${Id} marker=Task
action ListQueues LIST_QUEUES List
action SendMessage SEND_MESSAGE Write
  on queue
  on task optional
    keys sqs:X
    needs iam:PassRole
  keys aws:TagKeys
  needs kms:Decrypt
key aws:TagKeys ArrayOfString
key sqs:X String X
";

    #[test]
    fn text_survives_the_round_trip() -> Result<(), Error> {
        let service = parse(SAMPLE)?;
        assert_eq!(render(&service), SAMPLE);
        assert_eq!(parse(&render(&service))?, service);
        Ok(())
    }
}
