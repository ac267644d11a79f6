//! Compares the format of a property, such as the id of a subnet, with what a reference to a resource returns.
//!
//! A finding needs both sides: the format of the property, and a fact about the value. Whatever else a reference returns is accepted.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html>

use constructs_document::Node;

use super::format::known_format;
use crate::facts::{ReferencedValue, attribute_value, ref_value, resource_type};
use crate::schema::{NodeId, Schema, ValueRule};
use constructs_cloudformation::function::join_attribute;
use constructs_cloudformation::serverless::is_serverless;

/// The formats of values that the facts do not describe: type, attribute, and formats. The attribute of `Ref` is empty.
const FORMATS: &[(&str, &str, &[&str])] = &[
    ("AWS::EC2::Instance", "VpcId", &["AWS::EC2::VPC.Id"]),
    (
        "AWS::EC2::SecurityGroup",
        "",
        &["AWS::EC2::SecurityGroup.Id", "AWS::EC2::SecurityGroup.Name"],
    ),
    ("AWS::EC2::SecurityGroup", "GroupId", &["AWS::EC2::SecurityGroup.Id"]),
    ("AWS::EC2::Subnet", "", &["AWS::EC2::Subnet.Id"]),
    ("AWS::EC2::Subnet", "SubnetId", &["AWS::EC2::Subnet.Id"]),
    ("AWS::EC2::VPC", "", &["AWS::EC2::VPC.Id"]),
    ("AWS::EC2::VPC", "DefaultSecurityGroup", &["AWS::EC2::SecurityGroup.Id"]),
    ("AWS::EC2::VPC", "VpcId", &["AWS::EC2::VPC.Id"]),
    ("AWS::KMS::Key", "KeyId", &["AWS::KMS::Key.Id"]),
];

/// The types whose ARNs also have the format of another type.
const ARN_FORMATS: &[(&str, &str)] = &[
    ("AWS::CertificateManager::Certificate", "AWS::ACM::Certificate.Arn"),
    ("AWS::KMS::ReplicaKey", "AWS::KMS::Key.Arn"),
    ("AWS::Lambda::Alias", "AWS::Lambda::Function.Arn"),
    ("AWS::Lambda::Version", "AWS::Lambda::Function.Arn"),
    ("AWS::Lambda::WebFunction", "AWS::Lambda::Function.Arn"),
];

/// The properties of ECS that take the name of a role as well as its ARN:
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
const NAME_OR_ARN: &[&str] = &["TaskRoleArn", "ExecutionRoleArn"];

/// Whether a property takes the name of what it refers to, although its format is that of an ARN.
pub(super) fn takes_name(resource: &str, property: Option<&str>) -> bool {
    resource == "AWS::ECS::TaskDefinition"
        && property.is_some_and(|property| NAME_OR_ARN.contains(&property))
}

/// The format of a property, if `Ref` to a resource of this type returns a value of another format.
pub(super) fn mismatch_of_ref(schema: &Schema, id: NodeId, kind: &str) -> Option<&'static str> {
    let wanted = wanted_format(schema, id)?;
    let is_other = match ref_value(kind) {
        ReferencedValue::Property(name) => match property_format(kind, name) {
            Some(format) => format != wanted,
            None => is_own_name(kind, name) && !wanted.ends_with(".Name"),
        },
        value => is_other_value(value, kind, "", wanted),
    };
    (is_other && !is_serverless(kind)).then_some(wanted)
}

/// The same for `Fn::GetAtt`.
pub(super) fn mismatch_of_attribute(
    schema: &Schema,
    id: NodeId,
    argument: &Node,
    kind: &str,
) -> Option<&'static str> {
    let wanted = wanted_format(schema, id)?;
    let (_, name) = join_attribute(argument)?;
    let is_other = match attribute_value(kind, &name) {
        ReferencedValue::Property(name) => {
            property_format(kind, name).is_some_and(|format| format != wanted)
        }
        value => is_other_value(value, kind, &name, wanted),
    };
    (is_other && !is_serverless(kind)).then_some(wanted)
}

/// Whether an ARN, or a value of the table, does not have a format.
fn is_other_value(value: ReferencedValue, kind: &str, attribute: &str, wanted: &str) -> bool {
    let row = FORMATS.iter().find(|row| (row.0, row.1) == (kind, attribute));
    if let Some((_, _, formats)) = row {
        return !formats.contains(&wanted);
    }
    let is_own =
        || wanted.strip_suffix(".Arn") == Some(kind) || ARN_FORMATS.contains(&(kind, wanted));
    value == ReferencedValue::Arn && !is_own()
}

/// The one format that a property takes, if values of it can be compared.
fn wanted_format(schema: &Schema, id: NodeId) -> Option<&'static str> {
    known_format(format_of(schema, id)?)
}

/// The format of a property that `Ref` or `Fn::GetAtt` returns.
fn property_format(kind: &str, name: &str) -> Option<&'static str> {
    let schema = resource_type(kind)?.schema();
    let format = format_of(schema, schema.find_property(name)?)?;
    known_format(format).or_else(|| (!format.starts_with("AWS::")).then_some(format))
}

fn format_of(schema: &Schema, id: NodeId) -> Option<&str> {
    schema.node(id).own.iter().find_map(|rule| match rule {
        ValueRule::Format(name) => Some(&**name),
        _ => None,
    })
}

/// Whether a property is the name that its type is called after: `RoleName` of a role.
fn is_own_name(kind: &str, name: &str) -> bool {
    name.strip_suffix("Name").is_some_and(|start| kind.rsplit("::").next() == Some(start))
}

#[cfg(test)]
mod tests {
    use crate::check_template;

    /// The codes on a subnet's VPC, a subscription's topic, and an account's role.
    fn codes(vpc: &str, topic: &str, role: &str) -> Vec<String> {
        let text = format!(
            "Resources:
  Vpc: {{Type: 'AWS::EC2::VPC', Properties: {{CidrBlock: 10.0.0.0/16}}}}
  Role: {{Type: 'AWS::IAM::Role', Properties: {{AssumeRolePolicyDocument: {{}}}}}}
  Topic: {{Type: 'AWS::SNS::Topic'}}
  Bucket: {{Type: 'AWS::S3::Bucket'}}
  Custom: {{Type: 'Custom::Thing', Properties: {{ServiceToken: a}}}}
  Subnet: {{Type: 'AWS::EC2::Subnet', Properties: {{CidrBlock: 10.0.0.0/24, VpcId: {vpc}}}}}
  Subscription: {{Type: 'AWS::SNS::Subscription', Properties: {{Protocol: sqs, TopicArn: {topic}}}}}
  Account: {{Type: 'AWS::ApiGateway::Account', Properties: {{CloudWatchRoleArn: {role}}}}}
  Task: {{Type: 'AWS::ECS::TaskDefinition', Properties: {{TaskRoleArn: {{Ref: Role}}}}}}
"
        );
        let template = constructs_yaml::read(text.as_bytes()).unwrap();
        let found = check_template(template.root());
        let formats = found.iter().filter(|one| one.message.contains("format"));
        formats.map(|one| one.code.to_string()).collect()
    }

    #[test]
    fn a_reference_of_the_format_or_of_an_unknown_one_is_accepted() {
        assert!(codes("{Ref: Vpc}", "{Ref: Topic}", "{'Fn::GetAtt': [Role, Arn]}").is_empty());
        let custom = "{'Fn::GetAtt': [Custom, Value]}";
        assert!(codes(custom, custom, "{Ref: Custom}").is_empty());
    }

    #[test]
    fn a_reference_of_another_format_is_reported() {
        let found = codes("{Ref: Subnet}", "{Ref: Bucket}", "{Ref: Role}");
        assert_eq!(found, ["F0203", "F0203", "F0203"]);
        let found = codes(
            "{'Fn::GetAtt': [Vpc, CidrBlock]}",
            "{'Fn::GetAtt': [Role, Arn]}",
            "{'Fn::GetAtt': [Bucket, Arn]}",
        );
        assert_eq!(found, ["F0204", "F0204", "F0204"]);
    }
}
