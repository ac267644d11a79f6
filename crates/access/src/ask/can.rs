//! Decides whether a principal can use an action on a resource, and finds the statements that decide it.

use std::collections::BTreeMap;

use super::action_filter::ActionFilter;
use super::unread::find_unread;
use crate::template::{AttachedPolicy, Principal, Stacks, principal_facts};
use constructs_iam::ActionUniverse;
use constructs_iam::Operator;
use constructs_iam::PolicyText;
use constructs_iam::cases::{ConditionCase, ConditionCases};
use constructs_iam::implies::{
    Answer, ComparisonOptions, Doubt, FutureActions, Grants, Verdict, Witness, is_subset,
};
use constructs_iam::{Document, Effect, Elements, PolicyCondition, PolicyStatement};
use constructs_iam::{actions_of, free_action, needs_no_permission};

/// An action on a resource.
#[derive(Clone, Debug)]
pub struct AccessQuery {
    /// The action, perhaps with wildcards.
    pub action: String,
    /// The resource, perhaps with wildcards.
    pub resource: PolicyText,
    /// The values of the request's context; any other key may have any value.
    pub context: Vec<(String, Vec<String>)>,
}

/// Whether a principal can use the action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessAnswer {
    /// In every deployment and every request.
    Yes,
    /// In every deployment, in some requests, such as the first one, and not in others, such as the second one.
    Sometimes(Box<Witness>, Option<Box<Witness>>),
    /// In no request of any deployment.
    No,
    /// The deployment decides.
    Depends(Dependence),
    /// A limit was reached, or a part of the templates is not read.
    Undecided(String),
}

/// What the answer depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dependence {
    /// The names of values and conditions.
    pub on: Vec<String>,
    /// Cases of the deployment in words, each with its answer.
    pub cases: Vec<(String, &'static str)>,
}

/// A statement that matches the query.
#[derive(Clone, Debug)]
pub struct RelevantStatement<'a, 't> {
    /// The policy that contains the statement.
    pub policy: &'a AttachedPolicy<'t>,
    /// The statement.
    pub statement: &'a PolicyStatement,
}

impl AccessQuery {
    fn statement(&self) -> PolicyStatement {
        let equals = Operator::parse("StringEquals");
        let conditions = self.context.iter().filter_map(|(key, values)| {
            let values = values.iter().map(|value| PolicyText::literal(value)).collect();
            Some(PolicyCondition { operator: equals?, key: key.clone(), values })
        });
        PolicyStatement {
            resources: Some(Elements::Only(vec![self.resource.clone()])),
            conditions: conditions.collect(),
            ..PolicyStatement::allow(vec![PolicyText::parse(&self.action, false)])
        }
    }

    /// The actions to decide: the query's action, or every action that the policies and the query's pattern match.
    fn universe(&self, grants: &Grants, request: &Document) -> ActionUniverse {
        match self.is_pattern() {
            true => actions_of(grants.documents().chain([request])),
            false => ActionUniverse::new([self.action.as_str()]),
        }
    }

    fn is_pattern(&self) -> bool {
        self.action.contains(['*', '?'])
    }
}

/// The query for one principal, with everything that is needed to decide it.
struct PrincipalQuery {
    request: Document,
    grants: Grants,
    known: Option<constructs_iam::implies::Layer>,
    universe: ActionUniverse,
}

/// The results of the two comparisons.
struct TwoWayAnswer {
    /// Whether every such request is granted.
    always: Answer,
    /// Whether no such request is granted.
    never: Answer,
}

impl PrincipalQuery {
    fn new(
        principal: &Principal<'_>,
        query: &AccessQuery,
        stacks: &Stacks<'_>,
        filter: &mut ActionFilter,
    ) -> Self {
        let statement =
            PolicyStatement { presence: principal.presence.clone(), ..query.statement() };
        let request = Document::new(vec![statement]);
        let grants = filter.filter(principal.grants_of_all(&query.action));
        let known = principal_facts(principal, stacks, grants.documents().chain([&request]));
        let universe = query.universe(&grants, &request);
        Self { request, grants, known, universe }
    }

    /// The same query in one case of the deployment.
    fn in_case(&self, case: &ConditionCase) -> Self {
        Self {
            request: self.request.in_case(case),
            grants: self.grants.in_case(case),
            known: self.known.clone(),
            universe: self.universe.clone(),
        }
    }

    fn compare(&self) -> TwoWayAnswer {
        let options = ComparisonOptions {
            future: FutureActions::Assumed,
            ..ComparisonOptions::new(&self.universe)
        };
        let known =
            |grants: Grants| self.known.clone().into_iter().fold(grants, Grants::limit_to_layer);
        let wanted = known(Grants::new(vec![self.request.clone()]));
        let possible = known(self.grants.clone().limit_to(vec![self.request.clone()]));
        TwoWayAnswer {
            always: is_subset(&wanted, &self.grants, &options),
            never: is_subset(&possible, &Grants::nothing(), &options),
        }
    }

    /// Whether no statement allows the action.
    fn has_no_grant(&self) -> bool {
        let Some(layer) = self.grants.layers.first() else { return true };
        let mut statements = layer.documents.iter().flat_map(|document| &document.statements);
        !statements.any(|statement| statement.effect == Effect::Allow)
    }
}

/// Decides whether a principal can use the action.
#[must_use]
pub fn can(principal: &Principal<'_>, query: &AccessQuery, stacks: &Stacks<'_>) -> AccessAnswer {
    if needs_no_permission(&query.action) {
        return AccessAnswer::Yes;
    }
    let mut filter = ActionFilter::new(&query.action);
    let answer = can_by_policies(principal, query, stacks, &mut filter);
    let answer = with_free_action(answer, principal, query);
    match (answer, find_unread(stacks, &query.action)) {
        (AccessAnswer::No, Some(reason)) => AccessAnswer::Undecided(reason),
        (answer, _) => answer,
    }
}

/// A pattern may also match an action that needs no permission.
fn with_free_action(
    answer: AccessAnswer,
    principal: &Principal<'_>,
    query: &AccessQuery,
) -> AccessAnswer {
    let free = free_action(&query.action).filter(|_| query.resource.is_anything());
    match (answer, free) {
        (AccessAnswer::No, Some(action)) => {
            let witness = Witness {
                principal: principal.name.clone(),
                action: action.to_owned(),
                resource: "*".to_owned(),
                context: BTreeMap::new(),
                symbolic_resource: None,
            };
            AccessAnswer::Sometimes(Box::new(witness), None)
        }
        (answer, _) => answer,
    }
}

fn can_by_policies(
    principal: &Principal<'_>,
    query: &AccessQuery,
    stacks: &Stacks<'_>,
    filter: &mut ActionFilter,
) -> AccessAnswer {
    let principal_query = PrincipalQuery::new(principal, query, stacks, filter);
    if principal_query.has_no_grant() {
        return AccessAnswer::No;
    }
    let both = principal_query.compare();
    match decide(&both) {
        Ok(answer) => answer,
        Err(doubt) if !doubt.is_of_deployment() => AccessAnswer::Undecided(doubt.sentence()),
        Err(doubt) => AccessAnswer::Depends(find_dependence(&principal_query, &doubt)),
    }
}

/// The answer, or the reason for doubt.
fn decide(both: &TwoWayAnswer) -> Result<AccessAnswer, Doubt> {
    let TwoWayAnswer { always, never } = both;
    if always.result == Verdict::Proved {
        return Ok(AccessAnswer::Yes);
    }
    match (never.result, &never.witness, always.result, &always.witness) {
        (Verdict::Proved, ..) => Ok(AccessAnswer::No),
        (Verdict::Refuted, Some(with), Verdict::Refuted, without) => {
            let without = without.clone().map(Box::new);
            Ok(AccessAnswer::Sometimes(Box::new(with.clone()), without))
        }
        _ => {
            let doubts = [&never.doubt, &always.doubt];
            let mut all = Doubt::default();
            doubts.into_iter().flatten().for_each(|doubt| all.add(doubt.clone()));
            // If values of the deployment decide, the user can look them up.
            if all.unread.is_empty() && !(all.values.is_empty() && all.cases.is_empty()) {
                all.limit = None;
            }
            Err(all)
        }
    }
}

/// Finds the values that decide, with the answer in each case: the cases of conditions and of listed values, and the case in
/// which all parameters have their defaults.
fn find_dependence(principal_query: &PrincipalQuery, doubt: &Doubt) -> Dependence {
    let mut found = Dependence { on: doubt.values.iter().cloned().collect(), cases: Vec::new() };
    let mut cases = ConditionCases::default();
    for statement in principal_query.grants.statements().chain(&principal_query.request.statements)
    {
        statement.add_to(&mut cases);
    }
    principal_query.grants.layers.iter().for_each(|layer| cases.add_formula(&layer.presence));
    if found.on.is_empty() {
        found.on = cases.names();
    }
    if !cases.is_empty()
        && let Some(cases) = cases.all()
    {
        found.cases.extend(
            cases.iter().map(|case| (case.words(), answer_word(&principal_query.in_case(case)))),
        );
        shorten_cases(&mut found.cases);
    }
    let statements = principal_query.grants.statements();
    let defaults =
        ConditionCase::from_defaults(statements.flat_map(PolicyStatement::compared_texts));
    if found.cases.len() < 2
        && let Some(case) = defaults
    {
        found.cases.push((
            "the parameters have their defaults".to_owned(),
            answer_word(&principal_query.in_case(&case)),
        ));
    }
    found
}

fn answer_word(principal_query: &PrincipalQuery) -> &'static str {
    match decide(&principal_query.compare()) {
        Ok(AccessAnswer::Yes) => "yes",
        Ok(AccessAnswer::No) => "no",
        Ok(AccessAnswer::Sometimes(..)) => "sometimes",
        _ => "depends",
    }
}

/// Keeps a few cases of each answer; removes all if every case has the same answer.
fn shorten_cases(cases: &mut Vec<(String, &'static str)>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    cases.iter().for_each(|(_, word)| *counts.entry(word).or_default() += 1);
    if counts.len() < 2 {
        cases.clear();
        return;
    }
    let mut kept: BTreeMap<&str, usize> = BTreeMap::new();
    cases.retain(|(_, word)| {
        let count = kept.entry(word).or_default();
        *count += 1;
        *count <= MAX_CASES_PER_ANSWER
    });
}

/// The most cases with the same answer that are listed.
const MAX_CASES_PER_ANSWER: usize = 3;

/// The statements of a principal's policies that match the query in some context.
#[must_use]
pub fn relevant_statements<'a, 't>(
    principal: &'a Principal<'t>,
    query: &AccessQuery,
) -> Vec<RelevantStatement<'a, 't>> {
    let request = Document::new(vec![query.statement()]);
    let mut found = Vec::new();
    for policy in principal.identity.iter().chain(&principal.direct).chain(&principal.boundary) {
        for statement in &policy.document.statements {
            let own = PolicyStatement { effect: Effect::Allow, ..statement.clone() };
            let own =
                Document { version: policy.document.version.clone(), ..Document::new(vec![own]) };
            let own = ActionFilter::new(&query.action).filter(Grants::new(vec![own]));
            if own.statements().next().is_none() {
                continue;
            }
            let universe = query.universe(&own, &request);
            let both = own.limit_to(vec![request.clone()]);
            let answer = is_subset(&both, &Grants::nothing(), &ComparisonOptions::new(&universe));
            if answer.result != Verdict::Proved {
                found.push(RelevantStatement { policy, statement });
            }
        }
    }
    found
}

/// All principals that can use the action in some request, or might.
#[must_use]
pub fn who_can<'a, 't>(
    principals: &'a [Principal<'t>],
    query: &AccessQuery,
    stacks: &Stacks<'_>,
) -> Vec<(&'a Principal<'t>, AccessAnswer)> {
    let mut filter = ActionFilter::new(&query.action);
    let answers = principals.iter().map(|principal| {
        let answer = match needs_no_permission(&query.action) {
            true => AccessAnswer::Yes,
            false => {
                let answer = can_by_policies(principal, query, stacks, &mut filter);
                with_free_action(answer, principal, query)
            }
        };
        (principal, answer)
    });
    answers.filter(|(_, answer)| *answer != AccessAnswer::No).collect()
}
