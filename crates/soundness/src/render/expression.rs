//! Writes a node as CloudFormation: texts, functions, and the expression of each hole.

use serde_json::{Value as Json, json};

use super::cloudformation::Writer;
use crate::tree::{Hole, HoleSource, Part, TreeNode};

impl Writer<'_> {
    pub(super) fn node(&self, node: &TreeNode) -> Json {
        match node {
            TreeNode::Text(parts) => self.text(parts),
            TreeNode::List(items) => items.iter().map(|item| self.node(item)).collect(),
            TreeNode::Map(entries) => {
                let entries = entries.iter().map(|(key, node)| (key.clone(), self.node(node)));
                Json::Object(entries.collect())
            }
            TreeNode::Hole(hole) => self.expression(&self.tree.holes[*hole]),
            TreeNode::If(condition, holds, fails) => {
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
                (hole.source == HoleSource::Dynamic).then(|| dynamic(hole))
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

    pub(super) fn expression(&self, hole: &Hole) -> Json {
        let name = &hole.name;
        match &hole.source {
            HoleSource::Parameter(_)
            | HoleSource::Number
            | HoleSource::SsmParameter
            | HoleSource::ListParameter => json!({"Ref": name}),
            HoleSource::Element => json!({"Fn::Select": [0, {"Ref": name}]}),
            HoleSource::Segment => json!({"Fn::Select": [1, {"Fn::Split": ["|", {"Ref": name}]}]}),
            HoleSource::Split => json!({"Fn::Split": ["|", {"Ref": name}]}),
            HoleSource::Mapping(_) => json!({"Fn::FindInMap": [name, {"Ref": name}, "v"]}),
            HoleSource::Import => json!({"Fn::ImportValue": format!("import-{name}")}),
            HoleSource::KnownImport => json!({"Fn::ImportValue": format!("known-{name}")}),
            HoleSource::Dynamic => json!(dynamic(hole)),
            HoleSource::StackOutput => {
                json!({"Fn::GetStackOutput": {"StackName": "elsewhere", "OutputName": name}})
            }
            HoleSource::KnownOutput => {
                json!({"Fn::GetStackOutput": {"StackName": format!("other-{name}"), "OutputName": "O"}})
            }
            HoleSource::Transform => {
                json!({"Fn::Transform": {"Name": "Macro", "Parameters": {"V": name}}})
            }
            HoleSource::Custom => json!({"Fn::GetAtt": [format!("Custom{name}"), "Value"]}),
            HoleSource::Base64(text) => json!({"Fn::Base64": text}),
            HoleSource::NestedOutput => {
                json!({"Fn::GetAtt": [format!("Nested{name}"), "Outputs.O"]})
            }
            HoleSource::Account => json!({"Ref": "AWS::AccountId"}),
            HoleSource::Region => json!({"Ref": "AWS::Region"}),
            HoleSource::Partition => json!({"Ref": "AWS::Partition"}),
            HoleSource::Arn(id) => match self.tree.resource(id).map(|resource| resource.kind) {
                Some("AWS::IAM::ManagedPolicy") => json!({"Ref": id}),
                _ => json!({"Fn::GetAtt": [id, "Arn"]}),
            },
            HoleSource::Name(id) => json!({"Ref": id}),
        }
    }
}

fn dynamic(hole: &Hole) -> String {
    // The names differ at their end only, as those of parameters below one path do.
    format!("{{{{resolve:ssm:/the/path/of/all/parameters/of/this/application/{}}}}}", hole.name)
}

/// What `Fn::Sub` writes for a hole.
fn short(hole: &Hole) -> Option<String> {
    match &hole.source {
        HoleSource::Parameter(_) | HoleSource::Number | HoleSource::SsmParameter => {
            Some(format!("${{{}}}", hole.name))
        }
        HoleSource::Account => Some("${AWS::AccountId}".to_owned()),
        HoleSource::Region => Some("${AWS::Region}".to_owned()),
        HoleSource::Partition => Some("${AWS::Partition}".to_owned()),
        HoleSource::Arn(id) => Some(format!("${{{id}.Arn}}")),
        HoleSource::Name(id) => Some(format!("${{{id}}}")),
        HoleSource::Dynamic => Some(dynamic(hole)),
        _ => None,
    }
}
