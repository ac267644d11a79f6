//! A real template, to look at.

use super::parse;
use crate::to_yaml;

const TEMPLATE: &str = r#"{
  "AWSTemplateFormatVersion": "2010-09-09",
  "Description": "Roles of the chat service: who may do what",
  "Parameters": { "Stage": { "Type": "String", "Default": "dev", "AllowedValues": ["dev", "on"] } },
  "Conditions": { "IsDev": { "Fn::Equals": [{ "Ref": "Stage" }, "dev"] } },
  "Resources": {
    "ApiTask": {
      "Type": "AWS::IAM::Role",
      "Properties": {
        "AssumeRolePolicyDocument": {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": { "Service": "ecs-tasks.amazonaws.com" },
              "Action": "sts:AssumeRole",
              "Condition": { "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } } }
            }
          ]
        },
        "RoleName": { "Fn::Sub": "chat-${Stage}-api" },
        "ManagedPolicyArns": [{ "Fn::If": ["IsDev", { "Ref": "ApiPolicy" }, { "Ref": "AWS::NoValue" }] }],
        "MaxSessionDuration": 3600,
        "Tags": []
      },
      "Metadata": { "Stage": { "Ref": "Stage" } }
    },
    "ApiPolicy": {
      "Type": "AWS::IAM::ManagedPolicy",
      "Condition": "IsDev",
      "Properties": {
        "PolicyDocument": {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "Queues",
              "Effect": "Allow",
              "Action": ["sqs:GetQueueUrl", "sqs:SendMessage"],
              "Resource": [
                { "Fn::ImportValue": "chat-dev-queues:PushArn" },
                { "Fn::ImportValue": { "Fn::Sub": "${Stage}-queue" } },
                { "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":sqs:*:*:x"]] }
              ]
            }
          ]
        }
      }
    }
  },
  "Outputs": { "RoleArn": { "Value": { "Fn::GetAtt": ["ApiTask", "Arn"] }, "Export": { "Name": "chat-dev-iam:ApiTaskArn" } } }
}"#;

#[test]
fn a_template() {
    insta::assert_snapshot!(to_yaml(&parse(TEMPLATE)), @r#"
    AWSTemplateFormatVersion: "2010-09-09"
    Description: "Roles of the chat service: who may do what"
    Parameters:
      Stage:
        Type: String
        Default: dev
        AllowedValues:
          - dev
          - "on"
    Conditions:
      IsDev: !Equals
        - !Ref Stage
        - dev
    Resources:
      ApiTask:
        Type: AWS::IAM::Role
        Properties:
          AssumeRolePolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal:
                  Service: ecs-tasks.amazonaws.com
                Action: sts:AssumeRole
                Condition:
                  StringEquals:
                    aws:SourceAccount: !Ref AWS::AccountId
          RoleName: !Sub "chat-${Stage}-api"
          ManagedPolicyArns:
            - !If
              - IsDev
              - !Ref ApiPolicy
              - !Ref AWS::NoValue
          MaxSessionDuration: 3600
          Tags: []
        Metadata:
          Stage: !Ref Stage
      ApiPolicy:
        Type: AWS::IAM::ManagedPolicy
        Condition: IsDev
        Properties:
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Queues
                Effect: Allow
                Action:
                  - sqs:GetQueueUrl
                  - sqs:SendMessage
                Resource:
                  - !ImportValue chat-dev-queues:PushArn
                  - Fn::ImportValue: !Sub "${Stage}-queue"
                  - !Join
                    - ""
                    - - "arn:"
                      - !Ref AWS::Partition
                      - ":sqs:*:*:x"
    Outputs:
      RoleArn:
        Value: !GetAtt ApiTask.Arn
        Export:
          Name: chat-dev-iam:ApiTaskArn
    "#);
}
