//! What came of comparing one statement, or several.

use std::collections::BTreeSet;

use super::action_status::ActionStatus;
use super::witness::Witness;

/// What came of a comparison. Without witness and doubt, it is proved.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ComparisonOutcome {
    /// A request that the left allows and the right does not, in every deployment.
    pub(crate) witness: Option<(Witness, ActionStatus)>,
    /// Why it is not decided.
    pub(crate) doubt: Option<Doubt>,
    /// An action that no service has yet, and on which alone the sides differ.
    pub(crate) future: Option<String>,
    /// Context keys that are taken to have values of the type that the conditions read.
    pub(crate) odd_keys: BTreeSet<String>,
    /// Policy variables that every request is taken to have.
    pub(crate) needed_variables: BTreeSet<String>,
}

/// Why a comparison is not decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Doubt {
    /// The values of the deployment that decide, by name.
    pub values: BTreeSet<String>,
    /// Cases of the deployment in words, each with a request by which it is refuted there, or in doubt; the others are proved.
    pub cases: Vec<(String, Option<Witness>)>,
    /// What is not read, a sentence each.
    pub unread: BTreeSet<String>,
    /// A limit that was reached, or something that only a request decides.
    pub limit: Option<String>,
}

impl Doubt {
    pub(crate) fn limit(reason: String) -> Self {
        Self { limit: Some(reason), ..Self::default() }
    }

    /// Whether the deployment decides, and nothing else is in doubt.
    #[must_use]
    pub fn is_of_deployment(&self) -> bool {
        self.unread.is_empty()
            && self.limit.is_none()
            && !(self.values.is_empty() && self.cases.is_empty())
    }

    /// A case in which the comparison is refuted, and a request that shows it.
    #[must_use]
    pub fn refuted_case(&self) -> Option<(&str, &Witness)> {
        self.cases.iter().find_map(|(case, witness)| Some((case.as_str(), witness.as_ref()?)))
    }

    /// The reason in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        if let Some(unread) = self.unread.first() {
            return unread.clone();
        }
        if let Some(limit) = &self.limit {
            return limit.clone();
        }
        let refuted = self.refuted_case();
        if let Some((case, _)) = refuted {
            return format!("it depends on the deployment: it differs where {case}");
        }
        let names: Vec<String> =
            self.values.iter().take(5).map(|name| format!("`{name}`")).collect();
        format!("it depends on these values of the deployment: {}", names.join(", "))
    }

    /// Adds the outcome of another part of the same comparison.
    pub fn add(&mut self, other: Self) {
        self.values.extend(other.values);
        self.cases.extend(other.cases);
        self.unread.extend(other.unread);
        self.limit = self.limit.take().or(other.limit);
    }
}

impl ComparisonOutcome {
    pub(crate) fn is_proved(&self) -> bool {
        self.witness.is_none() && self.doubt.is_none() && self.future.is_none()
    }

    pub(crate) fn doubt(&mut self, doubt: Doubt) {
        self.doubt.get_or_insert_default().add(doubt);
    }

    pub(crate) fn with_limit(mut self, reason: &str) -> Self {
        if self.witness.is_none() {
            self.doubt(Doubt::limit(reason.to_owned()));
        }
        self
    }

    /// Adds what came of another statement.
    pub(crate) fn add(&mut self, other: Self) {
        self.witness = self.witness.take().or(other.witness);
        self.future = self.future.take().or(other.future);
        self.odd_keys.extend(other.odd_keys);
        self.needed_variables.extend(other.needed_variables);
        if let Some(doubt) = other.doubt {
            self.doubt(doubt);
        }
    }

    /// One outcome of the outcomes in all cases: refuted where it is in each, else in doubt by the case.
    pub(crate) fn from_cases(outcomes: Vec<(String, Self)>) -> Self {
        let is_refuted = outcomes.iter().all(|(_, outcome)| outcome.witness.is_some());
        let mut all = Self::default();
        for (case, mut outcome) in outcomes {
            if !is_refuted && let Some((witness, _)) = outcome.witness.take() {
                let doubt = Doubt { cases: vec![(case, Some(witness))], ..Doubt::default() };
                outcome.doubt(doubt);
            } else if let Some(doubt) = &mut outcome.doubt
                && doubt.limit.is_none()
            {
                doubt.cases.push((case, None));
            }
            all.add(outcome);
        }
        all
    }
}
