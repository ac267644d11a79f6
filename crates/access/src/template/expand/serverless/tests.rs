//! Serverless resources by example, and what they become. The templates in `tests/conformance/serverless` are compared with the
//! transform itself by `cargo xtask conformance`.

use std::borrow::Cow;
use std::path::Path;

use super::*;
use crate::ask::unread_transforms;
use crate::template::tests::{shown, stack};
use crate::template::{Stack, Stacks, expand, resource_policies};

fn expanded_stacks(stacks: &[Stack]) -> Vec<Stack> {
    expand(stacks).into_iter().map(Cow::into_owned).collect()
}

/// Principals and the policies of resources after the transform, and what is not expanded.
fn read(name: &str, template: &str) -> String {
    let stacks = expanded_stacks(&[stack(name, template)]);
    let mut text = shown(&stacks);
    let stacks = Stacks::new(&stacks);
    for policy in resource_policies(&stacks) {
        text += &format!("{} {} of {}\n", policy.kind, policy.policy.name, policy.about.join(" "));
        for statement in &policy.policy.document.statements {
            let actions = statement.actions.list().iter().map(ToString::to_string);
            let principals = statement.principals.as_ref().map(|scope| scope.list());
            let principals = principals.unwrap_or_default().iter().map(|one| one.text.to_string());
            let (actions, principals): (Vec<String>, Vec<String>) =
                (actions.collect(), principals.collect());
            text += &format!("    {} by {}", actions.join(" "), principals.join(" "));
            for condition in &statement.conditions {
                let values: Vec<String> =
                    condition.values.iter().map(ToString::to_string).collect();
                text += &format!(" when {} {}", condition.key, values.join(" "));
            }
            text += "\n";
        }
    }
    for (_, unread) in unread_transforms(&stacks) {
        text += &format!("{}\n", unread.reason);
    }
    text
}

fn snapshot(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance/serverless");
    let template = std::fs::read_to_string(folder.join(format!("{name}.yaml"))).unwrap();
    insta::assert_snapshot!(name, read("s", &template));
}

#[test]
fn each_way_of_writing_policies() {
    snapshot("policies");
}

#[test]
fn destinations_aliases_and_urls() {
    snapshot("destinations");
}

#[test]
fn events_that_invoke_a_function() {
    snapshot("push");
}

#[test]
fn events_that_lambda_polls_for() {
    snapshot("pollers");
}

#[test]
fn apis_and_their_authorizers() {
    snapshot("apis");
}

#[test]
fn state_machines_and_other_types() {
    snapshot("machines");
}

#[test]
fn connectors_of_resources() {
    snapshot("connectors");
}

#[test]
fn references_to_what_the_transform_creates() {
    snapshot("references");
}

#[test]
fn default_routes_and_implied_apis() {
    snapshot("routes");
}

#[test]
fn boundaries_and_conditions_of_roles() {
    snapshot("boundaries");
}

/// The reasons why a template with this function is not read in full.
fn unread_function(properties: &str) -> Vec<String> {
    let template = format!(
        "Transform: AWS::Serverless-2016-10-31\nParameters:\n  P: {{Type: String}}\nConditions:\n  C: !Equals [!Ref P, a]\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {properties}\n"
    );
    let stacks = expanded_stacks(&[stack("s", &template)]);
    let stacks = Stacks::new(&stacks);
    unread_transforms(&stacks).into_iter().map(|(_, one)| one.reason).collect()
}

#[test]
fn what_is_not_understood_stays_and_is_named() {
    assert_eq!(unread_function("{Policies: AmazonSQSFullAccess}"), Vec::<String>::new());
    for properties in [
        "{NewProperty: 1}",
        "{Policies: [{NoSuchPolicyTemplate: {}}]}",
        "{Policies: [{SQSPollerPolicy: {}}]}",
        "{Policies: [{SQSPollerPolicy: !Ref P}]}",
        "{Policies: [[AmazonSQSFullAccess]]}",
        "{Policies: !If [C, [AmazonSQSFullAccess], [AmazonSNSFullAccess]]}",
        "{Policies: [!If [C, AmazonSQSFullAccess, {Statement: []}]]}",
        "{Policies: [!If [C, {SQSPollerPolicy: {QueueName: q}}, !If [C, {SQSPollerPolicy: {QueueName: q}}, !Ref P]]]}",
        "{'Fn::Transform': {Name: M}}",
        "{DeadLetterQueue: {Type: Kinesis, TargetArn: !Ref P}}",
        "{DeadLetterQueue: {Type: !Ref P, TargetArn: !Ref P}}",
        "{EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: Lambda}}}}",
        "{EventInvokeConfig: !If [C, {}, {}]}",
        "{DeploymentPreference: {Type: AllAtOnce, Enabled: !Ref P}}",
        "{AutoPublishAlias: !Sub '${P}'}",
        "x",
        "[x]",
        "{Tags: !Ref P}",
        "{Events: {E: {Type: SNS, Properties: x}}}",
        "{Events: {E: {Type: NoSuchEvent}}}",
        "{Events: {E: {Type: SNS, Properties: {Topic: !Ref P, New: 1}}}}",
        "{Events: {E: {Type: S3, Properties: {Bucket: elsewhere, Events: x}}}}",
        "{Events: {E: {Type: Cognito, Properties: {UserPool: !Ref P, Trigger: x}}}}",
        "{Events: {E: {Type: Api, Properties: {Path: /, Method: get, RestApiId: !ImportValue x}}}}",
        "{Events: {E: {Type: Api, Properties: {Path: !Ref P, Method: get}}}}",
        "{Events: {E: {Type: Schedule, Properties: {Schedule: x, DeadLetterConfig: {Type: SNS}}}}}",
        "{Events: {E: {Type: SQS, Properties: {Queue: !Ref P, DestinationConfig: {OnFailure: {Type: Lambda, Destination: !Ref P}}}}}}",
        "{Events: !If [C, {}, {}]}",
    ] {
        let expected = "`F` of `s`, of the type `AWS::Serverless::Function`, may add roles and policies, which are not read";
        let found = unread_function(properties);
        assert_eq!(found.first().map(String::as_str), Some(expected), "{properties}");
    }
}

#[test]
fn a_template_that_can_not_be_prepared_keeps_its_transform() {
    let with_rest_api = "Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\nResources:\n  ServerlessRestApi: {Type: 'AWS::SQS::Queue'}\n  F: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Api, Properties: {Path: /, Method: get}}}}}\n";
    let connector = "Transform: AWS::Serverless-2016-10-31\nResources:\n  Q: {Type: 'AWS::SQS::Queue', Connectors: {C: {Properties: {Source: {Id: X}}}}}\n";
    for template in [with_rest_api, connector] {
        let text = read("s", template);
        let expected = "the transform `AWS::Serverless-2016-10-31` of `s` may add roles and policies, which are not read\n";
        assert!(text.ends_with(expected), "{text}");
    }
}

#[test]
fn names_that_the_template_has_are_not_taken() {
    let text = read(
        "s",
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  FRole: {Type: 'AWS::SQS::Queue'}\n  F: {Type: AWS::Serverless::Function}\n  G: {Type: AWS::Serverless::Function}\n",
    );
    insta::assert_snapshot!(text);
}

#[test]
fn other_types_and_connectors_without_a_profile_are_named() {
    let text = read(
        "s",
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  W: {Type: AWS::Serverless::WebFunction}\n  Q: {Type: 'AWS::SQS::Queue', Connectors: {C: {Properties: {Destination: {Id: Q}, Permissions: [Read]}}}}\n  A: {Type: AWS::Serverless::Application, Properties: {Location: ./a.yaml}}\n  P: {Type: AWS::Serverless::Api, Properties: {StageName: x, Auth: {ResourcePolicy: {CustomStatements: []}}}}\n",
    );
    insta::assert_snapshot!(text);
}

#[test]
fn an_authorizer_whose_permission_a_parameter_decides_is_named() {
    let text = read(
        "s",
        "Transform: AWS::Serverless-2016-10-31\nParameters:\n  P: {Type: String}\nResources:\n  A:\n    Type: AWS::Serverless::Api\n    Properties:\n      StageName: x\n      Auth: {Authorizers: {L: {FunctionArn: x, DisableFunctionDefaultPermissions: !Ref P}}}\n",
    );
    let expected = "`A` of `s`, of the type `AWS::Serverless::Api`, may add roles and policies, which are not read\n";
    assert_eq!(text, expected);
}

#[test]
fn tracing_by_a_parameter_depends_on_it() {
    let text = read(
        "s",
        "Transform: AWS::Serverless-2016-10-31\nParameters:\n  P: {Type: String}\nResources:\n  F: {Type: AWS::Serverless::Function, Properties: {Tracing: !Ref P}}\n",
    );
    insta::assert_snapshot!(text);
}

#[test]
fn nodes_keep_the_place_of_what_they_come_from() {
    let template = stack(
        "s",
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]\n        - S3ReadPolicy: {BucketName: b}\n",
    );
    let expanded = expanded_stacks(&[template]);
    let root = expanded[0].root();
    let role = root.get("Resources").and_then(|own| own.get("FRole")).unwrap();
    let lines = |node: &Node| node.mark.line;
    assert_eq!(lines(role), 3);
    let policies = role.get("Properties").and_then(|own| own.get("Policies")).unwrap();
    let policies: Vec<u32> = policies.as_list().unwrap().iter().map(lines).collect();
    assert_eq!(policies, [7, 8]);
}

#[test]
fn a_large_template_takes_neither_time_nor_memory_without_end() {
    let tags: Vec<String> = (0..2_000).map(|number| format!("t{number}: x")).collect();
    let events = |count: usize| {
        let one = |number| format!("E{number}: {{Type: Schedule, Properties: {{Schedule: x}}}}");
        (0..count).map(one).collect::<Vec<_>>().join(", ")
    };
    let many = format!(
        "{{PropagateTags: true, Tags: {{{}}}, Events: {{{}}}}}",
        tags.join(", "),
        events(2_000)
    );
    assert_eq!(unread_function(&many).len(), 1);
    assert_eq!(unread_function(&format!("{{Events: {{{}}}}}", events(200))).len(), 0);
    let functions =
        (0..2_000).map(|number| format!("  F{number}: {{Type: AWS::Serverless::Function}}\n"));
    let template = format!(
        "Transform: AWS::Serverless-2016-10-31\nGlobals: {{Function: {{Tags: {{{}}}}}}}\nResources:\n{}",
        tags.join(", "),
        functions.collect::<String>()
    );
    let expanded = expanded_stacks(&[stack("s", &template)]);
    let root = expanded[0].root();
    assert!(root.get("Transform").is_some());
}
