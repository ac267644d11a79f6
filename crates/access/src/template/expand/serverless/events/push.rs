//! Expands events of services that invoke a function themselves: S3, SNS, CloudWatch Logs, IoT, Alexa, and Cognito.

use constructs_document::Value;

use super::super::node::is_truthy;
use super::super::policies::Policies;
use super::super::source::Expansion;
use super::event::{Event, Target};
use super::grants::{add_permission, queue_policy};

/// Adds the permission to invoke the function, and the resource of its `SourceArn`.
pub(super) fn expand(
    event: &Event<'_>,
    target: Target<'_>,
    expansion: &mut Expansion,
) -> Option<()> {
    let at = event.at;
    let id = format!("{}Permission", event.id);
    let (id, principal, rest) = match event.kind {
        "S3" => {
            in_template(event, "Bucket")?;
            (id, "s3.amazonaws.com", vec![("SourceAccount", at.reference("AWS::AccountId"))])
        }
        "CloudWatchLogs" => {
            let text = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*";
            let group = event.get("LogGroupName")?.clone();
            let arn = at.substitution(text, vec![("__LogGroupName__", group)]);
            (id, "logs.amazonaws.com", vec![("SourceArn", arn)])
        }
        "IoTRule" => {
            let rule = vec![("Sql", event.get("Sql")?.clone())];
            let payload = vec![("TopicRulePayload", at.map(rule))];
            expansion.add(event.entry("", event.resource("AWS::IoT::TopicRule", payload)));
            let text =
                "arn:${AWS::Partition}:iot:${AWS::Region}:${AWS::AccountId}:rule/${RuleName}";
            let arn = at.substitution(text, vec![("RuleName", at.reference(&event.id))]);
            let account = at.reference("AWS::AccountId");
            (id, "iot.amazonaws.com", vec![("SourceArn", arn), ("SourceAccount", account)])
        }
        "AlexaSkill" => {
            let skill = event.get("SkillId").map(|skill| ("EventSourceToken", skill.clone()));
            (id, "alexa-appkit.amazon.com", skill.into_iter().collect())
        }
        "Cognito" => {
            let pool = in_template(event, "UserPool")?;
            // The events of one function share the name, so that the last one is used.
            let id = format!("{}CognitoPermission", target.id);
            (id, "cognito-idp.amazonaws.com", vec![("SourceArn", at.attribute(pool, "Arn"))])
        }
        _ => return None,
    };
    add_permission(event, target, id, principal, rest, expansion);
    Some(())
}

/// The resource of this template that a property refers to by `Ref`.
fn in_template<'t>(event: &Event<'t>, property: &str) -> Option<&'t str> {
    let ("Ref", id) = event.get(property)?.single()? else { return None };
    let id = id.as_str()?;
    event.source.original.resource(id).map(|_| id)
}

/// A topic that invokes the function, or sends to a queue that the function reads.
pub(super) fn topic(
    event: &Event<'_>,
    target: Target<'_>,
    expansion: &mut Expansion,
    policies: &mut Policies,
) -> Option<()> {
    let at = event.at;
    let topic = event.get("Topic")?.clone();
    let Some(queue) = event.get("SqsSubscription").filter(|queue| is_truthy(queue)) else {
        let id = format!("{}Permission", event.id);
        let rest = vec![("SourceArn", topic)];
        add_permission(event, target, id, "sns.amazonaws.com", rest, expansion);
        return Some(());
    };
    let (arn, url, id) = if let Value::Bool(_) = queue.value {
        let id = format!("{}Queue", event.id);
        let created = event.resource("AWS::SQS::Queue", Vec::new());
        expansion.add(at.entry(&id, created));
        (at.attribute(&id, "Arn"), at.reference(&id), format!("{}QueuePolicy", event.id))
    } else {
        let value = |name: &str| queue.get(name).filter(|value| is_truthy(value)).cloned();
        let id = match queue.get("QueuePolicyLogicalId") {
            Some(id) => id.as_str()?.to_owned(),
            None => format!("{}QueuePolicy", event.id),
        };
        (value("QueueArn")?, value("QueueUrl")?, id)
    };
    let policy = queue_policy(event, at.text("*"), arn, url, topic);
    expansion.add(at.entry(id, policy));
    policies.add_managed(at.managed_policy("service-role/AWSLambdaSQSQueueExecutionRole"));
    Some(())
}
