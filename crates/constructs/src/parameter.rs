//! Parameters: values that a deployment sets.
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

/// The declaration of a parameter in a template.
pub(crate) struct ParameterDetails {
    pub(crate) declaration: Object,
    pub(crate) logical_id: Option<String>,
}

impl Parameter<Str> {
    /// Creates a text parameter.
    #[must_use]
    pub fn string() -> Self {
        Self::with_type("String")
    }

    /// Creates a parameter whose value comes from Systems Manager; the deployment sets the name there.
    #[must_use]
    pub fn ssm_string() -> Self {
        Self::with_type("AWS::SSM::Parameter::Value<String>")
    }

    /// Creates a parameter of a type that CloudFormation checks against the account, e.g. `AWS::EC2::VPC::Id`.
    #[must_use]
    pub fn aws(parameter_type: &'static str) -> Self {
        Self::with_type(parameter_type)
    }
}

impl Parameter<Int> {
    /// Creates an integer parameter. CloudFormation's type is `Number`.
    #[must_use]
    pub fn integer() -> Self {
        Self::with_type("Number")
    }
}

impl Parameter<Double> {
    /// Creates a number parameter.
    #[must_use]
    pub fn number() -> Self {
        Self::with_type("Number")
    }
}

impl Parameter<List<Str>> {
    /// Creates a list of texts, separated by commas.
    #[must_use]
    pub fn list() -> Self {
        Self::with_type("CommaDelimitedList")
    }

    /// Creates a list of a type that CloudFormation checks against the account, e.g. `List<AWS::EC2::Subnet::Id>`.
    #[must_use]
    pub fn aws_list(parameter_type: &'static str) -> Self {
        Self::with_type(parameter_type)
    }
}

impl Parameter<List<Int>> {
    /// Creates a list of integers, separated by commas.
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

    /// The default value. For a list, the items separated by commas.
    #[must_use]
    pub fn default(self, value: impl Into<Expr>) -> Self {
        self.set("Default", value.into())
    }

    /// The allowed values.
    #[must_use]
    pub fn allowed_values<V: Into<Expr>>(self, values: impl IntoIterator<Item = V>) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        self.set("AllowedValues", Expr::List(values))
    }

    /// A regular expression that the whole value must match.
    #[must_use]
    pub fn allowed_pattern(self, pattern: &str) -> Self {
        self.set("AllowedPattern", pattern.into())
    }

    /// CloudFormation's message for a value that violates a constraint.
    #[must_use]
    pub fn constraint_description(self, description: &str) -> Self {
        self.set("ConstraintDescription", description.into())
    }

    /// The minimum number of characters.
    #[must_use]
    pub fn min_length(self, length: u32) -> Self {
        self.set("MinLength", length.into())
    }

    /// The maximum number of characters.
    #[must_use]
    pub fn max_length(self, length: u32) -> Self {
        self.set("MaxLength", length.into())
    }

    /// The minimum of a number.
    #[must_use]
    pub fn min_value(self, value: i64) -> Self {
        self.set("MinValue", value.into())
    }

    /// The maximum of a number.
    #[must_use]
    pub fn max_value(self, value: i64) -> Self {
        self.set("MaxValue", value.into())
    }

    /// Describes the parameter, in at most 4,000 bytes.
    #[must_use]
    pub fn description(self, description: &str) -> Self {
        self.set("Description", description.into())
    }

    /// Whether consoles and commands hide the value.
    #[must_use]
    pub fn no_echo(self, on: bool) -> Self {
        self.set("NoEcho", on.into())
    }

    /// Sets an attribute to a value that its method does not accept, or one that has no method.
    #[must_use]
    pub fn raw(mut self, attribute: impl Into<ObjectKey>, value: impl Into<Expr>) -> Self {
        self.details.declaration.set(attribute, value.into());
        self
    }

    /// Sets the logical id, which otherwise follows from the path.
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
    /// The value that the deployment sets.
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
