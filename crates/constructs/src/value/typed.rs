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
    /// The value that `expr` describes. The caller answers for its type.
    pub const fn new(expr: Expr) -> Self {
        Self(expr, PhantomData)
    }

    /// What `Fn::GetAtt` gives for `attribute` of `resource`.
    ///
    /// A list attribute (`Value<List<Str>>`) can be handed to another stack like any other.
    pub fn attribute(resource: impl ResourceRef, attribute: &'static str) -> Self
    where
        Self: Referable,
    {
        Self::new(Expr::Reference(Reference::new(resource.node(), Self::KIND, attribute)))
    }

    /// What CloudFormation's `Ref` gives for `resource`.
    pub fn reference(resource: impl ResourceRef) -> Self
    where
        Self: Referable,
    {
        Self::attribute(resource, "")
    }

    /// What `Ref` gives for something that this tree does not hold: a resource that a macro makes, say, or the
    /// variable of a `Fn::ForEach`. Nothing checks that there is one; a handle is better where there is one.
    ///
    /// ```
    /// use constructs::{Str, Value};
    /// let topic: Value<Str> = Value::by_name("TopicFromMacro");
    /// ```
    #[must_use]
    pub fn by_name(logical_id: impl Into<ObjectKey>) -> Self {
        Self::new(Expr::function("Ref", Expr::String(logical_id.into())))
    }

    /// What `Fn::GetAtt` gives for something that this tree does not hold, as [`by_name`](Self::by_name) for `Ref`.
    #[must_use]
    pub fn attribute_by_name(
        logical_id: impl Into<ObjectKey>,
        attribute: impl Into<ObjectKey>,
    ) -> Self {
        let [logical_id, attribute] = [logical_id.into(), attribute.into()].map(Expr::String);
        Self::new(Expr::function("Fn::GetAtt", Expr::List(vec![logical_id, attribute])))
    }

    /// The same value, taken for a `U`: CloudFormation turns texts, numbers and Booleans into each other. The caller
    /// answers for it.
    #[must_use]
    pub fn cast<U>(self) -> Value<U> {
        Value::new(self.0)
    }

    /// The same value as a text, for [`text!`](crate::text) and whatever else puts texts together.
    #[must_use]
    pub fn text(self) -> Value<Str> {
        self.cast()
    }

    /// The expression behind this value.
    #[must_use]
    pub const fn expr(&self) -> &Expr {
        &self.0
    }
}

impl Value<Str> {
    /// A text known at compile time.
    #[must_use]
    pub const fn constant(text: &'static str) -> Self {
        Self::new(Expr::String(Cow::Borrowed(text)))
    }

    /// The logical id of `construct` itself, for the few places that want a name instead of a value.
    pub fn logical_id(construct: impl ResourceRef) -> Self {
        Self::new(Expr::Reference(Reference::new(construct.node(), ReferenceKind::Name, "")))
    }
}

/// A part of a template as its author wrote it: neither a `{{resolve:` nor a `null` in it is refused, and no function
/// in it adds a transform to the template. References are followed all the same.
///
/// For what comes from a template that stands already; never for data.
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

/// How an attribute of this type travels to another stack: lists are joined there and split here.
pub trait Referable {
    /// The kind of reference that carries it.
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
