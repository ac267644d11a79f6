//! Two sides, each of policies -> whether everything that the left allows is allowed by the right.
//!
//! Actions fall into classes that no statement tells apart, callers too; for each, the resources' patterns are walked
//! for every way to meet them, and for each of these a context is searched in which the left allows and the right does
//! not. All of these are finite, so that what isn't found does not exist.

mod actions;
mod automaton;
mod bounds;
mod callers;
mod comparison;
mod covered;
mod example;
mod fits;
mod letters;
mod places;
mod rules;
mod samples;
mod search;
mod values;
mod witness;
mod work;

use serde::Serialize;

pub(crate) use self::actions::action_pattern;
use self::comparison::Comparison;
use self::letters::Letters;
pub use self::witness::{Values, Witness};
pub(crate) use self::work::Work;
use super::document::{Document, Effect, Scope, Statement};
use super::pattern::Style;
use super::text::{Symbol, Text};
use super::universe::ActionUniverse;

/// What a set of policies grants: what each layer allows and nothing denies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// Identity policies are one layer together; a permissions boundary or a session policy is a layer of its own.
    pub layers: Vec<Vec<Document>>,
}

impl Grants {
    /// What these policies grant together.
    #[must_use]
    pub fn of(policies: Vec<Document>) -> Self {
        Self { layers: vec![policies] }
    }

    /// What `own` alone grants in the place of the first layer's allowing statements; denials and the other layers stay.
    #[must_use]
    pub(crate) fn with_only(&self, own: Document) -> Self {
        let mut layers = self.layers.clone();
        if let Some(identity) = layers.first_mut() {
            for document in identity.iter_mut() {
                document.statements.retain(|statement| statement.effect == Effect::Deny);
            }
            identity.push(own);
        }
        Self { layers }
    }

    /// The same, as far as these policies allow it too.
    #[must_use]
    pub fn limited_by(mut self, policies: Vec<Document>) -> Self {
        self.layers.push(policies);
        self
    }

    /// Nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self::of(Vec::new())
    }

    /// The same without symbols: each becomes an example.
    fn instantiated(&self, letters: &Letters) -> Self {
        let example = |symbol: &Symbol| {
            let number = letters.number(symbol);
            symbol.kind.example(number)
        };
        let layers = self
            .layers
            .iter()
            .map(|layer| layer.iter().map(|document| document.instantiated(&example)).collect());
        Self { layers: layers.collect() }
    }
}

/// Which actions count that AWS may add one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Future {
    /// Where only such actions tell the sides apart, it is undecided.
    #[default]
    Undecided,
    /// Such actions are left out, and the answer lists that among its assumptions.
    Assumed,
}

/// How `*` in a resource goes across `:`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Crossing {
    /// It does, as IAM has it.
    #[default]
    Crosses,
    /// Decided both ways, for engines that keep to an ARN's segments; where they differ it is undecided.
    EitherWay,
}

/// How to compare.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The actions there are.
    pub universe: &'a ActionUniverse,
    /// What about those there will be.
    pub future: Future,
    /// How wildcards in resources are read.
    pub crossing: Crossing,
}

impl<'a> Question<'a> {
    /// The plain question over these actions.
    #[must_use]
    pub fn over(universe: &'a ActionUniverse) -> Self {
        Self { universe, future: Future::default(), crossing: Crossing::default() }
    }
}

/// The verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Everything is, under the assumptions.
    Proved,
    /// The witness isn't.
    Refuted,
    /// For the reason given.
    Undecided,
}

/// A verdict, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The verdict.
    pub result: Verdict,
    /// Of a refutation: a request that the left side allows and the right doesn't.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
    /// Why it is undecided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was taken for granted.
    pub assumptions: Vec<String>,
}

/// Whether everything that `left` allows is allowed by `right`.
#[must_use]
pub fn implies(left: &Document, right: &Document, universe: &ActionUniverse) -> Answer {
    let (left, right) = (Grants::of(vec![left.clone()]), Grants::of(vec![right.clone()]));
    within(&left, &right, &Question::over(universe))
}

/// Whether everything that `left` grants is granted by `right`.
#[must_use]
pub fn within(left: &Grants, right: &Grants, question: &Question<'_>) -> Answer {
    let crossing = Comparison::answer(left, right, question, Style::Glob, Work::default());
    if question.crossing == Crossing::Crosses || crossing.result != Verdict::Proved {
        return crossing;
    }
    let by_segments = Comparison::answer(left, right, question, Style::Segments, Work::default());
    if by_segments.result == Verdict::Proved {
        return crossing;
    }
    let reason = "it hangs on whether `*` in a resource goes across `:`".to_owned();
    Answer { result: Verdict::Undecided, witness: None, reason: Some(reason), ..by_segments }
}

/// Whether everything that `left` grants is granted by `right`, with `*` across `:`, given up after so many steps.
pub(crate) fn within_steps(
    left: &Grants,
    right: &Grants,
    universe: &ActionUniverse,
    work: Work,
) -> Verdict {
    Comparison::answer(left, right, &Question::over(universe), Style::Glob, work).result
}

/// Whether `grants` allow an action on a resource (both may be patterns) in no context at all: `refuted` shows one in
/// which they do.
#[must_use]
pub fn never(grants: &Grants, action: &str, resource: &Text, question: &Question<'_>) -> Answer {
    let only = Statement {
        index: 0,
        sid: None,
        effect: Effect::Allow,
        actions: Scope::Only(vec![Text::parse(action, false)]),
        resources: Some(Scope::Only(vec![resource.clone()])),
        principals: None,
        conditions: Vec::new(),
    };
    let only = Document { statements: vec![only], ..Document::default() };
    let limited = grants.clone().limited_by(vec![only]);
    within(&limited, &Grants::nothing(), question)
}

/// Which of these can do an action on a resource in some context, or might: their names, each with the witness or with
/// the reason why it is undecided.
pub fn who_can<'a>(
    principals: impl IntoIterator<Item = (&'a str, &'a Grants)>,
    action: &str,
    resource: &Text,
    question: &Question<'_>,
) -> Vec<(&'a str, Answer)> {
    let answers = principals
        .into_iter()
        .map(|(name, grants)| (name, never(grants, action, resource, question)));
    answers.filter(|(_, answer)| answer.result != Verdict::Proved).collect()
}

#[cfg(test)]
mod limit_tests;
#[cfg(test)]
mod symbol_tests;
#[cfg(test)]
mod tests;
