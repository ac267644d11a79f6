//! Parameters: values that the deployer gives.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>

use std::borrow::Cow;
use std::marker::PhantomData;

use crate::value::{
    Double, Expr, Int, IntoValue, List, NodeId, Object, ObjectKey, Referable, ResourceRef, Str,
    Value,
};

/// A parameter whose value is a `T`.
///
/// ```
/// use constructs::{App, Parameter, Stack};
/// let app = App::new();
/// let stack = app.stack("Stack", Stack::named("demo"));
/// let size = stack.add("Size", Parameter::integer().default(2).min_value(1).max_value(10));
/// let name = stack.add("Name", Parameter::string().allowed_pattern("^[a-z]+$").constraint_description("lower case"));
/// # let _ = (size, name);
/// ```
pub struct Parameter<T> {
    pub(crate) details: ParameterDetails,
    marker: PhantomData<fn() -> T>,
}

/// What a template says of a parameter.
pub(crate) struct ParameterDetails {
    pub(crate) declaration: Object,
    pub(crate) logical_id: Option<String>,
}

impl Parameter<Str> {
    /// A text.
    #[must_use]
    pub fn string() -> Self {
        Self::with_type("String")
    }

    /// A text that Systems Manager holds; the deployer gives the parameter's name there.
    #[must_use]
    pub fn ssm_string() -> Self {
        Self::with_type("AWS::SSM::Parameter::Value<String>")
    }

    /// One of the types that CloudFormation checks against the account, e.g. `AWS::EC2::VPC::Id`.
    #[must_use]
    pub fn aws(parameter_type: &'static str) -> Self {
        Self::with_type(parameter_type)
    }
}

impl Parameter<Int> {
    /// A whole number. CloudFormation itself calls it `Number`.
    #[must_use]
    pub fn integer() -> Self {
        Self::with_type("Number")
    }
}

impl Parameter<Double> {
    /// A number.
    #[must_use]
    pub fn number() -> Self {
        Self::with_type("Number")
    }
}

impl Parameter<List<Str>> {
    /// Texts, given with commas between them.
    #[must_use]
    pub fn list() -> Self {
        Self::with_type("CommaDelimitedList")
    }

    /// A list of a type that CloudFormation checks against the account, e.g. `List<AWS::EC2::Subnet::Id>`.
    #[must_use]
    pub fn aws_list(parameter_type: &'static str) -> Self {
        Self::with_type(parameter_type)
    }
}

impl Parameter<List<Int>> {
    /// Whole numbers, given with commas between them.
    #[must_use]
    pub fn integer_list() -> Self {
        Self::with_type("List<Number>")
    }
}

impl<T> Parameter<T> {
    fn with_type(parameter_type: &'static str) -> Self {
        let mut declaration = Object::new();
        declaration.set("Type", Expr::String(Cow::Borrowed(parameter_type)));
        Self { details: ParameterDetails { declaration, logical_id: None }, marker: PhantomData }
    }

    fn set(mut self, key: &'static str, value: Expr) -> Self {
        self.details.declaration.set(key, value);
        self
    }

    /// The value where the deployer gives none. For a list, its items with commas between them.
    #[must_use]
    pub fn default(self, value: impl Into<Expr>) -> Self {
        self.set("Default", value.into())
    }

    /// The only values that are taken.
    #[must_use]
    pub fn allowed_values<V: Into<Expr>>(self, values: impl IntoIterator<Item = V>) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        self.set("AllowedValues", Expr::List(values))
    }

    /// A regular expression that the whole value matches.
    #[must_use]
    pub fn allowed_pattern(self, pattern: &str) -> Self {
        self.set("AllowedPattern", pattern.into())
    }

    /// What CloudFormation says when a value breaks a constraint.
    #[must_use]
    pub fn constraint_description(self, description: &str) -> Self {
        self.set("ConstraintDescription", description.into())
    }

    /// The fewest characters of a text.
    #[must_use]
    pub fn min_length(self, length: u32) -> Self {
        self.set("MinLength", length.into())
    }

    /// The most characters of a text.
    #[must_use]
    pub fn max_length(self, length: u32) -> Self {
        self.set("MaxLength", length.into())
    }

    /// The least value of a number.
    #[must_use]
    pub fn min_value(self, value: i64) -> Self {
        self.set("MinValue", value.into())
    }

    /// The greatest value of a number.
    #[must_use]
    pub fn max_value(self, value: i64) -> Self {
        self.set("MaxValue", value.into())
    }

    /// What the parameter is for, 4,000 bytes at most.
    #[must_use]
    pub fn description(self, description: &str) -> Self {
        self.set("Description", description.into())
    }

    /// Whether consoles and commands hide the value.
    #[must_use]
    pub fn no_echo(self, on: bool) -> Self {
        self.set("NoEcho", on.into())
    }

    /// Sets an attribute to a value that its method does not take, or one that has no method.
    #[must_use]
    pub fn raw(mut self, attribute: impl Into<ObjectKey>, value: impl Into<Expr>) -> Self {
        self.details.declaration.set(attribute, value.into());
        self
    }

    /// Keeps this logical id, whatever the path.
    #[must_use]
    pub fn logical_id(mut self, id: impl Into<String>) -> Self {
        self.details.logical_id = Some(id.into());
        self
    }
}

/// A reference to a [`Parameter`].
pub struct ParameterRef<T>(NodeId, PhantomData<fn() -> T>);

impl<T> Copy for ParameterRef<T> {}

impl<T> Clone for ParameterRef<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> ResourceRef for ParameterRef<T> {
    fn node(self) -> NodeId {
        self.0
    }

    fn from_node(node: NodeId) -> Self {
        Self(node, PhantomData)
    }
}

impl<T> ParameterRef<T>
where
    Value<T>: Referable,
{
    /// The value that the deployer gives.
    #[must_use]
    pub fn value(self) -> Value<T> {
        Value::reference(self)
    }
}

impl<T> IntoValue<T> for ParameterRef<T>
where
    Value<T>: Referable,
{
    fn into_expr(self) -> Expr {
        self.value().into()
    }
}
