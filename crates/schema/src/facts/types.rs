//! Defines the facts about a resource type: its properties, and its names in `constructs-aws`.

use std::sync::OnceLock;

use super::text::FactsText;
use crate::schema::Schema;

/// One resource type, such as `AWS::SQS::Queue`.
#[derive(Debug)]
pub struct ResourceType {
    /// `AWS::SQS::Queue`.
    pub name: &'static str,
    /// The module of `constructs-aws` that its service has: `sqs`.
    pub service: &'static str,
    /// The cargo feature of `constructs-aws` that contains it, which is that of its service's family. Types of the serverless
    /// transform, which are for checks only, have no feature.
    pub feature: Option<&'static str>,
    /// The Rust type: `Queue`; its reference is `QueueRef`.
    pub rust: FactsText,
    /// The Rust module of its property types: `queue`; `r#type` if it is a keyword.
    pub module: FactsText,
    /// The properties that together identify a resource.
    pub identifier: Vec<FactsText>,
    /// The value that `Ref` returns, if it is known.
    pub returns: Option<Attribute>,
    /// The property that takes tags, and its form: `list`, `map`, `autoscaling`, or `other`.
    pub tags: Option<(FactsText, FactsText)>,
    /// The ARN's template: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`.
    pub arn: Option<FactsText>,
    /// Its properties.
    pub body: Body,
    /// The attributes of `Fn::GetAtt` that have accessors.
    pub attributes: Vec<Attribute>,
    /// The properties that `Fn::GetAtt` also returns; `*` means all of them.
    pub readable: Vec<FactsText>,
    /// The paths that a template can't set: `Arn`, `Endpoint/Port`, `Rules/*/Id`.
    pub read_only: Vec<FactsText>,
    /// Marks below the first level: `create-only` and `A/*/B`.
    pub nested: Vec<(FactsText, FactsText)>,
    /// Its property types and known values, sorted by key.
    pub definitions: Vec<Definition>,
    pub(crate) exact: Vec<(FactsText, &'static str)>,
    pub(crate) schema: OnceLock<Schema>,
}

/// The properties of a resource or of a property type.
#[derive(Debug, Default)]
pub struct Body {
    /// The required properties, in the order of `new`'s arguments.
    pub arguments: Vec<FactsText>,
    /// Sorted by name.
    pub properties: Vec<Property>,
    pub(crate) rules: Vec<(FactsText, Vec<FactsText>)>,
    pub(crate) schema: Option<&'static str>,
}

/// One property that a template may set.
#[derive(Debug)]
pub struct Property {
    /// CloudFormation's name.
    pub name: FactsText,
    /// The Rust setter: `queue_name`; `r#type` if it is a keyword.
    pub rust: FactsText,
    /// Its value.
    pub shape: Shape,
    /// `create-only`, `conditional-create-only`, `write-only`, `read-only`, `deprecated`, `alternative`.
    pub marks: Vec<FactsText>,
    pub(crate) exact: Option<&'static str>,
}

/// A kind of value and its limits.
#[derive(Debug)]
pub struct Shape {
    /// The kind.
    pub kind: ValueKind,
    /// `length` and `1..80`; `facts/README.md` lists them.
    pub limits: Vec<(FactsText, Option<FactsText>)>,
}

/// A kind of value.
#[derive(Debug)]
pub enum ValueKind {
    /// FactsText.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Double,
    /// True or false.
    Boolean,
    /// Anything: a document, or a property of several types.
    Json,
    /// A tag: `Key` and `Value`.
    Tag,
    /// A property type, by its key.
    Struct(FactsText),
    /// FactsText with known values, by its key.
    Enum(FactsText),
    /// A list of such values.
    List(Box<Shape>),
    /// A map from text to such values.
    Map(Box<Shape>),
}

/// The JSON schema of [`ValueKind::Tag`]. The facts contain the schema of any other tag.
pub const TAG_SCHEMA: &str = r#"{"additionalProperties":false,"properties":{"Key":{"maxLength":128,"minLength":1,"type":"string"},"Value":{"maxLength":256,"minLength":0,"type":"string"}},"required":["Key","Value"],"type":"object"}"#;

/// A property type, or the known values of a text.
#[derive(Debug)]
pub struct Definition {
    /// AWS's name for it, or its place: `Queue.RedrivePolicy`.
    pub key: FactsText,
    /// The Rust type.
    pub rust: FactsText,
    /// Its content.
    pub content: Content,
}

/// The content of a definition.
#[derive(Debug)]
pub enum Content {
    /// A property type.
    Struct(Body),
    /// Known values, each with its Rust constant.
    Enum(Vec<(FactsText, FactsText)>),
}

/// An attribute that `Fn::GetAtt` returns.
#[derive(Debug)]
pub struct Attribute {
    /// CloudFormation's name: `Arn`, `Endpoint.Port`.
    pub name: FactsText,
    /// The Rust accessor: `arn`.
    pub rust: FactsText,
    /// Its value.
    pub kind: ValueKind,
}

impl ResourceType {
    /// The property type or the known values with this key.
    #[must_use]
    pub fn definition(&self, key: &str) -> Option<&Definition> {
        let at = self.definitions.binary_search_by(|found| (*found.key).cmp(key)).ok()?;
        self.definitions.get(at)
    }

    /// The property of this name.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.body.property(name)
    }

    /// The attribute of this name, if it has an accessor.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

impl Body {
    /// The property of this name.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&Property> {
        let at = self.properties.binary_search_by(|found| (*found.name).cmp(name)).ok()?;
        self.properties.get(at)
    }
}

impl Definition {
    /// Whether a property type with this key has a name in AWS's schema; the key of another is its place: `Queue.RedrivePolicy`.
    #[must_use]
    pub fn has_name(key: &str) -> bool {
        !key.contains('.') || key.starts_with("properties.") || key.contains(".properties.")
    }
}

impl Shape {
    /// The limit of this name: `1..80` of `length=1..80`, empty for `unique`.
    #[must_use]
    pub fn limit(&self, name: &str) -> Option<&str> {
        let found = self.limits.iter().find(|(known, _)| known == name)?;
        Some(found.1.as_deref().unwrap_or_default())
    }
}
