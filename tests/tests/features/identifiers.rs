//! Paths -> logical ids and names of exports, as the AWS CDK makes them.
//!
//! Expected ids come from an implementation of FACTS §1 in Python (`hashlib.md5`), those of `My…` and `Vpc…`
//! from assemblies of the CDK itself.

use constructs::prelude::*;
use constructs::{ExportNames, List, Str};
use constructs_aws::sqs::Queue;
use serde_json::json;

use crate::support::{check, filler, keys, template, template_of};

/// The logical id of a resource at `path` below its stack.
fn id_of(path: &str) -> String {
    let found = template(|stack| {
        let (above, id) = path.rsplit_once('/').unwrap_or(("", path));
        let components = above.split('/').filter(|component| !component.is_empty());
        components.fold(stack, |scope, id| scope.scope(id)).add(id, filler());
    });
    keys(&found, "/Resources").swap_remove(0)
}

#[test]
fn logical_ids_are_those_of_the_cdk() {
    let long = "x".repeat(300);
    for (path, expected) in [
        ("Push", "Push"),
        ("my-queue", "myqueue"),
        ("Resource", "Resource"),
        ("Push/Default", "Push"),
        ("Default/Push", "Push"),
        ("Default/Default/A/Default", "A"),
        ("Push/Resource", "Push7F99B893"),
        ("Dlq/Resource", "DlqD1FAA4AD"),
        ("MyQueue/Resource", "MyQueueE6CA6235"),
        ("MyTopic/Resource", "MyTopic86869434"),
        ("MyRole/Resource", "MyRoleF48FFE04"),
        ("MyRole/DefaultPolicy/Resource", "MyRoleDefaultPolicyA36BE1DD"),
        ("Vpc/PrivateSubnet1/Subnet", "VpcPrivateSubnet1Subnet536B997A"),
        ("Api/Task/Role", "ApiTaskRole23351C14"),
        ("ApiTask/Task/Role", "ApiTaskRole9AA4FDB0"),
        ("ApiTask/ApiTask", "ApiTask39BD3B8B"),
        ("A/Default/B", "ABE649FC2C"),
        ("A/Resource/B", "AB1CD9EF1B"),
        ("Resource/Resource", "CF9390BA"),
        ("é/Queue", "Queue90D3E6D6"),
        ("a--b/Queue", "abQueueA5101EFA"),
        ("A B/C.D", "ABCDB016CBD7"),
    ] {
        assert_eq!(id_of(path), expected, "{path}");
    }
    let cut = id_of(&format!("{long}/y"));
    assert_eq!((cut.len(), &cut[240..]), (248, "317ACE87"));
}

#[test]
fn a_slash_in_an_id_becomes_two_dashes() {
    let found = template(|stack| _ = stack.scope("a/b").add("Queue", Queue::new()));
    assert_eq!(keys(&found, "/Resources"), ["abQueueA5101EFA"]);
}

#[test]
fn stacks_and_scopes_above_them_are_no_part_of_an_id() {
    let app = App::new();
    let stack = app.scope("dev").scope("eu").stack("Queues", Stack::named("queues"));
    stack.scope("Push").add("Resource", filler());
    let found = template_of(&app.synth().unwrap(), "queues");
    assert_eq!(keys(&found, "/Resources"), ["Push7F99B893"]);
}

#[test]
fn an_id_of_the_authors_own_is_kept_and_referred_to() {
    let found = template(|stack| {
        let queue = stack.scope("Deep").add("Queue", Queue::new().logical_id("OldQueue9"));
        let output = Output::new(queue.arn()).logical_id("OldOutput").description("kept");
        stack.scope("Deep2").add("Out", output);
    });
    check(
        &found,
        [(
            "/Outputs/OldOutput",
            json!({"Description": "kept", "Value": {"Fn::GetAtt": ["OldQueue9", "Arn"]}}),
        )],
    );
    assert_eq!(keys(&found, "/Resources"), ["OldQueue9"]);
}

#[test]
fn exports_can_have_the_names_that_the_cdk_gives() {
    let app = App::new().export_names(ExportNames::Cdk);
    let first = app.stack("First", Stack::named("first"));
    let push = first.add("Push", Queue::new());
    let l2 = first.scope("Push2").add("Resource", filler().logical_id("PushE6CA6235"));
    let vpc = first.add("Vpc", filler());
    let part = filler()
        .raw("Arn", push.arn())
        .raw("Ref", push.url())
        .raw("L2", l2.attribute("Arn"))
        .raw("List", vpc.attribute_of::<List<Str>>("CidrBlockAssociations"));
    app.stack("Second", Stack::named("second")).add("Part", part);
    let assembly = app.synth().unwrap();
    let mut outputs = keys(&template_of(&assembly, "first"), "/Outputs");
    outputs.sort();
    assert_eq!(
        outputs,
        [
            "ExportsOutputFnGetAttPushArnBFBAE677",
            "ExportsOutputFnGetAttPushE6CA6235Arn1416F859",
            "ExportsOutputFnGetAttVpcCidrBlockAssociationsFEA1CED4",
            "ExportsOutputRefPushECB9EB36",
        ]
    );
    let properties = &template_of(&assembly, "second")["Resources"]["Part"]["Properties"];
    let name = "first:ExportsOutputFnGetAttPushArnBFBAE677";
    assert_eq!(properties["Arn"], json!({"Fn::ImportValue": name}));
    let name = "first:ExportsOutputFnGetAttVpcCidrBlockAssociationsFEA1CED4";
    assert_eq!(properties["List"], json!({"Fn::Split": ["||", {"Fn::ImportValue": name}]}));
}
