//! A resource type and an attribute -> whether what a template reads there is the resource's own ARN.
//!
//! `Ref` and `Fn::GetAtt` may also give the ARN of something else: `AWS::Lambda::Url` has the `FunctionArn` of a function that
//! another resource of the template may be. Only what the facts say plainly counts; everything else is unknown.

use super::{Property, ResourceType, resource_type};

/// What a reference to a resource gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// The resource's own ARN.
    Arn,
    /// The property of this name, as the template sets it or as AWS makes it up.
    Property(&'static str),
    /// Something of which the facts don't say what it is.
    Unknown,
}

/// Own ARNs that neither are called `Arn` nor after their type.
const OWN: &[(&str, &str)] = &[
    ("AWS::IAM::ManagedPolicy", "PolicyArn"),
    ("AWS::Lambda::Version", "FunctionArn"),
    ("AWS::SecretsManager::Secret", "Id"),
];

/// Types whose line `arn` is that of another kind of resource.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html>
const WRONG_FORMS: &[&str] = &[
    "AWS::DynamoDB::GlobalTable",
    "AWS::Pinpoint::InAppTemplate",
    "AWS::Pinpoint::PushTemplate",
    "AWS::Pinpoint::SmsTemplate",
];

/// What `Ref` gives.
#[must_use]
pub fn reference(kind: &str) -> Gives {
    let Some(found) = resource_type(kind) else { return Gives::Unknown };
    found.returns.as_ref().map_or(Gives::Unknown, |returns| gives(found, &returns.name))
}

/// What `Fn::GetAtt` gives.
#[must_use]
pub fn attribute(kind: &str, attribute: &str) -> Gives {
    resource_type(kind).map_or(Gives::Unknown, |found| gives(found, attribute))
}

/// The form of the type's ARNs, `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`.
#[must_use]
pub fn arn_form(kind: &str) -> Option<&'static str> {
    if WRONG_FORMS.contains(&kind) {
        return None;
    }
    resource_type(kind)?.arn.as_deref()
}

fn gives(found: &'static ResourceType, name: &str) -> Gives {
    if let Some(Property { name, .. }) = found.property(name) {
        return Gives::Property(name);
    }
    let last = found.name.rsplit("::").next().unwrap_or_default();
    let is_after_type =
        name.len().checked_sub(3).and_then(|end| name.split_at_checked(end)).is_some_and(
            |(start, end)| {
                end.eq_ignore_ascii_case("arn")
                    && (start.is_empty() || start.eq_ignore_ascii_case(last))
            },
        );
    let is_read = found.read_only.iter().any(|path| path == name);
    if OWN.contains(&(found.name, name)) || (is_after_type && is_read) {
        return Gives::Arn;
    }
    Gives::Unknown
}

#[cfg(test)]
mod tests {
    use super::super::resource_types;
    use super::*;

    #[test]
    fn references_are_what_the_facts_say() {
        for (kind, expected) in [
            ("AWS::SNS::Topic", Gives::Arn),
            ("AWS::SecretsManager::Secret", Gives::Arn),
            ("AWS::Lambda::Version", Gives::Arn),
            ("AWS::StepFunctions::StateMachine", Gives::Arn),
            ("AWS::ElasticLoadBalancingV2::LoadBalancer", Gives::Arn),
            ("AWS::SQS::Queue", Gives::Unknown),
            ("AWS::S3::Bucket", Gives::Property("BucketName")),
            ("AWS::IAM::Role", Gives::Property("RoleName")),
            // The ARN of what the policy is about.
            ("AWS::Kinesis::ResourcePolicy", Gives::Property("ResourceArn")),
            ("AWS::Lambda::Url", Gives::Unknown),
            ("AWS::SecretsManager::SecretTargetAttachment", Gives::Property("SecretId")),
            ("Custom::Anything", Gives::Unknown),
        ] {
            assert_eq!(reference(kind), expected, "{kind}");
        }
    }

    #[test]
    fn attributes_are_what_the_facts_say() {
        for (kind, name, expected) in [
            ("AWS::SQS::Queue", "Arn", Gives::Arn),
            ("AWS::SNS::Topic", "TopicArn", Gives::Arn),
            ("AWS::ECS::Cluster", "Arn", Gives::Arn),
            ("AWS::SQS::Queue", "QueueName", Gives::Property("QueueName")),
            ("AWS::DynamoDB::Table", "StreamArn", Gives::Unknown),
            ("AWS::Lambda::Url", "FunctionArn", Gives::Unknown),
            ("AWS::Events::Connection", "SecretArn", Gives::Unknown),
            ("Custom::Anything", "Arn", Gives::Unknown),
        ] {
            assert_eq!(attribute(kind, name), expected, "{kind} {name}");
        }
    }

    #[test]
    fn exceptions_are_still_needed() {
        for (kind, name) in OWN {
            let found = resource_type(kind).unwrap();
            assert!(
                found.property(name).is_none() && found.read_only.iter().any(|own| own == name)
            );
        }
        for kind in WRONG_FORMS {
            assert!(resource_type(kind).unwrap().arn.is_some(), "{kind}");
        }
        let arns = resource_types().filter(|kind| reference(kind) == Gives::Arn).count();
        assert!(arns > 400, "{arns}");
    }
}
