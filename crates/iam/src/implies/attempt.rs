//! One statement of the left against all that meets it: actions × callers × resources × contexts, until something tells the two
//! sides apart.

use constructs_matching::Token;
use std::collections::{BTreeMap, BTreeSet};

use super::action_class::ActionClass;
use super::action_status::ActionStatus;
use super::actions::{self, Driving};
use super::bounds::{LOW, Pass};
use super::callers;
use super::covered::is_implied;
use super::meeting::{Meeting, Meets};
use super::options::ComparisonOptions;
use super::outcome::{ComparisonOutcome, Doubt};
use super::rules::{Rule, RuleSet, Side};
use super::search::{Found, Key, Keys, Search};
use super::step_budget::StepBudget;
use super::symbol_table::{SymbolTable, Word};
use super::symbolic_caller::SymbolicCaller;
use super::unnamed::{UNNAMED, unnamed_resources};
use super::values::{self, Choice};
use super::witness::{Candidate, Trial, Witness};
use crate::document::PolicyCondition;
use crate::pattern::Style;
use crate::text::{PolicyText, TextPart};
use constructs_policy::{Effect, Elements};

/// The most context keys that are searched.
const MAX_KEYS: usize = 400;

pub(super) struct Attempt<'a> {
    options: &'a ComparisonOptions<'a>,
    style: Style,
    /// The statement that is compared comes first.
    rules: Vec<Rule<'a>>,
    left: Side,
    right: Side,
    set_keys: &'a BTreeSet<String>,
    symbols: SymbolTable,
    /// For each resource of the statement, one that no statement names, where there can be one.
    unnamed: Vec<Option<PolicyText>>,
}

/// A caller, an action and the flags that each rule has by presence, action and caller.
struct Base<'b> {
    class: &'b ActionClass,
    caller: Option<&'b SymbolicCaller>,
    flags: Vec<u8>,
}

impl<'a> Attempt<'a> {
    /// `left` and `right`: the layers that limit each side. `set_keys`: those of which a request has several values. `None`: there are
    /// too many keys.
    pub(super) fn new(
        options: &'a ComparisonOptions<'a>,
        style: Style,
        rules: Vec<Rule<'a>>,
        (left, right): (&[usize], &[usize]),
        set_keys: &'a BTreeSet<String>,
    ) -> Option<Self> {
        let mut left = Side::new(&rules, true, left);
        let own = RuleSet::from_fn(rules.len(), |index| index == 0);
        // Of the statement's own layer, it alone allows here.
        left.grants.retain(|layer| !layer.has(0));
        left.grants.push(own);
        let right = Side::new(&rules, false, right);
        let statements = rules.iter().map(|rule| &*rule.statement);
        let mut symbols = SymbolTable::from_statements(statements, style);
        let unnamed = rules.first().map(|rule| unnamed_resources(&rule.statement));
        let unnamed = unnamed.unwrap_or_default();
        unnamed.iter().flatten().for_each(|text| symbols.add_text(text, style));
        let mut keys = BTreeSet::new();
        for condition in rules.iter().flat_map(|rule| &rule.statement.conditions) {
            keys.insert(condition.key.to_lowercase());
        }
        (keys.len() <= MAX_KEYS).then_some(Self {
            options,
            style,
            rules,
            left,
            right,
            set_keys,
            symbols,
            unnamed,
        })
    }

    pub(super) fn run(&self, budget: &mut StepBudget) -> ComparisonOutcome {
        let mut outcome = ComparisonOutcome::default();
        let Some(driver) = self.rules.first() else { return outcome };
        let keys = self.keys(budget);
        let refs: Vec<&Rule<'_>> = self.rules.iter().collect();
        let mut seen = Seen::default();
        for text in actions::parts(&driver.statement.actions) {
            let driving = Driving { rules: &refs, text };
            let Some(classes) = driving.classes(self.options.universe, budget) else {
                outcome.doubt(Doubt::limit(
                    "the patterns of actions are too many to compare".to_owned(),
                ));
                continue;
            };
            for entry in callers::parts(driver.statement.principals.as_ref()) {
                let callers = callers::classes(&refs, entry);
                for class in &classes {
                    for caller in &callers {
                        let base = self.base(class, caller);
                        self.resources(&base, &keys, &mut seen, &mut outcome, budget);
                        if outcome.witness.is_some() {
                            return outcome;
                        }
                    }
                }
            }
        }
        if !outcome.is_proved() || !outcome.odd_keys.is_empty() || seen.is_searched {
            outcome.needed_variables = self.needed_variables();
        }
        outcome
    }

    fn base<'b>(&self, class: &'b ActionClass, caller: &'b callers::CallerClass) -> Base<'b> {
        let flags = self.rules.iter().zip(&class.flags).zip(&caller.flags);
        let flags = flags.map(|((rule, action), caller)| rule.presence_flags() & action & caller);
        Base { class, caller: caller.caller.as_ref(), flags: flags.collect() }
    }

    /// Whether the right side allows everything that this is about.
    fn is_open_on_right(&self, flags: &[u8]) -> bool {
        let is_open = |index: usize| {
            let Some(rule) = self.rules.get(index) else { return false };
            let on_all = match &rule.statement.resources {
                None => true,
                Some(Elements::Only(list)) => list.iter().any(PolicyText::is_anything),
                Some(Elements::Except(list)) => list.is_empty(),
            };
            let is_certain = flags.get(index).is_some_and(|flags| flags & LOW != 0);
            on_all && is_certain && self.conditions_of(index).next().is_none()
        };
        let mut denials = self.right.denies.iter();
        denials.all(|index| flags.get(index) == Some(&0))
            && self.right.grants.iter().all(|layer| layer.iter().any(is_open))
    }

    /// Whether the left may allow anything of this.
    fn may_allow(&self, flags: &[u8]) -> bool {
        let may = RuleSet::from_fn(self.rules.len(), |index| flags.get(index) != Some(&0));
        self.left.can_allow(&may)
    }

    fn resources(
        &self,
        base: &Base<'_>,
        keys: &Keys<'_>,
        seen: &mut Seen,
        outcome: &mut ComparisonOutcome,
        budget: &mut StepBudget,
    ) {
        if !self.may_allow(&base.flags)
            || self.is_open_on_right(&base.flags)
            || !seen.bases.insert(base.flags.clone())
        {
            return;
        }
        let every = [PolicyText::parse("*", false)];
        let texts: &[PolicyText] =
            match self.rules.first().and_then(|rule| rule.statement.resources.as_ref()) {
                Some(Elements::Only(texts)) => texts,
                _ => &every,
            };
        for (number, text) in texts.iter().enumerate() {
            let Some(meeting) = self.meeting(&base.flags, text, budget) else {
                outcome.doubt(too_many_resources(base));
                continue;
            };
            let Some(cells) = meeting.driver(&self.symbols).cells(budget) else {
                outcome.doubt(too_many_resources(base));
                continue;
            };
            let before = outcome.doubt.is_some();
            for cell in cells {
                let flags = meeting.flags(&base.flags, &cell);
                if !seen.flags.insert(flags.clone()) {
                    continue;
                }
                seen.is_searched = true;
                self.contexts(base, &cell.word, &flags, keys, outcome, budget);
                if outcome.witness.is_some() {
                    return;
                }
            }
            if outcome.doubt.is_some() && !before {
                self.refute_elsewhere(base, number, &meeting, keys, outcome, budget);
            }
            if outcome.witness.is_some() {
                return;
            }
        }
    }

    /// What is in doubt by the values of symbols may be refuted by a resource that no statement names.
    fn refute_elsewhere(
        &self,
        base: &Base<'_>,
        number: usize,
        meeting: &Meeting,
        keys: &Keys<'_>,
        outcome: &mut ComparisonOutcome,
        budget: &mut StepBudget,
    ) {
        let Some(Some(text)) = self.unnamed.get(number) else { return };
        let tokens = self.symbols.pattern(text, self.style).upper.tokens;
        let [Token::Symbol(symbol)] = tokens.as_slice() else { return };
        let Some(cell) = meeting.driver(&self.symbols).cell_of(*symbol, budget) else { return };
        let flags = meeting.flags(&base.flags, &cell);
        if let Found::Context(context) = self.search(Pass::Refutation, false, &flags, keys, budget)
            && let Some(witness) = self.witness(base, &cell.word, &context)
            && base.class.status != ActionStatus::Future
        {
            outcome.witness = Some((witness, base.class.status));
        }
    }

    fn meeting(&self, flags: &[u8], text: &PolicyText, budget: &mut StepBudget) -> Option<Meeting> {
        let meets = Meets { rules: &self.rules, symbols: &self.symbols, style: self.style };
        meets.at(flags, text, budget)
    }

    /// The conditions of a rule that the statement does not have itself.
    fn conditions_of(&self, index: usize) -> impl Iterator<Item = &PolicyCondition> {
        let own =
            self.rules.first().map_or(&[] as &[PolicyCondition], |rule| &rule.statement.conditions);
        let conditions = self
            .rules
            .get(index)
            .map_or(&[] as &[PolicyCondition], |rule| &rule.statement.conditions);
        conditions.iter().filter(move |one| index == 0 || !is_implied(one, own))
    }

    fn keys(&self, budget: &mut StepBudget) -> Keys<'_> {
        let mut keys: BTreeMap<String, Key<'_>> = BTreeMap::new();
        for index in 0..self.rules.len() {
            for condition in self.conditions_of(index) {
                let key = keys.entry(condition.key.to_lowercase()).or_default();
                let same = |one: &&&PolicyCondition| {
                    one.operator == condition.operator && one.values == condition.values
                };
                let number = match key.conditions.iter().position(|one| same(&one)) {
                    Some(number) => number,
                    None => {
                        key.conditions.push(condition);
                        let style = Style::of_comparison(condition.operator.comparison);
                        key.symbols.push(self.symbols.in_texts(&condition.values, style));
                        key.conditions.len() - 1
                    }
                };
                key.of_rule.entry(index).or_default().push(number);
            }
        }
        for (name, key) in &mut keys {
            key.choices = values::choices(
                &key.conditions,
                key.is_joint() || self.left.grants.len() > 1,
                self.many(name, &key.conditions),
                &self.symbols,
                budget,
            );
        }
        Keys { keys }
    }

    /// Whether requests have several values of a key, by a set operator on it in any statement of the comparison.
    fn many(&self, name: &str, conditions: &[&PolicyCondition]) -> bool {
        let has_sets = conditions.iter().any(|one| one.operator.quantifier.is_some());
        (has_sets || self.set_keys.contains(name)) && !is_single_valued(name)
    }

    /// A context in which the sides differ, tried; what is in doubt is noted.
    fn contexts(
        &self,
        base: &Base<'_>,
        word: &Word,
        flags: &[u8],
        keys: &Keys<'_>,
        outcome: &mut ComparisonOutcome,
        budget: &mut StepBudget,
    ) {
        let action = &base.class.name;
        let found = match self.search(Pass::Proof, false, flags, keys, budget) {
            Found::Context(context) => context,
            Found::Nothing { is_sure } => {
                if !is_sure {
                    outcome.doubt(Doubt::limit(format!(
                        "the values of a context key of `{action}` are too many to compare"
                    )));
                }
                if let Found::Context(context) = self.search(Pass::Proof, true, flags, keys, budget)
                {
                    let odd = context.iter().filter(|(_, choice)| choice.is_odd);
                    outcome.odd_keys.extend(odd.map(|(key, _)| self.spelling(key)));
                }
                return;
            }
            Found::TooLarge => {
                outcome.doubt(Doubt::limit(format!(
                    "the conditions on `{action}` are too many to be searched"
                )));
                return;
            }
        };
        let refuting = match self.search(Pass::Refutation, false, flags, keys, budget) {
            Found::Context(context) => Some(context),
            _ => None,
        };
        // Without symbols, any request that holds is enough.
        let other = self.symbols.deployment_symbols().next().is_none().then_some(found);
        let mut contexts = refuting.into_iter().chain(other);
        let witness = contexts.find_map(|context| self.witness(base, word, &context));
        match witness {
            Some(witness) if base.class.status == ActionStatus::Future => {
                outcome.future.get_or_insert(witness.action);
            }
            Some(witness) => outcome.witness = Some((witness, base.class.status)),
            None if base.class.status == ActionStatus::Future => {
                outcome.future.get_or_insert_with(|| action.clone());
            }
            None => outcome.doubt(self.doubt(base, flags)),
        }
    }

    fn search<'b>(
        &'b self,
        pass: Pass,
        with_odd: bool,
        flags: &[u8],
        keys: &'b Keys<'b>,
        budget: &mut StepBudget,
    ) -> Found<'b> {
        let search = Search {
            rules: &self.rules,
            keys,
            left: &self.left,
            right: &self.right,
            pass,
            with_odd,
        };
        search.run(flags, budget)
    }

    fn witness(
        &self,
        base: &Base<'_>,
        word: &Word,
        context: &[(&str, &Choice)],
    ) -> Option<Witness> {
        if self.style == Style::Segments {
            return None;
        }
        let context: Vec<(String, &Choice)> =
            context.iter().map(|(key, choice)| (self.spelling(key), *choice)).collect();
        let trial = Trial::new(&self.rules, &base.flags, &self.left, &self.right, &self.symbols);
        trial.witness(&Candidate {
            action: &base.class.name,
            caller: base.caller,
            resource: word,
            context: &context,
        })
    }

    /// Why a possible difference is not a witness: by the values that the rules which may apply have in them.
    fn doubt(&self, base: &Base<'_>, flags: &[u8]) -> Doubt {
        let mut doubt = Doubt::default();
        for (index, rule) in self.rules.iter().enumerate() {
            // What certainly applies decides nothing by itself, unless a symbol of it is in the request.
            if index > 0 && flags.get(index) == Some(&0) {
                continue;
            }
            let mut add = |text: &PolicyText| {
                for symbol in text.symbols().filter(|symbol| !symbol.name.starts_with(UNNAMED)) {
                    match &symbol.domain.unread {
                        Some(reason) => doubt.unread.insert(reason.to_string()),
                        None => doubt.values.insert(symbol.name.to_string()),
                    };
                }
            };
            rule.statement.texts().for_each(&mut add);
            if rule.is_present.is_none() {
                rule.statement.presence.visit_unread(&mut |reason| {
                    doubt.unread.insert(reason.to_owned());
                });
                rule.statement.presence.visit_atoms(&mut |atom| {
                    doubt.values.insert(atom.to_string());
                });
            }
        }
        if doubt.values.is_empty() && doubt.unread.is_empty() {
            let keys: BTreeSet<String> =
                self.symbols.variables().map(|key| format!("`${{{key}}}`")).collect();
            let keys: Vec<String> = keys.into_iter().take(5).collect();
            doubt.limit = Some(match keys.is_empty() {
                true => format!(
                    "the policies may differ on `{}`, but no concrete request shows it",
                    base.class.name
                ),
                false => format!(
                    "the result for `{}` depends on these policy variables: {}",
                    base.class.name,
                    keys.join(", ")
                ),
            });
        }
        doubt
    }

    /// A key as the policies write it first.
    fn spelling(&self, key: &str) -> String {
        let mut conditions = self.rules.iter().flat_map(|rule| &rule.statement.conditions);
        let own = conditions.find(|condition| condition.key.eq_ignore_ascii_case(key));
        own.map_or(key, |condition| &condition.key).to_owned()
    }

    /// Variables that a proof takes to have a value: those in denials, and in what is negated.
    fn needed_variables(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for rule in &self.rules {
            let resources = rule.statement.resources.iter();
            let resources =
                resources.filter(|scope| rule.effect() == Effect::Deny || scope.is_negated());
            let conditions = rule.statement.conditions.iter();
            let conditions =
                conditions.filter(|one| rule.effect() == Effect::Deny || one.operator.is_negated);
            let texts = resources
                .flat_map(|scope| scope.list())
                .chain(conditions.flat_map(|one| &one.values));
            for part in texts.flat_map(PolicyText::parts) {
                if let TextPart::Variable(variable) = part
                    && variable.default.is_none()
                {
                    keys.insert(variable.key.clone());
                }
            }
        }
        keys
    }
}

/// What was compared already.
#[derive(Default)]
struct Seen {
    bases: BTreeSet<Vec<u8>>,
    flags: BTreeSet<Vec<u8>>,
    /// Whether anything had to be searched.
    is_searched: bool,
}

fn too_many_resources(base: &Base<'_>) -> Doubt {
    Doubt::limit(format!("the resources of `{}` are too many to compare", base.class.name))
}

/// Keys that a request has once at most.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
fn is_single_valued(key: &str) -> bool {
    matches!(key, "aws:principalarn" | "aws:principalaccount" | "aws:principaltype")
}
