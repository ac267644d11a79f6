//! A grant on a key -> a note that the key's own policy has to let it through.
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html>

use constructs_diagnostics::Diagnostic;

use super::codes;
use super::documents::{LocatedName, Policy, Statement};
use super::place::locate;
use super::target::resolve_actions;
use constructs_policy::PolicyKind;

/// Looks at what an identity policy allows, and tells the first of its grants; who gave a reason has thought of it.
pub(super) fn check(policy: &Policy<'_>) -> Option<Diagnostic> {
    let mut granted = policy.statements.iter().filter_map(|own| Some((own, on_key(own)?)));
    let (statement, LocatedName { name, pointer }) = granted.next()?;
    let others = match granted.count() {
        0 => String::new(),
        1 => ", and what another statement grants,".to_owned(),
        more => format!(", and what {more} more statements grant,"),
    };
    let message = format!(
        "`{name}`{others} works only where the key's own policy lets this account's policies grant it"
    );
    let note = Diagnostic::note(codes::KEY_POLICY, message);
    let help =
        "see that the key's policy allows the account's root, as those that the console makes do";
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
