//! Tests of the rules: for each kind of rule, a template that breaks it and one that does not.

use crate::testing::{findings, findings_of};

fn found(properties: &str, kind: &str) -> Vec<String> {
    findings(&format!("  R: {{Type: 'AWS::{kind}', Properties: {{{properties}}}}}"))
}

#[test]
fn a_rule_about_two_properties_is_checked() {
    assert_eq!(
        found("FifoQueue: true, QueueName: a", "SQS::Queue"),
        ["F0869 R/Properties/QueueName"]
    );
    assert_eq!(found("FifoQueue: true, QueueName: a.fifo", "SQS::Queue"), [""; 0]);
    assert_eq!(found("FifoQueue: true, QueueName: !Ref P", "SQS::Queue"), [""; 0]);
}

#[test]
fn a_property_that_is_not_allowed_is_reported_whatever_its_value() {
    let forbidden = "FifoQueue: false, ContentBasedDeduplication";
    let at = ["F0869 R/Properties/ContentBasedDeduplication"];
    assert_eq!(found(&format!("{forbidden}: true"), "SQS::Queue"), at);
    assert_eq!(found(&format!("{forbidden}: !Ref P"), "SQS::Queue"), at);
    assert_eq!(found(&format!("{forbidden}: !Ref 'AWS::NoValue'"), "SQS::Queue"), [""; 0]);
}

#[test]
fn a_condition_decides_which_properties_are_compared() {
    let template = |mode: &str| {
        findings_of(&format!(
            "Conditions: {{C: !Equals [!Ref P, a]}}\nParameters: {{P: {{Type: String}}}}\nResources:\n  R: {{Type: 'AWS::DynamoDB::Table', \
             Properties: {{KeySchema: [], BillingMode: !If [C, {mode}], ProvisionedThroughput: !If [C, !Ref 'AWS::NoValue', {{ReadCapacityUnits: 1, WriteCapacityUnits: 1}}]}}}}"
        ))
    };
    assert_eq!(template("PAY_PER_REQUEST, PROVISIONED"), [""; 0]);
    assert_eq!(
        template("PROVISIONED, PAY_PER_REQUEST"),
        [
            "F0811 R/Properties",
            "F0810 R/Properties/ProvisionedThroughput/Fn::If/2/ReadCapacityUnits"
        ]
    );
}

#[test]
fn one_item_of_a_list_can_be_enough() {
    let task = |essential: &str| {
        found(
            &format!("ContainerDefinitions: [{{Name: a, Image: b, Essential: {essential}}}]"),
            "ECS::TaskDefinition",
        )
    };
    assert_eq!(task("false"), ["F0823 R/Properties/ContainerDefinitions"]);
    assert_eq!(task("true"), [""; 0]);
    assert_eq!(task("!Ref P"), [""; 0]);
}

#[test]
fn the_name_of_a_member_can_be_reserved() {
    let function = |name: &str| {
        found(&format!("Environment: {{Variables: {{{name}: a}}}}"), "Lambda::Function")
    };
    assert_eq!(function("AWS_REGION"), ["F0842 R/Properties/Environment/Variables/AWS_REGION"]);
    assert_eq!(function("REGION"), [""; 0]);
}

fn mapping(function: &str, queue: &str) -> Vec<String> {
    findings(&format!(
        "  F: {{Type: 'AWS::Lambda::Function', Properties: {{{function}}}}}\n  \
         Q: {{Type: 'AWS::SQS::Queue', Properties: {{{queue}}}}}\n  \
         M: {{Type: 'AWS::Lambda::EventSourceMapping', Properties: {{FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn, BatchSize: 20}}}}"
    ))
}

#[test]
fn a_rule_follows_references_to_other_resources() {
    assert_eq!(
        mapping("Timeout: 60", "VisibilityTimeout: 30"),
        ["F0837 Q/Properties/VisibilityTimeout"]
    );
    assert_eq!(mapping("Timeout: 60", "DelaySeconds: 1"), ["F0837 Q/Properties"]);
    assert_eq!(mapping("Timeout: 60", "VisibilityTimeout: 60"), [""; 0]);
    assert_eq!(mapping("Timeout: !Ref P", "VisibilityTimeout: 1"), [""; 0]);
    let fifo = mapping("Timeout: 1", "FifoQueue: true, QueueName: a.fifo");
    assert_eq!(fifo, ["F0836 M/Properties/BatchSize"]);
}

#[test]
fn a_condition_of_another_resource_decides_too() {
    let queue = "VisibilityTimeout: !If [C, 30, 900]";
    let with = |timeout: &str| {
        let template = format!(
            "Conditions: {{C: !Equals [!Ref P, a]}}\nParameters: {{P: {{Type: String}}}}\nResources:\n  \
             F: {{Type: 'AWS::Lambda::Function', Properties: {{Timeout: !If [C, {timeout}]}}}}\n  \
             Q: {{Type: 'AWS::SQS::Queue', Properties: {{{queue}}}}}\n  \
             M: {{Type: 'AWS::Lambda::EventSourceMapping', Properties: {{FunctionName: !Ref F, EventSourceArn: !GetAtt Q.Arn}}}}"
        );
        findings_of(&template)
    };
    assert_eq!(with("20, 900"), [""; 0]);
    assert_eq!(with("900, 20"), ["F0837 Q/Properties/VisibilityTimeout/Fn::If/1"]);
}

#[test]
fn resources_of_different_apis_do_not_fit() {
    let stage = |api: &str| {
        findings(&format!(
            "  A: {{Type: 'AWS::ApiGateway::RestApi', Properties: {{Name: a}}}}\n  \
             B: {{Type: 'AWS::ApiGateway::RestApi', Properties: {{Name: b}}}}\n  \
             D: {{Type: 'AWS::ApiGateway::Deployment', Properties: {{RestApiId: !Ref A}}}}\n  \
             S: {{Type: 'AWS::ApiGateway::Stage', Properties: {{DeploymentId: !Ref D, RestApiId: {api}}}}}"
        ))
    };
    assert_eq!(stage("!Ref A"), [""; 0]);
    assert_eq!(stage("!ImportValue x"), [""; 0]);
    assert_eq!(stage("!Ref B"), ["F0872 D/Properties/RestApiId"]);
}

#[test]
fn a_resource_without_properties_has_the_defaults() {
    let queues = "  D: {Type: 'AWS::SQS::Queue'}
  Q: {Type: 'AWS::SQS::Queue', Properties: {FifoQueue: true, QueueName: a.fifo, RedrivePolicy: {deadLetterTargetArn: !GetAtt D.Arn, maxReceiveCount: 3}}}";
    assert_eq!(findings(queues), ["F0870 Q/Properties/FifoQueue"]);
}

#[test]
fn our_own_rules_are_checked() {
    assert_eq!(found("QueueName: a.fifo", "SQS::Queue"), ["F0760 R/Properties"]);
    assert_eq!(found("QueueName: a b", "SQS::Queue"), ["F0760 R/Properties/QueueName"]);
    let redrive = |count: &str| {
        found(
            &format!("RedrivePolicy: {{deadLetterTargetArn: !Ref P, maxReceiveCount: {count}}}"),
            "SQS::Queue",
        )
    };
    assert!(redrive("3").is_empty() && redrive("!Ref C").is_empty());
    assert_eq!(redrive("0"), ["F0760 R/Properties/RedrivePolicy/maxReceiveCount"]);
    assert_eq!(
        found("RouteTableId: a, DestinationCidrBlock: 0.0.0.0/0", "EC2::Route"),
        ["F0764 R/Properties"]
    );
    assert_eq!(found("CidrBlock: 10.0.0.0/8", "EC2::VPC"), ["F0765 R/Properties/CidrBlock"]);
    assert_eq!(found("CidrBlock: 10.0.0.0/16", "EC2::VPC"), [""; 0]);
}

#[test]
fn our_own_rules_are_json() {
    for rule in &super::own::RULES {
        assert!(rule.is_json(), "{}: {}", rule.kind, rule.demand.text);
    }
}
