//! Notes that a grant on a key takes effect only if the key policy allows it.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>

use constructs_diagnostics::Diagnostic;

use super::codes;
use super::documents::{LocatedName, Policy, Statement};
use super::place::locate;
use super::target::resolve_actions;
use constructs_policy::PolicyKind;

/// Reports the first grant on keys of an identity policy. A statement with a reason is not reported.
pub(super) fn check(policy: &Policy<'_>) -> Option<Diagnostic> {
    let mut granted = policy.statements.iter().filter_map(|own| Some((own, on_key(own)?)));
    let (statement, LocatedName { name, pointer }) = granted.next()?;
    let subject = match granted.count() {
        0 => format!("`{name}` takes effect"),
        1 => format!("`{name}` and the key actions of 1 more statement take effect"),
        more => format!("`{name}` and the key actions of {more} more statements take effect"),
    };
    let message = format!("{subject} only if the key policy allows the account to grant access");
    let note = Diagnostic::note(codes::KEY_POLICY, message);
    let help = "check that the key policy allows the account, as the default key policy does";
    Some(locate(note.help(help), statement, &pointer))
}

/// The first action on keys that a statement allows.
fn on_key<'t>(statement: &Statement<'t>) -> Option<LocatedName<'t>> {
    if statement.kind != PolicyKind::Identity || !statement.is_allow() || statement.reason.is_some()
    {
        return None;
    }
    let acts_on_key = |found: &LocatedName<'_>| {
        found.name.to_ascii_lowercase().starts_with("kms:")
            && resolve_actions(found.name)
                .is_some_and(|(_, actions)| actions.iter().any(|action| !action.targets.is_empty()))
    };
    statement.names("Action").0.into_iter().find(acts_on_key)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::findings;

    #[test]
    fn a_key_has_a_say() {
        let findings_of = |action: &str| {
            findings(
                &json!({"Effect": "Allow", "Action": action, "Resource": "arn:*:kms:*:*:key/a"}),
            )
        };
        insta::assert_snapshot!(format!(
            "{}{}",
            findings_of("kms:Decrypt"),
            findings_of("kms:De*")
        ));
    }
}
