//! Checks that the actions of a statement exist, and suggests the nearest known action.

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::Severity;
use constructs_matching::matches_ignoring_case;
use constructs_policy::is_action_name;

use super::codes;
use super::documents::{LocatedName, Statement};
use super::place::locate;
use super::suggest::suggest;
use constructs_iam_facts as facts;
use constructs_iam_facts::{ActionLookup, suggest_action};

/// Checks `Action` and `NotAction`.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let names = ["Action", "NotAction"].map(|key| statement.names(key).0);
    let mut found = Vec::new();
    let mut spelled = Vec::new();
    // The grammar reports names whose form IAM rejects.
    let is_rejected =
        |named: &LocatedName<'_>| statement.is_stored_by_iam() && !is_action_name(named.name);
    for LocatedName { name, pointer } in
        names.into_iter().flatten().filter(|named| !is_rejected(named))
    {
        match suggest_action(name) {
            ActionLookup::Spelled(right) => spelled.push((name, right, pointer)),
            other => found.extend(
                check_lookup(name, other).map(|finding| locate(finding, statement, &pointer)),
            ),
        }
    }
    found.extend(report_spellings(statement, &spelled));
    found
}

/// The misspelled actions of a statement that are reported one by one.
const MAX_LISTED_SPELLINGS: usize = 5;

/// Reports the actions that AWS spells differently; once if the statement has many.
fn report_spellings(
    statement: &Statement<'_>,
    spelled: &[(&str, String, String)],
) -> Vec<Diagnostic> {
    let (listed, more) = match spelled.len() {
        0..=MAX_LISTED_SPELLINGS => (spelled.len(), String::new()),
        all => (1, format!(", and {} more actions of this statement differently", all - 1)),
    };
    let note = |(name, right, pointer): &(&str, String, String)| {
        let message = format!("AWS spells `{name}` as `{right}`{more}");
        let note = Diagnostic::note(codes::ACTION_SPELLING, message);
        locate(
            note.help(format!(
                "write `{right}`: IAM accepts both, but a text search finds only one"
            )),
            statement,
            pointer,
        )
    };
    spelled.iter().take(listed).map(note).collect()
}

/// Checks an action of a query, which can have wildcards. Returns `None` if the facts contain it, and a sentence if they can't
/// decide.
///
/// # Errors
/// The action does not exist; the help names the nearest one.
pub fn check_action(name: &str) -> Result<Option<String>, Box<Diagnostic>> {
    let lookup = suggest_action(name);
    let is_open = match &lookup {
        ActionLookup::WildService => facts::actions()
            .any(|(prefix, action)| matches_ignoring_case(name, &format!("{prefix}:{action}"))),
        ActionLookup::UnknownService(near) => near.is_none(),
        ActionLookup::Operation(_) => is_elsewhere(name),
        _ => false,
    };
    match check_lookup(name, lookup) {
        None => Ok(None),
        Some(finding) if is_open => Ok(Some(finding.message)),
        Some(finding) => Err(Box::new(finding)),
    }
}

/// Reports an action. A name that is similar to a known one is a typing error; any other name can be newer than the facts.
fn check_lookup(name: &str, lookup: ActionLookup) -> Option<Diagnostic> {
    let prefix = name.split(':').next().unwrap_or_default();
    let newer = "check its spelling in AWS's Service Authorization Reference; it may be newer than the facts";
    let error =
        |code, message: String, help: String| Some(Diagnostic::error(code, message).help(help));
    let unless_newer = |code, message: String, near: Option<String>| match near {
        Some(near) => error(code, message, suggest(Some(near), "")),
        None => {
            let message = format!("{message}, as of {}", facts::date());
            Some(Diagnostic::warning(code, message).help(newer))
        }
    };
    match lookup {
        ActionLookup::Action
        | ActionLookup::Pattern
        | ActionLookup::Elsewhere
        | ActionLookup::Spelled(_) => None,
        ActionLookup::NoName => error(
            constructs_policy::codes::ACTION_FORM,
            format!("`{name}` is not an action"),
            "write `service:Action`, such as `sqs:SendMessage`, or `*`".to_owned(),
        ),
        ActionLookup::WildService => {
            let message = format!(
                "`{name}` has a wildcard in its service prefix, which IAM does not document"
            );
            Some(
                Diagnostic::warning(constructs_policy::codes::ACTION_FORM, message)
                    .help("write an action for each service"),
            )
        }
        ActionLookup::UnknownService(near) => {
            let near = near.map(|near| name.replacen(prefix, near, 1));
            let message = format!("IAM has no service `{prefix}`");
            match near.as_deref().map(suggest_action) {
                Some(ActionLookup::Operation(allowed)) => {
                    error(codes::UNKNOWN_SERVICE, message, list_actions(&allowed))
                }
                _ => unless_newer(codes::UNKNOWN_SERVICE, message, near),
            }
        }
        ActionLookup::Operation(allowed) => {
            let message = format!("`{name}` is an API operation, not an IAM action");
            // Another source can list it as an action.
            let severity = if is_elsewhere(name) { Severity::Warning } else { Severity::Error };
            Some(Diagnostic::new(codes::OPERATION, severity, message).help(list_actions(&allowed)))
        }
        ActionLookup::UnknownAction(near) => {
            unless_newer(codes::UNKNOWN_ACTION, format!("`{name}` is not an IAM action"), near)
        }
        ActionLookup::EmptyPattern(near) => {
            let message = format!("`{name}` matches no action of `{prefix}`");
            let warning = Diagnostic::warning(codes::EMPTY_PATTERN, message);
            Some(warning.help(suggest(near, "remove it, or correct the pattern")))
        }
    }
}

fn is_elsewhere(name: &str) -> bool {
    let known =
        name.split_once(':').and_then(|(prefix, action)| Some((facts::service(prefix)?, action)));
    known.is_some_and(|(service, action)| service.is_action_elsewhere(action))
}

/// The help that names the actions that allow an operation.
fn list_actions(actions: &[&str]) -> String {
    let quoted: Vec<String> = actions.iter().map(|action| format!("`{action}`")).collect();
    match quoted.as_slice() {
        [only] => format!("write {only}, which allows this operation"),
        [first @ .., last] => {
            format!("write {} and {last}, which allow this operation", first.join(", "))
        }
        [] => "remove it: no action allows this operation".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;

    #[test]
    fn an_action_that_does_not_exist_is_told_with_the_one_that_was_meant() {
        let statement = serde_json::json!({"Effect": "Allow", "Resource": "*", "Action": [
            "sqs:SendMessage", "sqs:Send*", "*", "account:ReopenAccount",
            "sqs:sendmessage", "sqs:SendMesage", "sqss:SendMessage", "sqs:DeleteMessageBatch", "s3:CopyObject",
            "sqs:Forget*", "frobnicate:Now", "bedrock-runtime:InvokeModel", "bedrock-runtime:Converse", {"Fn::Sub": "sqs:${Verb}Message"},
        ]});
        insta::assert_snapshot!(findings(&statement));
    }

    #[test]
    fn exceptions_are_looked_at_too() {
        let statement =
            serde_json::json!({"Effect": "Deny", "Resource": "*", "NotAction": "iam:PasRole"});
        insta::assert_snapshot!(findings(&statement));
    }
}
