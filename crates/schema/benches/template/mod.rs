//! Makes a template without mistakes that has a number of resources, of 25 types.

use serde_json::{Map, Value as Json, json};

/// The template's text.
pub(crate) fn text(count: usize) -> String {
    let mut resources = Map::new();
    for at in 0..count {
        let (kind, properties) = resource(at);
        resources.insert(format!("R{at}"), json!({"Type": kind, "Properties": properties}));
    }
    let template = json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": {"Stage": {"Type": "String"}},
        "Conditions": {"IsProduction": {"Fn::Equals": [{"Ref": "Stage"}, "production"]}},
        "Resources": resources,
    });
    serde_json::to_string_pretty(&template).unwrap_or_default()
}

/// A resource; references go to the resources of the first round.
fn resource(at: usize) -> (&'static str, Json) {
    let name = format!("name-{at}");
    let tags = json!([{"Key": "Name", "Value": name}, {"Key": "Stage", "Value": {"Ref": "Stage"}}]);
    let policy = |action: &str| json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": {"Fn::GetAtt": ["R0", "Arn"]}}]});
    let resource_policy = |action: &str| json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": "*", "Principal": {"AWS": {"Ref": "AWS::AccountId"}}}]});
    let trust = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]});
    match at % 25 {
        0 => (
            "AWS::SQS::Queue",
            json!({"QueueName": name, "DelaySeconds": {"Fn::If": ["IsProduction", 5, {"Ref": "AWS::NoValue"}]}, "Tags": tags}),
        ),
        1 => ("AWS::SNS::Topic", json!({"TopicName": name, "Tags": tags})),
        2 => (
            "AWS::IAM::Role",
            json!({"RoleName": name, "AssumeRolePolicyDocument": trust, "Policies": [{"PolicyName": "p", "PolicyDocument": policy("sqs:SendMessage")}], "Tags": tags}),
        ),
        3 => (
            "AWS::IAM::ManagedPolicy",
            json!({"ManagedPolicyName": name, "PolicyDocument": policy("sqs:ReceiveMessage")}),
        ),
        4 => (
            "AWS::Lambda::Function",
            json!({"FunctionName": name, "Role": {"Fn::GetAtt": ["R2", "Arn"]}, "Runtime": "python3.13", "Handler": "app.main", "Code": {"S3Bucket": "bucket", "S3Key": "key"}, "Timeout": 30, "Environment": {"Variables": {"QUEUE": {"Ref": "R0"}}}, "Tags": tags}),
        ),
        5 => (
            "AWS::S3::Bucket",
            json!({"BucketName": name, "VersioningConfiguration": {"Status": "Enabled"}, "BucketEncryption": {"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}, "Tags": tags}),
        ),
        6 => (
            "AWS::DynamoDB::Table",
            json!({"TableName": name, "BillingMode": "PAY_PER_REQUEST", "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "Tags": tags}),
        ),
        7 => ("AWS::EC2::VPC", json!({"CidrBlock": "10.0.0.0/16", "Tags": tags})),
        8 => (
            "AWS::EC2::Subnet",
            json!({"VpcId": {"Ref": "R7"}, "CidrBlock": "10.0.1.0/24", "Tags": tags}),
        ),
        9 => (
            "AWS::EC2::SecurityGroup",
            json!({"GroupDescription": "group", "VpcId": {"Ref": "R7"}, "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}], "Tags": tags}),
        ),
        10 => ("AWS::EC2::RouteTable", json!({"VpcId": {"Ref": "R7"}, "Tags": tags})),
        11 => (
            "AWS::EC2::SubnetRouteTableAssociation",
            json!({"SubnetId": {"Ref": "R8"}, "RouteTableId": {"Ref": "R10"}}),
        ),
        12 => (
            "AWS::Logs::LogGroup",
            json!({"LogGroupName": format!("/app/{name}"), "RetentionInDays": 30, "Tags": tags}),
        ),
        13 => (
            "AWS::CloudWatch::Alarm",
            json!({"AlarmName": name, "Namespace": "AWS/SQS", "MetricName": "ApproximateAgeOfOldestMessage", "Statistic": "Maximum", "Period": 60, "EvaluationPeriods": 5, "Threshold": 300, "ComparisonOperator": "GreaterThanThreshold", "Dimensions": [{"Name": "QueueName", "Value": {"Fn::GetAtt": ["R0", "QueueName"]}}]}),
        ),
        14 => (
            "AWS::Events::Rule",
            json!({"Name": name, "ScheduleExpression": "rate(5 minutes)", "Targets": [{"Id": "f", "Arn": {"Fn::GetAtt": ["R4", "Arn"]}}]}),
        ),
        15 => (
            "AWS::Lambda::Permission",
            json!({"Action": "lambda:InvokeFunction", "FunctionName": {"Ref": "R4"}, "Principal": "events.amazonaws.com", "SourceArn": {"Fn::GetAtt": ["R14", "Arn"]}}),
        ),
        16 => (
            "AWS::KMS::Key",
            json!({"Description": name, "EnableKeyRotation": true, "KeyPolicy": resource_policy("kms:*"), "Tags": tags}),
        ),
        17 => (
            "AWS::KMS::Alias",
            json!({"AliasName": format!("alias/{name}"), "TargetKeyId": {"Ref": "R16"}}),
        ),
        18 => (
            "AWS::SecretsManager::Secret",
            json!({"Name": name, "GenerateSecretString": {"PasswordLength": 32, "ExcludeCharacters": "\"@/"}, "Tags": tags}),
        ),
        19 => (
            "AWS::SSM::Parameter",
            json!({"Name": format!("/app/{name}"), "Type": "String", "Value": {"Fn::Sub": "${Stage}-value"}}),
        ),
        20 => (
            "AWS::ECR::Repository",
            json!({"RepositoryName": name, "ImageTagMutability": "IMMUTABLE", "Tags": tags}),
        ),
        21 => ("AWS::ECS::Cluster", json!({"ClusterName": name, "Tags": tags})),
        22 => (
            "AWS::SNS::Subscription",
            json!({"TopicArn": {"Ref": "R1"}, "Protocol": "sqs", "Endpoint": {"Fn::GetAtt": ["R0", "Arn"]}}),
        ),
        23 => (
            "AWS::SQS::QueuePolicy",
            json!({"Queues": [{"Ref": "R0"}], "PolicyDocument": resource_policy("sqs:SendMessage")}),
        ),
        _ => (
            "AWS::StepFunctions::StateMachine",
            json!({"StateMachineName": name, "RoleArn": {"Fn::GetAtt": ["R2", "Arn"]}, "DefinitionString": "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}", "Tags": tags}),
        ),
    }
}
