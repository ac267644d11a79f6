//! A case -> the product's answer against the oracle's, over several deployments and requests.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::ask::{self, Difference, Finding, Reply, Says, Stack};
use crate::assumption::breaks;
use crate::oracle::{
    Caller, Policies, Request, Statements, Truth, allows, any, decide, denies, statement_applies,
};
use crate::random::Random;
use crate::render::cloudformation::STACK;
use crate::render::{Deployment, Values, cloudformation, concrete};
use crate::requests::{Universe, request};
use crate::substitution::substitution;
use crate::tree::generate::{Case, Query, Target};

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
    /// Deployments that break a printed assumption, by assumption.
    pub broken: BTreeMap<String, usize>,
    /// What the product can't be asked.
    pub is_unasked: bool,
}

/// What the product said.
enum Answers {
    /// For each role.
    Roles(Vec<(String, Reply)>),
    Diff(Difference),
    Prove(Reply),
    Lint(Vec<Finding>),
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

fn stacks(case: &Case, tree: &crate::tree::Tree) -> Vec<Stack> {
    let mut stacks = cloudformation(tree);
    if case.tree.has_twin
        && let Some(old) = case.old()
    {
        // The same stack name in another account, which stays as it was.
        let mut twin = cloudformation(old);
        twin.iter_mut().for_each(|stack| stack.account = Some("999900001111".to_owned()));
        twin.append(&mut stacks);
        return twin;
    }
    stacks
}

fn ask(case: &Case) -> Option<Answers> {
    let new = stacks(case, &case.tree);
    let roles = case.tree.ids("AWS::IAM::Role");
    let can = |roles: &[String], action: &str, target: &Target| {
        let word = match target {
            Target::Declared(id) => format!("{STACK}.{id}"),
            Target::Literal(arn) => arn.clone(),
            Target::Every => "*".to_owned(),
        };
        let names: Vec<String> = roles.iter().map(|id| format!("{STACK}.{id}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let replies = ask::can(&new, &names, action, &word)?;
        Some(roles.iter().cloned().zip(replies).collect::<Vec<_>>())
    };
    match &case.query {
        Query::Can(action, target) => {
            let own = roles.iter().filter(|id| *id == "R").cloned().collect::<Vec<_>>();
            can(&own, action, target).map(Answers::Roles)
        }
        Query::WhoCan(action, target) => {
            let mut replies = can(&roles, action, target)?;
            // `who-can` prints the assumption on the resource only.
            for (_, reply) in &mut replies {
                reply.assumptions.retain(|text| text.contains("is deployed to the account"));
            }
            Some(Answers::Roles(replies))
        }
        Query::Diff(old) => Some(Answers::Diff(ask::diff(&stacks(case, old), &new))),
        Query::Prove(matrix) => ask::prove(&new, &matrix.file()).ok().map(Answers::Prove),
        Query::Lint => Some(Answers::Lint(ask::lint(&new[0]))),
    }
}

struct Judge<'c> {
    case: &'c Case,
    answers: &'c Answers,
    outcome: Outcome,
    /// What the oracle said, over all requests and deployments: allowed, denied; of a diff: gained, lost.
    seen: (bool, bool),
    /// The only request to judge.
    fixed: Option<Request>,
}

impl<'c> Judge<'c> {
    fn new(case: &'c Case, answers: &'c Answers) -> Self {
        let outcome = Outcome::default();
        Self { case, answers, outcome, seen: (false, false), fixed: None }
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
        let broken =
            self.assumptions().iter().find(|text| breaks(text, &self.case.tree, values, &new));
        if let Some(text) = broken.cloned() {
            *self.outcome.broken.entry(text).or_default() += 1;
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
            self.request(&new, old.as_ref(), &universe, values, random);
        }
    }

    fn assumptions(&self) -> &[String] {
        match self.answers {
            Answers::Roles(replies) => replies.first().map_or(&[], |(_, reply)| &reply.assumptions),
            Answers::Prove(reply) => &reply.assumptions,
            Answers::Diff(_) | Answers::Lint(_) => &[],
        }
    }

    fn request(
        &mut self,
        new: &Deployment,
        old: Option<&Deployment>,
        universe: &Universe,
        values: &Values,
        random: &mut Random,
    ) {
        let context = universe.context(random);
        match (self.answers, &self.case.query) {
            (
                Answers::Roles(replies),
                Query::Can(action, target) | Query::WhoCan(action, target),
            ) => {
                let resource = match target {
                    Target::Declared(id) => new.arns.get(id).cloned(),
                    Target::Literal(arn) => Some(arn.clone()),
                    Target::Every => Some(universe.resource(random)),
                };
                let Some(resource) = resource else { return };
                for (id, reply) in replies {
                    let Some(role) = new.roles.iter().find(|role| role.id == *id) else { continue };
                    let own =
                        request(Caller::session_of(&role.arn), action, &resource, context.clone());
                    let own = self.fixed.clone().unwrap_or(own);
                    let is_allowed = full(new, id, &own);
                    self.role(&reply.says, id, is_allowed, values, &own);
                }
            }
            (Answers::Prove(reply), Query::Prove(matrix)) => {
                let Some(document) = matrix.document(&new.arns) else { return };
                let Some(role) = new.roles.iter().find(|role| role.id == "R") else { return };
                let (action, resource) = (universe.action(random), universe.resource(random));
                let own = request(Caller::session_of(&role.arn), &action, &resource, context);
                let own = self.fixed.clone().unwrap_or(own);
                let wanted = allows(&document, &own, true);
                self.proof(
                    &reply.says,
                    wanted,
                    identity(new, "R", &own),
                    full(new, "R", &own),
                    values,
                    &own,
                );
            }
            (Answers::Diff(answer), Query::Diff(_)) => {
                let Some(old) = old else { return };
                self.diff(answer, old, new, universe, values, random);
            }
            (Answers::Lint(findings), Query::Lint) => {
                for finding in findings {
                    self.finding(finding, new, universe, values, random);
                }
            }
            _ => {}
        }
    }

    fn contradict(&mut self, claim: String, values: &Values, request: &Request) {
        let (values, request) = (values.clone(), request.clone());
        self.outcome.contradiction.get_or_insert(Contradiction { claim, values, request });
    }

    fn role(&mut self, says: &Says, id: &str, is_allowed: Truth, values: &Values, own: &Request) {
        self.seen.0 |= is_allowed != Truth::No;
        self.seen.1 |= is_allowed != Truth::Yes;
        match (says, is_allowed) {
            (Says::Yes, Truth::No) => {
                self.contradict(
                    format!("yes for {id}, but the request is not allowed"),
                    values,
                    own,
                );
            }
            (Says::No, Truth::Yes) => {
                self.contradict(format!("no for {id}, but the request is allowed"), values, own);
            }
            _ => {}
        }
    }

    fn proof(
        &mut self,
        says: &Says,
        wanted: Truth,
        identity: Truth,
        full: Truth,
        values: &Values,
        own: &Request,
    ) {
        let differs = wanted != identity || full > wanted;
        self.seen.0 |= differs;
        self.seen.1 |= !differs;
        if *says != Says::Yes {
            return;
        }
        if wanted == Truth::Yes && identity == Truth::No {
            self.contradict(
                "proved, but the matrix allows what the policies do not".to_owned(),
                values,
                own,
            );
        }
        if wanted == Truth::No && identity.max(full) == Truth::Yes {
            self.contradict(
                "proved, but the policies allow what the matrix does not".to_owned(),
                values,
                own,
            );
        }
    }

    fn diff(
        &mut self,
        answer: &Difference,
        old: &Deployment,
        new: &Deployment,
        universe: &Universe,
        values: &Values,
        random: &mut Random,
    ) {
        let (action, resource) = (universe.action(random), universe.resource(random));
        let (caller, context) = (caller(new, random), universe.context(random));
        let own =
            self.fixed.clone().unwrap_or_else(|| request(caller, &action, &resource, context));
        let parts = compared(old, new, &own);
        for (name, before, after) in parts {
            let (is_gain, is_loss) = (
                (before, after) == (Truth::No, Truth::Yes),
                (before, after) == (Truth::Yes, Truth::No),
            );
            self.seen.0 |= before != after;
            if is_gain && answer.gained == Says::No {
                self.contradict(format!("nobody gained, but {name} gained"), values, &own);
            }
            if is_loss && answer.lost == Says::No {
                self.contradict(format!("nobody lost, but {name} lost"), values, &own);
            }
        }
    }

    fn finding(
        &mut self,
        finding: &Finding,
        new: &Deployment,
        universe: &Universe,
        values: &Values,
        random: &mut Random,
    ) {
        let (action, resource) = (universe.action(random), universe.resource(random));
        let own = request(caller(new, random), &action, &resource, universe.context(random));
        let own = self.fixed.clone().unwrap_or(own);
        for document in new.documents() {
            let Some(at) =
                Statements::of(document).position(|one| one["Sid"] == finding.sid.as_str())
            else {
                continue;
            };
            if let Some(claim) = disproved(finding, document, at, &own) {
                self.contradict(claim, values, &own);
            }
        }
    }

    fn finish(mut self) -> Outcome {
        let is_uniform = match self.answers {
            Answers::Roles(_) => self.seen.0 != self.seen.1,
            _ => !self.seen.0,
        };
        let says: Vec<&Says> = match self.answers {
            Answers::Roles(replies) => replies.iter().map(|(_, reply)| &reply.says).collect(),
            Answers::Diff(answer) => vec![&answer.gained, &answer.lost],
            Answers::Prove(reply) => vec![&reply.says],
            Answers::Lint(_) => Vec::new(),
        };
        let is_open = |says: &&Says| matches!(says, Says::Depends | Says::Undecided);
        let open = says.iter().filter(|own| is_open(own)).count();
        self.outcome.is_decided = open == 0;
        let is_judged = self.outcome.deployments > 1 && says.len() <= 2;
        self.outcome.is_imprecise = open > 0 && is_uniform && is_judged;
        self.outcome
    }
}

/// The decision with all policies of the deployment.
fn full(deployment: &Deployment, id: &str, request: &Request) -> Truth {
    let mut policies = of_role(deployment, id);
    policies.resource = deployment.policies_of(&request.resource);
    policies.is_key = deployment.keys.contains(&request.resource);
    decide(&policies, request)
}

/// The decision with the role's own policies only.
fn identity(deployment: &Deployment, id: &str, request: &Request) -> Truth {
    decide(&of_role(deployment, id), request)
}

fn of_role<'d>(deployment: &'d Deployment, id: &str) -> Policies<'d> {
    let Some(role) = deployment.roles.iter().find(|role| role.id == id) else {
        return Policies::default();
    };
    let boundary = role.boundary.as_ref();
    Policies {
        identity: role.identity.iter().collect(),
        boundary,
        resource: Vec::new(),
        is_key: false,
    }
}

/// Somebody who may ask.
fn caller(deployment: &Deployment, random: &mut Random) -> Caller {
    let arn = |random: &mut Random| random.pick(&["111122223333", "444455556666"]).to_string();
    match random.below(9) {
        0 => Caller::User(format!("arn:aws:iam::{}:user/u", arn(random))),
        1 => Caller::Service(
            (*random.pick(&["sns.amazonaws.com", "s3.amazonaws.com", "ecs-tasks.amazonaws.com"]))
                .to_owned(),
        ),
        2 => Caller::Anonymous,
        3 => Caller::session_of(&format!("arn:aws:iam::{}:role/x", arn(random))),
        4 if random.percent(50) => Caller::Canonical("a".repeat(64)),
        4 => Caller::Federated("cognito-identity.amazonaws.com".to_owned()),
        _ if deployment.roles.is_empty() => Caller::Anonymous,
        _ => Caller::session_of(&random.pick(&deployment.roles).arn),
    }
}

/// What a request gets before and after: from the caller's own policies, and from each policy of a resource alone.
fn compared(old: &Deployment, new: &Deployment, request: &Request) -> Vec<(String, Truth, Truth)> {
    let mut parts = Vec::new();
    for role in &new.roles {
        if request.caller == Caller::session_of(&role.arn) {
            let id = &role.id;
            parts.push((format!("`{id}`"), identity(old, id, request), identity(new, id, request)));
        }
    }
    let alone = |deployment: &Deployment| {
        let own = deployment.policies_of(&request.resource);
        let denied = any(own.iter().map(|one| denies(one, request, false)));
        any(own.iter().map(|one| allows(one, request, false))).min(!denied)
    };
    parts.push(("whom a resource policy names".to_owned(), alone(old), alone(new)));
    parts
}

/// Why a finding is not so for a request.
fn disproved(finding: &Finding, document: &Json, at: usize, request: &Request) -> Option<String> {
    let is_identity = Statements::of(document).all(|one| one.get("Principal").is_none());
    let statement = Statements::of(document).nth(at)?;
    let applies = |one: &Json| statement_applies(document, one, request, is_identity);
    if applies(statement) != Truth::Yes {
        return None;
    }
    let others = Statements::of(document).enumerate().filter(|(other, _)| *other != at);
    let others: Vec<&Json> = others.map(|(_, one)| one).collect();
    let covered = |effect: &str| {
        any(others.iter().filter(|one| one["Effect"] == effect).map(|one| applies(one)))
    };
    let effect = statement["Effect"].as_str().unwrap_or_default();
    let claim = match finding.code.as_str() {
        "A0701"
            if covered(effect) == Truth::No
                && (effect == "Deny" || covered("Deny") == Truth::No) =>
        {
            "redundant (A0701), but only this statement decides the request"
        }
        "A0702" if covered("Deny") == Truth::No => {
            "shadowed (A0702), but no statement denies the request"
        }
        "A0703" => "never holds (A0703), but the statement applies to the request",
        _ => return None,
    };
    Some(format!("{claim}: {}", finding.sid))
}
