//! Reads a condition of a template as a formula over values that only the deployment knows.

use constructs_cloudformation::function::ConditionFunction;
use constructs_document::Node;

use super::fragments::policy_text;
use super::resolution::Resolution;
use super::resolver::{MAX_RESOLUTION_DEPTH, Resolver};
use constructs_iam::cases::Formula;

/// The condition of this name.
pub(super) fn read_condition(resolver: &mut Resolver<'_, '_, '_>, name: &str) -> Formula {
    let stack = resolver.template();
    let body = stack.and_then(|stack| stack.root().get("Conditions")?.get(name));
    if resolver.depth < MAX_RESOLUTION_DEPTH
        && resolver.notes.may_follow()
        && let Some(body) = body
    {
        resolver.depth += 1;
        let formula = formula(resolver, body);
        resolver.depth -= 1;
        if let Some(formula) = formula {
            return formula;
        }
    }
    let identity = body.map(|body| resolver.expression_identity(body)).unwrap_or_default();
    opaque_condition(resolver, &format!("Condition {name} {identity}"), name)
}

/// A condition that can't be read: it may hold or not, but has the same value wherever it is used.
fn opaque_condition(resolver: &Resolver<'_, '_, '_>, expression: &str, name: &str) -> Formula {
    let id = resolver.template().map_or("", |stack| &stack.id);
    Formula::opaque(&format!("{id}#{expression}"), name)
}

fn formula(resolver: &mut Resolver<'_, '_, '_>, body: &Node) -> Option<Formula> {
    Some(match ConditionFunction::from_node(body)? {
        ConditionFunction::Condition(name) => read_condition(resolver, name),
        ConditionFunction::Not(part) => formula(resolver, part)?.negate(),
        ConditionFunction::And(parts) => Formula::all(formulas(resolver, parts)?),
        ConditionFunction::Or(parts) => Formula::any(formulas(resolver, parts)?),
        ConditionFunction::Equals(one, other) => equals(resolver, one, other),
    })
}

fn formulas(resolver: &mut Resolver<'_, '_, '_>, parts: &[Node]) -> Option<Vec<Formula>> {
    if resolver.depth >= MAX_RESOLUTION_DEPTH {
        return None;
    }
    resolver.depth += 1;
    let formulas = parts.iter().map(|part| formula(resolver, part)).collect();
    resolver.depth -= 1;
    formulas
}

fn equals(resolver: &mut Resolver<'_, '_, '_>, one: &Node, other: &Node) -> Formula {
    let (ones, others) = (resolver.resolve(one), resolver.resolve(other));
    let text = |one: &Resolution| policy_text(&one.fragments, false);
    let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    let equal = pairs.map(|(one, other)| {
        let presence = one.presence.clone().and(other.presence.clone());
        presence.and(Formula::equal(text(one), text(other)))
    });
    Formula::any(equal.collect())
}
