//! Builds the permissions and queue policies that events add.

use constructs_document::Node;

use super::super::source::Expansion;
use super::event::{Event, Target};

/// Adds the permission of a service to invoke the function.
pub(super) fn add_permission(
    event: &Event<'_>,
    target: Target<'_>,
    id: String,
    principal: &str,
    rest: Vec<(&str, Node)>,
    expansion: &mut Expansion,
) {
    let at = event.at;
    let mut properties = vec![
        ("Action", at.text("lambda:InvokeFunction")),
        ("FunctionName", at.reference(target.id)),
        ("Principal", at.text(principal)),
    ];
    properties.extend(rest);
    let permission = event.resource("AWS::Lambda::Permission", properties);
    expansion.add(at.entry(id, permission));
}

/// A queue's policy that lets a topic or rule send to it.
pub(super) fn queue_policy(
    event: &Event<'_>,
    principal: Node,
    queue: Node,
    url: Node,
    from: Node,
) -> Node {
    let at = event.at;
    let source = at.map(vec![("ArnEquals", at.map(vec![("aws:SourceArn", from)]))]);
    let statement = at.map(vec![
        ("Effect", at.text("Allow")),
        ("Action", at.text("sqs:SendMessage")),
        ("Principal", principal),
        ("Resource", queue),
        ("Condition", source),
    ]);
    let document = at.document(vec![statement]);
    let properties = vec![("PolicyDocument", document), ("Queues", at.list(vec![url]))];
    event.resource("AWS::SQS::QueuePolicy", properties)
}
