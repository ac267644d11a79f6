//! CloudFormation's resource types of one service, as the facts file contains them.

/// The resource types of one CloudFormation namespace.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
pub(crate) struct CloudFormationService {
    /// Comment lines at the head of the file: source, version, date, licence.
    pub(crate) header: Vec<String>,
    /// Sorted by name.
    pub(crate) types: Vec<ResourceType>,
}

/// One resource type, such as `AWS::SQS::Queue`.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
pub(crate) struct ResourceType {
    /// `AWS::SQS::Queue`.
    pub(crate) name: String,
    /// The Rust type. It never changes.
    pub(crate) rust: String,
    /// The Rust module of its property types. It never changes.
    pub(crate) module: String,
    /// The properties that together identify a resource.
    pub(crate) identifier: Vec<String>,
    /// What `Ref` returns, if it is a known value.
    pub(crate) returns: Option<Attribute>,
    /// The property that takes tags, and its shape.
    pub(crate) tags: Option<Tags>,
    /// The ARN's template.
    pub(crate) arn: Option<String>,
    pub(crate) body: Body,
    /// What `Fn::GetAtt` returns.
    pub(crate) attributes: Vec<Attribute>,
    /// Marks of properties below the first level.
    pub(crate) nested: Vec<NestedMark>,
    /// Property types, sorted by key.
    pub(crate) definitions: Vec<Definition>,
    /// The paths of properties that a template can't set, sorted.
    pub(crate) read_only: Vec<String>,
    /// The properties that `Fn::GetAtt` returns in addition to the attributes; `*` for every one.
    pub(crate) readable: Vec<String>,
    /// Parts that only exact forms refer to: name and JSON schema.
    pub(crate) exact: Vec<(String, String)>,
}

/// The properties of a resource or of a property type.
#[derive(Debug, Default, PartialEq, Eq, Clone, PartialOrd, Ord)]
pub(crate) struct Body {
    /// The required properties, in the order of `new`'s arguments, which never changes.
    pub(crate) arguments: Vec<String>,
    /// Sorted by name.
    pub(crate) properties: Vec<Property>,
    /// Rules on which properties go together.
    pub(crate) rules: Vec<PropertyRule>,
    /// What the schema requires beside the properties, as JSON, if the words above can't express it.
    pub(crate) schema: Option<String>,
}

/// One property that a template may set.
#[derive(Debug, PartialEq, Eq, Clone, PartialOrd, Ord)]
pub(crate) struct Property {
    pub(crate) name: String,
    /// The Rust method. It never changes.
    pub(crate) rust: String,
    pub(crate) shape: Shape,
    pub(crate) marks: Vec<Mark>,
    /// Its JSON schema, if the words can't express it.
    pub(crate) exact: Option<String>,
}

impl Property {
    /// Whether only an alternative of the schema has it.
    pub(crate) fn is_alternative(&self) -> bool {
        self.marks.contains(&Mark::Alternative)
    }
}

/// A mark of a property, beyond its shape.
#[derive(Debug, PartialEq, Eq, Clone, Copy, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// Changing it replaces the resource.
    CreateOnly,
    /// Changing it replaces the resource in some cases.
    ConditionalCreateOnly,
    /// It can be written and not read back.
    WriteOnly,
    /// It can be read and not written.
    ReadOnly,
    /// AWS advises against it.
    Deprecated,
    /// Only alternatives have it, which a line `schema` writes out.
    Alternative,
}

impl Mark {
    /// Every mark, in the order of the facts files.
    pub(crate) const ALL: [Self; 6] = [
        Self::CreateOnly,
        Self::ConditionalCreateOnly,
        Self::WriteOnly,
        Self::ReadOnly,
        Self::Deprecated,
        Self::Alternative,
    ];

    /// Its word in the facts files.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::CreateOnly => "create-only",
            Self::ConditionalCreateOnly => "conditional-create-only",
            Self::WriteOnly => "write-only",
            Self::ReadOnly => "read-only",
            Self::Deprecated => "deprecated",
            Self::Alternative => "alternative",
        }
    }
}

/// A mark on a property below the first level, `Endpoint/Port`.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct NestedMark {
    pub(crate) mark: Mark,
    pub(crate) path: String,
}

/// A kind of value and its limits.
#[derive(Debug, PartialEq, Eq, Clone, PartialOrd, Ord)]
pub(crate) struct Shape {
    pub(crate) kind: ValueKind,
    pub(crate) limits: Vec<Limit>,
}

/// A kind of value.
#[derive(Debug, PartialEq, Eq, Clone, PartialOrd, Ord)]
pub(crate) enum ValueKind {
    String,
    Integer,
    Double,
    Boolean,
    /// Anything: a document, or a property of several types.
    Json,
    /// Exactly a tag: `Key` and `Value`.
    Tag,
    /// A property type, by its key.
    Struct(String),
    /// A string with known values, by its key.
    Enum(String),
    List(Box<Shape>),
    Map(Box<Shape>),
}

/// A limit, `length` and `1..80`.
#[derive(Debug, PartialEq, Eq, Clone, PartialOrd, Ord)]
pub(crate) struct Limit {
    pub(crate) name: String,
    /// Absent if the name is enough, as in `unique`.
    pub(crate) value: Option<String>,
}

/// A property type of a resource type.
#[derive(Debug, PartialEq, Eq, Clone, PartialOrd, Ord)]
pub(crate) struct Definition {
    /// AWS's name for it, or its place: `Queue.RedrivePolicy`.
    pub(crate) key: String,
    /// The Rust type, frozen.
    pub(crate) rust: String,
    pub(crate) content: Content,
}

/// What a property type is.
#[derive(Debug, PartialEq, Eq, Clone, PartialOrd, Ord)]
pub(crate) enum Content {
    Struct(Body),
    Enum(Vec<EnumValue>),
}

/// One known value of a string, and its Rust constant, which never changes.
#[derive(Debug, PartialEq, Eq, Clone, PartialOrd, Ord)]
pub(crate) struct EnumValue {
    pub(crate) value: String,
    pub(crate) rust: String,
}

/// An attribute of a resource, or what `Ref` returns.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    /// The Rust accessor. It never changes.
    pub(crate) rust: String,
    pub(crate) kind: ValueKind,
}

/// Properties that go together: `exactly-one A B`, `needs A B`.
#[derive(Debug, PartialEq, Eq, Clone, PartialOrd, Ord)]
pub(crate) struct PropertyRule {
    pub(crate) name: String,
    pub(crate) members: Vec<String>,
}

/// The property for tags.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct Tags {
    pub(crate) property: String,
    pub(crate) shape: TagShape,
}

/// How tags are written.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(crate) enum TagShape {
    /// A list of `Key` and `Value`.
    List,
    /// A map from key to value.
    Map,
    /// A list of `Key`, `Value` and `PropagateAtLaunch`.
    AutoScaling,
    /// Something else: synthesis sets no tags.
    Other,
}

impl TagShape {
    /// Every shape.
    pub(crate) const ALL: [Self; 4] = [Self::List, Self::Map, Self::AutoScaling, Self::Other];

    /// The word for it in the facts files.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Map => "map",
            Self::AutoScaling => "autoscaling",
            Self::Other => "other",
        }
    }
}

impl ResourceType {
    /// `Queue` of `AWS::SQS::Queue`.
    pub(crate) fn short_name(&self) -> &str {
        self.name.rsplit("::").next().unwrap_or(&self.name)
    }

    /// The property type with this key.
    pub(crate) fn definition(&self, key: &str) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.key == key)
    }

    /// The attribute with this name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}
