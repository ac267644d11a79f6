//! A policy document as a value. Whoever reads one (JSON, a template) makes this; whoever decides takes it.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use super::operator::Operator;
use super::text::Text;

/// A policy document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Document {
    /// `Version`: `2012-10-17`, or the old `2008-10-17`, which is the default and knows no policy variables.
    pub version: Option<String>,
    /// `Id`.
    pub id: Option<String>,
    /// `Statement`, in order.
    pub statements: Vec<Statement>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Statement {
    /// Its number in the document as it was written, from 0.
    pub index: usize,
    /// `Sid`.
    pub sid: Option<String>,
    /// `Effect`.
    pub effect: Effect,
    /// `Action` or `NotAction`.
    pub actions: Scope<Text>,
    /// `Resource` or `NotResource`; without either (a trust policy) it holds for every resource.
    pub resources: Option<Scope<Text>>,
    /// `Principal` or `NotPrincipal`; without either it holds for every principal (an identity policy).
    pub principals: Option<Scope<PrincipalEntry>>,
    /// `Condition`: all of them have to hold.
    pub conditions: Vec<Condition>,
}

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It grants.
    Allow,
    /// It takes away, whatever else grants.
    Deny,
}

/// A list, or all but a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope<T> {
    /// `Action`, `Resource`, `Principal`.
    Only(Vec<T>),
    /// `NotAction`, `NotResource`, `NotPrincipal`.
    Except(Vec<T>),
}

impl<T> Scope<T> {
    /// The list.
    pub fn list(&self) -> &[T] {
        match self {
            Self::Only(list) | Self::Except(list) => list,
        }
    }

    /// Whether it means all but the list.
    pub fn is_negated(&self) -> bool {
        matches!(self, Self::Except(_))
    }

    /// The same with its list changed.
    pub fn map<U>(&self, change: impl FnMut(&T) -> U) -> Scope<U> {
        let list = self.list().iter().map(change).collect();
        if self.is_negated() { Scope::Except(list) } else { Scope::Only(list) }
    }
}

/// An entry of `Principal`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrincipalEntry {
    /// Under which key it stands.
    pub kind: PrincipalKind,
    /// What stands there.
    pub text: Text,
}

/// The keys of `Principal`.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalKind {
    /// `"*"`, without a key: everyone, anonymous callers too.
    Everyone,
    /// `AWS`: account, root, user, role, session, or `*` for everyone.
    Aws,
    /// `Service`.
    Service,
    /// `Federated`.
    Federated,
    /// `CanonicalUser`: the owner of an account as S3 calls it.
    CanonicalUser,
}

/// One operator, one key, its values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Condition {
    /// The operator.
    pub operator: Operator,
    /// The context key as it is written; keys are compared without regard to case.
    pub key: String,
    /// The values; one of them has to fit.
    pub values: Vec<Text>,
}

impl Document {
    /// A document of these statements, in the language of today.
    #[must_use]
    pub(crate) fn of(statements: Vec<Statement>) -> Self {
        Self { version: Some("2012-10-17".to_owned()), id: None, statements }
    }

    /// Whether `${…}` is a variable here.
    #[must_use]
    pub fn has_variables(&self) -> bool {
        self.version.as_deref() == Some("2012-10-17")
    }

    /// The same with each symbol replaced.
    #[must_use]
    pub fn instantiated(&self, value: &dyn Fn(&super::Symbol) -> String) -> Self {
        let statements = self.statements.iter().map(|statement| statement.instantiated(value));
        Self { statements: statements.collect(), ..self.clone() }
    }
}

impl Statement {
    fn instantiated(&self, value: &dyn Fn(&super::Symbol) -> String) -> Self {
        let text = |text: &Text| text.instantiated(value);
        Self {
            actions: self.actions.map(text),
            resources: self.resources.as_ref().map(|scope| scope.map(text)),
            principals: self.principals.as_ref().map(|scope| {
                scope.map(|entry| PrincipalEntry { kind: entry.kind, text: text(&entry.text) })
            }),
            conditions: self
                .conditions
                .iter()
                .map(|condition| Condition {
                    values: condition.values.iter().map(text).collect(),
                    ..condition.clone()
                })
                .collect(),
            ..self.clone()
        }
    }

    /// Every string in it that can hold a symbol or a variable.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &Text> {
        let resources = self.resources.iter().flat_map(|scope| scope.list());
        let values = self.conditions.iter().flat_map(|condition| &condition.values);
        let principals = self.principals.iter().flat_map(|scope| scope.list());
        let principals = principals.map(|entry| &entry.text);
        self.actions.list().iter().chain(resources).chain(values).chain(principals)
    }
}
