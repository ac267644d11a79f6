//! Writes a tree as CloudFormation templates, each hole by its source.

use serde_json::{Map, Value as Json, json};

use crate::ask::RenderedStack;
use crate::tree::{Hole, HoleId, HoleSource, Part, Tree, TreeCondition, TreeNode};

/// The name of the stack under test.
pub const STACK: &str = "app";

/// The stacks of a tree: the stack under test first.
#[must_use]
pub fn cloudformation(tree: &Tree) -> Vec<RenderedStack> {
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
    let stack = |name: &str, template: Json| RenderedStack {
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
            HoleSource::KnownImport | HoleSource::KnownOutput => stacks.push(stack(
                &format!("other-{name}"),
                json!({"Parameters": parameters, "Resources": {}, "Outputs": {"O":
                    {"Value": {"Ref": "N"}, "Export": {"Name": format!("known-{name}")}}}}),
            )),
            HoleSource::NestedOutput => {
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

pub(super) struct Writer<'t> {
    pub(super) tree: &'t Tree,
}

impl Writer<'_> {
    /// The holes that this state uses: conditions first, which all stay.
    fn used(&self) -> Vec<HoleId> {
        let mut used = Vec::new();
        for condition in &self.tree.conditions {
            if let TreeCondition::Equals(hole, _) = condition {
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
            HoleSource::Parameter(own) => {
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
            HoleSource::Number => Some(json!({"Type": "Number"})),
            HoleSource::SsmParameter => {
                Some(json!({"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a"}))
            }
            HoleSource::ListParameter | HoleSource::Element => {
                Some(json!({"Type": "CommaDelimitedList"}))
            }
            HoleSource::Segment
            | HoleSource::Split
            | HoleSource::Mapping(_)
            | HoleSource::NestedOutput => string,
            _ => None,
        }
    }

    fn mapping(&self, hole: &Hole) -> Option<Json> {
        let HoleSource::Mapping(values) = &hole.source else { return None };
        let rows =
            values.iter().enumerate().map(|(at, value)| (format!("k{at}"), json!({"v": value})));
        Some(Json::Object(rows.collect()))
    }

    fn conditions(&self) -> Map<String, Json> {
        let conditions = self.tree.conditions.iter().enumerate();
        let name = |number: &usize| json!({"Condition": format!("C{number}")});
        let written = conditions.map(|(number, condition)| {
            let json = match condition {
                TreeCondition::Equals(hole, text) => {
                    json!({"Fn::Equals": [self.expression(&self.tree.holes[*hole]), text]})
                }
                TreeCondition::Not(one) => json!({"Fn::Not": [name(one)]}),
                TreeCondition::And(one, other) => json!({"Fn::And": [name(one), name(other)]}),
                TreeCondition::Or(one, other) => json!({"Fn::Or": [name(one), name(other)]}),
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
                HoleSource::Custom => {
                    let token =
                        json!({"ServiceToken": "arn:aws:lambda:eu-west-1:111122223333:function:f"});
                    let custom = json!({"Type": "Custom::Lookup", "Properties": token});
                    resources.insert(format!("Custom{name}"), custom);
                }
                HoleSource::NestedOutput => {
                    let nested = json!({"Type": "AWS::CloudFormation::Stack", "Properties": {
                        "TemplateURL": format!("{name}.json"), "Parameters": {"N": {"Ref": name}}}});
                    resources.insert(format!("Nested{name}"), nested);
                }
                _ => {}
            }
        }
        resources
    }
}

/// The holes in a node.
pub fn holes(node: &TreeNode, found: &mut Vec<HoleId>) {
    match node {
        TreeNode::Text(parts) => found.extend(parts.iter().filter_map(|part| match part {
            Part::Hole(hole) => Some(*hole),
            Part::Text(_) => None,
        })),
        TreeNode::List(items) => items.iter().for_each(|item| holes(item, found)),
        TreeNode::Map(entries) => entries.iter().for_each(|(_, node)| holes(node, found)),
        TreeNode::Hole(hole) => found.push(*hole),
        TreeNode::If(_, holds, fails) => {
            holes(holds, found);
            fails.iter().for_each(|node| holes(node, found));
        }
    }
}
