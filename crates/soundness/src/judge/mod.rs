//! A case -> the product's answer against the oracle's, over several deployments and requests.

mod answers;
mod compare;
mod rules;

use std::collections::BTreeMap;

use self::answers::{Answers, ask};
use crate::ask::Says;
use crate::assumption::breaks;
use crate::oracle::Request;
use crate::random::Random;
use crate::render::{Deployment, Values, concrete};
use crate::requests::Universe;
use crate::substitution::substitution;
use crate::tree::generate::{Case, Query};

/// Deployments of one case.
const DEPLOYMENTS: usize = 8;
/// Requests of one deployment.
const REQUESTS: usize = 12;

/// A deployment and a request that an answer of the first kind does not survive.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// What the product said, and what is so.
    pub claim: String,
    /// The deployment.
    pub values: Values,
    /// The request.
    pub request: Request,
}

/// What came of a case.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The first contradiction.
    pub contradiction: Option<Contradiction>,
    /// Whether the answer was of the first kind.
    pub is_decided: bool,
    /// Whether the product left open what was the same in all deployments.
    pub is_imprecise: bool,
    /// Deployments that were judged.
    pub deployments: usize,
    /// Requests that were judged.
    pub requests: usize,
    /// Deployments that CloudFormation or IAM rejects.
    pub rejected: usize,
    /// Deployments that break a printed assumption, by its kind.
    pub broken: BTreeMap<&'static str, usize>,
    /// What the product can't be asked.
    pub is_unasked: bool,
}

/// Judges a case.
#[must_use]
pub fn judge(case: &Case) -> Outcome {
    let Some(answers) = ask(case) else {
        return Outcome { is_unasked: true, ..Outcome::default() };
    };
    let mut random = Random::new(case.seed ^ 0x5eed);
    let mut judge = Judge::new(case, &answers);
    for _ in 0..DEPLOYMENTS {
        let values = substitution(&case.tree, &mut random);
        judge.deployment(&values, &mut random);
    }
    judge.finish()
}

/// Judges a case in one deployment, for shrinking.
#[must_use]
pub fn judge_in(case: &Case, values: &Values, request: &Request) -> Option<Contradiction> {
    let answers = ask(case)?;
    let mut random = Random::new(case.seed ^ 0x5eed);
    let mut judge = Judge::new(case, &answers);
    judge.fixed = Some(request.clone());
    judge.deployment(values, &mut random);
    judge.outcome.contradiction
}

struct Judge<'c> {
    case: &'c Case,
    answers: &'c Answers,
    outcome: Outcome,
    /// Whether what an answer is about was true, and false, for a request of a deployment: by role, or by direction.
    seen: BTreeMap<String, (bool, bool)>,
    /// The only request to judge.
    fixed: Option<Request>,
}

impl<'c> Judge<'c> {
    fn new(case: &'c Case, answers: &'c Answers) -> Self {
        let outcome = Outcome::default();
        Self { case, answers, outcome, seen: BTreeMap::new(), fixed: None }
    }

    fn deployment(&mut self, values: &Values, random: &mut Random) {
        let new = concrete(&self.case.tree, values);
        let old = match self.case.old() {
            Some(old) => concrete(old, values).map(Some),
            None => Some(None),
        };
        let (Some(new), Some(old)) = (new, old) else {
            self.outcome.rejected += 1;
            return;
        };
        let assumptions = self.answers.assumptions();
        let broken = assumptions.iter().find(|one| breaks(one, &self.case.tree, values, &new));
        if let Some(assumption) = broken {
            *self.outcome.broken.entry(assumption.kind()).or_default() += 1;
            return;
        }
        self.outcome.deployments += 1;
        let universe = Universe::of(std::iter::once(&new).chain(&old));
        let count = if self.fixed.is_some() { 1 } else { REQUESTS };
        for _ in 0..count {
            if self.outcome.contradiction.is_some() {
                return;
            }
            self.outcome.requests += 1;
            let scene = Scene { new: &new, old: old.as_ref(), universe: &universe, values };
            self.judge(&scene, random);
        }
    }

    fn judge(&mut self, scene: &Scene<'_>, random: &mut Random) {
        match (self.answers, &self.case.query) {
            (
                Answers::Roles(replies),
                Query::Can(action, target) | Query::WhoCan(action, target),
            ) => {
                for (id, reply) in replies {
                    self.role(scene, (id, action, target), &reply.says, random);
                }
            }
            (Answers::Prove(reply), Query::Prove(matrix)) => {
                self.proof(scene, matrix, &reply.says, random);
            }
            (Answers::Diff(answer), Query::Diff(_)) => self.diff(scene, answer, random),
            (Answers::Lint(findings), Query::Lint) => {
                findings.iter().for_each(|finding| self.finding(scene, finding, random));
            }
            _ => {}
        }
    }

    /// The request to judge: while a case is made smaller, the one that was found, if this caller can still make it.
    fn choose(&self, own: Request, is_any: bool) -> Option<Request> {
        let Some(fixed) = &self.fixed else { return Some(own) };
        let is_same = fixed.caller == own.caller && fixed.resource == own.resource;
        (is_any || is_same).then(|| fixed.clone())
    }

    fn see(&mut self, subject: &str, is_true: bool, is_false: bool) {
        let seen = self.seen.entry(subject.to_owned()).or_default();
        seen.0 |= is_true;
        seen.1 |= is_false;
    }

    fn contradict(&mut self, claim: String, values: &Values, request: &Request) {
        let (values, request) = (values.clone(), request.clone());
        self.outcome.contradiction.get_or_insert(Contradiction { claim, values, request });
    }

    fn finish(mut self) -> Outcome {
        let is_open = |says: &Says| matches!(says, Says::Depends | Says::Undecided);
        let open: Vec<String> =
            self.answers.says().filter(|(_, says)| is_open(says)).map(|(name, _)| name).collect();
        let is_mixed = |name: &String| self.seen.get(name).is_none_or(|seen| *seen == (true, true));
        self.outcome.is_decided = open.is_empty();
        let is_uniform = open.iter().any(|name| !is_mixed(name));
        let is_change = self.answers.says().any(|(_, says)| *says != Says::No);
        self.outcome.is_imprecise =
            self.outcome.deployments > 1 && (is_uniform || (self.case.is_neutral && is_change));
        self.outcome
    }
}

/// A deployment in both states, and what requests are made from.
struct Scene<'s> {
    new: &'s Deployment,
    old: Option<&'s Deployment>,
    universe: &'s Universe,
    values: &'s Values,
}
