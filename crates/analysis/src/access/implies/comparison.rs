//! The flow of a comparison: actions × callers × resources × contexts, until something tells the two sides apart.

use std::collections::{BTreeMap, BTreeSet};

use super::actions::{self, Standing};
use super::automaton::{Cell, Walk};
use super::bounds::{ALL, Pass, from_list};
use super::callers;
use super::covered::Covers;
use super::letters::{Letters, Word};
use super::rules::{self, Rule, RuleSet, Side};
use super::search::{Found, Key, Keys, Search};
use super::values::{self, Choice};
use super::witness::{Candidate, Trial, Witness};
use super::work::Work;
use super::{Answer, Future, Grants, Question, Verdict};
use crate::access::document::{Effect, Scope};
use crate::access::pattern::{Pattern, Style};
use crate::access::text::{Part, Text};

/// The most context keys that are searched.
const MOST_KEYS: usize = 400;

pub(super) struct Comparison<'a> {
    rules: &'a [Rule<'a>],
    plain: &'a [Rule<'a>],
    left: Side,
    right: Side,
    letters: Letters,
    style: Style,
}

/// What was found on the way that doesn't decide by itself.
#[derive(Default)]
struct Notes {
    doubt: Option<String>,
    future: Option<String>,
    odd_keys: BTreeSet<String>,
}

impl Notes {
    fn doubt(&mut self, reason: impl Into<String>) {
        self.doubt.get_or_insert(reason.into());
    }
}

impl Comparison<'_> {
    pub(super) fn answer(
        left: &Grants,
        right: &Grants,
        question: &Question<'_>,
        style: Style,
        work: Work,
    ) -> Answer {
        let rules = rules::rules(left, right);
        let letters = Letters::of(rules.iter().map(|rule| rule.statement));
        let (plain_left, plain_right) = (left.instantiated(&letters), right.instantiated(&letters));
        let plain = rules::rules(&plain_left, &plain_right);
        let comparison = Comparison {
            left: Side::new(&rules, true, left.layers.len()),
            right: Side::new(&rules, false, right.layers.len()),
            rules: &rules,
            plain: &plain,
            letters,
            style,
        };
        let mut notes = Notes::default();
        let refuted = comparison.run(question, &mut notes, work);
        comparison.conclude(refuted, notes, question)
    }

    fn conclude(
        &self,
        refuted: Option<(Witness, Standing)>,
        notes: Notes,
        question: &Question<'_>,
    ) -> Answer {
        let mut assumptions = Vec::new();
        if let Some((witness, standing)) = refuted {
            if standing != Standing::Known {
                assumptions.push(format!(
                    "`{}` is an action: the list of actions does not have it",
                    witness.action
                ));
            }
            return Answer {
                result: Verdict::Refuted,
                witness: Some(witness),
                reason: None,
                assumptions,
            };
        }
        let future = notes.future.map(|name| {
            let date = question.universe.date().map_or(String::new(), |date| format!(" of {date}"));
            format!("no action such as `{name}` is added to those{date}")
        });
        let doubt = notes.doubt.or_else(|| match question.future {
            Future::Undecided => {
                future.clone().map(|text| format!("it holds only as long as {text}"))
            }
            Future::Assumed => None,
        });
        assumptions.extend(future.filter(|_| question.future == Future::Assumed));
        assumptions.extend(notes.odd_keys.iter().map(|key| {
            format!(
                "`{}`, where a request has it, is of the type that its operators read",
                self.spelling(key)
            )
        }));
        assumptions
            .extend(self.needed_variables().iter().map(|key| format!("every request has `{key}`")));
        match doubt {
            Some(reason) => Answer {
                result: Verdict::Undecided,
                witness: None,
                reason: Some(reason),
                assumptions,
            },
            None => Answer { result: Verdict::Proved, witness: None, reason: None, assumptions },
        }
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
        for rule in self.rules {
            let resources = rule.statement.resources.iter();
            let resources =
                resources.filter(|scope| rule.effect() == Effect::Deny || scope.is_negated());
            let conditions = rule.statement.conditions.iter();
            let conditions =
                conditions.filter(|one| rule.effect() == Effect::Deny || one.operator.is_negated);
            let texts = resources
                .flat_map(|scope| scope.list())
                .chain(conditions.flat_map(|one| &one.values));
            for part in texts.flat_map(Text::parts) {
                if let Part::Variable(variable) = part
                    && variable.default.is_none()
                {
                    keys.insert(variable.key.clone());
                }
            }
        }
        keys
    }

    fn run(
        &self,
        question: &Question<'_>,
        notes: &mut Notes,
        mut work: Work,
    ) -> Option<(Witness, Standing)> {
        if !self.left.can_allow(&RuleSet::of(self.rules.len(), |_| true)) {
            return None;
        }
        let Some(classes) = actions::classes(self.rules, question.universe, &mut work) else {
            notes.doubt("the patterns of actions are too many to be told apart");
            return None;
        };
        let callers = callers::classes(self.plain);
        let keys = self.keys(&mut work);
        if keys.keys.len() > MOST_KEYS {
            notes.doubt(format!("there are more than {MOST_KEYS} context keys"));
            return None;
        }
        let covers = Covers::of(self.rules, &mut work);
        let mut seen = BTreeSet::new();
        let mut seen_flags = BTreeSet::new();
        for class in &classes {
            for caller in &callers {
                let relevant = covers.rest(&class.rules.and(&caller.rules), &self.right);
                if !self.left.can_allow(&relevant)
                    || self.is_covered(&relevant)
                    || !seen.insert(relevant.clone())
                {
                    continue;
                }
                let Some(cells) = self.resources(&relevant, &mut work) else {
                    notes.doubt(format!(
                        "the resources of `{}` are too many to be told apart",
                        class.name
                    ));
                    continue;
                };
                for (word, flags) in cells {
                    if !seen_flags.insert(flags.clone()) {
                        continue;
                    }
                    let candidate = Candidate {
                        action: &class.name,
                        caller: caller.caller.as_ref(),
                        resource: &word,
                        context: &[],
                    };
                    let witness =
                        self.contexts(&candidate, &flags, &keys, class.standing, notes, &mut work);
                    if let Some(witness) = witness {
                        return Some((witness, class.standing));
                    }
                }
            }
        }
        None
    }

    /// Whether the right side allows whatever these rules are about.
    fn is_covered(&self, relevant: &RuleSet) -> bool {
        let is_open = |index: usize| {
            self.rules.get(index).is_some_and(|rule| {
                let statement = rule.statement;
                let on_all = match &statement.resources {
                    None => true,
                    Some(Scope::Only(list)) => list.iter().any(Text::is_anything),
                    Some(Scope::Except(list)) => list.is_empty(),
                };
                on_all && statement.conditions.is_empty()
            })
        };
        !self.right.denies.meets(relevant)
            && self.right.grants.iter().all(|layer| layer.and(relevant).iter().any(is_open))
    }

    fn keys(&self, work: &mut Work) -> Keys<'_> {
        let mut keys: BTreeMap<String, Key<'_>> = BTreeMap::new();
        for (index, rule) in self.rules.iter().enumerate() {
            for condition in &rule.statement.conditions {
                let key = keys.entry(condition.key.to_lowercase()).or_default();
                let same = |one: &&&crate::access::Condition| {
                    one.operator == condition.operator && one.values == condition.values
                };
                let number = match key.conditions.iter().position(|one| same(&one)) {
                    Some(number) => number,
                    None => {
                        key.conditions.push(condition);
                        key.letters.push(self.letters.in_texts(&condition.values));
                        key.conditions.len() - 1
                    }
                };
                key.of_rule.entry(index).or_default().push(number);
            }
        }
        for key in keys.values_mut() {
            key.choices = values::choices(
                &key.conditions,
                key.is_joint() || self.left.grants.len() > 1,
                &self.letters,
                work,
            );
        }
        Keys { keys }
    }

    /// Every way in which a resource meets these rules: a word, and each rule's flags.
    fn resources(&self, relevant: &RuleSet, work: &mut Work) -> Option<Vec<(Word, Vec<u8>)>> {
        let mut lists: Vec<Vec<Pattern>> = Vec::new();
        let mut places: BTreeMap<Vec<Pattern>, usize> = BTreeMap::new();
        let mut of_rule: BTreeMap<usize, usize> = BTreeMap::new();
        let mut guards = BTreeSet::new();
        let mut is_guarded = true;
        for (index, rule) in
            relevant.iter().filter_map(|index| Some((index, self.rules.get(index)?)))
        {
            let grants_on_left = rule.is_left && rule.effect() == Effect::Allow;
            let Some(scope) = &rule.statement.resources else {
                is_guarded &= !grants_on_left;
                continue;
            };
            let patterns: Vec<Pattern> =
                scope.list().iter().map(|text| self.resource_pattern(text)).collect();
            let list = *places.entry(patterns.clone()).or_insert_with(|| {
                lists.push(patterns);
                lists.len() - 1
            });
            of_rule.insert(index, list);
            if grants_on_left {
                is_guarded &= !scope.is_negated();
                guards.insert(list);
            }
        }
        let preferred = lists.len();
        let arn = Text::parse("arn:?*:?*:*:*:?*", false);
        lists.push(vec![self.letters.pattern(&arn, Style::Segments)]);
        let guards = if is_guarded { guards.into_iter().collect() } else { Vec::new() };
        let walk = Walk {
            lists,
            guards,
            letters: &self.letters,
            preferred: Some(preferred),
            takes_empty: false,
            is_joint: self.left.grants.len() > 1,
        };
        let cells = walk.cells(work)?;
        Some(
            cells
                .into_iter()
                .map(|cell| {
                    let flags = self.flags(&cell, relevant, &of_rule);
                    (cell.word, flags)
                })
                .collect(),
        )
    }

    fn flags(&self, cell: &Cell, relevant: &RuleSet, of_rule: &BTreeMap<usize, usize>) -> Vec<u8> {
        let mut flags = vec![0; self.rules.len()];
        for index in relevant.iter() {
            let (Some(own), Some(rule)) = (flags.get_mut(index), self.rules.get(index)) else {
                continue;
            };
            *own = match (of_rule.get(&index), &rule.statement.resources) {
                (Some(list), Some(scope)) => from_list(
                    cell.truth.get(*list).copied().unwrap_or_default(),
                    scope.is_negated(),
                ),
                _ => ALL,
            };
        }
        flags
    }

    fn resource_pattern(&self, text: &Text) -> Pattern {
        let style = if text.is_anything() { Style::Glob } else { self.style };
        self.letters.pattern(text, style)
    }

    /// A context in which the sides differ, tried; what is in doubt is noted.
    fn contexts(
        &self,
        candidate: &Candidate<'_>,
        flags: &[u8],
        keys: &Keys<'_>,
        standing: Standing,
        notes: &mut Notes,
        work: &mut Work,
    ) -> Option<Witness> {
        let found = match self.search(Pass::Proof, false, flags, keys, work) {
            Found::Context(context) => context,
            Found::Nothing { is_sure } => {
                self.note_nothing(is_sure, candidate, flags, keys, notes, work);
                return None;
            }
            Found::TooLarge => {
                notes.doubt(format!(
                    "the conditions on `{}` are too many to be searched",
                    candidate.action
                ));
                return None;
            }
        };
        let mut contexts = Vec::new();
        if !self.letters.is_empty()
            && let Found::Context(context) = self.search(Pass::Refutation, false, flags, keys, work)
        {
            contexts.push(context);
        }
        // Without symbols, a request that holds is enough.
        if self.letters.symbols().next().is_none() {
            contexts.push(found);
        }
        let witness = contexts.iter().find_map(|context| self.witness(candidate, context));
        match witness {
            Some(witness) if standing == Standing::Future => {
                notes.future.get_or_insert(witness.action);
                None
            }
            Some(witness) => Some(witness),
            None => {
                notes.doubt(self.doubt(candidate.action));
                None
            }
        }
    }

    fn note_nothing(
        &self,
        is_sure: bool,
        candidate: &Candidate<'_>,
        flags: &[u8],
        keys: &Keys<'_>,
        notes: &mut Notes,
        work: &mut Work,
    ) {
        if !is_sure {
            notes.doubt(format!(
                "the values of a context key of `{}` are too many to be told apart",
                candidate.action
            ));
        }
        if let Found::Context(context) = self.search(Pass::Proof, true, flags, keys, work) {
            let odd = context.iter().filter(|(_, choice)| choice.is_odd);
            notes.odd_keys.extend(odd.map(|(key, _)| (*key).to_owned()));
        }
    }

    fn search<'b>(
        &'b self,
        pass: Pass,
        with_odd: bool,
        flags: &[u8],
        keys: &'b Keys<'b>,
        work: &mut Work,
    ) -> Found<'b> {
        let search = Search {
            rules: self.rules,
            keys,
            left: &self.left,
            right: &self.right,
            pass,
            with_odd,
        };
        search.run(flags, work)
    }

    fn witness(&self, candidate: &Candidate<'_>, context: &[(&str, &Choice)]) -> Option<Witness> {
        if self.style != Style::Glob {
            return None;
        }
        let context: Vec<(String, &Choice)> =
            context.iter().map(|(key, choice)| (self.spelling(key), *choice)).collect();
        let trial = Trial {
            plain: self.plain,
            left: &self.left,
            right: &self.right,
            letters: &self.letters,
        };
        trial.witness(&Candidate { context: &context, ..*candidate })
    }

    /// Why something that may tell the sides apart is no witness.
    fn doubt(&self, action: &str) -> String {
        let names: BTreeSet<String> = self
            .letters
            .symbols()
            .map(|name| format!("`{name}`"))
            .chain(self.letters.variables().map(|key| format!("`${{{key}}}`")))
            .collect();
        if names.is_empty() {
            return format!("what might tell the two apart on `{action}` is no real request");
        }
        let names: Vec<String> = names.into_iter().take(5).collect();
        format!("on `{action}` it hangs on what these are: {}", names.join(", "))
    }
}
