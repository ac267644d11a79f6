//! Expands `EventInvokeConfig` of a function: policies to send to destinations, and queues and topics that the transform creates.

use constructs_cloudformation::function::{If, is_no_value};
use constructs_document::Node;

use super::node::{At, function, is_truthy};
use super::source::{Expansion, Source};

/// Adds the destinations, and returns the policies of the function's role. `None` if a destination is not supported.
pub(super) fn expand(source: Source<'_>, expansion: &mut Expansion) -> Option<Vec<Node>> {
    let mut policies = Vec::new();
    let Some(config) = source.get_truthy("EventInvokeConfig") else { return Some(policies) };
    if function(config).is_some() {
        return None;
    }
    let Some(targets) = config.get("DestinationConfig").filter(|one| is_truthy(one)) else {
        return Some(policies);
    };
    if function(targets).is_some() {
        return None;
    }
    for event in ["OnSuccess", "OnFailure"] {
        if let Some(target) = targets.get(event).filter(|target| target.as_map().is_some()) {
            policies.push(policy(source, event, target, expansion)?);
        }
    }
    Some(policies)
}

fn policy(
    source: Source<'_>,
    event: &str,
    target: &Node,
    expansion: &mut Expansion,
) -> Option<Node> {
    let at = At(target.mark);
    let kind = target.get("Type")?.as_str()?;
    let id = format!("{}EventInvokeConfig{event}", source.id);
    let destination = target.get("Destination");
    let arn = match destination {
        None => create_destination(source, kind, event, &id, None, at, expansion)?,
        Some(destination) => match condition_of_missing(destination, source, expansion) {
            None => destination.clone(),
            Some((condition, other)) => {
                let arn =
                    create_destination(source, kind, event, &id, Some(&condition), at, expansion)?;
                at.choose(&condition, arn, other)
            }
        },
    };
    send_policy(kind, arn, &id, at)
}

/// The policy to send to a destination of this type.
pub(super) fn send_policy(kind: &str, arn: Node, id: &str, at: At) -> Option<Node> {
    let (name, statements) = match kind {
        "SQS" => ("SQSPolicy", vec![at.allow(&["sqs:SendMessage"], arn)]),
        "SNS" => ("SNSPolicy", vec![at.allow(&["sns:publish"], arn)]),
        "EventBridge" => ("EventBridgePolicy", vec![at.allow(&["events:PutEvents"], arn)]),
        "Lambda" => ("LambdaPolicy", vec![at.allow(&["lambda:InvokeFunction"], arn)]),
        "S3Bucket" | "S3" => {
            let parts = at.list(vec![arn.clone(), at.text("*")]);
            let below = at.map(vec![("Fn::Join", at.list(vec![at.text("/"), parts]))]);
            let write = at.allow(&["s3:PutObject"], below);
            ("S3Policy", vec![write, at.allow(&["s3:ListBucket"], arn)])
        }
        _ => return None,
    };
    Some(at.policy(format!("{id}{name}"), at.unversioned(statements)))
}

/// If a destination is `AWS::NoValue` in one branch of `Fn::If`: the condition of that branch, and the other branch.
fn condition_of_missing(
    destination: &Node,
    source: Source<'_>,
    expansion: &mut Expansion,
) -> Option<(String, Node)> {
    let If { condition, then, otherwise } = If::from_node(destination)?;
    let condition = condition.as_str()?;
    let at = At(destination.mark);
    match (is_no_value(then), is_no_value(otherwise)) {
        (true, false) => Some((condition.to_owned(), otherwise.clone())),
        (false, true) => {
            let name = format!("NOT{condition}{}", source.id);
            let own = at.map(vec![("Condition", at.text(condition))]);
            let not = at.map(vec![("Fn::Not", at.list(vec![own]))]);
            expansion.add_condition(at.entry(&name, not));
            Some((name, then.clone()))
        }
        _ => None,
    }
}

/// Adds a queue or topic for a destination, and returns its ARN.
fn create_destination(
    source: Source<'_>,
    kind: &str,
    event: &str,
    id: &str,
    missing: Option<&str>,
    at: At,
    expansion: &mut Expansion,
) -> Option<Node> {
    let (suffix, resource, name) = match kind {
        "SQS" => ("Queue", "AWS::SQS::Queue", "DestinationQueue"),
        "SNS" => ("Topic", "AWS::SNS::Topic", "DestinationTopic"),
        _ => return None,
    };
    let condition = match (source.condition(), missing) {
        (None, missing) => missing.map(|name| at.text(name)),
        (Some(own), None) => Some(own.clone()),
        (Some(own), Some(missing)) => {
            let name = format!("{}And{missing}", own.as_str()?);
            let holds = |name: &str| at.map(vec![("Condition", at.text(name))]);
            let both = at.list(vec![holds(own.as_str()?), holds(missing)]);
            expansion.add_condition(at.entry(&name, at.map(vec![("Fn::And", both)])));
            Some(at.text(name))
        }
    };
    let id = format!("{id}{suffix}");
    expansion.add(at.entry(&id, at.resource(resource, condition.as_ref(), Vec::new())));
    // If both events create one, the transform uses the last one.
    let reference = format!("{}.{name}", source.id);
    expansion.references.retain(|(known, _)| *known != reference || event == "OnSuccess");
    expansion.references.push((reference, id.clone()));
    Some(match kind {
        "SQS" => at.attribute(&id, "Arn"),
        _ => at.reference(&id),
    })
}
