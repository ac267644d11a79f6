//! A policy document as a value: the result of reading JSON or a template, and the input of every decision.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use super::cases::{Atom, ConditionCase, ConditionCases, Formula};
use super::text::{PolicyText, Symbol};
use constructs_policy::{Effect, Elements, Operator, PrincipalKind};

/// A policy document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Document {
    /// `Version`: `2012-10-17`, or the old `2008-10-17`, which is the default and has no policy variables.
    pub version: Option<String>,
    /// `Id`.
    pub id: Option<String>,
    /// `Statement`, in order.
    pub statements: Vec<PolicyStatement>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PolicyStatement {
    /// Its number in the document as it was written, from 0.
    pub index: usize,
    /// `Sid`.
    pub sid: Option<String>,
    /// `Effect`.
    pub effect: Effect,
    /// `Action` or `NotAction`.
    pub actions: Elements<PolicyText>,
    /// `Resource` or `NotResource`; without either (a trust policy) the statement applies to every resource.
    pub resources: Option<Elements<PolicyText>>,
    /// `Principal` or `NotPrincipal`; without either the statement applies to every principal (an identity policy).
    pub principals: Option<Elements<PrincipalEntry>>,
    /// `Condition`: the statement applies if all of them hold.
    pub conditions: Vec<PolicyCondition>,
    /// In which deployments the statement is present.
    pub presence: Formula,
}

/// An entry of `Principal`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrincipalEntry {
    /// The key of `Principal` that has the entry.
    pub kind: PrincipalKind,
    /// The entry.
    pub text: PolicyText,
}

/// One operator, one key, its values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PolicyCondition {
    /// The operator.
    pub operator: Operator,
    /// The context key as it is written; keys are compared without regard to case.
    pub key: String,
    /// The values; the condition holds if one of them matches.
    pub values: Vec<PolicyText>,
}

impl Document {
    /// A document of these statements, in version `2012-10-17` of the policy language.
    #[must_use]
    pub fn new(statements: Vec<PolicyStatement>) -> Self {
        Self { version: Some("2012-10-17".to_owned()), id: None, statements }
    }

    /// Whether `${…}` is a variable here.
    #[must_use]
    pub fn has_variables(&self) -> bool {
        self.version.as_deref() == Some("2012-10-17")
    }

    /// The document in a case: the statements that are present, with the values that the case decides.
    pub fn in_case(&self, case: &ConditionCase) -> Self {
        let has_variables = self.has_variables();
        let present = self.statements.iter().filter_map(|statement| {
            let presence = match statement.presence.holds(case) {
                Some(false) => return None,
                Some(true) => Formula::TRUE,
                None => statement.presence.clone(),
            };
            Some(PolicyStatement { presence, ..statement.in_case(case, has_variables) })
        });
        Self { statements: present.collect(), ..self.clone() }
    }

    /// The document with a text in the place of each symbol.
    #[must_use]
    pub fn substitute_symbols(&self, value: &dyn Fn(&Symbol) -> String) -> Self {
        let statements =
            self.statements.iter().map(|statement| statement.substitute_symbols(value));
        Self { statements: statements.collect(), ..self.clone() }
    }
}

impl PolicyStatement {
    /// A statement that allows these actions, on every resource, to every principal, in every deployment.
    #[must_use]
    pub fn allow(actions: Vec<PolicyText>) -> Self {
        Self {
            index: 0,
            sid: None,
            effect: Effect::Allow,
            actions: Elements::Only(actions),
            resources: None,
            principals: None,
            conditions: Vec::new(),
            presence: Formula::TRUE,
        }
    }

    /// The statement in a case: symbols that the case decides have their values.
    pub(crate) fn in_case(&self, case: &ConditionCase, has_variables: bool) -> Self {
        self.map_texts(&|text, is_pattern| case.text(text, has_variables && is_pattern))
    }

    pub(crate) fn substitute_symbols(&self, value: &dyn Fn(&Symbol) -> String) -> Self {
        self.map_texts(&|text, _| text.substitute_symbols(value))
    }

    /// The statement with its texts changed; the flag says whether a text may have policy variables.
    fn map_texts(&self, change: &dyn Fn(&PolicyText, bool) -> PolicyText) -> Self {
        let principals = |entry: &PrincipalEntry| PrincipalEntry {
            kind: entry.kind,
            text: change(&entry.text, false),
        };
        let condition = |condition: &PolicyCondition| PolicyCondition {
            values: condition.values.iter().map(|text| change(text, true)).collect(),
            ..condition.clone()
        };
        Self {
            actions: self.actions.map(|text| change(text, false)),
            resources: self.resources.as_ref().map(|scope| scope.map(|text| change(text, true))),
            principals: self.principals.as_ref().map(|scope| scope.map(principals)),
            conditions: self.conditions.iter().map(condition).collect(),
            ..self.clone()
        }
    }

    /// Adds what the statement depends on to the variables that divide deployments.
    pub fn add_to(&self, cases: &mut ConditionCases) {
        cases.add_formula(&self.presence);
        self.texts().for_each(|text| cases.add_listed(text));
    }

    /// The texts that [`Self::texts`] returns, and the texts that the statement's presence compares.
    pub fn compared_texts(&self) -> impl Iterator<Item = &PolicyText> {
        let mut compared = Vec::new();
        self.presence.visit_atoms(&mut |atom| {
            if let Atom::Equal(one, other) = &**atom {
                compared.extend([one, other]);
            }
        });
        self.texts().chain(compared)
    }

    /// Every string in it that can hold a symbol or a variable.
    pub fn texts(&self) -> impl Iterator<Item = &PolicyText> {
        let resources = self.resources.iter().flat_map(|scope| scope.list());
        let values = self.conditions.iter().flat_map(|condition| &condition.values);
        let principals = self.principals.iter().flat_map(|scope| scope.list());
        let principals = principals.map(|entry| &entry.text);
        self.actions.list().iter().chain(resources).chain(values).chain(principals)
    }
}
