//! The parts of a policy, each with its value and its place.

use crate::{Elements, GrammarViolation, Notation, Operator, PrincipalKind, ValueView};

/// What a policy is attached to, which decides which elements it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyKind {
    /// A user, group, or role: it names no principal.
    Identity,
    /// A resource, such as a queue: it names principals.
    Resource,
    /// A role that is to be assumed: it names principals and no resource.
    Trust,
    /// Unknown, or a kind without rules of its own, such as an endpoint's policy.
    Other,
}

impl PolicyKind {
    /// Whether IAM itself stores the policy, and checks it more strictly than other services do.
    #[must_use]
    pub const fn is_of_iam(self) -> bool {
        matches!(self, Self::Identity | Self::Trust)
    }
}

/// One side of a `Fn::If`: the condition, and how it comes out.
#[derive(Debug)]
#[non_exhaustive]
pub struct Branch<'v, V> {
    /// The name of the condition.
    pub condition: &'v V,
    /// Whether it holds.
    pub holds: bool,
}

impl<V> Clone for Branch<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Branch<'_, V> {}

/// A value and its place.
#[derive(Debug)]
#[non_exhaustive]
pub struct PolicyPart<'v, V> {
    /// The value.
    pub value: &'v V,
    /// The JSON pointer from the root of the policy.
    pub pointer: String,
    /// The sides of `Fn::If` that lead to it, outermost first.
    pub branches: Vec<Branch<'v, V>>,
}

impl<V> Clone for PolicyPart<'_, V> {
    fn clone(&self) -> Self {
        let Self { value, pointer, branches } = self;
        Self { value, pointer: pointer.clone(), branches: branches.clone() }
    }
}

/// The value of an element or of its negation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Element<'v, V> {
    /// Whether it is `NotAction`, `NotResource`, or `NotPrincipal`.
    pub is_negated: bool,
    /// The value.
    pub part: PolicyPart<'v, V>,
}

/// A policy document as it is written.
#[derive(Debug)]
#[non_exhaustive]
pub struct PolicySyntax<'v, V> {
    /// The keys and values of the document, if it is an object.
    pub entries: Vec<(&'v str, &'v V)>,
    /// `Version`.
    pub version: Option<PolicyPart<'v, V>>,
    /// `Id`.
    pub id: Option<PolicyPart<'v, V>>,
    /// The statements, those on both sides of `Fn::If` included.
    pub statements: Vec<StatementSyntax<'v, V>>,
    /// What breaks the grammar outside the statements, whatever the policy is attached to.
    pub(crate) faults: Vec<GrammarViolation>,
    /// Whether everything that decides was found: false if the document or a statement is not an object, has a function beside
    /// its keys, or lacks what it needs.
    pub is_complete: bool,
}

/// A statement as it is written.
#[derive(Debug)]
#[non_exhaustive]
pub struct StatementSyntax<'v, V> {
    /// Its position in the list of statements, from 0.
    pub index: usize,
    /// All of it.
    pub part: PolicyPart<'v, V>,
    /// `Sid`.
    pub sid: Option<PolicyPart<'v, V>>,
    /// `Effect`.
    pub effect: Option<PolicyPart<'v, V>>,
    /// `Action` or `NotAction`.
    pub actions: Option<Element<'v, V>>,
    /// `Resource` or `NotResource`.
    pub resources: Option<Element<'v, V>>,
    /// `Principal` or `NotPrincipal`.
    pub principals: Option<Elements<PrincipalSyntax<'v, V>>>,
    /// The place of `Principal` or `NotPrincipal`.
    pub principal_pointer: Option<String>,
    /// `Condition`: one entry for each operator and key.
    pub conditions: Vec<ConditionSyntax<'v, V>>,
    /// Whether it is an object without functions beside its keys.
    pub is_object: bool,
    /// Whether all keys are elements of a statement.
    pub has_known_elements: bool,
    /// Whether everything that decides was found.
    pub is_complete: bool,
    /// Elements that have a fault already: written in other letters, such as `action`, or beside their negation.
    pub(crate) reported: Vec<&'static str>,
    /// What breaks the grammar whatever the policy is attached to.
    pub(crate) faults: Vec<GrammarViolation>,
}

/// The principals of one kind as they are written.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PrincipalSyntax<'v, V> {
    /// The kind.
    pub kind: PrincipalKind,
    /// Whether the kind is not written: a text in place of `{"AWS": …}`.
    pub is_bare: bool,
    /// The value: one principal or a list.
    pub part: PolicyPart<'v, V>,
}

/// One operator and one key of `Condition` as they are written.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ConditionSyntax<'v, V> {
    /// The operator.
    pub operator: Operator,
    /// The condition key.
    pub key: &'v str,
    /// The value or values.
    pub part: PolicyPart<'v, V>,
}

/// The single values in a part: the items of a list, the values of `Fn::If` on both sides, each with its place. What does not
/// exist is left out. A list in a list is one value, because IAM accepts none.
#[must_use]
pub fn leaves<'v, N: Notation>(part: &PolicyPart<'v, N::Value>) -> Vec<PolicyPart<'v, N::Value>> {
    let mut found = Vec::new();
    collect::<N>(part.clone(), &mut found);
    found
}

/// The values of a value, those on both sides of `Fn::If`, each with the pointer below it. What does not exist is left out.
#[must_use]
pub fn alternatives<N: Notation>(value: &N::Value) -> Vec<PolicyPart<'_, N::Value>> {
    alternatives_of::<N>(&PolicyPart { value, pointer: String::new(), branches: Vec::new() })
}

pub(crate) fn alternatives_of<'v, N: Notation>(
    part: &PolicyPart<'v, N::Value>,
) -> Vec<PolicyPart<'v, N::Value>> {
    let (mut open, mut found) = (vec![part.clone()], Vec::new());
    while let Some(part) = open.pop() {
        match N::view(part.value) {
            ValueView::If { condition, holds, fails } => {
                let [holding, failing] = part.sides(condition, holds, fails);
                if N::are_same(holds, fails) {
                    open.push(PolicyPart { branches: part.branches, ..holding });
                } else {
                    open.extend([failing, holding]);
                }
            }
            ValueView::NoValue => {}
            _ => found.push(part),
        }
    }
    found
}

fn collect<'v, N: Notation>(
    part: PolicyPart<'v, N::Value>,
    found: &mut Vec<PolicyPart<'v, N::Value>>,
) {
    match N::view(part.value) {
        ValueView::List(items) => {
            for (at, value) in items.iter().enumerate() {
                let item = part.child(value, &at.to_string());
                match N::view(value) {
                    ValueView::List(_) => found.push(item),
                    _ => collect::<N>(item, found),
                }
            }
        }
        ValueView::If { condition, holds, fails } => {
            part.sides(condition, holds, fails)
                .into_iter()
                .for_each(|side| collect::<N>(side, found));
        }
        ValueView::NoValue => {}
        _ => found.push(part),
    }
}

impl<'v, V> PolicyPart<'v, V> {
    /// A value below, at a key or position.
    pub(crate) fn child(&self, value: &'v V, key: &str) -> Self {
        let pointer = constructs_diagnostics::pointer::child(&self.pointer, key);
        Self { value, pointer, branches: self.branches.clone() }
    }

    /// Both sides of `Fn::If`.
    pub(crate) fn sides(&self, condition: &'v V, holds: &'v V, fails: &'v V) -> [Self; 2] {
        let side = |value, at, is_first| {
            let mut part = self.child(value, "Fn::If").child(value, at);
            part.branches.push(Branch { condition, holds: is_first });
            part
        };
        [side(holds, "1", true), side(fails, "2", false)]
    }
}
