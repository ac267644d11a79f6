//! A grant on a key -> a note that the key's own policy has to let it through.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>

use constructs::Diagnostic;
use constructs::diagnostic::Severity;

use super::documents::{Kind, Statement};
use super::target::named;
use super::{at, codes};

/// Looks at what an identity policy allows; who gave a reason has thought of it.
pub(super) fn check(statement: &Statement<'_>) -> Option<Diagnostic> {
    if statement.kind != Kind::Identity || !statement.allows() || statement.reason.is_some() {
        return None;
    }
    let (names, _) = statement.names("Action");
    let on_key = names.iter().find(|found| {
        found.name.to_ascii_lowercase().starts_with("kms:")
            && named(found.name)
                .is_some_and(|(_, actions)| actions.iter().any(|action| !action.targets.is_empty()))
    })?;
    let message = format!(
        "`{}` works only where the key's own policy lets this account's policies grant it",
        on_key.name
    );
    let note =
        Diagnostic { severity: Severity::Note, ..Diagnostic::warning(codes::KEY_POLICY, message) };
    let help =
        "see that the key's policy allows the account's root, as those that the console makes do";
    Some(at(note.help(help), statement, &on_key.pointer))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::findings;

    #[test]
    fn a_key_has_a_say() {
        let of = |action: &str| {
            findings(
                &json!({"Effect": "Allow", "Action": action, "Resource": "arn:*:kms:*:*:key/a"}),
            )
        };
        insta::assert_snapshot!(format!("{}{}", of("kms:Decrypt"), of("kms:De*")));
    }
}
