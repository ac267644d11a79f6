//! Builds templates with every intrinsic function in every kind of place.
//!
//! There is one template for each kind of place that the facts know (a text, a number, a list of numbers, a map of
//! anything…). It has one resource for each function and each position in that place: by itself, in a list, in a branch
//! of `Fn::If`, as what `Fn::Select` picks. It includes functions in places of another type, because `migrate` must
//! write them too.

use std::collections::BTreeMap;

use constructs_schema::facts::{self, Property, ResourceType, ValueKind};
use serde_json::{Map, Value as Json, json};

/// Types whose properties are preferred as places, so that few services must be compiled.
const PREFERRED: &[&str] = &[
    "AWS::SQS::Queue",
    "AWS::SNS::Topic",
    "AWS::Lambda::",
    "AWS::S3::",
    "AWS::EC2::",
    "AWS::ECS::",
    "AWS::CloudWatch::",
    "AWS::DynamoDB::",
    "AWS::Events::",
    "AWS::RDS::",
    "AWS::ElasticLoadBalancingV2::",
    "AWS::IAM::",
    "AWS::KMS::",
    "AWS::Glue::",
];

/// A property that is an example of a kind of place.
struct SampleProperty {
    resource: &'static ResourceType,
    property: &'static Property,
}

/// The templates with their names.
pub(super) fn templates() -> Vec<(String, Json)> {
    let mut found = Vec::new();
    for is_extended in [false, true] {
        let functions = functions(is_extended);
        let ending = if is_extended { "-extended" } else { "" };
        found.push((format!("elsewhere{ending}"), elsewhere(&functions, is_extended)));
        found.push((format!("statements{ending}"), statements(&few(&functions), is_extended)));
        // The extensions add functions but no kinds of places, so a template has their functions only.
        let functions = if is_extended { extensions() } else { functions };
        for (kind, place) in places() {
            let resources = resources(&functions, &place);
            found.push((format!("{kind}{ending}"), template(resources, is_extended)));
        }
    }
    found
}

/// One property for each kind of value, required and optional ones apart.
fn places() -> BTreeMap<String, SampleProperty> {
    let rank = |name: &str| PREFERRED.iter().position(|one| name.starts_with(one));
    let mut names: Vec<&str> = facts::resource_types().collect();
    names.sort_by_key(|name| (rank(name).unwrap_or(PREFERRED.len()), *name));
    let mut places = BTreeMap::new();
    for resource in names.into_iter().filter_map(facts::resource_type) {
        if resource.feature.is_none()
            || matches!(resource.name, "AWS::IAM::Role" | "AWS::IAM::ManagedPolicy")
        {
            continue;
        }
        for property in &resource.body.properties {
            let is_required = resource.body.arguments.contains(&property.name);
            let need = if is_required { "required" } else { "optional" };
            let kind = format!("{}-{need}", kind_name(&property.shape.kind));
            places.entry(kind).or_insert(SampleProperty { resource, property });
        }
    }
    places
}

fn kind_name(kind: &ValueKind) -> String {
    match kind {
        ValueKind::String => "text".to_owned(),
        ValueKind::Integer => "integer".to_owned(),
        ValueKind::Double => "double".to_owned(),
        ValueKind::Boolean => "boolean".to_owned(),
        ValueKind::Json => "json".to_owned(),
        ValueKind::Tag => "tag".to_owned(),
        ValueKind::Struct(_) => "structure".to_owned(),
        ValueKind::Enum(_) => "known-value".to_owned(),
        ValueKind::List(inner) => format!("list-of-{}", kind_name(&inner.kind)),
        ValueKind::Map(inner) => format!("map-of-{}", kind_name(&inner.kind)),
    }
}

/// A resource for each function in each position of the place.
fn resources(functions: &[Json], place: &SampleProperty) -> Vec<Json> {
    let mut values = Vec::new();
    for function in functions {
        values.push(function.clone());
        values.push(json!({"Fn::If": ["C", function, {"Ref": "AWS::NoValue"}]}));
        values.push(json!({"Fn::If": ["C", "x", {"Fn::If": ["C", 1, function]}]}));
        values.push(json!({"Fn::Select": [0, [function, "x"]]}));
        match place.property.shape.kind {
            ValueKind::List(_) => {
                values.push(json!([function]));
                values.push(json!([function, "x"]));
                values.push(json!([1, function, {"Ref": "AWS::NoValue"}]));
                values.push(json!([[function], {"K": function}]));
            }
            ValueKind::Map(_) | ValueKind::Json | ValueKind::Struct(_) | ValueKind::Tag => {
                values.push(json!({"K": function}));
                values.push(json!({"K": [function, 1], "L": {"M": function}}));
            }
            _ => {}
        }
    }
    values.extend([
        json!(1),
        json!(1.5),
        json!("1"),
        json!(true),
        json!([]),
        json!({}),
        json!([1]),
        json!(["a", 1]),
    ]);
    values.into_iter().map(|value| resource(place, value)).collect()
}

/// A resource with `value` in the place, and a text in each other required property.
fn resource(place: &SampleProperty, value: Json) -> Json {
    let body = &place.resource.body;
    let mut properties: Map<String, Json> =
        body.arguments.iter().map(|name| (name.to_string(), json!("x"))).collect();
    properties.insert(place.property.name.to_string(), value);
    json!({"Type": place.resource.name, "Properties": properties})
}

/// A template with the entries that the functions refer to, followed by these resources.
fn template(more: Vec<Json>, is_extended: bool) -> Json {
    let mut resources = Map::new();
    let properties = json!({"AssumeRolePolicyDocument": {}, "PolicyDocument": {}});
    for (id, of) in [
        ("Queue", "AWS::SQS::Queue"),
        ("Topic", "AWS::SNS::Topic"),
        ("Vpc", "AWS::EC2::VPC"),
        ("Role", "AWS::IAM::Role"),
        ("Managed", "AWS::IAM::ManagedPolicy"),
        ("Custom", "Custom::Thing"),
    ] {
        let is_iam = of.starts_with("AWS::IAM");
        let properties = if is_iam { properties.clone() } else { json!({}) };
        resources.insert(id.to_owned(), json!({"Type": of, "Properties": properties}));
    }
    for (number, resource) in more.into_iter().enumerate() {
        resources.insert(format!("R{number}"), resource);
    }
    let mut template = shell(is_extended);
    template.insert("Resources".to_owned(), resources.into());
    template.into()
}

fn shell(is_extended: bool) -> Map<String, Json> {
    let parameters: Map<String, Json> = PARAMETERS
        .iter()
        .map(|(id, of)| ((*id).to_owned(), json!({"Type": of, "Default": "1"})))
        .collect();
    let mut template = Map::new();
    if is_extended {
        template.insert("Transform".to_owned(), json!("AWS::LanguageExtensions"));
    }
    template.insert("Parameters".to_owned(), parameters.into());
    template.insert(
        "Mappings".to_owned(),
        json!({"M": {"a": {"text": "x", "number": 1, "list": ["x", "y"], "numbers": [1, 2]}}}),
    );
    template.insert("Conditions".to_owned(), json!({"C": {"Fn::Equals": [{"Ref": "Text"}, "x"]}}));
    template
}

const PARAMETERS: &[(&str, &str)] = &[
    ("Text", "String"),
    ("Whole", "Number"),
    ("Texts", "CommaDelimitedList"),
    ("Numbers", "List<Number>"),
    ("Subnets", "List<AWS::EC2::Subnet::Id>"),
    ("Key", "AWS::EC2::KeyPair::KeyName"),
    ("Stored", "AWS::SSM::Parameter::Value<String>"),
    ("StoredTexts", "AWS::SSM::Parameter::Value<List<String>>"),
];

/// Every function, in each form that templates write it in.
fn functions(is_extended: bool) -> Vec<Json> {
    let mut found = Vec::new();
    let names = PARAMETERS.iter().map(|(id, _)| *id);
    let resources = ["Queue", "Topic", "Vpc", "Role", "Managed", "Custom", "Missing"];
    let pseudo = ["AWS::Region", "AWS::NoValue", "AWS::NotificationARNs", "AWS::StackId"];
    found.extend(names.chain(resources).chain(pseudo).map(|name| json!({"Ref": name})));
    for (name, attribute) in [
        ("Queue", "Arn"),
        ("Queue", "Unknown"),
        ("Role", "Arn"),
        ("Vpc", "CidrBlockAssociations"),
        ("Managed", "AttachmentCount"),
        ("Custom", "A.B"),
        ("Missing", "Arn"),
    ] {
        found.push(json!({"Fn::GetAtt": [name, attribute]}));
    }
    let lists = lists();
    found.extend(lists.iter().map(|list| json!({"Fn::Select": [0, list]})));
    found.push(json!({"Fn::Select": ["0", {"Ref": "Texts"}]}));
    found.extend(lists.iter().map(|list| json!({"Fn::Join": [",", list]})));
    found.push(json!({"Fn::Select": [{"Ref": "Whole"}, {"Ref": "Texts"}]}));
    for text in ["${Text}", "${Whole}-${AWS::Region}", "a", "${Texts}", "${Queue.Arn}/${!x}"] {
        found.push(json!({"Fn::Sub": text}));
        found.push(json!({"Fn::Sub": [text, {"Text": {"Ref": "Whole"}, "B": 1}]}));
    }
    for text in [json!("a,b"), json!({"Ref": "Whole"}), json!({"Fn::ImportValue": "x"}), json!(1)] {
        found.push(json!({"Fn::Split": [",", text]}));
        found.push(json!({"Fn::Base64": text}));
        found.push(json!({"Fn::ImportValue": text}));
        found.push(json!({"Fn::GetAZs": text}));
        found.push(json!({"Fn::Cidr": [text, text, text]}));
    }
    for key in ["text", "number", "list", "numbers"] {
        found.push(json!({"Fn::FindInMap": ["M", "a", key]}));
    }
    found.push(json!({"Fn::FindInMap": ["M", {"Ref": "Text"}, {"Ref": "Whole"}]}));
    found.push(json!({"Fn::FindInMap": [{"Ref": "Text"}, "a", "b"]}));
    found.push(json!({"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "x"}}}));
    found.push(json!({"Fn::GetStackOutput": {"StackName": "s", "OutputName": "o"}}));
    found.push(json!({"Fn::Unknown": [{"Ref": "Text"}, 1]}));
    if is_extended {
        found.extend(extensions());
    }
    found
}

/// All references, and two calls of every other function.
fn few(functions: &[Json]) -> Vec<Json> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let is_chosen = |function: &&Json| {
        let Some(name) = function.as_object().and_then(|call| call.keys().next()) else {
            return true;
        };
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        matches!(name.as_str(), "Ref" | "Fn::GetAtt") || *count <= 2
    };
    functions.iter().filter(is_chosen).cloned().collect()
}

/// Every kind of list that `Fn::Select` and `Fn::Join` take.
fn lists() -> Vec<Json> {
    let names = ["Texts", "Numbers", "Subnets", "StoredTexts", "Text", "AWS::NotificationARNs"];
    let mut lists: Vec<Json> = names.iter().map(|name| json!({"Ref": name})).collect();
    lists.extend([
        json!({"Fn::Split": [",", {"Ref": "Text"}]}),
        json!({"Fn::GetAZs": ""}),
        json!({"Fn::Cidr": ["10.0.0.0/16", 2, 8]}),
        json!({"Fn::ImportValue": "x"}),
        json!({"Fn::FindInMap": ["M", "a", "list"]}),
        json!({"Fn::FindInMap": ["M", "a", "numbers"]}),
        json!({"Fn::GetAtt": ["Vpc", "CidrBlockAssociations"]}),
        json!({"Fn::GetAtt": ["Custom", "List"]}),
        json!({"Fn::If": ["C", {"Ref": "Texts"}, {"Ref": "Subnets"}]}),
        json!({"Fn::If": ["C", {"Ref": "Numbers"}, ["1", "2"]]}),
        json!({"Fn::Transform": {"Name": "T"}}),
        json!(["a", "b"]),
        json!([1, 2]),
        json!(["a", 1]),
        json!([]),
        json!([{"Ref": "Text"}, {"Ref": "Whole"}, {"Fn::ImportValue": "x"}]),
        json!([{"Ref": "Role"}, {"Fn::If": ["C", "a", {"Ref": "AWS::NoValue"}]}]),
        json!([{"Fn::Select": [0, {"Ref": "Numbers"}]}]),
    ]);
    lists
}

/// The functions of `AWS::LanguageExtensions`.
fn extensions() -> Vec<Json> {
    vec![
        json!({"Fn::Length": {"Ref": "Texts"}}),
        json!({"Fn::Length": {"Ref": "Numbers"}}),
        json!({"Fn::Length": [1, "a"]}),
        json!({"Fn::Length": {"Fn::ImportValue": "x"}}),
        json!({"Fn::ToJsonString": {"a": [{"Ref": "Whole"}, 1]}}),
        json!({"Fn::ToJsonString": [{"Ref": "Whole"}]}),
        json!({"Fn::FindInMap": ["M", "a", "number", {"DefaultValue": 1}]}),
        json!({"Fn::FindInMap": ["M", "a", "list", {"DefaultValue": ["x"]}]}),
        json!({"Fn::FindInMap": ["M", "a", "text", {"DefaultValue": {"Ref": "Text"}}]}),
        json!({"Ref": {"Ref": "Text"}}),
        json!({"Fn::GetAtt": [{"Ref": "Text"}, "Arn"]}),
    ]
}

/// Functions outside properties: in outputs, conditions, and attributes, and inside one another.
fn elsewhere(functions: &[Json], is_extended: bool) -> Json {
    let mut resources = Vec::new();
    let (mut outputs, mut conditions) = (Map::new(), Map::new());
    for (number, function) in functions.iter().enumerate() {
        resources.push(json!({
            "Type": "Custom::Other",
            "Properties": {"P": function, "L": [function, 1], "I": {"Fn::If": ["C", function, [function]]}},
            "Metadata": {"K": function},
            "DeletionPolicy": function,
            "CreationPolicy": {"ResourceSignal": {"Count": function, "Timeout": function}},
            "UpdatePolicy": {"AutoScalingRollingUpdate": {"MinInstancesInService": function}},
        }));
        for outer in [
            json!({"Fn::Join": ["", [function, "a"]]}),
            json!({"Fn::Sub": ["${A}", {"A": function}]}),
            json!({"Fn::Split": [",", function]}),
            json!({"Fn::Cidr": [function, function, 8]}),
            json!({"Fn::Select": [0, function]}),
            json!({"Fn::Base64": function}),
        ] {
            resources.push(json!({"Type": "AWS::SQS::Queue", "Properties": {
                "QueueName": outer, "DelaySeconds": outer, "FifoQueue": outer, "RedrivePolicy": outer,
                "Tags": [{"Key": outer, "Value": function}],
            }}));
        }
        outputs
            .insert(format!("O{number}"), json!({"Value": function, "Export": {"Name": function}}));
        for (name, condition) in [
            ("E", json!({"Fn::Equals": [function, "x"]})),
            ("N", json!({"Fn::Not": [{"Fn::Contains": [[function], function]}]})),
            ("A", json!({"Fn::And": [{"Condition": "C"}, {"Fn::Equals": [1, function]}]})),
            ("X", function.clone()),
        ] {
            conditions.insert(format!("{name}{number}"), condition);
        }
    }
    let mut template = template(resources, is_extended);
    if let Some(known) = template.get_mut("Conditions").and_then(Json::as_object_mut) {
        known.extend(conditions);
    }
    if let Some(template) = template.as_object_mut() {
        template.insert("Outputs".to_owned(), outputs.into());
    }
    template
}

/// Functions in policies, and in the types that are written by hand.
fn statements(functions: &[Json], is_extended: bool) -> Json {
    let resources = functions.iter().flat_map(|function| {
        let on = |resource: Json| json!({"Effect": "Allow", "Action": "s3:*", "Resource": resource});
        let by = |principal: Json| json!({"Effect": "Deny", "Action": ["a:B"], "Principal": principal});
        let under = |value: Json| {
            json!({
                "Sid": "S", "Effect": "Allow", "NotAction": ["a:B", "a:A"], "NotResource": ["a", "b"],
                "Condition": {"StringLike": {"aws:k": value, "aws:l": [function, "x"]}},
            })
        };
        let all = json!([
            on(function.clone()), on(json!([function])), on(json!([function, "*"])),
            by(json!({"AWS": function})), by(json!({"Service": [function], "AWS": ["a", function]})),
            by(function.clone()), under(function.clone()), under(json!([function])), function,
            {"Effect": "Allow", "Action": function, "Resource": "*"},
            {"Effect": function, "Action": "*", "Resource": "*"},
        ]);
        let document = json!({"Version": "2012-10-17", "Statement": all});
        let inline = json!([{"PolicyName": function, "PolicyDocument": document}]);
        [
            json!({"Type": "AWS::IAM::Role", "Properties": {
                "AssumeRolePolicyDocument": document, "Policies": inline, "RoleName": function,
                "ManagedPolicyArns": [function, "arn:aws:iam::aws:policy/ReadOnlyAccess"], "Path": function,
                "Tags": [{"Key": "k", "Value": function}],
            }}),
            json!({"Type": "AWS::IAM::Role", "Properties": {
                "AssumeRolePolicyDocument": function, "Policies": function, "ManagedPolicyArns": function,
            }}),
            json!({"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": document, "PolicyName": function}}),
            json!({"Type": "AWS::IAM::ManagedPolicy", "Properties": {
                "PolicyDocument": {"Statement": on(function.clone())}, "Roles": [function],
            }}),
        ]
    });
    template(resources.collect(), is_extended)
}
