//! Writes a node as CloudFormation: texts, functions, and the expression of each hole.

use serde_json::{Value as Json, json};

use super::cloudformation::Writer;
use crate::tree::{Hole, Node, Part, Source};

impl Writer<'_> {
    pub(super) fn node(&self, node: &Node) -> Json {
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

    pub(super) fn expression(&self, hole: &Hole) -> Json {
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
    // The names differ at their end only, as those of parameters below one path do.
    format!("{{{{resolve:ssm:/the/path/of/all/parameters/of/this/application/{}}}}}", hole.name)
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
