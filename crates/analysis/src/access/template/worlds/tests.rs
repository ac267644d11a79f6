//! Which ways there are, and what a template looks like in one.

use super::*;

fn stack(name: &str, region: Option<&str>, template: &str) -> StackTemplate {
    let root = constructs_template::read(template.as_bytes()).expect("a template").into_root();
    StackTemplate {
        name: name.to_owned(),
        path: name.to_owned(),
        account: None,
        region: region.map(str::to_owned),
        root,
        paths: BTreeMap::new(),
        file: None,
        nested_in: None,
    }
}

/// A policy that hangs on the conditions `A` to `C`, which are these.
fn policy(conditions: &str, body: &str) -> String {
    format!(
        "Conditions: {conditions}\nResources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      \
         PolicyDocument: {{Statement: [{body}]}}\n  Q: {{Type: 'AWS::SQS::Queue', Condition: Elsewhere}}\n"
    )
}

fn told(stacks: &[StackTemplate]) -> Vec<String> {
    worlds(stacks).into_iter().map(|world| world.said).collect()
}

const IF_A_ELSE_B: &str = "!If [A, x, !If [B, y, z]]";

#[test]
fn without_conditions_there_is_nothing_to_tell_apart() {
    let conditions = "{Elsewhere: !Equals [!Ref Stage, prod]}";
    assert_eq!(told(&[stack("s", None, &policy(conditions, "{Effect: Allow}"))]), [""; 0]);
}

#[test]
fn each_way_is_told_once() {
    let conditions = "{A: !Equals [!Ref Stage, prod], B: !Not [!Condition A]}";
    assert_eq!(
        told(&[stack("s", None, &policy(conditions, IF_A_ELSE_B))]),
        [
            "the condition `A` holds, and the condition `B` does not hold",
            "the condition `A` does not hold, and the condition `B` holds",
        ]
    );
}

#[test]
fn one_value_is_not_two_texts() {
    let conditions = "{A: !Equals [!Ref Stage, prod], B: !Equals [dev, !Ref Stage]}";
    assert_eq!(
        told(&[stack("s", None, &policy(conditions, IF_A_ELSE_B))]),
        [
            "the condition `A` holds, and the condition `B` does not hold",
            "the condition `A` does not hold, and the condition `B` holds",
            "the condition `A` does not hold, and the condition `B` does not hold",
        ]
    );
}

#[test]
fn what_is_known_is_no_way() {
    let conditions =
        "{A: !Equals [!Ref 'AWS::Region', eu-west-1], B: !And [!Equals [a, a], !Condition A]}";
    let template = policy(conditions, IF_A_ELSE_B);
    assert_eq!(
        told(&[stack("s", Some("eu-west-1"), &template)]),
        ["the condition `A` holds, and the condition `B` holds"]
    );
    // Both go to the same place, wherever that is.
    assert_eq!(told(&[stack("s", None, &template), stack("t", None, &template)]).len(), 2);
}

#[test]
fn what_can_not_be_read_may_be_either() {
    let conditions = "{A: !Or [!Condition A, {Fn::Unheard: of}]}";
    assert_eq!(told(&[stack("s", None, &policy(conditions, IF_A_ELSE_B))]).len(), 4);
    let loops = "{A: !Not [!Condition B], B: !Not [!Condition A]}";
    assert!(!told(&[stack("s", None, &policy(loops, IF_A_ELSE_B))]).is_empty());
}

#[test]
fn too_many_ways_are_not_followed() {
    let conditions: Vec<String> =
        (0..7).map(|n| format!("C{n}: !Equals [!Ref P{n}, yes]")).collect();
    let values: Vec<String> = (0..7).map(|n| format!("!If [C{n}, a, b]")).collect();
    let template =
        policy(&format!("{{{}}}", conditions.join(", ")), &format!("[{}]", values.join(", ")));
    assert_eq!(told(&[stack("s", None, &template)]), [""; 0]);
}

#[test]
fn a_template_is_folded_in_place() {
    let template =
        policy("{A: !Equals [!Ref Stage, prod]}", "!If [A, {Effect: Allow}, !Ref AWS::NoValue]");
    let worlds = worlds(&[stack("s", None, &template)]);
    let statement = |at: usize| {
        let root = worlds[at].stacks[0].root.to_json();
        root.pointer("/Resources/P/Properties/PolicyDocument/Statement/0").cloned().unwrap()
    };
    assert_eq!(
        statement(0),
        serde_json::json!({"Fn::If": ["A", {"Effect": "Allow"}, {"Effect": "Allow"}]})
    );
    let nothing = serde_json::json!({"Ref": "AWS::NoValue"});
    assert_eq!(statement(1), serde_json::json!({"Fn::If": ["A", nothing, nothing]}));
}

#[test]
fn where_a_policy_is_not_there_nothing_can_name_it() {
    let template = "
Conditions: {A: !Equals [!Ref Stage, prod]}
Resources:
  P: {Type: 'AWS::IAM::ManagedPolicy', Condition: A}
  R: {Type: 'AWS::IAM::Role', Properties: {ManagedPolicyArns: [%]}}
";
    let plain = template.replace('%', "!Ref P");
    assert_eq!(told(&[stack("s", None, &plain)]), ["the condition `A` holds"]);
    let guarded = template.replace('%', "!If [A, !Ref P, !Ref AWS::NoValue]");
    assert_eq!(told(&[stack("s", None, &guarded)]).len(), 2);
}
