//! Typed values: CloudFormation's types as markers, and a value of such a type that may not be known before deployment.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::{Expr, ObjectKey, Reference, ReferenceKind, ResourceRef};

/// CloudFormation's `String`.
pub enum Str {}
/// CloudFormation's `Integer` and `Long`.
pub enum Int {}
/// CloudFormation's `Double`.
pub enum Double {}
/// CloudFormation's `Boolean`.
pub enum Bool {}
/// CloudFormation's `Json`: any object.
pub enum Json {}
/// A list of `T`.
pub struct List<T>(PhantomData<fn() -> T>);
/// A map from text to `T`.
pub struct Map<T>(PhantomData<fn() -> T>);

/// A value of the CloudFormation type `T`, known now or at deployment.
///
/// ```
/// use constructs::{Int, Str, Value, REGION};
/// let name: Value<Str> = "chat-dev".into();
/// let region: Value<Str> = REGION.into();
/// let seconds: Value<Int> = 30.into();
/// ```
pub struct Value<T>(Expr, PhantomData<fn() -> T>);

impl<T> Value<T> {
    /// Creates a value from `expr`. The caller must choose the right type.
    pub const fn new(expr: Expr) -> Self {
        Self(expr, PhantomData)
    }

    /// What `Fn::GetAtt` returns for `attribute` of `resource`.
    ///
    /// A list attribute (`Value<List<Str>>`) can be passed to another stack too.
    pub fn attribute(resource: impl ResourceRef, attribute: &'static str) -> Self
    where
        Self: Referable,
    {
        Self::new(Expr::Reference(Reference::new(resource.node(), Self::KIND, attribute)))
    }

    /// What CloudFormation's `Ref` returns for `resource`.
    pub fn reference(resource: impl ResourceRef) -> Self
    where
        Self: Referable,
    {
        Self::attribute(resource, "")
    }

    /// What `Ref` returns for a name that this app does not declare: for instance, a resource of a macro, or the variable of
    /// a `Fn::ForEach`. The name is not checked; use a handle if there is one.
    ///
    /// ```
    /// use constructs::{Str, Value};
    /// let topic: Value<Str> = Value::by_name("TopicFromMacro");
    /// ```
    #[must_use]
    pub fn by_name(logical_id: impl Into<ObjectKey>) -> Self {
        Self::new(Expr::function("Ref", Expr::String(logical_id.into())))
    }

    /// What `Fn::GetAtt` returns for a name that this app does not declare, as [`by_name`](Self::by_name) for `Ref`.
    #[must_use]
    pub fn attribute_by_name(
        logical_id: impl Into<ObjectKey>,
        attribute: impl Into<ObjectKey>,
    ) -> Self {
        let [logical_id, attribute] = [logical_id.into(), attribute.into()].map(Expr::String);
        Self::new(Expr::function("Fn::GetAtt", Expr::List(vec![logical_id, attribute])))
    }

    /// Changes the type to `U`: CloudFormation converts texts, numbers, and Booleans into each other. The caller is
    /// responsible for it.
    #[must_use]
    pub fn cast<U>(self) -> Value<U> {
        Value::new(self.0)
    }

    /// Changes the type to text, for example for [`text!`](crate::text).
    #[must_use]
    pub fn text(self) -> Value<Str> {
        self.cast()
    }

    /// The expression of this value.
    #[must_use]
    pub const fn expr(&self) -> &Expr {
        &self.0
    }
}

impl Value<Str> {
    /// Creates a text from a constant.
    #[must_use]
    pub const fn constant(text: &'static str) -> Self {
        Self::new(Expr::String(Cow::Borrowed(text)))
    }

    /// The logical id of `construct`, for the few properties that contain a name instead of a value.
    pub fn logical_id(construct: impl ResourceRef) -> Self {
        Self::new(Expr::Reference(Reference::new(construct.node(), ReferenceKind::Name, "")))
    }
}

/// A verbatim part of a template: `{{resolve:` and `null` in it are not errors, and no function in it adds a transform to
/// the template. References are resolved.
///
/// For parts of an existing template; never for data.
///
/// ```
/// use constructs::{Text, verbatim};
/// let image: Text = verbatim("{{resolve:ssm:/chat/image:3}}");
/// ```
pub fn verbatim<T>(value: impl Into<Expr>) -> Value<T> {
    Value::new(Expr::Dynamic(Box::new(value.into())))
}

impl<T> Clone for Value<T> {
    fn clone(&self) -> Self {
        Self::new(self.0.clone())
    }
}

impl<T> std::fmt::Debug for Value<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> PartialEq for Value<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> From<Value<T>> for Expr {
    fn from(value: Value<T>) -> Self {
        value.0
    }
}

/// How a stack exports an attribute of this type: lists are joined by the exporting stack and split by the importing one.
pub trait Referable {
    /// The kind of the reference.
    const KIND: ReferenceKind = ReferenceKind::Scalar;
}

impl Referable for Value<Str> {}
impl Referable for Value<Int> {}
impl Referable for Value<Double> {}
impl Referable for Value<Bool> {}
impl Referable for Value<Json> {}
impl<T> Referable for Value<List<T>> {
    const KIND: ReferenceKind = ReferenceKind::List;
}
