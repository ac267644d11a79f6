//! Parameters with all their constraints, mappings and rules.

use constructs::prelude::*;
use constructs::{
    Mapping, Rule, all_of_type, contains, each_member_equals, each_member_in, equals, not,
    value_of, value_of_all,
};
use constructs_aws::sqs::Queue;
use serde_json::json;

use crate::support::{check, filler, template, templates};

#[test]
fn parameters_say_all_that_cloudformation_knows() {
    let found = template(|stack| {
        stack.add("Filler", filler());
        let name = Parameter::string()
            .default("chat")
            .allowed_values(["chat", "calls"])
            .allowed_pattern("^[a-z]+$")
            .constraint_description("lower case")
            .min_length(2)
            .max_length(10)
            .description("The product")
            .no_echo(true);
        stack.add("Name", name);
        stack.add("Size", Parameter::integer().default(2).min_value(1).max_value(10));
        stack.add("Ratio", Parameter::number().default(0.5));
        stack.add("Zones", Parameter::list().default("a,b"));
        stack.add("Ports", Parameter::integer_list());
        stack.add("Ssm", Parameter::ssm_string().default("/chat/name"));
        stack.add("Vpc", Parameter::aws("AWS::EC2::VPC::Id"));
        stack.add("Subnets", Parameter::aws_list("List<AWS::EC2::Subnet::Id>"));
        stack.add("Kept", Parameter::string().logical_id("OldName"));
    });
    check(
        &found,
        [
            (
                "/Parameters/Name",
                json!({
                    "Type": "String", "Default": "chat", "AllowedValues": ["chat", "calls"],
                    "AllowedPattern": "^[a-z]+$", "ConstraintDescription": "lower case", "MinLength": 2,
                    "MaxLength": 10, "Description": "The product", "NoEcho": true
                }),
            ),
            (
                "/Parameters/Size",
                json!({"Type": "Number", "Default": 2, "MinValue": 1, "MaxValue": 10}),
            ),
            ("/Parameters/Ratio", json!({"Type": "Number", "Default": 0.5})),
            ("/Parameters/Zones", json!({"Type": "CommaDelimitedList", "Default": "a,b"})),
            ("/Parameters/Ports", json!({"Type": "List<Number>"})),
            (
                "/Parameters/Ssm",
                json!({"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/chat/name"}),
            ),
            ("/Parameters/Vpc", json!({"Type": "AWS::EC2::VPC::Id"})),
            ("/Parameters/Subnets", json!({"Type": "List<AWS::EC2::Subnet::Id>"})),
            ("/Parameters/OldName", json!({"Type": "String"})),
        ],
    );
}

#[test]
fn a_parameter_goes_wherever_its_type_goes() {
    let found = template(|stack| {
        let size = stack.add("Size", Parameter::integer());
        let name = stack.add("Name", Parameter::string());
        stack.add("Queue", Queue::new().visibility_timeout(size).queue_name(text!("{}-x", name)));
    });
    check(
        &found,
        [
            ("/Resources/Queue/Properties/VisibilityTimeout", json!({"Ref": "Size"})),
            ("/Resources/Queue/Properties/QueueName", json!({"Fn::Sub": "${Name}-x"})),
        ],
    );
}

#[test]
fn a_parameter_of_another_stack_is_exported_there() {
    let (first, second) = templates(|first, second| {
        first.add("Filler", filler());
        let name = first.add("Name", Parameter::string());
        let zones = first.add("Zones", Parameter::list());
        second.add("Queue", Queue::new().queue_name(name));
        second.add("All", filler().raw("Zones", zones.value()));
    });
    check(
        &first,
        [
            (
                "/Outputs/ExportNameRef",
                json!({"Value": {"Ref": "Name"}, "Export": {"Name": "first:NameRef"}}),
            ),
            ("/Outputs/ExportZonesRef/Value", json!({"Fn::Join": ["||", {"Ref": "Zones"}]})),
        ],
    );
    let split = json!({"Fn::Split": ["||", {"Fn::ImportValue": "first:ZonesRef"}]});
    check(
        &second,
        [
            ("/Resources/Queue/Properties/QueueName", json!({"Fn::ImportValue": "first:NameRef"})),
            ("/Resources/All/Properties/Zones", split),
        ],
    );
}

#[test]
fn mappings_are_looked_up_by_two_keys() {
    let found = template(|stack| {
        let sizes = Mapping::new()
            .row("eu-central-1", [("queue", "30"), ("other", "60")])
            .row("eu-west-1", [("queue", "10")]);
        let sizes = stack.add("Sizes", sizes);
        let zones = Mapping::new().row("a", [("zones", constructs::Expr::List(vec!["x".into()]))]);
        let zones = stack.add("Zones", zones);
        stack.add("Queue", Queue::new().queue_name(sizes.find(REGION, "queue")));
        stack.add("Filler", filler().raw("Zones", zones.find_list("a", "zones")));
    });
    check(
        &found,
        [
            (
                "/Mappings/Sizes",
                json!({"eu-central-1": {"queue": "30", "other": "60"}, "eu-west-1": {"queue": "10"}}),
            ),
            ("/Mappings/Zones/a/zones", json!(["x"])),
            (
                "/Resources/Queue/Properties/QueueName",
                json!({"Fn::FindInMap": ["Sizes", {"Ref": "AWS::Region"}, "queue"]}),
            ),
            (
                "/Resources/Filler/Properties/Zones",
                json!({"Fn::FindInMap": ["Zones", "a", "zones"]}),
            ),
        ],
    );
}

#[test]
fn rules_assert_what_holds_between_parameters() {
    let found = template(|stack| {
        stack.add("Filler", filler());
        let name = stack.add("Env", Parameter::string());
        let rule = Rule::when(equals(name, "prod"))
            .assert(contains(["large", "xlarge"], name), "prod is large")
            .assert(
                each_member_in(
                    value_of_all("AWS::EC2::Subnet::Id", "VpcId"),
                    all_of_type("AWS::EC2::VPC::Id"),
                ),
                "ours",
            )
            .assert(not(each_member_equals(["a"], value_of("Subnet", "Tags.Department"))), "other");
        stack.add("Prod", rule);
        stack.add("Always", Rule::new().assert(equals(name, "x"), "x"));
    });
    let env = json!({"Ref": "Env"});
    check(
        &found,
        [
            ("/Rules/Prod/RuleCondition", json!({"Fn::Equals": [env, "prod"]})),
            (
                "/Rules/Prod/Assertions",
                json!([
                    {"Assert": {"Fn::Contains": [["large", "xlarge"], env]}, "AssertDescription": "prod is large"},
                    {
                        "Assert": {"Fn::EachMemberIn": [
                            {"Fn::ValueOfAll": ["AWS::EC2::Subnet::Id", "VpcId"]}, {"Fn::RefAll": "AWS::EC2::VPC::Id"}
                        ]},
                        "AssertDescription": "ours"
                    },
                    {
                        "Assert": {"Fn::Not": [{"Fn::EachMemberEquals": [["a"], {"Fn::ValueOf": ["Subnet", "Tags.Department"]}]}]},
                        "AssertDescription": "other"
                    }
                ]),
            ),
            (
                "/Rules/Always",
                json!({"Assertions": [{"Assert": {"Fn::Equals": [env, "x"]}, "AssertDescription": "x"}]}),
            ),
        ],
    );
}

/// The allowed values of a list are those of its items.
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>
#[test]
fn the_items_of_a_lists_default_are_among_the_allowed_values() {
    let found = template(|stack| {
        stack.add("Filler", filler());
        stack.add("Zones", Parameter::list().default("a,b").allowed_values(["a", "b", "c"]));
    });
    check(&found, [("/Parameters/Zones/Default", json!("a,b"))]);
}
