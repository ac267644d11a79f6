//! The app's templates, each broken in one way -> the right code at the right place, and no other.

use serde_json::{Value as Json, json};

use crate::{folder, found, project, report};

/// A template with the value at `pointer` set, or taken out.
fn broken(stack: &str, pointer: &str, value: Option<Json>) -> String {
    let path = project().join(format!("cdk.out/chat-dev-{stack}.template.json"));
    let mut template: Json =
        serde_json::from_slice(&std::fs::read(path).expect("a template")).expect("JSON");
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    match (template.pointer_mut(parent).expect("a parent"), value) {
        (Json::Object(map), Some(value)) => drop(map.insert(key.to_owned(), value)),
        (Json::Object(map), None) => drop(map.remove(key)),
        (list, value) => {
            let at = key.parse::<usize>().expect("a position in a list");
            *list.get_mut(at).expect("an item") = value.expect("a value");
        }
    }
    serde_json::to_string_pretty(&template).expect("JSON")
}

/// Notes on declarations that the template does not use, as a template with too many of them has.
const UNUSED: [&str; 3] = ["F0615", "F0623", "F0632"];

fn check(stack: &str, cases: &[(&str, Option<Json>, &str, &str)]) {
    let mut wrong = Vec::new();
    for (pointer, value, code, place) in cases {
        let folder = folder(&[("broken.template.json", &broken(stack, pointer, value.clone()))]);
        let mut found = found(&report(folder.path(), &["broken.template.json"]));
        found.retain(|(code, _)| !UNUSED.contains(&code.as_str()));
        let expected = vec![((*code).to_owned(), (*place).to_owned())];
        if found != expected {
            wrong.push(format!("{pointer}: expected {expected:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const ROLE: &str = "/Resources/ApiRole506D152F/Properties";
const POLICY: &str = "/Resources/ApiPolicyD8C9C2B0/Properties";

fn at(parent: &str, rest: &str) -> String {
    format!("{parent}{rest}")
}

/// Set `value` at a place below `parent`, found at that place.
fn same<'p>(
    pointer: &'p str,
    value: Json,
    code: &'p str,
) -> (&'p str, Option<Json>, &'p str, &'p str) {
    (pointer, Some(value), code, pointer)
}

#[test]
fn nothing_is_found_in_what_is_not_broken() {
    let files: Vec<String> = ["iam", "queues", "database", "cache", "network"]
        .map(|stack| format!("cdk.out/chat-dev-{stack}.template.json"))
        .to_vec();
    let paths: Vec<&str> = files.iter().map(String::as_str).collect();
    assert_eq!(found(&report(&project(), &paths)), []);
    for path in &paths {
        assert_eq!(found(&report(&project(), &[path])), [], "{path}");
    }
    assert_eq!(found(&report(&project(), &["cdk.out"])), []);
}

#[test]
fn names_and_counts_of_roles() {
    let of = |rest| at(ROLE, rest);
    let [name, path, session, arns, description] =
        ["/RoleName", "/Path", "/MaxSessionDuration", "/ManagedPolicyArns", "/Description"].map(of);
    let eleven: Vec<Json> =
        (0..11).map(|n| json!(format!("arn:aws:iam::aws:policy/P{n}"))).collect();
    check(
        "iam",
        &[
            same(&name, json!("chat dev"), "C0601"),
            same(&name, json!("x".repeat(65)), "C0601"),
            same(&name, json!({"Fn::Sub": format!("{}${{AWS::Region}}", "x".repeat(60))}), "C0601"),
            same(&name, json!(""), "C0601"),
            same(&name, json!("CHAT-DEV-WORKERS-TASK-ROLE"), "C0609"),
            same(&path, json!("chat"), "C0610"),
            same(&session, json!(60), "C0611"),
            same(&arns, json!(eleven), "C0606"),
            same(&description, json!("x".repeat(1001)), "C0607"),
            same(&description, json!("日本"), "C0607"),
        ]
        .map(|case| {
            if case.2 == "C0609" {
                // The finding names the role that comes later in the template.
                (case.0, case.1, case.2, "/Resources/WorkersRoleEE95DBF0/Properties/RoleName")
            } else {
                case
            }
        }),
    );
}

#[test]
fn documents_of_policies() {
    let of = |rest| at(POLICY, rest);
    let [document, statements, first, sid, action, actions, resource] = [
        "/PolicyDocument",
        "/PolicyDocument/Statement",
        "/PolicyDocument/Statement/0",
        "/PolicyDocument/Statement/0/Sid",
        "/PolicyDocument/Statement/0/Action/0",
        "/PolicyDocument/Statement/0/Action",
        "/PolicyDocument/Statement/0/Resource",
    ]
    .map(of);
    let (name, principal) = (of("/ManagedPolicyName"), of("/PolicyDocument/Statement/0/Principal"));
    let statement = |resources: usize| {
        let resources: Vec<Json> = (0..resources)
            .map(|n| json!({"Fn::Sub": format!("arn:${{AWS::Partition}}:sqs:*:*:{}{n:03}", "q".repeat(57))}))
            .collect();
        json!({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": resources},
        ]})
    };
    check(
        "iam",
        &[
            same(&document, statement(90), "C0603"),
            same(&statements, json!([]), "A0305"),
            (&actions, None, "A0301", &first),
            (&resource, None, "A0306", &first),
            same(&sid, json!("not one"), "A0304"),
            same(&action, json!("sqs"), "A0106"),
            same(&action, json!("sqs:SendMesage"), "A0102"),
            same(&action, json!("sqss:SendMessage"), "A0101"),
            same(&action, json!("sqs:SendMessageBatch"), "A0103"),
            same(&principal, json!("*"), "A0306"),
            (
                &resource,
                Some(json!({"Fn::Sub": "arn:${AWS::Partition}:sqs:*:*:日本"})),
                "A0307",
                &first,
            ),
            same(&name, json!("no spaces"), "C0602"),
        ],
    );
}

#[test]
fn trust_and_inline_policies() {
    let of = |rest| at(ROLE, rest);
    let [trust, first, principal, resource, policies] = [
        "/AssumeRolePolicyDocument",
        "/AssumeRolePolicyDocument/Statement/0",
        "/AssumeRolePolicyDocument/Statement/0/Principal",
        "/AssumeRolePolicyDocument/Statement/0/Resource",
        "/Policies",
    ]
    .map(of);
    let sub = |text: String| json!({"Fn::Sub": format!("arn:${{AWS::Partition}}:{text}")});
    let accounts: Vec<Json> =
        (0..60).map(|n| sub(format!("iam::1111222233{n:02}:role/a-role"))).collect();
    let long = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": accounts}},
    ]});
    let resources: Vec<Json> =
        (0..100).map(|n| sub(format!("sqs:*:*:{}{n:03}", "q".repeat(40)))).collect();
    let inline = |name: &str| {
        json!({"PolicyName": name, "PolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": resources}],
        }})
    };
    check(
        "iam",
        &[
            same(&trust, long, "C0605"),
            (&principal, None, "A0306", &first),
            same(&resource, json!("*"), "A0306"),
            same(&policies, json!([inline("A"), inline("B")]), "C0604"),
        ],
    );
}

#[test]
fn sections_of_templates() {
    let many = |count: usize, value: &Json| -> Json {
        (0..count)
            .map(|n| (format!("Q{n}"), value.clone()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let exported = "/Outputs/ExportPushArn/Export/Name";
    check(
        "queues",
        &[
            same("/Parameters", many(201, &json!({"Type": "String"})), "C0502"),
            same("/Mappings", many(201, &json!({"A": {"B": "c"}})), "C0502"),
            same("/Description", json!("x".repeat(1025)), "C0205"),
            same("/Resources/not-fit", json!({"Type": "AWS::SNS::Topic"}), "C0203"),
            same(exported, json!("push arn"), "C0306"),
            same(exported, json!({"Fn::Sub": "${AWS::StackName}/push"}), "C0306"),
            same(exported, json!("x".repeat(256)), "C0306"),
            (exported, Some(json!("chat-dev-queues:OfflineArn")), "C0305", exported),
            same(
                "/Resources/Push/Properties/QueueName",
                json!("chat-dev-offline-message"),
                "C0208",
            ),
        ],
    );
}

#[test]
fn more_resources_than_a_template_takes() {
    let topics: serde_json::Map<_, _> =
        (0..501).map(|n| (format!("T{n}"), json!({"Type": "AWS::SNS::Topic"}))).collect();
    let text = json!({"Resources": topics}).to_string();
    let folder = folder(&[("many.json", &text)]);
    let found = found(&report(folder.path(), &["many.json"]));
    assert_eq!(found, [("C0501".to_owned(), "/Resources".to_owned())]);
}

#[test]
fn schemas() {
    check(
        "queues",
        &[
            same("/Resources/Push/Properties/QueueNam", json!("x"), "F0101"),
            same("/Resources/Push/Type", json!("AWS::SQS::Queu"), "F0103"),
            same("/Resources/Push/Properties/VisibilityTimeout", json!([1]), "F0104"),
            same("/Resources/Push/Properties/VisibilityTimeout", json!(43_201), "F0112"),
            same("/Resourcess", json!({}), "F0301"),
            same("/Resources/Push/Condition", json!("IsProd"), "F0206"),
            same("/Resources/Push/DependsOn", json!("Nobody"), "F0208"),
            same("/Resources/Push/Propertys", json!({}), "F0305"),
        ],
    );
    check(
        "database",
        &[(
            "/Resources/Instance/Properties/DBInstanceIdentifier",
            Some(json!({"Ref": "Nobody"})),
            "F0201",
            "/Resources/Instance/Properties/DBInstanceIdentifier/Ref",
        )],
    );
}
