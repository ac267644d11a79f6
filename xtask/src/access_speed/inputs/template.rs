//! Writes roles, statements, and named resources as the JSON of a CloudFormation template.

use serde_json::{Map, Value as Json, json};

/// The services of the named resources: type, name property, ARN, and actions.
const SERVICES: [ServiceSample; 4] = [
    ServiceSample {
        kind: "AWS::SQS::Queue",
        name_property: "QueueName",
        arn: "sqs:${AWS::Region}:${AWS::AccountId}:",
        actions: ["sqs:Send*", "sqs:Receive*", "sqs:Get*"],
        other_action: "sqs:Purge*",
    },
    ServiceSample {
        kind: "AWS::S3::Bucket",
        name_property: "BucketName",
        arn: "s3:::",
        actions: ["s3:List*", "s3:GetBucket*", "s3:GetEncryption*"],
        other_action: "s3:PutBucket*",
    },
    ServiceSample {
        kind: "AWS::SNS::Topic",
        name_property: "TopicName",
        arn: "sns:${AWS::Region}:${AWS::AccountId}:",
        actions: ["sns:Publish", "sns:Subscribe", "sns:Get*"],
        other_action: "sns:Set*",
    },
    ServiceSample {
        kind: "AWS::Logs::LogGroup",
        name_property: "LogGroupName",
        arn: "logs:${AWS::Region}:${AWS::AccountId}:log-group:",
        actions: ["logs:Create*", "logs:Put*", "logs:Describe*"],
        other_action: "logs:Delete*",
    },
];

/// What the generators know about a service.
#[derive(Clone, Copy)]
pub(super) struct ServiceSample {
    kind: &'static str,
    name_property: &'static str,
    /// The ARN between the partition and the name.
    arn: &'static str,
    actions: [&'static str; 3],
    /// The action that a changed statement grants instead of the last of `actions`.
    other_action: &'static str,
}

impl ServiceSample {
    /// The service of the resource or statement with this number; the services take turns.
    pub(super) const fn from_number(number: usize) -> Self {
        let [queue, bucket, topic, log_group] = SERVICES;
        match number % SERVICES.len() {
            0 => queue,
            1 => bucket,
            2 => topic,
            _ => log_group,
        }
    }

    /// The actions of a statement, or of its other version.
    pub(super) const fn actions(&self, is_changed: bool) -> [&'static str; 3] {
        let [first, second, third] = self.actions;
        [first, second, if is_changed { self.other_action } else { third }]
    }

    /// The ARN of the resource with this name, or the ARN pattern where the name has wildcards, in the stack's place.
    pub(super) fn arn(&self, name: &str) -> Json {
        json!({"Fn::Sub": format!("arn:${{AWS::Partition}}:{}{name}", self.arn)})
    }
}

/// The logical ID of a named resource.
pub(super) fn resource_id(number: usize) -> String {
    format!("Resource{number:04}")
}

/// The physical name of a named resource.
pub(super) fn resource_name(number: usize) -> String {
    format!("team-{:02}-resource-{number:04}", number % 30)
}

/// Named resources, by logical ID.
pub(super) fn resources(count: usize) -> impl Iterator<Item = (String, Json)> {
    (0..count).map(|number| resource(number, ServiceSample::from_number(number)))
}

/// A named resource of a service, with its logical ID.
pub(super) fn resource(number: usize, service: ServiceSample) -> (String, Json) {
    let properties = json!({ service.name_property: resource_name(number) });
    (resource_id(number), json!({"Type": service.kind, "Properties": properties}))
}

/// A statement that allows actions on resources.
pub(super) fn allow(actions: &[&str], resources: impl Into<Json>) -> Json {
    json!({"Effect": "Allow", "Action": actions, "Resource": resources.into()})
}

/// A policy document with these statements.
pub(super) fn document(statements: Vec<Json>) -> Json {
    json!({"Version": "2012-10-17", "Statement": statements})
}

/// The logical ID of a role.
pub(super) fn role_id(number: usize) -> String {
    format!("Role{number:03}")
}

/// A role that Lambda assumes.
pub(super) fn role(number: usize) -> (String, Json) {
    let trust = json!({
        "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"},
    });
    let properties = json!({
        "RoleName": format!("role-{number:03}"), "AssumeRolePolicyDocument": document(vec![trust]),
    });
    (role_id(number), json!({"Type": "AWS::IAM::Role", "Properties": properties}))
}

/// A role with one inline policy.
pub(super) fn role_with(number: usize, statements: Vec<Json>) -> (String, Json) {
    let policies = json!([{"PolicyName": "inline", "PolicyDocument": document(statements)}]);
    with_property(role(number), "Policies", policies)
}

/// Sets a property of a resource.
pub(super) fn with_property(
    (id, mut resource): (String, Json),
    name: &str,
    value: Json,
) -> (String, Json) {
    let properties = resource.get_mut("Properties").and_then(Json::as_object_mut);
    if let Some(properties) = properties {
        properties.insert(name.to_owned(), value);
    }
    (id, resource)
}

/// A template with these resources.
pub(super) fn template(resources: impl Iterator<Item = (String, Json)>) -> Json {
    json!({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources.collect::<Map<_, _>>()})
}
