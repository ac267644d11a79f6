//! The flow of a comparison: each statement that allows on the left, by itself, against all of the right.
//!
//! A statement is compared in all deployments at once first. Where that is not enough, deployments are divided into the cases
//! that the statement and those that meet it depend on.

use std::collections::BTreeSet;

use super::about::About;
use super::attempt::Attempt;
use super::covered::covers;
use super::grants::Grants;
use super::options::ComparisonOptions;
use super::outcome::{ComparisonOutcome, Doubt};
use super::rules::{Rule, limits, rules};
use super::step_budget::StepBudget;
use crate::cases::{ConditionCase, ConditionCases, Formula};
use crate::document::PolicyStatement;
use crate::pattern::Style;
use constructs_policy::{Effect, Elements};

/// Two sides, prepared.
pub struct GrantsComparison<'a> {
    pub(super) options: &'a ComparisonOptions<'a>,
    pub(super) style: Style,
    rules: Vec<Rule<'a>>,
    /// For each layer of the left, and of the right, where it limits the side.
    left_layers: Vec<&'a Formula>,
    right_layers: Vec<&'a Formula>,
    /// The layer of the left whose statements are compared.
    driving: usize,
    /// The keys, in lower case, that a statement has a set operator on: their requests have several values, for every statement.
    set_keys: BTreeSet<String>,
}

impl<'a> GrantsComparison<'a> {
    /// A comparison of `left` with `right` under `options`.
    #[must_use]
    pub fn new(
        left: &'a Grants,
        right: &'a Grants,
        options: &'a ComparisonOptions<'a>,
        style: Style,
    ) -> Self {
        let rules = rules(left, right);
        let left_layers: Vec<&Formula> = left.layers.iter().map(|layer| &layer.presence).collect();
        let right_layers = right.layers.iter().map(|layer| &layer.presence).collect();
        let driving = driving_layer(&rules, &left_layers);
        let conditions = rules.iter().flat_map(|rule| &rule.statement.conditions);
        let sets = conditions.filter(|one| one.operator.quantifier.is_some());
        let set_keys = sets.map(|one| one.key.to_lowercase()).collect();
        Self { options, style, rules, left_layers, right_layers, driving, set_keys }
    }

    /// Compares the statements of this layer of the left, even if another layer is simpler.
    pub fn with_driving_layer(mut self, layer: usize) -> Self {
        self.driving = layer;
        self
    }

    /// Whether a statement grants no more than the right does, in place of the statements of its layer of the left.
    pub fn compare_part(
        &self,
        statement: &PolicyStatement,
        has_variables: bool,
        budget: &mut StepBudget,
    ) -> ComparisonOutcome {
        match self.part(statement, has_variables) {
            Some(part) => self.compare_statement(&part, budget),
            None => ComparisonOutcome::default(),
        }
    }

    /// Whether a statement is present in no deployment, or the right has the same statement or one that plainly covers it.
    pub fn has_part(&self, statement: &PolicyStatement) -> bool {
        self.part(statement, true).is_none_or(|part| self.is_covered(&part))
    }

    /// `None`: it is never there.
    fn part<'s>(&self, statement: &'s PolicyStatement, has_variables: bool) -> Option<Rule<'s>> {
        let is_present = statement.presence.holds(&ConditionCase::default());
        let statement = std::borrow::Cow::Borrowed(statement);
        let rule =
            Rule { is_left: true, layer: self.driving, statement, has_variables, is_present };
        (is_present != Some(false)).then_some(rule)
    }

    /// The statements of the left that allow and are compared, one by one.
    fn drivers(&self) -> impl Iterator<Item = &Rule<'a>> {
        self.rules.iter().filter(|rule| self.is_driver(rule))
    }

    fn is_driver(&self, rule: &Rule<'_>) -> bool {
        rule.is_left && rule.layer == self.driving && rule.effect() == Effect::Allow
    }

    /// What comes of all statements, until one is refuted.
    pub(super) fn outcome(&self, budget: &mut StepBudget) -> ComparisonOutcome {
        let mut all = ComparisonOutcome::default();
        for driver in self.drivers() {
            all.add(self.compare_statement(driver, budget));
            if all.witness.is_some() {
                break;
            }
        }
        all
    }

    /// Whether a statement of the left, or a part of one, grants no more than the right does.
    fn compare_statement(&self, driver: &Rule<'_>, budget: &mut StepBudget) -> ComparisonOutcome {
        if self.is_covered(driver) {
            return ComparisonOutcome::default();
        }
        let rules = self.with_driver(driver);
        let undivided = self.attempt(rules.clone(), &ConditionCase::default(), budget);
        if undivided.is_proved() {
            return undivided;
        }
        let mut cases = ConditionCases::default();
        rules.iter().for_each(|rule| rule.statement.add_to(&mut cases));
        let layers = self.left_layers.iter().chain(&self.right_layers);
        layers.for_each(|presence| cases.add_formula(presence));
        if cases.is_empty() {
            return undivided;
        }
        let Some(cases) = cases.all() else {
            return undivided
                .with_limit("the conditions and listed values are too many to compare");
        };
        let outcomes = cases.iter().map(|case| {
            let is_there = driver.in_case(case).is_some();
            let own = rules.iter().filter(|_| is_there).filter_map(|rule| rule.in_case(case));
            let outcome = match is_there {
                true => self.attempt(own.collect(), case, budget),
                false => ComparisonOutcome::default(),
            };
            (case.words(), outcome)
        });
        ComparisonOutcome::from_cases(outcomes.collect())
    }

    fn attempt(
        &self,
        rules: Vec<Rule<'_>>,
        case: &ConditionCase,
        budget: &mut StepBudget,
    ) -> ComparisonOutcome {
        let layers = |all: &[&Formula], limit: fn(Option<bool>) -> bool| -> Vec<usize> {
            let own = all.iter().enumerate();
            own.filter(|(_, presence)| limit(limits(presence, case))).map(|(at, _)| at).collect()
        };
        // What may not limit the left does not; what may limit the right does.
        let left = layers(&self.left_layers, |limits| limits == Some(true));
        let right = layers(&self.right_layers, |limits| limits != Some(false));
        let right = right.into_iter().filter(|layer| !self.is_met_anyway(*layer, &rules, &left));
        let right: Vec<usize> = right.collect();
        let attempt =
            Attempt::new(self.options, self.style, rules, (&left, &right), &self.set_keys);
        match attempt {
            Some(attempt) => attempt.run(budget),
            None => {
                let limit = "there are too many context keys".to_owned();
                ComparisonOutcome {
                    doubt: Some(Doubt::limit(limit)),
                    ..ComparisonOutcome::default()
                }
            }
        }
    }

    /// The statement first, then all others that may be about what it is about.
    fn with_driver<'r>(&'r self, driver: &Rule<'r>) -> Vec<Rule<'r>> {
        let mut found = vec![driver.clone()];
        let about = About::new(&driver.statement);
        for rule in &self.rules {
            if self.is_driver(rule) || !about.may_meet(&rule.statement) {
                continue;
            }
            let is_denial = !rule.is_left && rule.effect() == Effect::Deny;
            if !(is_denial && self.is_excused(rule)) {
                found.push(rule.clone());
            }
        }
        found
    }

    /// Whether the right has the same statement, or one that plainly covers it, in every layer, and denies nothing of its own.
    fn is_covered(&self, driver: &Rule<'_>) -> bool {
        if !(0..self.right_layers.len()).all(|layer| self.has_wider(layer, driver, &self.rules)) {
            return false;
        }
        let is_denial = |rule: &&Rule<'_>| !rule.is_left && rule.effect() == Effect::Deny;
        let mut denials = self.rules.iter().filter(is_denial).filter(|rule| !self.is_excused(rule));
        let Some(first) = denials.next() else { return true };
        let about = About::new(&driver.statement);
        !std::iter::once(first).chain(denials).any(|rule| about.may_meet(&rule.statement))
    }

    /// Whether a denial of the right takes nothing away, because the left has it as well.
    fn is_excused(&self, denial: &Rule<'_>) -> bool {
        let mut own =
            self.rules.iter().filter(|rule| rule.is_left && rule.effect() == Effect::Deny);
        own.any(|rule| covers(rule, denial))
    }

    fn has_wider(&self, layer: usize, narrow: &Rule<'_>, rules: &[Rule<'_>]) -> bool {
        rules.iter().any(|rule| {
            !rule.is_left
                && rule.layer == layer
                && rule.effect() == Effect::Allow
                && covers(rule, narrow)
        })
    }

    /// Whether a layer of the right allows whatever the left allows: it has the very statement, or all statements of a layer
    /// that limits the left.
    fn is_met_anyway(&self, layer: usize, rules: &[Rule<'_>], left: &[usize]) -> bool {
        if rules.first().is_some_and(|driver| self.has_wider(layer, driver, rules)) {
            return true;
        }
        left.iter().filter(|own| **own != self.driving).any(|own| {
            let mut limiting = self.rules.iter().filter(|rule| {
                rule.is_left && rule.layer == *own && rule.effect() == Effect::Allow
            });
            limiting.all(|rule| self.has_wider(layer, rule, &self.rules))
        }) || self.is_layer_of_left(layer)
    }

    /// Whether a layer that may limit the left is there whenever this one of the right is, and allows no more.
    fn is_layer_of_left(&self, layer: usize) -> bool {
        let Some(presence) = self.right_layers.get(layer) else { return false };
        let is_same = |own: &usize| {
            *own != self.driving && self.left_layers.get(*own).is_some_and(|own| own == presence)
        };
        (0..self.left_layers.len()).filter(is_same).any(|own| {
            let mut limiting = self
                .rules
                .iter()
                .filter(|rule| rule.is_left && rule.layer == own && rule.effect() == Effect::Allow);
            limiting.all(|rule| self.has_wider(layer, rule, &self.rules))
        })
    }
}

/// The layer of the left that has the fewest and plainest resources, among those that are always there.
fn driving_layer(rules: &[Rule<'_>], layers: &[&Formula]) -> usize {
    let weight = |layer: usize| -> usize {
        let own = rules
            .iter()
            .filter(|rule| rule.is_left && rule.layer == layer && rule.effect() == Effect::Allow);
        own.map(|rule| match &rule.statement.resources {
            Some(Elements::Only(texts)) => {
                texts.iter().map(|text| if text.has_wildcard() { 100 } else { 1 }).sum()
            }
            _ => 100,
        })
        .sum()
    };
    let always = layers.iter().enumerate().filter(|(_, presence)| ***presence == Formula::TRUE);
    always.map(|(layer, _)| layer).min_by_key(|layer| weight(*layer)).unwrap_or(0)
}
