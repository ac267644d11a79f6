//! Writes a tree as CloudFormation templates, each hole by its source.

use serde_json::{Map, Value as Json, json};

use crate::ask::Stack;
use crate::tree::{Condition, Hole, HoleId, Node, Part, Source, Tree};

/// The name of the stack under test.
pub const STACK: &str = "app";

/// The stacks of a tree: the stack under test first.
#[must_use]
pub fn cloudformation(tree: &Tree) -> Vec<Stack> {
    let writer = Writer { tree };
    let used = writer.used();
    let mut root = Map::new();
    let mut section = |name: &str, entries: Map<String, Json>| {
        if !entries.is_empty() {
            root.insert(name.to_owned(), Json::Object(entries));
        }
    };
    section("Parameters", writer.each(&used, Writer::parameter));
    section("Mappings", writer.each(&used, Writer::mapping));
    section("Conditions", writer.conditions());
    section("Resources", writer.resources(&used));
    let stack = |name: &str, template: Json| Stack {
        name: name.to_owned(),
        account: tree.account.clone(),
        region: tree.region.clone(),
        template,
        nested_as: None,
    };
    let mut stacks = vec![stack(STACK, Json::Object(root))];
    for hole in used.iter().map(|id| &tree.holes[*id]) {
        let name = &hole.name;
        let parameters = json!({"N": {"Type": "String", "Default": "n"}});
        match hole.source {
            Source::KnownImport | Source::KnownOutput => stacks.push(stack(
                &format!("other-{name}"),
                json!({"Parameters": parameters, "Resources": {}, "Outputs": {"O":
                    {"Value": {"Ref": "N"}, "Export": {"Name": format!("known-{name}")}}}}),
            )),
            Source::NestedOutput => {
                let id = format!("Nested{name}");
                let template = json!({"Parameters": parameters, "Resources": {},
                    "Outputs": {"O": {"Value": {"Ref": "N"}}}});
                let mut nested = stack(&format!("{STACK}.{id}"), template);
                nested.nested_as = Some((STACK.to_owned(), id));
                stacks.push(nested);
            }
            _ => {}
        }
    }
    stacks
}

struct Writer<'t> {
    tree: &'t Tree,
}

impl Writer<'_> {
    /// The holes that this state uses: conditions first, which all stay.
    fn used(&self) -> Vec<HoleId> {
        let mut used = Vec::new();
        for condition in &self.tree.conditions {
            if let Condition::Equals(hole, _) = condition {
                used.push(*hole);
            }
        }
        for resource in &self.tree.resources {
            resource.properties.iter().for_each(|(_, node)| holes(node, &mut used));
        }
        used.sort_unstable();
        used.dedup();
        used
    }

    fn each(
        &self,
        used: &[HoleId],
        write: impl Fn(&Self, &Hole) -> Option<Json>,
    ) -> Map<String, Json> {
        let holes = used.iter().map(|id| &self.tree.holes[*id]);
        holes.filter_map(|hole| Some((hole.name.clone(), write(self, hole)?))).collect()
    }

    fn parameter(&self, hole: &Hole) -> Option<Json> {
        let string = Some(json!({"Type": "String"}));
        match &hole.source {
            Source::Parameter(own) => {
                let mut json = json!({"Type": "String"});
                if let Some(allowed) = &own.allowed {
                    json["AllowedValues"] = json!(allowed);
                }
                if let Some(pattern) = own.pattern {
                    json["AllowedPattern"] = json!(pattern);
                }
                if own.has_min_length {
                    json["MinLength"] = json!(1);
                }
                if let Some(default) = &own.default {
                    json["Default"] = json!(default);
                }
                Some(json)
            }
            Source::Number => Some(json!({"Type": "Number"})),
            Source::SsmParameter => {
                Some(json!({"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a"}))
            }
            Source::ListParameter | Source::Element => Some(json!({"Type": "CommaDelimitedList"})),
            Source::Segment | Source::Split | Source::Mapping(_) | Source::NestedOutput => string,
            _ => None,
        }
    }

    fn mapping(&self, hole: &Hole) -> Option<Json> {
        let Source::Mapping(values) = &hole.source else { return None };
        let rows =
            values.iter().enumerate().map(|(at, value)| (format!("k{at}"), json!({"v": value})));
        Some(Json::Object(rows.collect()))
    }

    fn conditions(&self) -> Map<String, Json> {
        let conditions = self.tree.conditions.iter().enumerate();
        let name = |number: &usize| json!({"Condition": format!("C{number}")});
        let written = conditions.map(|(number, condition)| {
            let json = match condition {
                Condition::Equals(hole, text) => {
                    json!({"Fn::Equals": [self.expression(&self.tree.holes[*hole]), text]})
                }
                Condition::Not(one) => json!({"Fn::Not": [name(one)]}),
                Condition::And(one, other) => json!({"Fn::And": [name(one), name(other)]}),
                Condition::Or(one, other) => json!({"Fn::Or": [name(one), name(other)]}),
            };
            (format!("C{number}"), json)
        });
        written.collect()
    }

    fn resources(&self, used: &[HoleId]) -> Map<String, Json> {
        let mut resources = Map::new();
        for resource in &self.tree.resources {
            let properties = resource.properties.iter();
            let properties: Map<String, Json> =
                properties.map(|(key, node)| (key.clone(), self.node(node))).collect();
            let mut json = json!({"Type": resource.kind, "Properties": properties});
            if let Some(condition) = resource.condition {
                json["Condition"] = json!(format!("C{condition}"));
            }
            resources.insert(resource.id.clone(), json);
        }
        for hole in used.iter().map(|id| &self.tree.holes[*id]) {
            let name = &hole.name;
            match hole.source {
                Source::Custom => {
                    let token =
                        json!({"ServiceToken": "arn:aws:lambda:eu-west-1:111122223333:function:f"});
                    let custom = json!({"Type": "Custom::Lookup", "Properties": token});
                    resources.insert(format!("Custom{name}"), custom);
                }
                Source::NestedOutput => {
                    let nested = json!({"Type": "AWS::CloudFormation::Stack", "Properties": {
                        "TemplateURL": format!("{name}.json"), "Parameters": {"N": {"Ref": name}}}});
                    resources.insert(format!("Nested{name}"), nested);
                }
                _ => {}
            }
        }
        resources
    }

    fn node(&self, node: &Node) -> Json {
        match node {
            Node::Text(parts) => self.text(parts),
            Node::List(items) => items.iter().map(|item| self.node(item)).collect(),
            Node::Map(entries) => {
                let entries = entries.iter().map(|(key, node)| (key.clone(), self.node(node)));
                Json::Object(entries.collect())
            }
            Node::Hole(hole) => self.expression(&self.tree.holes[*hole]),
            Node::If(condition, holds, fails) => {
                let fails = fails.as_ref().map(|node| self.node(node));
                let fails = fails.unwrap_or_else(|| json!({"Ref": "AWS::NoValue"}));
                json!({"Fn::If": [format!("C{condition}"), self.node(holds), fails]})
            }
        }
    }

    /// A text: as it is, as one expression, or as `Fn::Sub` or `Fn::Join`.
    fn text(&self, parts: &[Part]) -> Json {
        let plain = |part: &Part| match part {
            Part::Text(text) => Some(text.clone()),
            Part::Hole(hole) => {
                let hole = &self.tree.holes[*hole];
                (hole.source == Source::Dynamic).then(|| dynamic(hole))
            }
        };
        if let Some(texts) = parts.iter().map(plain).collect::<Option<Vec<String>>>() {
            return json!(texts.concat());
        }
        if let [Part::Hole(hole)] = parts {
            return self.expression(&self.tree.holes[*hole]);
        }
        let short = |part: &Part| match part {
            Part::Text(text) => Some(text.replace("${", "${!")),
            Part::Hole(hole) => short(&self.tree.holes[*hole]),
        };
        if let Some(texts) = parts.iter().map(short).collect::<Option<Vec<String>>>() {
            return json!({"Fn::Sub": texts.concat()});
        }
        let item = |part: &Part| match part {
            Part::Text(text) => json!(text),
            Part::Hole(hole) => self.expression(&self.tree.holes[*hole]),
        };
        json!({"Fn::Join": ["", parts.iter().map(item).collect::<Vec<_>>()]})
    }

    fn expression(&self, hole: &Hole) -> Json {
        let name = &hole.name;
        match &hole.source {
            Source::Parameter(_)
            | Source::Number
            | Source::SsmParameter
            | Source::ListParameter => json!({"Ref": name}),
            Source::Element => json!({"Fn::Select": [0, {"Ref": name}]}),
            Source::Segment => json!({"Fn::Select": [1, {"Fn::Split": ["|", {"Ref": name}]}]}),
            Source::Split => json!({"Fn::Split": ["|", {"Ref": name}]}),
            Source::Mapping(_) => json!({"Fn::FindInMap": [name, {"Ref": name}, "v"]}),
            Source::Import => json!({"Fn::ImportValue": format!("import-{name}")}),
            Source::KnownImport => json!({"Fn::ImportValue": format!("known-{name}")}),
            Source::Dynamic => json!(dynamic(hole)),
            Source::StackOutput => {
                json!({"Fn::GetStackOutput": {"StackName": "elsewhere", "OutputName": name}})
            }
            Source::KnownOutput => {
                json!({"Fn::GetStackOutput": {"StackName": format!("other-{name}"), "OutputName": "O"}})
            }
            Source::Transform => {
                json!({"Fn::Transform": {"Name": "Macro", "Parameters": {"V": name}}})
            }
            Source::Custom => json!({"Fn::GetAtt": [format!("Custom{name}"), "Value"]}),
            Source::Base64(text) => json!({"Fn::Base64": text}),
            Source::NestedOutput => json!({"Fn::GetAtt": [format!("Nested{name}"), "Outputs.O"]}),
            Source::Account => json!({"Ref": "AWS::AccountId"}),
            Source::Region => json!({"Ref": "AWS::Region"}),
            Source::Partition => json!({"Ref": "AWS::Partition"}),
            Source::Arn(id) => match self.tree.resource(id).map(|resource| resource.kind) {
                Some("AWS::IAM::ManagedPolicy") => json!({"Ref": id}),
                _ => json!({"Fn::GetAtt": [id, "Arn"]}),
            },
            Source::Name(id) => json!({"Ref": id}),
        }
    }
}

fn dynamic(hole: &Hole) -> String {
    format!("{{{{resolve:ssm:/{}}}}}", hole.name)
}

/// What `Fn::Sub` writes for a hole.
fn short(hole: &Hole) -> Option<String> {
    match &hole.source {
        Source::Parameter(_) | Source::Number | Source::SsmParameter => {
            Some(format!("${{{}}}", hole.name))
        }
        Source::Account => Some("${AWS::AccountId}".to_owned()),
        Source::Region => Some("${AWS::Region}".to_owned()),
        Source::Partition => Some("${AWS::Partition}".to_owned()),
        Source::Arn(id) => Some(format!("${{{id}.Arn}}")),
        Source::Name(id) => Some(format!("${{{id}}}")),
        Source::Dynamic => Some(dynamic(hole)),
        _ => None,
    }
}

/// The holes in a node.
pub fn holes(node: &Node, found: &mut Vec<HoleId>) {
    match node {
        Node::Text(parts) => found.extend(parts.iter().filter_map(|part| match part {
            Part::Hole(hole) => Some(*hole),
            Part::Text(_) => None,
        })),
        Node::List(items) => items.iter().for_each(|item| holes(item, found)),
        Node::Map(entries) => entries.iter().for_each(|(_, node)| holes(node, found)),
        Node::Hole(hole) => found.push(*hole),
        Node::If(_, holds, fails) => {
            holes(holds, found);
            fails.iter().for_each(|node| holes(node, found));
        }
    }
}
