//! The actions that a statement names -> those that do not exist, each with what was meant.

use constructs::Diagnostic;
use constructs::diagnostic::Severity;

use super::documents::{Named, Statement};
use super::facts::{Meant, meant};
use super::{at, codes, did_you_mean};

/// Looks at `Action` and `NotAction`.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let names = ["Action", "NotAction"].map(|key| statement.names(key).0);
    let findings = names.into_iter().flatten().filter_map(|Named { name, pointer }| {
        finding(name).map(|finding| at(finding, statement, &pointer))
    });
    findings.collect()
}

/// What is wrong with an action.
fn finding(name: &str) -> Option<Diagnostic> {
    let prefix = name.split(':').next().unwrap_or_default();
    let newer =
        "check its spelling in AWS's Service Authorization Reference; the facts have a date";
    let error =
        |code, message: String, help: String| Some(Diagnostic::error(code, message).help(help));
    match meant(name) {
        Meant::Action | Meant::Pattern | Meant::Elsewhere => None,
        Meant::NoName => error(
            codes::ACTION_FORM,
            format!("`{name}` is no action"),
            "write `service:Action`, such as `sqs:SendMessage`, or `*`".to_owned(),
        ),
        Meant::Spelled(right) => {
            let message = format!("`{name}` is spelled `{right}` by AWS");
            let note = Diagnostic {
                severity: Severity::Note,
                ..Diagnostic::warning(codes::ACTION_SPELLING, message)
            };
            Some(note.help(format!("write `{right}`: IAM takes both, a search does not")))
        }
        Meant::UnknownService(near) => error(
            codes::UNKNOWN_SERVICE,
            format!("IAM knows no service `{prefix}`"),
            did_you_mean(near.map(|near| name.replacen(prefix, near, 1)), newer),
        ),
        Meant::Operation(allowed) => error(
            codes::OPERATION,
            format!("`{name}` is an API operation, not an IAM action"),
            allows(&allowed),
        ),
        Meant::UnknownAction(near) => error(
            codes::UNKNOWN_ACTION,
            format!("`{name}` is not an IAM action"),
            did_you_mean(near, newer),
        ),
        Meant::EmptyPattern(near) => {
            let message = format!("`{name}` names no action of `{prefix}`");
            let warning = Diagnostic::warning(codes::EMPTY_PATTERN, message);
            Some(warning.help(did_you_mean(near, "remove it, or put it right")))
        }
    }
}

/// `a` and `b` allow it.
fn allows(actions: &[&str]) -> String {
    let quoted: Vec<String> = actions.iter().map(|action| format!("`{action}`")).collect();
    match quoted.as_slice() {
        [only] => format!("{only} allows it"),
        [first @ .., last] => format!("{} and {last} allow it", first.join(", ")),
        [] => "no action allows it".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::findings;

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
