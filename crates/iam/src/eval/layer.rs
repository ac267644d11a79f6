//! Finds which statements of the policies of one kind allow a request, which deny it, and which are undecided.

use super::statement::{Meeting, meets};
use super::truth::Truth;
use crate::document::Document;
use crate::principal::PrincipalForm;
use crate::request::Request;
use constructs_policy::Effect;

/// A statement that decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[non_exhaustive]
pub struct DecidingStatement {
    /// Among which policies: `identity`, `resource`, `boundary`, `session`, `scp`, `rcp`, `endpoint`.
    #[serde(rename = "in")]
    pub kind: &'static str,
    /// The number of the policy among those, from 0.
    pub policy: usize,
    /// The number of the statement in the policy, from 0.
    pub statement: usize,
}

/// How the policies of one kind decide a request.
#[derive(Debug, Default)]
pub(super) struct LayerEvaluation {
    pub(crate) allows: Vec<(DecidingStatement, Option<PrincipalForm>)>,
    pub(crate) denies: Vec<DecidingStatement>,
    /// Statements that would allow, or deny, if a variable had some value.
    pub(crate) perhaps_allows: Vec<(DecidingStatement, Option<PrincipalForm>)>,
    pub(crate) perhaps_denies: Vec<DecidingStatement>,
}

impl LayerEvaluation {
    /// Evaluates every statement of every policy.
    pub(crate) fn new<'a>(
        kind: &'static str,
        policies: impl IntoIterator<Item = &'a Document>,
        request: &Request,
        has_boundary: bool,
    ) -> Self {
        let mut layer = Self::default();
        for (policy, document) in policies.into_iter().enumerate() {
            for statement in &document.statements {
                let deciding = DecidingStatement { kind, policy, statement: statement.index };
                layer.add(deciding, statement.effect, meets(statement, request, has_boundary));
            }
        }
        layer
    }

    fn add(&mut self, deciding: DecidingStatement, effect: Effect, meeting: Meeting) {
        match (effect, meeting.truth) {
            (_, Truth::No) | (Effect::Allow, Truth::Missing) => {}
            (Effect::Allow, Truth::Yes) => self.allows.push((deciding, meeting.form)),
            (Effect::Allow, Truth::Unknown) => self.perhaps_allows.push((deciding, meeting.form)),
            (Effect::Deny, Truth::Yes) => self.denies.push(deciding),
            (Effect::Deny, _) => self.perhaps_denies.push(deciding),
        }
    }

    /// Whether something allows; `with_doubt` counts what perhaps does.
    pub(crate) fn allows(&self, with_doubt: bool) -> bool {
        self.granting(with_doubt).next().is_some()
    }

    /// What allows.
    pub(crate) fn granting(
        &self,
        with_doubt: bool,
    ) -> impl Iterator<Item = &(DecidingStatement, Option<PrincipalForm>)> {
        let doubtful = self.perhaps_allows.iter().filter(move |_| with_doubt);
        self.allows.iter().chain(doubtful)
    }
}
