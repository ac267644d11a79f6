//! Proofs by example. The tests of the reference app have its own proofs.

use super::*;
use crate::matrix::{PermissionMatrix, Variables};
use constructs_cloudformation::SourceConstruct;

use crate::template::tests::stack;
use crate::template::{Stack, Stacks};

const MATRIX: &str = r"
matrix: 1
principals: {Api: Iam/Role}
trusted: ecs-tasks.amazonaws.com
resources:
  Push: Iam/Push
  Dlq: Iam/Dlq
  Metrics: {every: 'no resources', when: {StringEquals: {'cloudwatch:namespace': chat}}}
what each role can do:
  - {row: Send, actions: 'sqs:SendMessage', resources: Push, cells: {Api: yes}}
  - {row: Metrics, actions: 'cloudwatch:PutMetricData', resources: Metrics, cells: {Api: yes}}
resource access:
  - {row: Push, cells: {Api: 'sqs:SendMessage'}}
  - {row: Dlq}
  - {row: Metrics, cells: {Api: 'cloudwatch:PutMetricData'}}
";

const TEMPLATE: &str = r"
Parameters: {Name: {Type: String}}
Resources:
  Push: {Type: 'AWS::SQS::Queue', Properties: {QueueName: push}}
  Dlq: {Type: 'AWS::SQS::Queue'}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: 'sts:AssumeRole'}}
      Policies:
        - PolicyName: inline
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - {Effect: Allow, Action: 'sqs:SendMessage', Resource: !GetAtt Push.Arn}
              - {Effect: Allow, Action: 'cloudwatch:PutMetricData', Resource: '*', Condition: {StringEquals: {'cloudwatch:namespace': chat}}}
";

fn stacks(template: &str) -> Vec<Stack> {
    let mut stack = stack("iam", template);
    stack.path = "dev/Iam".to_owned();
    for id in ["Role", "Push", "Dlq", "Other"] {
        let construct = SourceConstruct { path: format!("dev/Iam/{id}"), made_at: None };
        stack.constructs.insert(id.to_owned(), construct);
    }
    vec![stack]
}

/// The proof in words, and its findings.
fn outcome(template: &str, matrix: &str) -> String {
    let matrix = PermissionMatrix::read(matrix, "permissions.yaml").unwrap();
    let stacks = stacks(template);
    let stacks = Stacks::new(&stacks);
    let case = ProofInput {
        matrix: &matrix,
        environment: "dev",
        variables: &Variables::new(),
        reading: &Reading::new(&stacks),
        locate: &|_, _, _| None,
        today: "2026-11-25",
    };
    let proof = prove(&case);
    format!("{}\n{}", explain(std::slice::from_ref(&proof)), proof.findings)
}

#[test]
fn a_grant_that_is_exactly_the_matrix() {
    insta::assert_snapshot!(outcome(TEMPLATE, MATRIX));
}

#[test]
fn less_and_more_are_told_with_cell_and_witness() {
    let more = TEMPLATE.replace("'sqs:SendMessage', Resource", "'sqs:*Message', Resource");
    insta::assert_snapshot!("more", outcome(&more, MATRIX));
    let several = TEMPLATE.replace(
        "'sqs:SendMessage', Resource",
        "['sqs:SendMessage', 'sqs:PurgeQueue', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'], Resource",
    );
    insta::assert_snapshot!("several", outcome(&several, MATRIX));
    let swapped = TEMPLATE.replace("Push.Arn", "Dlq.Arn");
    insta::assert_snapshot!("swapped", outcome(&swapped, MATRIX));
    let unconditional =
        TEMPLATE.replace(", Condition: {StringEquals: {'cloudwatch:namespace': chat}}", "");
    insta::assert_snapshot!("unconditional", outcome(&unconditional, MATRIX));
}

#[test]
fn what_is_not_decided_fails_until_it_is_acknowledged() {
    let open = TEMPLATE.replace("chat}}}", "!Ref Name}}}");
    insta::assert_snapshot!("undecided", outcome(&open, MATRIX));
    let acknowledged = |until: &str| {
        format!(
            "{MATRIX}acknowledged:\n  - {{principal: Api, reason: looked at, owner: ops, until: {until}}}\n"
        )
    };
    insta::assert_snapshot!("acknowledged", outcome(&open, &acknowledged("2027-01-31")));
    insta::assert_snapshot!("expired", outcome(&open, &acknowledged("2026-11-24")));
    insta::assert_snapshot!("needless", outcome(TEMPLATE, &acknowledged("2027-01-31")));
}

#[test]
fn each_way_of_the_conditions_is_proved() {
    let when = |actions: &str| {
        let conditions = "Conditions: {Prod: !Equals [!Ref Name, prod]}\nResources:";
        let template = TEMPLATE.replace("Resources:", conditions);
        template.replace("Action: 'sqs:SendMessage'", &format!("Action: !If [Prod, {actions}]"))
    };
    insta::assert_snapshot!(
        "wider_in_one_way",
        outcome(&when("'sqs:*', 'sqs:SendMessage'"), MATRIX)
    );
    let as_much = when("['sqs:SendMessage', 'SQS:sendmessage'], 'sqs:SendMessage'");
    insta::assert_snapshot!("as_much_either_way", outcome(&as_much, MATRIX));
}

#[test]
fn what_is_there_with_every_value_of_a_parameter_is_not_lacking() {
    let template = TEMPLATE.replace(
        "Name: {Type: String}",
        "Name: {Type: String, AllowedValues: ['sqs:SendMessage', 'sqs:sendMessage']}",
    );
    let template = template.replace("Action: 'sqs:SendMessage'", "Action: !Ref Name");
    insta::assert_snapshot!("either_value", outcome(&template, MATRIX));
}

#[test]
fn others_are_seen() {
    let other =
        format!("{TEMPLATE}  Other: {{Type: 'AWS::IAM::Role', Properties: {{Policies: []}}}}\n");
    insta::assert_snapshot!("unlisted", outcome(&other, MATRIX));
    let stray = other.replace("Other:", "Stray:");
    insta::assert_snapshot!("of_no_construct", outcome(&stray, MATRIX));
    let open = TEMPLATE.replace(
        "{Service: ecs-tasks.amazonaws.com}",
        "{Service: [ecs-tasks.amazonaws.com, ec2.amazonaws.com]}",
    );
    insta::assert_snapshot!("trust", outcome(&open, MATRIX));
    let direct = format!(
        "{TEMPLATE}  Direct: {{Type: 'AWS::SQS::QueuePolicy', Properties: {{Queues: [!Ref Push], PolicyDocument: {{Statement: {{Effect: Allow, Principal: {{AWS: !GetAtt Role.Arn}}, Action: 'sqs:PurgeQueue', Resource: !GetAtt Push.Arn}}}}}}}}\n"
    );
    insta::assert_snapshot!("direct", outcome(&direct, MATRIX));
    // An example is an action that there is, of a service too that no other policy names.
    let open = direct.replace("'sqs:PurgeQueue'", "'sns:*'");
    insta::assert_snapshot!("direct_of_another_service", outcome(&open, MATRIX));
}
