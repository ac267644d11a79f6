//! Conditions of a template, and the condition functions.

use std::panic::Location;

use crate::codes;
use crate::handle;
use crate::value::{Expr, Fault, IntoValue, Reference, ReferenceKind, ResourceRef, Str, Value};

/// A named condition of the template, which CloudFormation evaluates when it creates or updates the stack.
///
/// ```
/// use constructs::{App, Condition, REGION, Stack, equals, if_};
/// let app = App::new();
/// let stack = app.stack("Stack", Stack::named("demo"));
/// let here = stack.add("InFrankfurt", Condition::new(equals(REGION, "eu-central-1")));
/// let class = if_(here, "db.m7g.large", "db.t4g.micro");
/// # let _ = class;
/// ```
#[derive(Clone, Debug)]
pub struct Condition {
    pub(crate) predicate: Expr,
    pub(crate) logical_id: Option<String>,
}

/// The result of a condition function: true or false, known at deployment.
#[derive(Clone, Debug)]
pub struct Predicate(Expr);

impl Condition {
    /// Creates a condition that is true if `predicate` is true.
    pub fn new(predicate: impl Into<Predicate>) -> Self {
        Self { predicate: predicate.into().0, logical_id: None }
    }

    /// Sets the logical id, which otherwise follows from the path.
    #[must_use]
    pub fn logical_id(mut self, id: impl Into<String>) -> Self {
        self.logical_id = Some(id.into());
        self
    }
}

impl Predicate {
    /// Creates a predicate from a literal value, for functions that this library does not have. The value is not checked.
    pub fn raw(value: impl Into<Expr>) -> Self {
        Self(value.into())
    }

    pub(crate) const fn from_expr(expr: Expr) -> Self {
        Self(expr)
    }
}

handle! {
    /// A reference to a [`Condition`].
    pub ConditionRef
}

impl ConditionRef {
    fn to_name(self) -> Expr {
        Expr::Reference(Reference::new(self.node(), ReferenceKind::Name, ""))
    }
}

impl From<ConditionRef> for Predicate {
    fn from(condition: ConditionRef) -> Self {
        Self(Expr::function("Condition", condition.to_name()))
    }
}

impl From<Predicate> for Expr {
    fn from(predicate: Predicate) -> Self {
        predicate.0
    }
}

/// `Fn::Equals`: both texts are equal. Case matters.
pub fn equals(left: impl IntoValue<Str>, right: impl IntoValue<Str>) -> Predicate {
    Predicate(Expr::function("Fn::Equals", Expr::List(vec![left.into_expr(), right.into_expr()])))
}

/// `Fn::And`: all of 2 to 10 predicates are true.
#[track_caller]
pub fn and<P: Into<Predicate>>(predicates: impl IntoIterator<Item = P>) -> Predicate {
    junction("Fn::And", predicates.into_iter().map(Into::into).collect(), Location::caller())
}

/// `Fn::Or`: at least one of 2 to 10 predicates is true.
#[track_caller]
pub fn or<P: Into<Predicate>>(predicates: impl IntoIterator<Item = P>) -> Predicate {
    junction("Fn::Or", predicates.into_iter().map(Into::into).collect(), Location::caller())
}

/// `Fn::Not`: the predicate is false.
pub fn not(predicate: impl Into<Predicate>) -> Predicate {
    Predicate(Expr::function("Fn::Not", Expr::List(vec![predicate.into().0])))
}

fn junction(
    name: &'static str,
    predicates: Vec<Predicate>,
    origin: &'static Location<'static>,
) -> Predicate {
    if (2..=10).contains(&predicates.len()) {
        let predicates = predicates.into_iter().map(|predicate| predicate.0).collect();
        return Predicate(Expr::function(name, Expr::List(predicates)));
    }
    Predicate(Expr::Reference(Reference::Fault(Box::new(Fault {
        code: codes::ARGUMENT,
        message: format!("`{name}` takes 2 to 10 conditions, but has {}", predicates.len()),
        help: "use a single condition without the function, and nest more than 10".to_owned(),
        origin,
    }))))
}

/// `Fn::If`: one value if `condition` is true, another if it is false.
///
/// [`NO_VALUE`](crate::NO_VALUE) in a branch leaves the property out.
pub fn if_<T>(
    condition: ConditionRef,
    then: impl IntoValue<T>,
    otherwise: impl IntoValue<T>,
) -> Value<T> {
    let arguments = vec![condition.to_name(), then.into_expr(), otherwise.into_expr()];
    Value::new(Expr::function("Fn::If", Expr::List(arguments)))
}
