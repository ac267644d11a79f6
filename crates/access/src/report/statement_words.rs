//! Writes a statement's effect and its lists in the words of a table.

use super::table::YES;
use constructs_iam::PolicyText;
use constructs_iam::cases::Formula;
use constructs_iam::{Effect, Elements, PolicyStatement};

pub(super) const IF: &str = "if";
pub(super) const DENIED: &str = "denied";

pub(super) fn effect_mark(statement: &PolicyStatement) -> &'static str {
    let is_certain = statement.conditions.is_empty() && statement.presence == Formula::TRUE;
    match (statement.effect, is_certain) {
        (Effect::Deny, _) => DENIED,
        (Effect::Allow, true) => YES,
        (Effect::Allow, false) => IF,
    }
}

pub(super) fn list_texts(scope: &Elements<PolicyText>) -> Vec<String> {
    let all_but = if scope.is_negated() { "all but " } else { "" };
    scope.list().iter().map(|text| format!("{all_but}{text}")).collect()
}
