//! Renders a statement as JSON, and finds mistakes that JSON can't express.
//!
//! Source of the shape: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use std::panic::Location;

use super::statement::PrincipalEntry;
use super::{Condition, Statement};
use crate::codes;
use crate::value::{Expr, Fault, Object};

pub(super) fn json(statement: &Statement) -> Expr {
    let mut object = Object::new();
    if let Some(sid) = &statement.sid {
        object.set("Sid", Expr::from(sid.as_str()));
    }
    object.set("Effect", Expr::String(statement.effect.name().into()));
    if let Some(principals) = &statement.principals {
        object.set(
            principals.key("Principal", "NotPrincipal"),
            principals_json(principals.list(), statement.lists.principals),
        );
    }
    let actions = statement.actions.list().iter().map(|name| Expr::String(name.clone())).collect();
    object.set(
        statement.actions.key("Action", "NotAction"),
        one_or_list(actions, statement.lists.actions),
    );
    if let Some(resources) = &statement.resources {
        let resources_json = one_or_list(resources.list().to_vec(), statement.lists.resources);
        object.set(resources.key("Resource", "NotResource"), resources_json);
    }
    if !statement.conditions.is_empty() {
        object.set("Condition", conditions_json(&statement.conditions));
    }
    object.into()
}

fn principals_json(principals: &[PrincipalEntry], is_list: bool) -> Expr {
    if principals.iter().any(|(kind, _)| *kind == "*") {
        return Expr::from("*");
    }
    let mut kinds: Vec<(&'static str, Vec<Expr>)> = Vec::new();
    for (kind, id) in principals {
        match kinds.iter_mut().find(|(known, _)| known == kind) {
            Some((_, ids)) => ids.push(id.clone()),
            None => kinds.push((kind, vec![id.clone()])),
        }
    }
    Expr::Map(
        kinds.into_iter().map(|(kind, ids)| (kind.into(), one_or_list(ids, is_list))).collect(),
    )
}

fn conditions_json(conditions: &[Condition]) -> Expr {
    let mut operators = Object::new();
    for condition in conditions {
        let operator = condition.operator();
        let mut keys = Object::new();
        if let Some(Expr::Map(known)) = operators.get(&operator) {
            known.iter().for_each(|(key, values)| keys.set(key.clone(), values.clone()));
        }
        keys.set(
            condition.key().to_owned(),
            one_or_list(condition.values().to_vec(), condition.is_list()),
        );
        operators.set(operator, keys.into());
    }
    operators.into()
}

/// The mistakes in a statement that a document can't express.
pub(super) fn faults(statement: &Statement) -> Vec<Fault> {
    let origin = statement.origins.first().copied().unwrap_or_else(Location::caller);
    let mut faults = Vec::new();
    let mut fault = |code, message: String, help: &str| {
        faults.push(Fault { code, message, help: help.to_owned(), origin });
    };
    if statement.is_contradictory {
        let message = "the statement has both `Principal` and `NotPrincipal`".to_owned();
        let help = "write a statement with `.principal(…)`, and another with `.not_principal(…)`";
        fault(codes::MISPLACED, message, help);
    }
    let mut seen: Vec<(_, String)> = Vec::new();
    for condition in &statement.conditions {
        let place = (condition.operator(), condition.key().to_ascii_lowercase());
        if condition.values().is_empty() {
            let message = format!("the condition on `{}` has no value", condition.key());
            fault(codes::EMPTY, message, "add a value, or remove the condition");
        }
        if seen.contains(&place) {
            let message =
                format!("the statement has two conditions `{}` on `{}`", place.0, condition.key());
            let help =
                "give one condition both values (either may match), or write a statement for each";
            fault(codes::CONDITION_TWICE, message, help);
        }
        seen.push(place);
    }
    faults
}

/// One value alone, several in a list; `is_list` puts one value in a list too.
fn one_or_list(mut items: Vec<Expr>, is_list: bool) -> Expr {
    if items.len() == 1 && !is_list { items.swap_remove(0) } else { Expr::List(items) }
}

#[cfg(test)]
mod tests {
    use crate::iam::{Principal, allow_named, condition};
    use crate::value::{Expr, Object};

    #[test]
    fn one_value_is_in_a_list_on_request() {
        let statement = || {
            let statement = allow_named(["sqs:SendMessage"]).on(["*"]);
            statement.principal(Principal::service("sns.amazonaws.com"))
        };
        let expected = |action: Expr, service: Expr, resource: Expr| {
            let object = Object::new().with("Effect", "Allow");
            let object = object.with("Principal", Object::new().with("Service", service));
            Expr::from(object.with("Action", action).with("Resource", resource))
        };
        let [action, service, resource] = ["sqs:SendMessage", "sns.amazonaws.com", "*"];
        assert_eq!(
            Expr::from(statement()),
            expected(action.into(), service.into(), resource.into())
        );
        assert_eq!(
            Expr::from(statement().action_list().principal_list().resource_list()),
            expected([action].into(), [service].into(), [resource].into())
        );
    }

    #[test]
    fn one_value_of_a_condition_is_in_a_list_on_request() {
        let condition = condition::string_like("aws:SourceArn", "a").value_list();
        let object = Expr::from(allow_named(["a:B"]).on_any().when(condition));
        let Expr::Map(entries) = object else { panic!("it is an object") };
        let like = Object::new().with("aws:SourceArn", ["a"]);
        let expected = Expr::from(Object::new().with("StringLike", like));
        assert_eq!(entries.last().map(|(_, value)| value), Some(&expected));
    }
}
