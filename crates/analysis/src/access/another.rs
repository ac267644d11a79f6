//! A statement on a pattern of resources -> the same on one more resource, of which nothing is known but that it is none of
//! those that have names.
//!
//! Whatever named resources are, a pattern with a `*` matches something else as well. A comparison by patterns alone can't
//! tell, for each text that it might choose could be what a name stands for.

use constructs_iam_facts as facts;

use super::document::{Scope, Statement};
use super::implies::{Answer, Verdict};
use super::text::{Part, Symbol, SymbolKind, Text};
use crate::facts::filled;

/// The name of the other resource; no construct's path has a space at its end.
const NAME: &str = "another resource";

/// The statement on another resource of each of its patterns.
fn on_another(statement: &Statement) -> Option<Statement> {
    let Some(Scope::Only(resources)) = &statement.resources else { return None };
    let shapes = resources.iter().filter_map(|text| shape(text, &statement.actions));
    let symbols: Vec<Text> = shapes
        .enumerate()
        .map(|(index, shape)| {
            let name = if index == 0 { NAME.to_owned() } else { format!("{NAME} {}", index + 1) };
            Text::new(vec![Part::Symbol(Symbol { name, kind: SymbolKind::Arn(shape) })])
        })
        .collect();
    let resources = (!symbols.is_empty()).then_some(Scope::Only(symbols));
    resources.map(|resources| Statement { resources: Some(resources), ..statement.clone() })
}

/// What `ask` answers of a statement; of what is undecided, a refutation by the statement on another resource.
pub(super) fn asked(statement: &Statement, ask: impl Fn(&Statement) -> Answer) -> Answer {
    let answer = ask(statement);
    let other = on_another(statement).filter(|_| answer.result == Verdict::Undecided);
    let refuted = other.map(|other| ask(&other)).filter(|answer| answer.result == Verdict::Refuted);
    refuted.unwrap_or(answer)
}

/// Whether a witness is on such a resource.
pub(super) fn is_another(resource: &str) -> bool {
    resource.strip_prefix('<').is_some_and(|name| name.starts_with(NAME))
}

/// A glob of ARNs within the pattern, which has to be one with a `*`.
fn shape(text: &Text, actions: &Scope<Text>) -> Option<String> {
    if text.is_anything() {
        let first = actions.list().first().filter(|_| !actions.is_negated())?;
        return Some(arn_of(&first.as_plain()?).unwrap_or_else(|| "arn:*".to_owned()));
    }
    let pattern = text.as_plain()?;
    (pattern.starts_with("arn:") && pattern.contains('*')).then_some(pattern)
}

/// The ARNs of what an action acts on.
fn arn_of(action: &str) -> Option<String> {
    let (service, action) = facts::action(action)?;
    let target = action.targets.first()?;
    Some(filled(service.resources.get(target.resource)?.arn, |_| "*"))
}
