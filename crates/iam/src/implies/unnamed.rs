//! Makes, for each resource of a statement, a resource that no statement names.

use crate::document::PolicyStatement;
use crate::domain::Domain;
use crate::text::{PolicyText, Symbol, TextPart};
use constructs_iam_facts::fill_arn_form;
use constructs_policy::Elements;

/// A resource of each pattern of a statement that none of those is that have names: whatever named resources are, a pattern with
/// a `*` matches something else as well.
pub(super) fn unnamed_resources(statement: &PolicyStatement) -> Vec<Option<PolicyText>> {
    let every = PolicyText::parse("*", false);
    let texts = match &statement.resources {
        Some(Elements::Only(texts)) => texts.as_slice(),
        _ => std::slice::from_ref(&every),
    };
    let mut count = 0;
    let unnamed = texts.iter().map(|text| {
        let shape = unnamed_shape(text, &statement.actions)?;
        count += 1;
        let name = if count == 1 { UNNAMED.to_owned() } else { format!("{UNNAMED} {count}") };
        let symbol = Symbol::new(&name, Domain::arn(PolicyText::parse(&shape, false)));
        Some(PolicyText::new(vec![TextPart::Symbol(symbol)]))
    });
    unnamed.collect()
}

/// The name of a resource that no statement names; no construct's path has a space in its first part.
pub const UNNAMED: &str = "another resource";

/// The shape of ARNs within a pattern with a `*`.
fn unnamed_shape(text: &PolicyText, actions: &Elements<PolicyText>) -> Option<String> {
    if text.is_anything() {
        let first = actions.list().first().filter(|_| !actions.is_negated())?.as_plain()?;
        return Some(arn_of(&first).unwrap_or_else(|| "arn:*:*:*:*:*".to_owned()));
    }
    let pattern = text.as_plain()?;
    let is_whole = pattern.starts_with("arn:") && pattern.matches(':').count() >= 5;
    (is_whole && pattern.contains('*')).then_some(pattern)
}

/// The form of the ARNs of what an action acts on.
fn arn_of(action: &str) -> Option<String> {
    let (service, action) = constructs_iam_facts::action(action)?;
    let target = action.targets.first()?;
    Some(fill_arn_form(service.resources.get(target.resource)?.arn, |_| "*"))
}
