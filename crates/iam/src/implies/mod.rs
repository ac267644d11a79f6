//! Two sides, each of policies -> whether everything that the left allows is allowed by the right, in every deployment.
//!
//! Each statement that allows on the left is compared by itself. Its actions fall into classes that no other statement tells
//! apart, its principals too; each of its resources is walked for every way to meet the other statements; and for each of
//! these a context is searched in which the left allows and the right does not. All of these are finite, so that what isn't
//! found does not exist.
//!
//! A symbol is read from above on the left and from below on the right, in denials the other way round: here and nowhere else.

mod about;
mod actions;
mod attempt;
mod automaton;
mod bounds;
mod callers;
mod comparison;
mod covered;
mod driver;
mod example;
mod fits;
mod letters;
mod meeting;
mod outcome;
mod places;
mod rules;
mod samples;
mod search;
mod unnamed;
mod values;
mod witness;
mod work;

use std::sync::Arc;

use serde::Serialize;

use self::actions::Standing;
pub use self::actions::{action_may_match, action_pattern};
pub use self::callers::{SymbolicCaller, names};
pub use self::comparison::GrantsComparison;
pub use self::outcome::ComparisonOutcome;
pub use self::outcome::Doubt;
pub use self::unnamed::UNNAMED;
pub use self::witness::{ContextValues, Witness};
pub use self::work::StepBudget;
use super::assumption::Assumption;
use super::cases::{ConditionCase, Formula};
use super::document::{Document, PolicyStatement};
use super::pattern::Style;
use super::text::PolicyText;
use super::universe::ActionUniverse;
use constructs_policy::Elements;

/// What a set of policies grants: what each layer allows and nothing denies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// Identity policies are one layer together; a permissions boundary or a session policy is a layer of its own.
    pub layers: Vec<Layer>,
}

/// Policies of which one has to allow, where they limit at all. Their denials count everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The policies.
    pub documents: Vec<Arc<Document>>,
    /// In which deployments the layer limits.
    pub presence: Formula,
}

impl Layer {
    /// Policies of which one has to allow in every deployment.
    #[must_use]
    pub fn of(documents: Vec<Arc<Document>>) -> Self {
        Self { documents, presence: Formula::TRUE }
    }
}

impl Grants {
    /// What these policies grant together.
    #[must_use]
    pub fn of(policies: Vec<Document>) -> Self {
        Self::shared(policies.into_iter().map(Arc::new).collect())
    }

    /// What these policies grant together.
    #[must_use]
    pub fn shared(policies: Vec<Arc<Document>>) -> Self {
        Self { layers: vec![Layer::of(policies)] }
    }

    /// The same, as far as these policies allow it too.
    #[must_use]
    pub fn limited_by(self, policies: Vec<Document>) -> Self {
        self.within(Layer::of(policies.into_iter().map(Arc::new).collect()))
    }

    /// The same, as far as a layer allows it too.
    #[must_use]
    pub fn within(mut self, layer: Layer) -> Self {
        self.layers.push(layer);
        self
    }

    /// Nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self::of(Vec::new())
    }

    /// Every statement.
    pub fn statements(&self) -> impl Iterator<Item = &PolicyStatement> {
        self.documents().flat_map(|document| &document.statements)
    }

    /// The same in a case of the deployment.
    pub fn in_case(&self, case: &ConditionCase) -> Self {
        let layers = self.layers.iter().map(|layer| Layer {
            documents: layer.documents.iter().map(|own| Arc::new(own.in_case(case))).collect(),
            presence: match layer.presence.holds(case) {
                Some(truth) => Formula::Known(truth),
                None => layer.presence.clone(),
            },
        });
        Self { layers: layers.collect() }
    }

    /// Every policy.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.layers.iter().flat_map(|layer| &layer.documents).map(|document| &**document)
    }
}

/// Which actions count that AWS may add one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FutureActions {
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
pub struct ComparisonOptions<'a> {
    /// The actions there are.
    pub universe: &'a ActionUniverse,
    /// What about those there will be.
    pub future: FutureActions,
    /// How wildcards in resources are read.
    pub crossing: Crossing,
}

impl<'a> ComparisonOptions<'a> {
    /// Options with these actions, and the defaults for the rest.
    #[must_use]
    pub fn new(universe: &'a ActionUniverse) -> Self {
        Self { universe, future: FutureActions::default(), crossing: Crossing::default() }
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
    /// Of a refutation: a request that the left side allows and the right doesn't, in every deployment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Witness>,
    /// Why it is undecided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was taken for granted.
    pub assumptions: Vec<Assumption>,
    /// What decides, where it is undecided.
    #[serde(skip)]
    pub doubt: Option<Doubt>,
}

impl Answer {
    /// The answer of an outcome.
    pub fn of(outcome: ComparisonOutcome, options: &ComparisonOptions<'_>) -> Self {
        let mut assumptions = Vec::new();
        if let Some((witness, standing)) = outcome.witness {
            if standing != Standing::Known {
                let action = witness.action.clone();
                assumptions.push(Assumption::ActionExists { action, doubt: None });
            }
            let (result, witness) = (Verdict::Refuted, Some(witness));
            return Self { result, witness, reason: None, assumptions, doubt: None };
        }
        let future = outcome.future.map(|example| {
            let date = options.universe.date().map(str::to_owned);
            Assumption::NoNewAction { example, date }
        });
        let doubt = outcome.doubt.or_else(|| {
            let future = future.clone().filter(|_| options.future == FutureActions::Undecided)?;
            Some(Doubt::limit(format!("it holds only as long as {future}")))
        });
        assumptions.extend(future.filter(|_| options.future == FutureActions::Assumed));
        let odd = outcome.odd_keys.into_iter().map(|key| Assumption::KeyType { key });
        let needed = outcome.needed_variables.into_iter();
        assumptions.extend(odd.chain(needed.map(|key| Assumption::KeyPresent { key })));
        let result = if doubt.is_some() { Verdict::Undecided } else { Verdict::Proved };
        let reason = doubt.as_ref().map(Doubt::sentence);
        Self { result, witness: None, reason, assumptions, doubt }
    }
}

/// Whether everything that `left` allows is allowed by `right`.
#[must_use]
pub fn implies(left: &Document, right: &Document, universe: &ActionUniverse) -> Answer {
    let (left, right) = (Grants::of(vec![left.clone()]), Grants::of(vec![right.clone()]));
    within(&left, &right, &ComparisonOptions::new(universe))
}

/// Whether everything that `left` grants is granted by `right`, in every deployment.
#[must_use]
pub fn within(left: &Grants, right: &Grants, options: &ComparisonOptions<'_>) -> Answer {
    let answer = |style| {
        let comparison = GrantsComparison::new(left, right, options, style);
        Answer::of(comparison.outcome(&mut StepBudget::default()), options)
    };
    let crossing = answer(Style::Resource);
    if options.crossing == Crossing::Crosses || crossing.result != Verdict::Proved {
        return crossing;
    }
    let by_segments = answer(Style::Segments);
    if by_segments.result == Verdict::Proved {
        return crossing;
    }
    let reason = "it depends on whether `*` in a resource matches `:`".to_owned();
    let doubt = Some(Doubt::limit(reason.clone()));
    let (result, reason) = (Verdict::Undecided, Some(reason));
    Answer { result, witness: None, reason, doubt, ..by_segments }
}

/// Whether everything that `left` grants is granted by `right`, with `*` across `:`, given up after so many steps.
pub fn within_steps(
    left: &Grants,
    right: &Grants,
    universe: &ActionUniverse,
    mut work: StepBudget,
) -> Verdict {
    let options = ComparisonOptions::new(universe);
    let comparison = GrantsComparison::new(left, right, &options, Style::Resource);
    Answer::of(comparison.outcome(&mut work), &options).result
}

/// Whether `grants` allow an action on a resource (both may be patterns) in no context at all: `refuted` shows one in
/// which they do.
#[must_use]
pub fn never(
    grants: &Grants,
    action: &str,
    resource: &PolicyText,
    options: &ComparisonOptions<'_>,
) -> Answer {
    let actions = vec![PolicyText::parse(action, false)];
    let resources = Some(Elements::Only(vec![resource.clone()]));
    let only = PolicyStatement { resources, ..PolicyStatement::allowing(actions) };
    let only = Document { statements: vec![only], ..Document::default() };
    let limited = grants.clone().limited_by(vec![only]);
    within(&limited, &Grants::nothing(), options)
}

/// Which of these can do an action on a resource in some context, or might: their names, each with the witness or with
/// the reason why it is undecided.
pub fn who_can<'a>(
    principals: impl IntoIterator<Item = (&'a str, &'a Grants)>,
    action: &str,
    resource: &PolicyText,
    options: &ComparisonOptions<'_>,
) -> Vec<(&'a str, Answer)> {
    let answers = principals
        .into_iter()
        .map(|(name, grants)| (name, never(grants, action, resource, options)));
    answers.filter(|(_, answer)| answer.result != Verdict::Proved).collect()
}

#[cfg(test)]
mod limit_tests;
#[cfg(test)]
mod symbol_tests;
#[cfg(test)]
mod tests;
