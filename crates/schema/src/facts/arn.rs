//! Decides whether `Ref` or `Fn::GetAtt` returns the resource's own ARN.
//!
//! They can also return the ARN of another resource: the `FunctionArn` of `AWS::Lambda::Url` is the ARN of a function that the
//! template may declare too. A value is unknown unless the facts state what it is.

use super::{Property, ResourceType, resource_type};

/// The value that a reference to a resource returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferencedValue {
    /// The resource's own ARN.
    Arn,
    /// The property with this name: the template sets it, or AWS generates it.
    Property(&'static str),
    /// A value that the facts do not describe.
    Unknown,
}

/// ValueRule ARNs that neither are called `Arn` nor after their type.
const OWN_ARN_ATTRIBUTES: &[(&str, &str)] = &[
    ("AWS::IAM::ManagedPolicy", "PolicyArn"),
    ("AWS::Lambda::Version", "FunctionArn"),
    ("AWS::SecretsManager::Secret", "Id"),
];

/// Types whose ARN form in the facts belongs to another kind of resource.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html>
const WRONG_FORMS: &[&str] = &[
    "AWS::DynamoDB::GlobalTable",
    "AWS::Pinpoint::InAppTemplate",
    "AWS::Pinpoint::PushTemplate",
    "AWS::Pinpoint::SmsTemplate",
];

/// The value that `Ref` returns for a resource type.
#[must_use]
pub fn ref_value(kind: &str) -> ReferencedValue {
    let Some(found) = resource_type(kind) else { return ReferencedValue::Unknown };
    found
        .returns
        .as_ref()
        .map_or(ReferencedValue::Unknown, |returns| classify(found, &returns.name))
}

/// The value that `Fn::GetAtt` returns for a resource type and an attribute.
#[must_use]
pub fn attribute_value(kind: &str, attribute: &str) -> ReferencedValue {
    resource_type(kind).map_or(ReferencedValue::Unknown, |found| classify(found, attribute))
}

/// The form of the type's ARNs, `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`.
#[must_use]
pub fn arn_form(kind: &str) -> Option<&'static str> {
    if WRONG_FORMS.contains(&kind) {
        return None;
    }
    resource_type(kind)?.arn.as_deref()
}

fn classify(found: &'static ResourceType, name: &str) -> ReferencedValue {
    if let Some(Property { name, .. }) = found.property(name) {
        return ReferencedValue::Property(name);
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
    if OWN_ARN_ATTRIBUTES.contains(&(found.name, name)) || (is_after_type && is_read) {
        return ReferencedValue::Arn;
    }
    ReferencedValue::Unknown
}

#[cfg(test)]
mod tests {
    use super::super::resource_types;
    use super::*;

    #[test]
    fn references_are_what_the_facts_say() {
        for (kind, expected) in [
            ("AWS::SNS::Topic", ReferencedValue::Arn),
            ("AWS::SecretsManager::Secret", ReferencedValue::Arn),
            ("AWS::Lambda::Version", ReferencedValue::Arn),
            ("AWS::StepFunctions::StateMachine", ReferencedValue::Arn),
            ("AWS::ElasticLoadBalancingV2::LoadBalancer", ReferencedValue::Arn),
            ("AWS::SQS::Queue", ReferencedValue::Unknown),
            ("AWS::S3::Bucket", ReferencedValue::Property("BucketName")),
            ("AWS::IAM::Role", ReferencedValue::Property("RoleName")),
            // The ARN of what the policy is about.
            ("AWS::Kinesis::ResourcePolicy", ReferencedValue::Property("ResourceArn")),
            ("AWS::Lambda::Url", ReferencedValue::Unknown),
            ("AWS::SecretsManager::SecretTargetAttachment", ReferencedValue::Property("SecretId")),
            ("Custom::Anything", ReferencedValue::Unknown),
        ] {
            assert_eq!(ref_value(kind), expected, "{kind}");
        }
    }

    #[test]
    fn attributes_are_what_the_facts_say() {
        for (kind, name, expected) in [
            ("AWS::SQS::Queue", "Arn", ReferencedValue::Arn),
            ("AWS::SNS::Topic", "TopicArn", ReferencedValue::Arn),
            ("AWS::ECS::Cluster", "Arn", ReferencedValue::Arn),
            ("AWS::SQS::Queue", "QueueName", ReferencedValue::Property("QueueName")),
            ("AWS::DynamoDB::Table", "StreamArn", ReferencedValue::Unknown),
            ("AWS::Lambda::Url", "FunctionArn", ReferencedValue::Unknown),
            ("AWS::Events::Connection", "SecretArn", ReferencedValue::Unknown),
            ("Custom::Anything", "Arn", ReferencedValue::Unknown),
        ] {
            assert_eq!(attribute_value(kind, name), expected, "{kind} {name}");
        }
    }

    #[test]
    fn exceptions_are_still_needed() {
        for (kind, name) in OWN_ARN_ATTRIBUTES {
            let found = resource_type(kind).unwrap();
            assert!(
                found.property(name).is_none() && found.read_only.iter().any(|own| own == name)
            );
        }
        for kind in WRONG_FORMS {
            assert!(resource_type(kind).unwrap().arn.is_some(), "{kind}");
        }
        let arns = resource_types().filter(|kind| ref_value(kind) == ReferencedValue::Arn).count();
        assert!(arns > 400, "{arns}");
    }
}
