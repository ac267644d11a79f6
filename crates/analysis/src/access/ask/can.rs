//! Who, an action, a resource, keys of the context -> yes, no, or under which conditions; and the statements that decide.

use super::allowing;
use crate::access::actions::actions_of;
use crate::access::document::{Condition, Document, Effect, Statement};
use crate::access::implies::{Future, Grants, Question, Verdict, Witness, within};
use crate::access::operator::Operator;
use crate::access::pattern::Pattern;
use crate::access::template::{
    AttachedPolicy, Estate, Notes, Piece, Principal, Resolver, arn, policy_text, resource_texts,
};
use crate::access::text::{SymbolKind, Text};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The action, perhaps with wildcards.
    pub action: String,
    /// The resource, perhaps with wildcards.
    pub resource: Text,
    /// What the request has; keys that are not here may be anything.
    pub context: Vec<(String, Vec<String>)>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// Whatever else the request has.
    Yes,
    /// In some requests, such as the first, and not in others, such as the second.
    Sometimes(Box<Witness>, Option<Box<Witness>>),
    /// In no request.
    No,
    /// For this reason.
    Undecided(String),
}

/// A statement that bears on the question.
#[derive(Clone, Debug)]
pub struct Deciding<'a, 't> {
    /// Its policy.
    pub policy: &'a AttachedPolicy<'t>,
    /// The statement.
    pub statement: &'a Statement,
}

/// What a word of a person's means: a construct's path, a logical id that is there once, `export NAME`, an ARN or `*`. An ARN
/// that is a resource's of the templates is that resource.
#[must_use]
pub fn resource_text(word: &str, estate: &Estate<'_>) -> Option<Text> {
    if word.starts_with("arn:") || word == "*" {
        let pieces = [Piece::Text(word.to_owned())];
        return resource_texts(estate, &pieces, false).into_iter().next();
    }
    if let Some(name) = word.strip_prefix("export ") {
        let mut notes = Notes::default();
        estate.export_names().find(|known| *known == name)?;
        let given = Resolver::new(estate, 0, &mut notes).imported(name);
        return resource_texts(estate, &given.first()?.pieces, false).into_iter().next();
    }
    let mut by_id = estate.resources().filter(|(id, _)| id.id == word).map(|(id, _)| id);
    let found = match estate.at_path(word) {
        Some(found) => found,
        None => by_id.next().filter(|_| by_id.next().is_none())?,
    };
    Some(policy_text(&arn(estate, found), false))
}

/// The resource of the templates that an ARN is of if they are deployed to its account and region; the text, and its path.
#[must_use]
pub fn resource_if_deployed_there(word: &str, estate: &Estate<'_>) -> Option<(Text, String)> {
    if !word.starts_with("arn:") || word.contains(['*', '?']) {
        return None;
    }
    let mut found = estate.resources().filter_map(|(id, _)| {
        let symbol = arn(estate, id);
        let [Piece::Symbol(own)] = symbol.as_slice() else { return None };
        let SymbolKind::Arn(shape) = &own.kind else { return None };
        estate.name(id)?;
        let pattern = Pattern::glob(shape);
        let ends = word.match_indices([':', '/']).map(|(at, _)| at).skip(5).take(64);
        let end = ends.chain([word.len()]).find(|end| {
            let start: Vec<char> = word.get(..*end).unwrap_or_default().chars().collect();
            pattern.matches(&start)
        })?;
        let rest = Text::parse(word.get(end..).unwrap_or_default(), false);
        let own = policy_text(&symbol, false);
        let parts = own.parts().iter().chain(rest.parts()).cloned();
        Some((Text::new(parts.collect()), estate.path(id)))
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

impl Asked {
    fn statement(&self) -> Statement {
        let mut statement =
            allowing(vec![Text::parse(&self.action, false)], vec![self.resource.clone()]);
        let equals = Operator::parse("StringEquals");
        statement.conditions = self
            .context
            .iter()
            .filter_map(|(key, values)| {
                let values = values.iter().map(|value| Text::new(literal(value))).collect();
                Some(Condition { operator: equals?, key: key.clone(), values })
            })
            .collect();
        statement
    }
}

fn literal(text: &str) -> Vec<crate::access::text::Part> {
    vec![crate::access::text::Part::Literal(text.to_owned())]
}

/// Whether somebody can do it.
#[must_use]
pub fn can(principal: &Principal<'_>, asked: &Asked) -> Answered {
    let request = Document::of(vec![asked.statement()]);
    let (most, least) = (principal.most_of_all(), principal.least_of_all());
    let universe = actions_of(documents(&most).chain(documents(&least)).chain([&request]));
    let question = Question { future: Future::Assumed, ..Question::over(&universe) };
    let wanted = Grants::of(vec![request.clone()]);
    let always = within(&wanted, &least, &question);
    let gaps = |one: &AttachedPolicy<'_>| one.notes.gaps.first().cloned();
    let direct = principal.direct.iter().find_map(gaps);
    if let Some(gap) = principal.all_notes().gaps.first().cloned().or(direct) {
        return Answered::Undecided(gap);
    }
    if always.result == Verdict::Proved {
        return Answered::Yes;
    }
    let ever = within(&most.limited_by(vec![request]), &Grants::nothing(), &question);
    match (ever.result, ever.witness) {
        (Verdict::Proved, _) => Answered::No,
        (Verdict::Refuted, Some(witness)) => {
            Answered::Sometimes(Box::new(witness), always.witness.map(Box::new))
        }
        _ => Answered::Undecided(ever.reason.unwrap_or_default()),
    }
}

/// The statements of somebody's policies that meet what is asked, in any context.
#[must_use]
pub fn deciding<'a, 't>(principal: &'a Principal<'t>, asked: &Asked) -> Vec<Deciding<'a, 't>> {
    let request = Document::of(vec![asked.statement()]);
    let mut found = Vec::new();
    for policy in principal.identity.iter().chain(&principal.direct).chain(&principal.boundary) {
        for statement in &policy.bounds.most.statements {
            let own = Statement { effect: Effect::Allow, ..statement.clone() };
            let own =
                Document { version: policy.bounds.most.version.clone(), ..Document::of(vec![own]) };
            let universe = actions_of([&own, &request]);
            let both = Grants::of(vec![own]).limited_by(vec![request.clone()]);
            let answer = within(&both, &Grants::nothing(), &Question::over(&universe));
            if answer.result != Verdict::Proved {
                found.push(Deciding { policy, statement });
            }
        }
    }
    found
}

/// Everybody who can do it in some request, or might.
#[must_use]
pub fn who_can<'a, 't>(
    principals: &'a [Principal<'t>],
    asked: &Asked,
) -> Vec<(&'a Principal<'t>, Answered)> {
    let answers = principals.iter().map(|principal| (principal, can(principal, asked)));
    answers.filter(|(_, answer)| *answer != Answered::No).collect()
}

fn documents(grants: &Grants) -> impl Iterator<Item = &Document> {
    grants.layers.iter().flatten()
}
