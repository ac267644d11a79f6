//! Names the places of a template where functions are allowed, and the transform that allows more.

/// The transform of `Fn::ForEach`, `Fn::Length`, `Fn::ToJsonString`, and of more general arguments of other functions.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html>
pub const LANGUAGE_EXTENSIONS: &str = "AWS::LanguageExtensions";

/// A place of a template. A function that is allowed in it is allowed anywhere below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FunctionPlace {
    /// The top level of the template, next to its sections.
    Template,
    /// The entries of `Resources`, next to logical ids.
    ResourceEntries,
    /// The entries of `Outputs`, next to logical ids.
    OutputEntries,
    /// The entries of `Conditions`, next to the names of conditions.
    ConditionEntries,
    /// `Mappings`, its entries, and their keys and values.
    Mappings,
    /// The attributes of a resource, next to `Type` and `Properties`.
    ResourceAttributes,
    /// The entries of an object in `Properties`, next to the names of properties.
    PropertyEntries,
    /// `Properties` of a resource, and their values.
    Properties,
    /// `Metadata` of a resource.
    Metadata,
    /// `CreationPolicy` of a resource.
    CreationPolicy,
    /// `UpdatePolicy` of a resource.
    UpdatePolicy,
    /// `DeletionPolicy` and `UpdateReplacePolicy` of a resource.
    DeletionPolicy,
    /// `Value` and the export's `Name` of an output.
    OutputValue,
    /// The value of a condition: what it consists of, and what it compares.
    ConditionValue,
    /// `RuleCondition` and `Assert` of a rule.
    Rule,
}

impl FunctionPlace {
    /// The place, for a message: `a condition`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Template => "the top level of a template",
            Self::ResourceEntries => "the section `Resources`",
            Self::OutputEntries => "the section `Outputs`",
            Self::ConditionEntries => "the section `Conditions`",
            Self::Mappings => "a mapping",
            Self::ResourceAttributes => "a resource",
            Self::PropertyEntries => "an object of properties",
            Self::Properties => "a property",
            Self::Metadata => "`Metadata`",
            Self::CreationPolicy => "`CreationPolicy`",
            Self::UpdatePolicy => "`UpdatePolicy`",
            Self::DeletionPolicy => "`DeletionPolicy` and `UpdateReplacePolicy`",
            Self::OutputValue => "an output",
            Self::ConditionValue => "a condition",
            Self::Rule => "a rule",
        }
    }
}
