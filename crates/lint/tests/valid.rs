//! Checks that nothing is reported on templates that CloudFormation and IAM accept.
//!
//! Each row is a construct with the places where it can occur. `Quiet` rows have neither errors nor warnings, `Doubtful`
//! rows are those where AWS's sources disagree: at most a warning.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its input has nothing to say")]

use std::path::Path;

use constructs_cloudformation::check_limits;
use constructs_diagnostics::Severity;
use constructs_schema::check_template;

/// The findings on a template that are errors or warnings, one per line.
fn findings(text: &str) -> Vec<(Severity, String)> {
    let template = constructs_yaml::read(text.as_bytes()).unwrap();
    let root = template.root();
    let schema = check_template(root);
    let limits = check_limits(root, text.len());
    let policies = constructs_lint::check(root);
    let located = schema.iter().chain(&limits).chain(&policies).map(|finding| {
        (
            finding.severity,
            format!(
                "{} {} {}",
                finding.code,
                finding.place.pointer.as_deref().unwrap_or_default(),
                finding.message
            ),
        )
    });
    located.filter(|(severity, _)| *severity != Severity::Note).collect()
}

/// The lines of findings at `severity` or above.
fn at_least(severity: Severity, text: &str) -> Vec<String> {
    let found = findings(text).into_iter().filter(|(found, _)| *found <= severity);
    found.map(|(_, line)| line).collect()
}

fn assert_quiet(name: &str, text: &str) {
    assert_eq!(at_least(Severity::Warning, text), Vec::<String>::new(), "{name}:\n{text}");
}

fn assert_no_error(name: &str, text: &str) {
    assert_eq!(at_least(Severity::Error, text), Vec::<String>::new(), "{name}:\n{text}");
}

fn file(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/valid");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn valid_templates_have_no_findings() {
    for name in [
        "event-bus-policy.yaml",
        "empty-sid.yaml",
        "float-version.yaml",
        "sam-attributes.yaml",
        "trust-if.json",
        "resource-dynamic-reference.json",
        "secure-transport.yaml",
        "source-arn-ref.yaml",
        "resource-policies.yaml",
    ] {
        assert_quiet(name, &file(name));
    }
}

#[test]
fn doubtful_templates_have_warnings_at_most() {
    for name in ["sns-receive.yaml", "short-arn.json"] {
        assert_no_error(name, &file(name));
    }
}

/// A template with one role whose inline policy has `statement`.
fn identity(statement: &str) -> String {
    format!(
        "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {TRUST}\n      \
         Policies: [{{PolicyName: p, PolicyDocument: {{Version: '2012-10-17', Statement: {statement}}}}}]\n"
    )
}

/// A template with one role that `statement` allows others to assume.
fn trust(statement: &str) -> String {
    format!(
        "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      \
         AssumeRolePolicyDocument: {{Version: '2012-10-17', Statement: {statement}}}\n"
    )
}

/// A template with one queue policy that has `statement`.
fn queue(statement: &str) -> String {
    format!(
        "Resources:\n  Q: {{Type: AWS::SQS::Queue}}\n  P:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      \
         Queues: [!Ref Q]\n      PolicyDocument: {{Version: '2012-10-17', Statement: {statement}}}\n"
    )
}

/// A template with the condition `C` and one resource.
fn resource(kind: &str, properties: &str) -> String {
    format!(
        "Conditions: {{C: !Equals [!Ref AWS::Region, eu-west-1]}}\nResources:\n  X:\n    Type: {kind}\n    \
         Properties: {properties}\n"
    )
}

const TRUST: &str = "{Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}]}";
const DOCUMENT: &str = "{Version: '2012-10-17', Statement: [{Effect: Allow, Action: 'sqs:ListQueues', Resource: '*'}]}";

#[test]
fn a_sid_can_be_empty() {
    let own = "Action: 'sqs:ListQueues', Resource: '*'";
    let send = "Action: 'sqs:SendMessage', Resource: !GetAtt Q.Arn, Principal: {Service: sns.amazonaws.com}";
    for (name, text) in [
        ("allow", identity(&format!("[{{Sid: '', Effect: Allow, {own}}}]"))),
        ("deny", identity(&format!("[{{Sid: '', Effect: Deny, {own}}}]"))),
        ("not a list", identity(&format!("{{Sid: '', Effect: Deny, {own}}}"))),
        ("queue", queue(&format!("[{{Sid: '', Effect: Allow, {send}}}]"))),
        (
            "twice",
            queue(&format!(
                "[{{Sid: '', Effect: Allow, {send}}}, {{Sid: '', Effect: Deny, NotAction: 'sqs:SendMessage', Resource: !GetAtt Q.Arn, Principal: '*'}}]"
            )),
        ),
    ] {
        assert_quiet(name, &text);
    }
}

#[test]
fn a_dynamic_reference_can_be_any_text() {
    let key = "aws:SourceIp";
    let own = "Effect: Allow, Action: 'sqs:DeleteQueue'";
    let condition = |operator: &str, key: &str| {
        identity(&format!(
            "[{{Effect: Deny, Action: 'sqs:DeleteQueue', Resource: '*', Condition: {{{operator}: {{'{key}': ['{{{{resolve:ssm:/value}}}}']}}}}}}]"
        ))
    };
    let mut rows = vec![
        ("resource", identity(&format!("[{{{own}, Resource: '{{{{resolve:ssm:/queue}}}}'}}]"))),
        (
            "resource list",
            identity(&format!("[{{{own}, Resource: ['{{{{resolve:ssm:/queue:3}}}}']}}]")),
        ),
        (
            "not resource",
            identity(
                "[{Effect: Deny, Action: 'sqs:DeleteQueue', NotResource: '{{resolve:ssm:/queue}}'}]",
            ),
        ),
        (
            "part of an ARN",
            identity(&format!(
                "[{{{own}, Resource: !Sub 'arn:${{AWS::Partition}}:sqs:{{{{resolve:ssm:/region}}}}:{{{{resolve:ssm:/account}}}}:q'}}]"
            )),
        ),
        (
            "start of an ARN",
            identity(&format!(
                "[{{{own}, Resource: !Sub '{{{{resolve:ssm:/${{AWS::StackName}}}}}}:q'}}]"
            )),
        ),
        (
            "joined",
            identity(&format!(
                "[{{{own}, Resource: !Join ['', ['{{{{resolve:ssm:/queue}}}}', '-x']]}}]"
            )),
        ),
        ("action", identity("[{Effect: Allow, Action: '{{resolve:ssm:/action}}', Resource: '*'}]")),
        (
            "not action",
            identity("[{Effect: Deny, NotAction: ['{{resolve:ssm:/action}}'], Resource: '*'}]"),
        ),
        (
            "sid",
            identity(
                "[{Sid: '{{resolve:ssm:/sid}}', Effect: Allow, Action: 'sqs:ListQueues', Resource: '*'}]",
            ),
        ),
        (
            "effect",
            identity(
                "[{Effect: '{{resolve:ssm:/effect}}', Action: 'sqs:ListQueues', Resource: '*'}]",
            ),
        ),
        (
            "trusted account",
            trust(
                "[{Effect: Allow, Action: 'sts:AssumeRole', Principal: {AWS: '{{resolve:ssm:/account}}'}}]",
            ),
        ),
        (
            "trusted service",
            trust(
                "[{Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: '{{resolve:ssm:/service}}'}}]",
            ),
        ),
        (
            "trusted provider",
            trust(
                "[{Effect: Allow, Action: 'sts:AssumeRoleWithSAML', Principal: {Federated: '{{resolve:ssm:/provider}}'}, Condition: {StringEquals: {'SAML:aud': 'https://signin.aws.amazon.com/saml'}}}]",
            ),
        ),
        (
            "queue",
            queue(
                "[{Effect: Allow, Action: 'sqs:SendMessage', Resource: '{{resolve:ssm:/queue}}', Principal: {AWS: '{{resolve:ssm:/role}}'}}]",
            ),
        ),
        (
            "version",
            resource(
                "AWS::IAM::ManagedPolicy",
                "{PolicyDocument: {Version: '{{resolve:ssm:/version}}', Statement: [{Effect: Allow, Action: 'sqs:ListQueues', Resource: '*'}]}}",
            ),
        ),
        (
            "names",
            resource(
                "AWS::IAM::Role",
                &format!(
                    "{{RoleName: '{{{{resolve:ssm:/role}}}}', Path: '{{{{resolve:ssm:/path}}}}', Description: '{{{{resolve:ssm:/text}}}}', MaxSessionDuration: '{{{{resolve:ssm:/seconds}}}}', ManagedPolicyArns: ['{{{{resolve:ssm:/policy}}}}'], AssumeRolePolicyDocument: {TRUST}}}"
                ),
            ),
        ),
        (
            "policy's name",
            resource(
                "AWS::IAM::ManagedPolicy",
                &format!(
                    "{{ManagedPolicyName: '{{{{resolve:ssm:/policy}}}}', PolicyDocument: {DOCUMENT}}}"
                ),
            ),
        ),
        (
            "document",
            resource("AWS::IAM::ManagedPolicy", "{PolicyDocument: '{{resolve:ssm:/document}}'}"),
        ),
        (
            "trust document",
            resource("AWS::IAM::Role", "{AssumeRolePolicyDocument: '{{resolve:ssm:/document}}'}"),
        ),
    ];
    for operator in ["IpAddress", "NotIpAddress", "ForAllValues:IpAddress"] {
        rows.push((operator, condition(operator, key)));
    }
    rows.push(("Bool", condition("Bool", "aws:SecureTransport")));
    rows.push(("NumericLessThan", condition("NumericLessThan", "aws:MultiFactorAuthAge")));
    rows.push(("DateLessThan", condition("DateLessThan", "aws:CurrentTime")));
    rows.push(("ArnLike", condition("ArnLike", "aws:PrincipalArn")));
    for (name, text) in rows {
        assert_quiet(name, &text);
    }
}

#[test]
fn a_document_can_be_a_function_or_json_text() {
    let text = r#"'{"Version":"2012-10-17","Statement":[TEXT]}'"#;
    let forms = [
        ("if", "!If [C, DOC, DOC]".to_owned()),
        ("if in if", "!If [C, !If [C, DOC, DOC], DOC]".to_owned()),
        ("if of text", format!("!If [C, {text}, DOC]")),
        ("text", text.to_owned()),
        ("sub", format!("!Sub {text}")),
        ("import", "!ImportValue policy".to_owned()),
        (
            "transform",
            "{Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: 's3://b/k'}}}"
                .to_owned(),
        ),
        (
            "statement under if",
            "{Version: '2012-10-17', Statement: !If [C, STATEMENTS, STATEMENTS]}".to_owned(),
        ),
        (
            "statements under if",
            "{Version: '2012-10-17', Statement: [!If [C, STATEMENT, !Ref AWS::NoValue]]}"
                .to_owned(),
        ),
    ];
    let own = "{Effect: Allow, Action: 'sqs:ListQueues', Resource: '*'}";
    let assume =
        "{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}";
    let send = "{Effect: Allow, Principal: {Service: sns.amazonaws.com}, Action: 'sqs:SendMessage', Resource: !Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:q'}";
    let filled = |form: &str, statement: &str| {
        let document = format!("{{Version: '2012-10-17', Statement: [{statement}]}}");
        let list = format!("[{statement}]");
        let text = match statement {
            own if own.contains("sts:") => {
                r#"{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}"#
            }
            own if own.contains("Principal") => {
                r#"{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"arn:*:sqs:*:*:q"}"#
            }
            _ => r#"{"Effect":"Allow","Action":"sqs:ListQueues","Resource":"*"}"#,
        };
        let form = form.replace("TEXT", text);
        form.replace("DOC", &document).replace("STATEMENTS", &list).replace("STATEMENT", statement)
    };
    for (name, form) in &forms {
        for (kind, properties) in [
            ("AWS::IAM::ManagedPolicy", format!("{{PolicyDocument: {}}}", filled(form, own))),
            (
                "AWS::IAM::RolePolicy",
                format!("{{RoleName: r, PolicyName: p, PolicyDocument: {}}}", filled(form, own)),
            ),
            (
                "AWS::IAM::Policy",
                format!("{{Roles: [r], PolicyName: p, PolicyDocument: {}}}", filled(form, own)),
            ),
            (
                "AWS::IAM::Group",
                format!("{{Policies: [{{PolicyName: p, PolicyDocument: {}}}]}}", filled(form, own)),
            ),
            (
                "AWS::IAM::User",
                format!(
                    "{{Policies: !If [C, [{{PolicyName: p, PolicyDocument: {}}}], !Ref AWS::NoValue]}}",
                    filled(form, own)
                ),
            ),
            ("AWS::IAM::Role", format!("{{AssumeRolePolicyDocument: {}}}", filled(form, assume))),
            (
                "AWS::SQS::QueuePolicy",
                format!("{{Queues: [q], PolicyDocument: {}}}", filled(form, send)),
            ),
        ] {
            assert_quiet(&format!("{kind} {name}"), &resource(kind, &properties));
        }
    }
}

#[test]
fn an_event_bus_policy_has_a_statement_without_a_document() {
    let statement = "{Effect: EFFECT, Principal: {AWS: '111122223333'}, Action: 'events:PutEvents', Resource: !Sub 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default'}";
    let allow = statement.replace("EFFECT", "Allow");
    for (name, properties) in [
        ("allow", format!("{{StatementId: S, EventBusName: default, Statement: {allow}}}")),
        ("deny", format!("{{StatementId: S, Statement: {}}}", statement.replace("EFFECT", "Deny"))),
        (
            "with a sid",
            format!(
                "{{StatementId: S, Statement: {}}}",
                allow.replace("{Effect", "{Sid: S, Effect")
            ),
        ),
        ("under if", format!("{{StatementId: S, Statement: !If [C, {allow}, {allow}]}}")),
        ("text", "{StatementId: S, Statement: '{\"Effect\":\"Allow\"}'}".to_owned()),
        (
            "the older form",
            "{StatementId: S, Action: 'events:PutEvents', Principal: '111122223333'}".to_owned(),
        ),
    ] {
        assert_quiet(name, &resource("AWS::Events::EventBusPolicy", &properties));
    }
    let wrong = format!(
        "{{StatementId: S, Statement: {}}}",
        allow.replace("events:PutEvents", "events:PutEvent")
    );
    let found = at_least(Severity::Error, &resource("AWS::Events::EventBusPolicy", &wrong));
    assert_eq!(
        found,
        ["A0102 /Resources/X/Properties/Statement/Action `events:PutEvent` is not an IAM action"]
    );
}

#[test]
fn a_number_can_be_a_text() {
    for (name, kind, properties) in [
        (
            "glue",
            "AWS::Glue::Job",
            "{GlueVersion: 4.0, Role: x, Command: {Name: glueetl, PythonVersion: 3, ScriptLocation: 's3://a/b'}}",
        ),
        (
            "under if",
            "AWS::Glue::Job",
            "{GlueVersion: !If [C, 4.0, 5.0], Role: x, Command: {Name: glueetl, ScriptLocation: 's3://a/b'}}",
        ),
        (
            "digits after the point",
            "AWS::Glue::Job",
            "{GlueVersion: 0.9, Role: x, Command: {Name: glueetl, ScriptLocation: 's3://a/b'}}",
        ),
        (
            "cache",
            "AWS::ElastiCache::ReplicationGroup",
            "{ReplicationGroupDescription: d, Engine: valkey, EngineVersion: 8.0, CacheNodeType: cache.t4g.micro, NumCacheClusters: 2, AutomaticFailoverEnabled: true}",
        ),
        (
            "task",
            "AWS::ECS::TaskDefinition",
            "{Cpu: 256.0, Memory: 512.0, RequiresCompatibilities: [FARGATE], NetworkMode: awsvpc, ContainerDefinitions: [{Name: c, Image: i}]}",
        ),
        (
            "scaling",
            "AWS::ApplicationAutoScaling::ScalingPolicy",
            "{PolicyName: p, PolicyType: TargetTrackingScaling, ScalingTargetId: x, TargetTrackingScalingPolicyConfiguration: {TargetValue: 60.0, PredefinedMetricSpecification: {PredefinedMetricType: ECSServiceAverageCPUUtilization}}}",
        ),
    ] {
        assert_no_error(name, &resource(kind, properties));
    }
}

/// A serverless template with one resource and outputs.
fn serverless(kind: &str, rest: &str, properties: &str, outputs: &str) -> String {
    format!(
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  X:\n    Type: AWS::Serverless::{kind}\n{rest}    Properties: {properties}\nOutputs: {{{outputs}}}\n"
    )
}

#[test]
fn a_serverless_resource_has_the_attributes_of_what_it_becomes() {
    let function = "{Handler: a.b, Runtime: python3.13, InlineCode: x}";
    for (kind, properties, attributes) in [
        (
            "Function",
            function,
            &["Arn", "Version.Version", "Alias.AliasArn", "SnapStartResponse.ApplyOn"][..],
        ),
        ("Api", "{StageName: s}", &["RootResourceId", "RestApiId", "Stage"]),
        ("HttpApi", "{StageName: s}", &["ApiEndpoint", "ApiId"]),
        ("SimpleTable", "{}", &["Arn", "StreamArn"]),
        (
            "StateMachine",
            "{DefinitionUri: 's3://b/k', Name: mine, Type: STANDARD}",
            &["Arn", "Name"],
        ),
        (
            "GraphQLApi",
            "{Auth: {Type: API_KEY}, SchemaInline: x}",
            &["ApiId", "Arn", "GraphQLUrl", "GraphQLEndpointArn"],
        ),
        ("CapacityProvider", "{VpcConfig: {SubnetIds: [s], SecurityGroupIds: [g]}}", &["Arn"]),
        ("Application", "{Location: 's3://b/k'}", &["Outputs.Anything"]),
    ] {
        for attribute in attributes {
            let output = format!(
                "O: {{Value: !GetAtt X.{attribute}}}, P: {{Value: !Sub '${{X.{attribute}}}'}}"
            );
            assert_quiet(
                &format!("{kind} {attribute}"),
                &serverless(kind, "", properties, &output),
            );
        }
    }
    let text = serverless("Function", "", function, "O: {Value: !GetAtt X.Arm}");
    assert_eq!(at_least(Severity::Error, &text).len(), 1, "{text}");
}

#[test]
fn the_serverless_transform_ignores_attributes_that_it_does_not_know() {
    let function = "{Handler: a.b, Runtime: python3.13, InlineCode: x}";
    for (rest, most) in [
        ("    IgnoreGlobals: '*'\n", Severity::Warning),
        (
            "    Connectors: {C: {Properties: {Destination: {Id: X}, Permissions: [Read]}}}\n",
            Severity::Warning,
        ),
        ("    Description: d\n", Severity::Error),
        ("    Tags: {a: b}\n", Severity::Error),
    ] {
        let text = serverless("Function", rest, function, "O: {Value: a}");
        assert_eq!(at_least(most, &text), Vec::<String>::new(), "{rest}");
    }
}

#[test]
fn names_that_the_serverless_transform_makes_are_known() {
    let function = "{Handler: a.b, Runtime: python3.13, InlineCode: x, AutoPublishAlias: live, Events: {A: {Type: Api, Properties: {Path: /, Method: get}}, H: {Type: HttpApi}}}";
    for name in [
        "XRole",
        "XAliaslive",
        "XVersion0a1b2c3d4e",
        "ServerlessRestApi",
        "ServerlessRestApiProdStage",
        "ServerlessRestApiDeployment",
        "ServerlessHttpApi",
        "ServerlessHttpApiApiGatewayDefaultStage",
        "ServerlessDeploymentApplication",
        "CodeDeployServiceRole",
    ] {
        let outputs = format!("O: {{Value: !Ref {name}}}, P: {{Value: !Sub '${{{name}}}'}}");
        assert_quiet(name, &serverless("Function", "", function, &outputs));
    }
}

#[test]
fn names_that_only_some_of_awss_sources_have_are_no_errors() {
    for action in [
        "sns:Receive",
        "SNS:Receive",
        "apigateway:TagResource",
        "apigateway:UntagResource",
        "apigateway:GetTags",
    ] {
        for (element, effect) in [("Action", "Allow"), ("Action", "Deny"), ("NotAction", "Deny")] {
            let statement =
                format!("[{{Effect: {effect}, {element}: ['{action}'], Resource: '*'}}]");
            assert_no_error(action, &identity(&statement));
        }
    }
    let policy = "{Topics: [t], PolicyDocument: {Version: '2008-10-17', Statement: [{Sid: __default, Effect: Allow, Principal: {AWS: '*'}, Action: ['SNS:GetTopicAttributes', 'SNS:Receive'], Resource: '*', Condition: {StringEquals: {'AWS:SourceOwner': '111122223333'}}}]}}";
    assert_no_error("topic", &resource("AWS::SNS::TopicPolicy", policy));
}

#[test]
fn an_arn_can_be_without_a_region_or_short() {
    let row = |action: &str, resource: &str| {
        identity(&format!("[{{Effect: Allow, Action: '{action}', Resource: !Sub '{resource}'}}]"))
    };
    for (action, resource) in [
        ("bedrock:InvokeModel", "arn:${AWS::Partition}:bedrock:::foundation-model/*"),
        (
            "bedrock:InvokeModel",
            "arn:${AWS::Partition}:bedrock:::foundation-model/anthropic.claude-v2",
        ),
        ("bedrock:InvokeModel*", "arn:${AWS::Partition}:bedrock:*::foundation-model/*"),
        ("bedrock:InvokeModel", "arn:*:bedrock:::foundation-model/*"),
        ("ssm:GetParameter", "arn:*:ssm:eu-west-1::parameter/aws/service/*"),
        ("ssm:SendCommand", "arn:*:ssm:eu-west-1::document/AWS-RunShellScript"),
        (
            "ssm:StartAutomationExecution",
            "arn:*:ssm:eu-west-1::automation-definition/AWS-RestartEC2Instance:$DEFAULT",
        ),
        ("s3:GetObject", "arn:${AWS::Partition}:s3:::bucket/*"),
        ("iam:GetRole", "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/r"),
        (
            "cloudfront:GetDistribution",
            "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/d",
        ),
        ("route53:ListResourceRecordSets", "arn:${AWS::Partition}:route53:::hostedzone/z"),
        ("apigateway:GET", "arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/*"),
    ] {
        assert_quiet(resource, &row(action, resource));
    }
    for (action, resource) in [
        ("sqs:SendMessage", "arn:${AWS::Partition}:sqs"),
        ("sqs:SendMessage", "arn:aws:sqs:eu-west-1"),
        ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333"),
        ("s3:GetObject", "arn:aws:s3"),
    ] {
        assert_no_error(resource, &row(action, resource));
        let deny = format!(
            "[{{Effect: Deny, Action: '{action}', NotResource: '{}'}}]",
            resource.replace("${AWS::Partition}", "aws")
        );
        assert_no_error(resource, &identity(&deny));
    }
}

#[test]
fn ec2_takes_an_address_range_with_bits_below_its_mask() {
    for (kind, properties) in [
        (
            "AWS::EC2::SecurityGroupIngress",
            "{IpProtocol: tcp, FromPort: 22, ToPort: 22, GroupId: sg-12345678, CidrIp: 192.168.1.0/0}",
        ),
        (
            "AWS::EC2::SecurityGroup",
            "{GroupDescription: d, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 100.68.0.18/18}]}",
        ),
        ("AWS::EC2::VPC", "{CidrBlock: 100.68.0.18/18}"),
        (
            "AWS::EC2::SecurityGroupEgress",
            "{IpProtocol: '-1', GroupId: sg-12345678, CidrIpv6: '2001:db8::1/64'}",
        ),
    ] {
        assert_no_error(kind, &resource(kind, properties));
        assert_eq!(at_least(Severity::Warning, &resource(kind, properties)).len(), 1, "{kind}");
    }
    let wrong = resource("AWS::EC2::VPC", "{CidrBlock: 100.68.0.0/33}");
    assert_eq!(at_least(Severity::Error, &wrong).len(), 1, "{wrong}");
}

#[test]
fn a_macro_can_rewrite_what_it_is_given() {
    let wrong = "Resources:\n  B: {Type: 'AWS::S3::Bucket', Count: 2, Properties: {BucketNam: '%d', Tags: '#!PyPlate'}}\n  O: {Type: 'AWS::S3::Object', Mode: x}\n  P: {Type: 'AWS::IAM::ManagedPolicy', Properties: {ManagedPolicyName: 'a b', PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: 'sqs:Send', Resource: q}]}}}\nExtra: {a: 1}\n";
    for transform in [
        "Count",
        "[Count]",
        "[AWS::Serverless-2016-10-31, 111122223333::Count]",
        "{Name: Count, Parameters: {a: b}}",
        "[{Name: Count}]",
    ] {
        assert_no_error(transform, &format!("Transform: {transform}\n{wrong}"));
    }
    for transform in ["AWS::LanguageExtensions", "[AWS::Serverless-2016-10-31]"] {
        let found = at_least(Severity::Error, &format!("Transform: {transform}\n{wrong}"));
        assert!(found.len() >= 6, "{transform}: {found:#?}");
    }
}

#[test]
fn a_macro_inside_of_a_resource_can_rewrite_what_is_beside_it() {
    let text = "Resources:\n  B: {Type: 'AWS::S3::Bucket', Properties: {Fn::Transform: {Name: Expand}, BucketNam: b, Tags: {a: b}}}\n  D: {Type: 'AWS::S3::Bucket', Properties: {BucketNam: b}}\n";
    let found = at_least(Severity::Error, text);
    assert_eq!(found.len(), 1, "{found:#?}");
    let include =
        text.replace("Name: Expand", "Name: 'AWS::Include', Parameters: {Location: 's3://b/k'}");
    assert_eq!(at_least(Severity::Error, &include).len(), 3);
}

#[test]
fn an_include_can_bring_what_is_named() {
    let text = "Transform: {Name: 'AWS::Include', Parameters: {Location: 's3://b/k'}}\nResources:\n  T: {Type: 'AWS::SNS::Topic', Condition: There, DependsOn: Elsewhere, Properties: {TopicName: !Ref Else, DisplayName: !FindInMap [Map, a, b]}}\n";
    assert_no_error("at the top", text);
    let text = text.replace("Transform: {Name", "Transform: [{Name").replace("k'}}", "k'}}]");
    assert_no_error("in a list", &text);
}

#[test]
fn what_fits_none_of_several_forms_is_told_by_the_form_of_its_type() {
    let table = "{BillingMode: PAY_PER_REQUEST, AttributeDefinitions: [{AttributeName: a, AttributeType: S}], KeySchema: [{AttributeName: a, KeyType: HSH}]}";
    let found = at_least(Severity::Warning, &resource("AWS::DynamoDB::Table", table));
    assert_eq!(found, ["F0118 /Resources/X/Properties/KeySchema/0/KeyType `HSH` must be `HASH`"]);
}
