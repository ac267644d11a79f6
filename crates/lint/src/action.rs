//! The actions that a statement names -> those that do not exist, each with what was meant.

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

/// Looks at `Action` and `NotAction`.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let names = ["Action", "NotAction"].map(|key| statement.names(key).0);
    let mut found = Vec::new();
    let mut spelled = Vec::new();
    // The grammar reports names that IAM rejects for their form.
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

/// The most actions of a statement that are told one by one to be spelled otherwise.
const MAX_LISTED_SPELLINGS: usize = 5;

/// What AWS spells otherwise: in a statement that has its own way, once.
fn report_spellings(
    statement: &Statement<'_>,
    spelled: &[(&str, String, String)],
) -> Vec<Diagnostic> {
    let (told, more) = match spelled.len() {
        0..=MAX_LISTED_SPELLINGS => (spelled.len(), String::new()),
        all => (1, format!(", and so on in {} more here", all - 1)),
    };
    let note = |(name, right, pointer): &(&str, String, String)| {
        let message = format!("`{name}` is spelled `{right}` by AWS{more}");
        let note = Diagnostic::note(codes::ACTION_SPELLING, message);
        locate(
            note.help(format!("write `{right}`: IAM takes both, a search does not")),
            statement,
            pointer,
        )
    };
    spelled.iter().take(told).map(note).collect()
}

/// Checks an action of a question, perhaps with wildcards: `None` where the facts have it, a sentence where they can't tell.
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

/// What is wrong with an action. What is near to a known one is a slip of the pen; what is not may be newer than the facts.
fn check_lookup(name: &str, lookup: ActionLookup) -> Option<Diagnostic> {
    let prefix = name.split(':').next().unwrap_or_default();
    let newer = "check its spelling in AWS's Service Authorization Reference: it may be newer than the facts";
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
            format!("`{name}` is no action"),
            "write `service:Action`, such as `sqs:SendMessage`, or `*`".to_owned(),
        ),
        ActionLookup::WildService => {
            let message =
                format!("`{name}` has a wildcard in its service, where IAM documents none");
            Some(
                Diagnostic::warning(constructs_policy::codes::ACTION_FORM, message)
                    .help("name each service"),
            )
        }
        ActionLookup::UnknownService(near) => {
            let near = near.map(|near| name.replacen(prefix, near, 1));
            unless_newer(codes::UNKNOWN_SERVICE, format!("IAM knows no service `{prefix}`"), near)
        }
        ActionLookup::Operation(allowed) => {
            let message = format!("`{name}` is an API operation, not an IAM action");
            // Another source may have it as an action nevertheless.
            let severity = if is_elsewhere(name) { Severity::Warning } else { Severity::Error };
            Some(Diagnostic::new(codes::OPERATION, severity, message).help(list_actions(&allowed)))
        }
        ActionLookup::UnknownAction(near) => {
            unless_newer(codes::UNKNOWN_ACTION, format!("`{name}` is not an IAM action"), near)
        }
        ActionLookup::EmptyPattern(near) => {
            let message = format!("`{name}` names no action of `{prefix}`");
            let warning = Diagnostic::warning(codes::EMPTY_PATTERN, message);
            Some(warning.help(suggest(near, "remove it, or put it right")))
        }
    }
}

fn is_elsewhere(name: &str) -> bool {
    let known =
        name.split_once(':').and_then(|(prefix, action)| Some((facts::service(prefix)?, action)));
    known.is_some_and(|(service, action)| service.is_action_elsewhere(action))
}

/// `a` and `b` allow it.
fn list_actions(actions: &[&str]) -> String {
    let quoted: Vec<String> = actions.iter().map(|action| format!("`{action}`")).collect();
    match quoted.as_slice() {
        [only] => format!("{only} allows it"),
        [first @ .., last] => format!("{} and {last} allow it", first.join(", ")),
        [] => "no action allows it".to_owned(),
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
            "sqs:Forget*", "frobnicate:Now", {"Fn::Sub": "sqs:${Verb}Message"},
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
