//! `access matrix` of templates without a permission matrix.

use super::{Output, run_on};

const TEMPLATE: &str = r#"
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Topic: {Type: AWS::SNS::Topic}
  Bucket: {Type: AWS::S3::Bucket}
  Worker:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: sts:AssumeRole}}
      Policies:
        - {PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: sqs:ReceiveMessage, Resource: !GetAtt Queue.Arn}}}
  QueuePolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue]
      PolicyDocument:
        Statement:
          - {Effect: Allow, Principal: {Service: sns.amazonaws.com}, Action: sqs:SendMessage, Resource: "*", Condition: {ArnEquals: {aws:SourceArn: !Ref Topic}}}
  TopicPolicy:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Topic]
      PolicyDocument: {Statement: {Effect: Allow, Principal: {AWS: !GetAtt Worker.Arn}, Action: sns:Publish, Resource: !Ref Topic}}
  BucketPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Statement:
          - {Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: !Sub "${Bucket.Arn}/*"}
          - {Effect: Deny, NotPrincipal: {AWS: !GetAtt Worker.Arn}, Action: s3:PutObject, Resource: !Sub "${Bucket.Arn}/*"}
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: {Statement: {Effect: Allow, Principal: {AWS: !Ref AWS::AccountId}, Action: "kms:*", Resource: "*"}}
  Permission:
    Type: AWS::Lambda::Permission
    Properties: {Action: lambda:InvokeFunction, FunctionName: notify, Principal: events.amazonaws.com}
"#;

#[test]
fn policies_of_resources_have_a_table() {
    let Output { text, code } =
        run_on(&[("t.yaml", TEMPLATE)], &["matrix", "--templates", "@t.yaml"]);
    assert_eq!(code, 0, "{text}");
    insta::assert_snapshot!(text);
}
