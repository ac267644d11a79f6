//! Rules: assertions on parameters, which CloudFormation checks before it creates or updates the stack.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html>

use crate::condition::Predicate;
use crate::handle;
use crate::value::{Expr, IntoValue, List, Object, Str, Value};

/// Assertions on parameters, which CloudFormation checks if the rule's condition is true.
///
/// ```
/// use constructs::{App, Parameter, Rule, Stack, contains, equals};
/// let app = App::new();
/// let stack = app.stack("Stack", Stack::named("demo"));
/// let env = stack.add("Env", Parameter::string());
/// let class = stack.add("Class", Parameter::string());
/// stack.add("ProdIsLarge", Rule::when(equals(env, "prod")).assert(contains(["m7g.large", "m7g.xlarge"], class), "prod needs a large class"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Rule {
    pub(crate) condition: Option<Expr>,
    pub(crate) assertions: Vec<Expr>,
    pub(crate) logical_id: Option<String>,
}

impl Rule {
    /// Creates a rule that is always checked.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a rule that is checked if `predicate` is true.
    pub fn when(predicate: impl Into<Predicate>) -> Self {
        Self { condition: Some(predicate.into().into()), ..Self::default() }
    }

    /// Sets the logical id, which otherwise follows from the path.
    #[must_use]
    pub fn logical_id(mut self, id: impl Into<String>) -> Self {
        self.logical_id = Some(id.into());
        self
    }

    /// Adds an assertion, and CloudFormation's message if it is false.
    #[must_use]
    pub fn assert(mut self, predicate: impl Into<Predicate>, description: &str) -> Self {
        let assertion =
            Object::new().with("Assert", predicate.into()).with("AssertDescription", description);
        self.assertions.push(assertion.into());
        self
    }
}

handle! {
    /// A reference to a [`Rule`].
    pub RuleRef
}

/// `Fn::Contains`: `value` is one of `list`. In rules only.
pub fn contains(list: impl IntoValue<List<Str>>, value: impl IntoValue<Str>) -> Predicate {
    call("Fn::Contains", vec![list.into_expr(), value.into_expr()])
}

/// `Fn::EachMemberEquals`: every item of `list` is `value`. In rules only.
pub fn each_member_equals(
    list: impl IntoValue<List<Str>>,
    value: impl IntoValue<Str>,
) -> Predicate {
    call("Fn::EachMemberEquals", vec![list.into_expr(), value.into_expr()])
}

/// `Fn::EachMemberIn`: every item of `list` is in `of`. In rules only.
pub fn each_member_in(list: impl IntoValue<List<Str>>, of: impl IntoValue<List<Str>>) -> Predicate {
    call("Fn::EachMemberIn", vec![list.into_expr(), of.into_expr()])
}

/// `Fn::RefAll`: the values of all parameters of a type, e.g. `AWS::EC2::VPC::Id`. In rules only.
#[must_use]
pub fn all_of_type(parameter_type: &str) -> Value<List<Str>> {
    Value::new(Expr::function("Fn::RefAll", parameter_type.into()))
}

/// `Fn::ValueOf`: an attribute of the resource that a parameter names, e.g. `VpcId` of a subnet. In rules only.
#[must_use]
pub fn value_of(parameter: &str, attribute: &str) -> Value<Str> {
    Value::new(Expr::function("Fn::ValueOf", Expr::List(vec![parameter.into(), attribute.into()])))
}

/// `Fn::ValueOfAll`: an attribute of all resources that the parameters of a type name. In rules only.
#[must_use]
pub fn value_of_all(parameter_type: &str, attribute: &str) -> Value<List<Str>> {
    Value::new(Expr::function(
        "Fn::ValueOfAll",
        Expr::List(vec![parameter_type.into(), attribute.into()]),
    ))
}

fn call(name: &'static str, arguments: Vec<Expr>) -> Predicate {
    Predicate::from_expr(Expr::function(name, Expr::List(arguments)))
}
