//! Makes a concrete request from a cell of the search, confirms it with the evaluator, and makes it plausible as long as the
//! evaluator confirms it.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::bounds::{Pass, decisive};
use super::example;
use super::rules::{Rule, Side};
use super::symbol_table::{SymbolTable, Word, WordUnit};
use super::symbolic_caller::SymbolicCaller;
use super::values::Choice;
use crate::context::RequestContext;
use crate::document::PolicyStatement;
use crate::eval::statement::meets;
use crate::eval::truth::Truth;
use crate::principal::Caller;
use crate::request::Request;
use crate::text::{PolicyText, Symbol, TextPart};
use constructs_policy::{Effect, Elements};

/// A request that the left side allows and the right does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Witness {
    /// The caller: a principal that the policies name, or a role of the resource's account.
    pub principal: String,
    /// The action.
    pub action: String,
    /// The resource, with examples in the place of what only the deployment knows.
    pub resource: String,
    /// The context keys that matter. [`ContextValues::Absent`]: the request does not have the key.
    pub context: BTreeMap<String, ContextValues>,
    /// The resource with symbols by name (`<Push.Arn>`), where it has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbolic_resource: Option<String>,
}

/// What a request has under a context key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContextValues {
    /// It does not have the key: `null`.
    Absent,
    /// One value or several.
    Present(Vec<String>),
}

impl Serialize for ContextValues {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Present(values) => match values.as_slice() {
                [value] => serializer.serialize_str(value),
                values => values.serialize(serializer),
            },
        }
    }
}

impl Witness {
    /// The witness as a request.
    #[must_use]
    pub fn request(&self) -> Request {
        let mut context = RequestContext::default();
        for (key, values) in &self.context {
            context.set(
                key,
                match values {
                    ContextValues::Absent => Vec::new(),
                    ContextValues::Present(values) => values.clone(),
                },
            );
        }
        Request::new(Caller::from_name(&self.principal), &self.action, &self.resource, context)
    }
}

/// What is needed to try a witness: the statements that are about its action and caller, without symbols.
pub(crate) struct Trial<'a> {
    plain: Vec<Plain>,
    left: &'a Side,
    right: &'a Side,
    symbols: &'a SymbolTable,
}

/// A statement without symbols, for all actions and principals.
struct Plain {
    index: usize,
    is_left: bool,
    statement: PolicyStatement,
}

/// What the search found.
pub(crate) struct Candidate<'a> {
    pub(crate) action: &'a str,
    pub(crate) caller: Option<&'a SymbolicCaller>,
    pub(crate) resource: &'a Word,
    pub(crate) context: &'a [(String, &'a Choice)],
}

impl<'a> Trial<'a> {
    /// `flags`: what each rule has by presence, action and caller.
    pub(crate) fn new(
        rules: &[Rule<'_>],
        flags: &[u8],
        left: &'a Side,
        right: &'a Side,
        symbols: &'a SymbolTable,
    ) -> Self {
        let example = |symbol: &Symbol| symbol.domain.example(symbols.number(symbol));
        let own = rules.iter().zip(flags).enumerate().filter(|(_, (rule, flags))| {
            let deciding = decisive(Pass::Refutation, rule.is_left, rule.effect());
            *flags & deciding != 0
        });
        let plain = own.map(|(index, (rule, _))| Plain {
            index,
            is_left: rule.is_left,
            statement: PolicyStatement {
                actions: Elements::Only(vec![PolicyText::parse("*", false)]),
                principals: None,
                ..rule.statement.substitute_symbols(&example)
            },
        });
        Self { plain: plain.collect(), left, right, symbols }
    }

    /// The candidate as a witness, if it is one.
    pub(crate) fn witness(&self, candidate: &Candidate<'_>) -> Option<Witness> {
        let variables = self.variables(candidate);
        let resource = self.text(candidate.resource, &variables);
        let symbolic = self.symbolic(candidate.resource);
        let mut witness = Witness {
            principal: String::new(),
            action: candidate.action.to_owned(),
            context: self.context(candidate, &variables),
            symbolic_resource: (symbolic != resource && symbolic.contains('<')).then_some(symbolic),
            resource,
        };
        witness.principal = principal(candidate.caller, &witness.resource);
        if !self.holds(&witness, candidate.caller) {
            return None;
        }
        Some(self.plausible(witness, candidate.caller))
    }

    /// Whether the left side surely allows it and the right surely does not.
    fn holds(&self, witness: &Witness, caller: Option<&SymbolicCaller>) -> bool {
        let mut request = witness.request();
        match caller {
            Some(SymbolicCaller::Known(caller)) => request.caller = caller.clone(),
            Some(_) => request.caller = Caller::from_name("arn:aws:iam::111122223333:role/example"),
            None => {}
        }
        let truths: Vec<(&Plain, Truth)> = self
            .plain
            .iter()
            .map(|rule| (rule, meets(&rule.statement, &request, false).truth))
            .collect();
        allows(true, self.left, &truths) == Some(true)
            && allows(false, self.right, &truths) == Some(false)
    }

    /// A value for each variable: what the context has, or one of its own.
    fn variables(&self, candidate: &Candidate<'_>) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        for key in self.symbols.variables() {
            let chosen = candidate.context.iter().find(|(own, _)| own.eq_ignore_ascii_case(key));
            let plain = chosen.and_then(|(_, choice)| match choice.values.as_slice() {
                [only] => super::fits::plain(only),
                _ => None,
            });
            let name = key.rsplit([':', '/']).next().unwrap_or_default().to_lowercase();
            values.insert(key.to_lowercase(), plain.unwrap_or_else(|| format!("{name}-1")));
        }
        values
    }

    fn context(
        &self,
        candidate: &Candidate<'_>,
        variables: &BTreeMap<String, String>,
    ) -> BTreeMap<String, ContextValues> {
        let mut context = BTreeMap::new();
        for key in self.symbols.variables() {
            let value = variables.get(&key.to_lowercase()).cloned().unwrap_or_default();
            context.insert(key.to_owned(), ContextValues::Present(vec![value]));
        }
        for (key, choice) in candidate.context {
            let values: Vec<String> =
                choice.values.iter().map(|word| self.text(word, variables)).collect();
            if !values.is_empty() {
                context.retain(|own, _| !own.eq_ignore_ascii_case(key));
                context.insert(key.clone(), ContextValues::Present(values));
            } else if !variables.contains_key(&key.to_lowercase())
                || !self.is_in(candidate.resource, key)
            {
                context.retain(|own, _| !own.eq_ignore_ascii_case(key));
                context.insert(key.clone(), ContextValues::Absent);
            }
        }
        context
    }

    /// Whether a word has the variable of this key.
    fn is_in(&self, word: &Word, key: &str) -> bool {
        word.iter().any(|unit| match unit {
            WordUnit::Symbol(symbol) => matches!(self.symbols.part(*symbol), Some(TextPart::Variable(variable)) if variable.key.eq_ignore_ascii_case(key)),
            WordUnit::Char(_) => false,
        })
    }

    fn text(&self, word: &Word, variables: &BTreeMap<String, String>) -> String {
        let mut text = String::new();
        for unit in word {
            match unit {
                WordUnit::Char(character) => text.push(*character),
                WordUnit::Symbol(symbol) => match self.symbols.part(*symbol) {
                    Some(TextPart::Variable(variable)) => {
                        text.push_str(
                            variables.get(&variable.key.to_lowercase()).map_or("", String::as_str),
                        );
                    }
                    Some(TextPart::Symbol(symbol)) => {
                        text.push_str(&symbol.domain.example(self.symbols.number(symbol)));
                    }
                    _ => {}
                },
            }
        }
        text
    }

    fn symbolic(&self, word: &Word) -> String {
        word.iter()
            .map(|unit| match unit {
                WordUnit::Char(character) => character.to_string(),
                WordUnit::Symbol(symbol) => match self.symbols.part(*symbol) {
                    Some(TextPart::Symbol(symbol)) => format!("<{}>", symbol.name),
                    Some(TextPart::Variable(variable)) => format!("${{{}}}", variable.key),
                    _ => String::new(),
                },
            })
            .collect()
    }

    /// The witness with an ARN that people know, if it stays a witness: of what the action acts on, or with segments replaced one by
    /// one.
    fn plausible(&self, mut witness: Witness, caller: Option<&SymbolicCaller>) -> Witness {
        if witness.symbolic_resource.is_none() && example::is_made_up(&witness.resource) {
            let mut examples = example::resources(&witness.action).into_iter();
            if let Some(found) =
                examples.find_map(|resource| self.with_resource(&witness, resource, caller))
            {
                return found;
            }
        }
        for replaced in replacements(&witness.action) {
            let resource = replaced(&witness.resource);
            if resource == witness.resource {
                continue;
            }
            if let Some(found) = self.with_resource(&witness, resource, caller) {
                witness = found;
            }
        }
        witness
    }

    /// The witness on another resource, if it stays one.
    fn with_resource(
        &self,
        witness: &Witness,
        resource: String,
        caller: Option<&SymbolicCaller>,
    ) -> Option<Witness> {
        let principal = principal(caller, &resource);
        let tried = Witness { resource, principal, ..witness.clone() };
        self.holds(&tried, caller).then_some(tried)
    }
}

/// Whether a side allows; `None` where that is not certain.
fn allows(is_left: bool, side: &Side, truths: &[(&Plain, Truth)]) -> Option<bool> {
    let own = || truths.iter().filter(move |(rule, _)| rule.is_left == is_left);
    let denials = own().filter(|(rule, _)| rule.statement.effect == Effect::Deny);
    let denial = denials.map(|(_, truth)| *truth).max();
    let grants = side.grants.iter().map(|layer| {
        let grants = own().filter(|(rule, _)| layer.has(rule.index));
        grants.map(|(_, truth)| *truth).max().unwrap_or(Truth::No)
    });
    let grant = grants.min().unwrap_or(Truth::Yes);
    match (denial.unwrap_or(Truth::No), grant) {
        (Truth::Yes, _) | (_, Truth::No | Truth::Missing) => Some(false),
        (Truth::No, Truth::Yes) => Some(true),
        _ => None,
    }
}

/// The caller if no statement names one: a role of the resource's account.
fn principal(caller: Option<&SymbolicCaller>, resource: &str) -> String {
    match caller {
        Some(caller) => caller.to_string(),
        None => {
            let account = resource.split(':').nth(4).filter(|_| resource.starts_with("arn:"));
            let account = account.filter(|account| !account.is_empty()).unwrap_or("111122223333");
            format!("arn:aws:iam::{account}:role/example")
        }
    }
}

type Replacement = Box<dyn Fn(&str) -> String>;

/// What makes a resource more like one, in order.
fn replacements(action: &str) -> Vec<Replacement> {
    let service = action.split(':').next().unwrap_or_default().to_lowercase();
    let is_regional =
        !["s3", "iam", "sts", "route53", "cloudfront", "organizations"].contains(&service.as_str());
    let mut replacements: Vec<Replacement> = vec![
        Box::new(|text| if text.starts_with("arn:") { text.to_owned() } else { "*".to_owned() }),
        segment(1, "aws", |own| !own.starts_with("aws")),
        segment(2, &service, |own| own.len() < 2),
    ];
    if is_regional {
        replacements.push(segment(3, "us-east-1", |own| own.len() < 2));
    } else {
        replacements.push(segment(3, "", |own| own.len() == 1));
    }
    if service == "s3" {
        replacements.push(segment(4, "", |own| own.len() == 1));
    } else {
        replacements.push(segment(4, "111122223333", |own| own.len() != 12));
    }
    replacements.push(segment(5, "example", |own| own.chars().count() == 1));
    replacements.push(Box::new(|text| {
        if text.ends_with('/') { format!("{text}example") } else { text.to_owned() }
    }));
    replacements.push(Box::new(|text| match text.rsplit_once(['/', ':']) {
        Some((before, last)) if last.chars().count() == 1 && before.matches(':').count() >= 5 => {
            format!("{}example", text.get(..text.len() - last.len()).unwrap_or_default())
        }
        _ => text.to_owned(),
    }));
    replacements
}

/// Puts `value` into a segment of an ARN where `is_poor` says so.
fn segment(index: usize, value: &str, is_poor: fn(&str) -> bool) -> Replacement {
    let value = value.to_owned();
    Box::new(move |text| {
        let mut segments: Vec<&str> = text.splitn(6, ':').collect();
        match segments.get_mut(index) {
            Some(own) if text.starts_with("arn:") && is_poor(own) => *own = &value,
            _ => return text.to_owned(),
        }
        segments.join(":")
    })
}
