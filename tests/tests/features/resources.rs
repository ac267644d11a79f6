//! Resource attributes, properties that have no setter, types that have no struct, and the template around them.

use constructs::prelude::*;
use constructs::{CreationPolicy, GenericResource, RollingUpdate, UpdatePolicy};
use constructs_aws::sqs::Queue;
use constructs_aws::sqs::queue::RedrivePolicy;
use serde_json::json;

use crate::support::{at, check, filler, keys, synthesized, task_role, template, template_of};

#[test]
fn deletion_and_replacement() {
    let found = template(|stack| {
        for (name, deletion) in [
            ("Delete", DeletionPolicy::Delete),
            ("Retain", DeletionPolicy::Retain),
            ("RetainExceptOnCreate", DeletionPolicy::RetainExceptOnCreate),
            ("Snapshot", DeletionPolicy::Snapshot),
        ] {
            stack.add(name, filler().deletion_policy(deletion));
        }
        for (name, replacement) in [
            ("OldDelete", UpdateReplacePolicy::Delete),
            ("OldRetain", UpdateReplacePolicy::Retain),
            ("OldSnapshot", UpdateReplacePolicy::Snapshot),
        ] {
            stack.add(name, filler().update_replace_policy(replacement));
        }
    });
    for name in ["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"] {
        assert_eq!(*at(&found, &format!("/Resources/{name}/DeletionPolicy")), json!(name));
    }
    for name in ["Delete", "Retain", "Snapshot"] {
        assert_eq!(*at(&found, &format!("/Resources/Old{name}/UpdateReplacePolicy")), json!(name));
    }
}

#[test]
fn creation_and_update() {
    let found = template(|stack| {
        let count = stack.add("Count", Parameter::integer());
        let creation = CreationPolicy::new()
            .resource_signal(count, "PT15M")
            .min_successful_instances_percent(50)
            .start_fleet(true);
        let rolling = RollingUpdate::new()
            .max_batch_size(2)
            .min_instances_in_service(1)
            .min_successful_instances_percent(90)
            .pause_time("PT5M")
            .suspend_processes(["AlarmNotification"])
            .wait_on_resource_signals(true);
        let update = UpdatePolicy::new()
            .rolling_update(rolling)
            .replacing_update(false)
            .ignore_scheduled_sizes(true)
            .code_deploy_lambda_alias("app", "group")
            .online_resharding(true)
            .version_upgrade(true);
        stack.add("Group", filler().creation_policy(creation).update_policy(update));
    });
    check(
        &found,
        [
            (
                "/Resources/Group/CreationPolicy",
                json!({
                    "ResourceSignal": {"Count": {"Ref": "Count"}, "Timeout": "PT15M"},
                    "AutoScalingCreationPolicy": {"MinSuccessfulInstancesPercent": 50},
                    "StartFleet": true
                }),
            ),
            (
                "/Resources/Group/UpdatePolicy",
                json!({
                    "AutoScalingRollingUpdate": {
                        "MaxBatchSize": 2, "MinInstancesInService": 1, "MinSuccessfulInstancesPercent": 90,
                        "PauseTime": "PT5M", "SuspendProcesses": ["AlarmNotification"], "WaitOnResourceSignals": true
                    },
                    "AutoScalingReplacingUpdate": {"WillReplace": false},
                    "AutoScalingScheduledAction": {"IgnoreUnmodifiedGroupSizeProperties": true},
                    "CodeDeployLambdaAliasUpdate": {"ApplicationName": "app", "DeploymentGroupName": "group"},
                    "UseOnlineResharding": true,
                    "EnableVersionUpgrade": true
                }),
            ),
        ],
    );
}

#[test]
fn properties_keep_the_order_in_which_they_were_set() {
    let assembly = synthesized(|app| {
        let stack = app.stack("Stack", Stack::named("stack"));
        let queue = Queue::new()
            .visibility_timeout(30)
            .queue_name("b")
            .delay_seconds(1)
            .visibility_timeout(20);
        stack.add("Z", queue.raw("Newer", Object::new().with("z", 1).with("a", 2)));
        stack.add("A", filler());
    });
    let text = assembly.stack("stack").unwrap().template();
    let places: Vec<usize> = [
        "\"Z\"",
        "VisibilityTimeout\": 20",
        "QueueName",
        "DelaySeconds",
        "Newer",
        "\"z\"",
        "\"a\"",
        "\"A\"",
    ]
    .iter()
    .map(|part| text.find(part).unwrap_or_else(|| panic!("{part} in {text}")))
    .collect();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn raw_sets_what_has_no_setter_and_what_has_one() {
    let found = template(|stack| {
        let dead = stack.add("Dead", Queue::new());
        let json = json!({"b": [1, 2.5, true], "a": {"c": "d"}});
        let queue = Queue::new().queue_name("x").raw("QueueName", text!("{}-live", dead.name()));
        stack.add(
            "Live",
            queue
                .raw("Brand", json)
                .raw("New", dead.arn())
                .raw("List", constructs::Expr::List(vec![1.into()])),
        );
    });
    check(
        &found,
        [
            ("/Resources/Live/Properties/QueueName", json!({"Fn::Sub": "${Dead.QueueName}-live"})),
            ("/Resources/Live/Properties/Brand", json!({"b": [1, 2.5, true], "a": {"c": "d"}})),
            ("/Resources/Live/Properties/New", json!({"Fn::GetAtt": ["Dead", "Arn"]})),
            ("/Resources/Live/Properties/List", json!([1])),
        ],
    );
}

#[test]
fn a_generic_resource_is_one_of_any_type() {
    let found = template(|stack| {
        let topic =
            GenericResource::new("Custom::Topic").raw("Name", "news").metadata("Team", "chat");
        let topic = stack.add(
            "Topic",
            topic.deletion_policy(DeletionPolicy::Retain).depends_on(stack.add("First", filler())),
        );
        stack.add("Ref", Output::new(topic.reference()));
        stack.add("Att", Output::new(topic.attribute("A.B")));
        let timeout = topic.attribute_of::<constructs::Int>("Seconds");
        stack.add("Queue", Queue::new().visibility_timeout(timeout));
    });
    check(
        &found,
        [
            (
                "/Resources/Topic",
                json!({
                    "Type": "Custom::Topic", "DependsOn": "First", "DeletionPolicy": "Retain",
                    "Properties": {"Name": "news"}, "Metadata": {"Team": "chat"}
                }),
            ),
            ("/Outputs/Ref/Value", json!({"Ref": "Topic"})),
            ("/Outputs/Att/Value", json!({"Fn::GetAtt": ["Topic", "A.B"]})),
            (
                "/Resources/Queue/Properties/VisibilityTimeout",
                json!({"Fn::GetAtt": ["Topic", "Seconds"]}),
            ),
        ],
    );
}

#[test]
fn property_types_and_lists() {
    let found = template(|stack| {
        let dead = stack.add("Dead", Queue::new());
        let redrive = RedrivePolicy::new().dead_letter_target_arn(dead.arn()).max_receive_count(5);
        stack.add(
            "Live",
            Queue::new().redrive_policy(redrive).tags([("team", "chat"), ("env", "dev")]),
        );
        let subnets = (REGION, "subnet-1", dead.name());
        stack.add("Group", constructs_aws::rds::DBSubnetGroup::new("private", subnets));
        stack.add("None", constructs_aws::rds::DBSubnetGroup::new("none", empty()));
    });
    check(
        &found,
        [
            (
                "/Resources/Live/Properties/RedrivePolicy",
                json!({"deadLetterTargetArn": {"Fn::GetAtt": ["Dead", "Arn"]}, "maxReceiveCount": 5}),
            ),
            (
                "/Resources/Live/Properties/Tags",
                json!([{"Key": "team", "Value": "chat"}, {"Key": "env", "Value": "dev"}]),
            ),
            (
                "/Resources/Group/Properties/SubnetIds",
                json!([{"Ref": "AWS::Region"}, "subnet-1", {"Fn::GetAtt": ["Dead", "QueueName"]}]),
            ),
            ("/Resources/None/Properties/SubnetIds", json!([])),
        ],
    );
}

#[test]
fn a_template_says_what_its_stack_says_and_no_more() {
    let assembly = synthesized(|app| {
        let described = Stack::named("stack")
            .description("Queues")
            .metadata("Team", "chat")
            .tag("env", "dev")
            .termination_protection(true)
            .account("111122223333")
            .region("eu-central-1");
        app.stack("Stack", described).add("Filler", filler());
    });
    let stack = assembly.stack("stack").unwrap();
    let expected = json!({
        "Description": "Queues",
        "Metadata": {"Team": "chat"},
        "Resources": {"Filler": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}
    });
    assert_eq!(template_of(&assembly, "stack"), expected);
    assert_eq!(stack.tags(), [("env".to_owned(), "dev".to_owned())]);
    assert_eq!((stack.account(), stack.region()), (Some("111122223333"), Some("eu-central-1")));
    assert!(stack.termination_protection());
}

#[test]
fn iam_needs_a_capability_and_names_need_another() {
    for (role, expected) in
        [(task_role(), "CAPABILITY_IAM"), (task_role().role_name("api"), "CAPABILITY_NAMED_IAM")]
    {
        let assembly = synthesized(|app| {
            let stack = app.stack("Stack", Stack::named("stack"));
            stack.add("First", task_role());
            stack.add("Role", role);
        });
        assert_eq!(assembly.stack("stack").unwrap().capabilities(), [expected]);
    }
}

/// A construct of the author's own, made of others.
struct QueueWithDeadLetters;

impl Construct for QueueWithDeadLetters {
    type Handle = constructs_aws::sqs::QueueRef;

    fn build(self, scope: Scope<'_>) -> Self::Handle {
        let dead = scope.add("Dead", Queue::new());
        let redrive = RedrivePolicy::new().dead_letter_target_arn(dead.arn()).max_receive_count(3);
        scope.add("Live", Queue::new().redrive_policy(redrive))
    }
}

#[test]
fn a_construct_is_made_of_constructs() {
    let found = template(|stack| {
        let push = stack.add("Push", QueueWithDeadLetters);
        stack.add("Url", Output::new(push.url()));
    });
    let ids = keys(&found, "/Resources");
    assert_eq!(ids.len(), 2);
    assert!(
        ids.iter().any(|id| id.starts_with("PushDead"))
            && ids.iter().any(|id| id.starts_with("PushLive"))
    );
}

/// A template that repeats a key means one thing to one reader and another to the next.
#[test]
fn no_object_repeats_a_key() {
    let app = App::new();
    let stack = app.stack("Stack", Stack::named("stack"));
    let parameter =
        constructs_aws::ssm::Parameter::new(constructs_aws::ssm::parameter::Type::STRING, "x");
    stack.add("Parameter", parameter.tags([("team", "one"), ("team", "two")]));
    if let Ok(assembly) = app.synth() {
        let text = assembly.stack("stack").unwrap().template();
        assert_eq!(text.matches("\"team\"").count(), 1, "{text}");
    }
}

/// What comes out as YAML is YAML: a template that can't be written so is not written as JSON in its place.
#[test]
fn a_yaml_file_holds_yaml() {
    let assembly = synthesized(|app| {
        let stack = app.stack("Stack", Stack::named("stack"));
        let send = |why: &str| [allow([Queue::SEND_MESSAGE]).on_every(why)];
        stack.add(
            "Role",
            task_role().inline_policy("one", send("a")).inline_policy("two", send("b")),
        );
    });
    let files = assembly.files(constructs::assembly::TemplateFormat::Yaml);
    assert!(!files[0].bytes.starts_with(b"{"), "{}", String::from_utf8_lossy(&files[0].bytes));
}

#[test]
fn reasons_stand_beside_metadata_of_the_authors_own() {
    let found = template(|stack| {
        let send = allow([Queue::SEND_MESSAGE]).on_every("a test");
        let own = Object::new().with("owner", "chat");
        stack.add("Policy", ManagedPolicy::new([send]).metadata("constructs", own));
    });
    check(&found, [("/Resources/Policy/Metadata/constructs/owner", json!("chat"))]);
}
