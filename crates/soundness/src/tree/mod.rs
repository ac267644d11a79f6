//! A template as a tree with holes: values that only the deployment knows.
//!
//! The tree is never text. [`crate::render`] writes it as CloudFormation and, with values, as concrete policies.

pub mod cell;
pub mod edit;
mod fill;
mod fill_resource;
pub mod generate;
pub mod matrix;
pub mod pool;
mod property;
pub mod statement;
mod texts;
pub mod value;
pub mod vary;

use serde_json::Value as Json;

pub use cell::{CoverageCell, Position, Question, Use};
pub use pool::HoleKind;

/// The number of a hole.
pub type HoleId = usize;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Characters.
    Text(String),
    /// A value of the deployment.
    Hole(HoleId),
}

/// JSON with holes.
#[derive(Clone, Debug, PartialEq)]
pub enum TreeNode {
    /// A text in parts.
    Text(Vec<Part>),
    /// A list. An element that is an `If` without value vanishes.
    List(Vec<TreeNode>),
    /// An object. A value that is an `If` without value vanishes.
    Map(Vec<(String, TreeNode)>),
    /// A hole in place of a whole list, statement, or document.
    Hole(HoleId),
    /// `Fn::If`: the condition's number, both branches; no branch is `AWS::NoValue`.
    If(usize, Box<TreeNode>, Option<Box<TreeNode>>),
}

/// What a parameter's declaration says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParameterDeclaration {
    /// `AllowedValues`.
    pub allowed: Option<Vec<String>>,
    /// `AllowedPattern`, one of [`pool::PATTERNS`].
    pub pattern: Option<&'static str>,
    /// Whether `MinLength` is 1.
    pub has_min_length: bool,
    /// `Default`.
    pub default: Option<String>,
}

/// Where a hole's value comes from: how it is written in CloudFormation.
#[derive(Clone, Debug, PartialEq)]
pub enum HoleSource {
    /// `Ref` of a `String` parameter.
    Parameter(ParameterDeclaration),
    /// `Ref` of a `Number` parameter.
    Number,
    /// `Ref` of an `AWS::SSM::Parameter::Value<String>` parameter.
    SsmParameter,
    /// `Ref` of a `CommaDelimitedList` parameter: a list.
    ListParameter,
    /// `Fn::Select` of the first element of a `CommaDelimitedList` parameter.
    Element,
    /// `Fn::Select` of a segment of `Fn::Split` of a parameter.
    Segment,
    /// `Fn::Split` of a parameter: a list.
    Split,
    /// `Fn::FindInMap` with a parameter as key: one of these.
    Mapping(Vec<Json>),
    /// `Fn::ImportValue` of an export of no known stack.
    Import,
    /// `Fn::ImportValue` of another stack's output, whose value is that stack's parameter.
    KnownImport,
    /// `Fn::GetStackOutput` of another stack's output, whose value is that stack's parameter.
    KnownOutput,
    /// `{{resolve:ssm:…}}`.
    Dynamic,
    /// `Fn::GetStackOutput` of a stack that is not known.
    StackOutput,
    /// `Fn::Transform`: any value, lists and objects too.
    Transform,
    /// An attribute of a custom resource.
    Custom,
    /// `Fn::Base64` of a text that is written.
    Base64(String),
    /// An output of a nested stack, which returns what it was passed.
    NestedOutput,
    /// `AWS::AccountId`.
    Account,
    /// `AWS::Region`.
    Region,
    /// `AWS::Partition`.
    Partition,
    /// `Fn::GetAtt` of a resource's ARN (`Ref` of a managed policy).
    Arn(String),
    /// `Ref` of a role or bucket: its name.
    Name(String),
}

/// A hole.
#[derive(Clone, Debug, PartialEq)]
pub struct Hole {
    /// What its value is for.
    pub kind: HoleKind,
    /// How it is written.
    pub source: HoleSource,
    /// The holes of one parameter declared differently in the two states of a diff have one name.
    pub name: String,
}

/// A condition of the template.
#[derive(Clone, Debug, PartialEq)]
pub enum TreeCondition {
    /// The hole is this text.
    Equals(HoleId, String),
    /// Not this condition.
    Not(usize),
    /// Both.
    And(usize, usize),
    /// One of them.
    Or(usize, usize),
}

/// A resource.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeResource {
    /// Its logical id.
    pub id: String,
    /// Its type.
    pub kind: &'static str,
    /// Its `Condition`.
    pub condition: Option<usize>,
    /// Its properties.
    pub properties: Vec<(String, TreeNode)>,
}

/// A stack of the same name in a second account, beside the stack that is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Twin {
    /// No second stack.
    #[default]
    None,
    /// In both states it is as the judged stack was.
    Stays,
    /// In the old state only, it is as the judged stack becomes.
    Goes,
}

/// One stack with everything that it needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// All holes of all states.
    pub holes: Vec<Hole>,
    /// Conditions of the template.
    pub conditions: Vec<TreeCondition>,
    /// The account, where the environment sets it.
    pub account: Option<String>,
    /// The region, where the environment sets it.
    pub region: Option<String>,
    /// The resources.
    pub resources: Vec<TreeResource>,
    /// A stack of the same name in a second account.
    pub twin: Twin,
    /// Where holes are.
    pub uses: Vec<Use>,
}

impl Tree {
    /// Adds a hole.
    pub fn hole(&mut self, kind: HoleKind, source: HoleSource) -> HoleId {
        let name = format!("P{}", self.holes.len());
        self.holes.push(Hole { kind, source, name });
        self.holes.len() - 1
    }

    /// The resource with this logical id.
    #[must_use]
    pub fn resource(&self, id: &str) -> Option<&TreeResource> {
        self.resources.iter().find(|resource| resource.id == id)
    }

    /// Logical ids of a type.
    #[must_use]
    pub fn ids(&self, kind: &str) -> Vec<String> {
        let own = self.resources.iter().filter(|resource| resource.kind == kind);
        own.map(|resource| resource.id.clone()).collect()
    }
}

/// A text without holes.
#[must_use]
pub fn text(text: &str) -> TreeNode {
    TreeNode::Text(vec![Part::Text(text.to_owned())])
}

/// An object.
#[must_use]
pub fn map(entries: Vec<(&str, TreeNode)>) -> TreeNode {
    TreeNode::Map(entries.into_iter().map(|(key, node)| (key.to_owned(), node)).collect())
}

/// JSON without holes.
#[must_use]
pub fn plain(json: &Json) -> TreeNode {
    match json {
        Json::Array(items) => TreeNode::List(items.iter().map(plain).collect()),
        Json::Object(entries) => {
            TreeNode::Map(entries.iter().map(|(key, value)| (key.clone(), plain(value))).collect())
        }
        Json::String(own) => text(own),
        other => text(&other.to_string()),
    }
}
