//! Reports `iam:PassRole` on every role, which lets a principal pass any role to a service.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html>

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::Severity;
use constructs_matching::matches_ignoring_case;

use super::codes;
use super::conditions::has_condition_on;
use super::documents::Statement;
use super::place::locate;
use super::text::read_fragments;
use constructs_access::template::Fragment;
use constructs_policy::PolicyKind;

/// Checks the statements that allow, except those of trust policies.
pub(super) fn check(statement: &Statement<'_>) -> Option<Diagnostic> {
    if statement.kind == PolicyKind::Trust || !statement.is_allow() || statement.reason.is_some() {
        return None;
    }
    let (names, _) = statement.names("Action");
    // Another check reports a statement that allows everything.
    let is_all = |name: &str| name.chars().all(|letter| "*:".contains(letter));
    let is_pass = |name: &str| !is_all(name) && matches_ignoring_case(name, "iam:PassRole");
    let name = names.iter().find(|named| is_pass(named.name))?.name;
    let every = statement.values("Resource").into_iter().find(|value| {
        read_fragments(value.node).is_some_and(|fragments| {
            can_cover(&fragments, "arn:aws:iam::111122223333:role/any/Role-of-nobody")
        })
    })?;
    let message = if name.eq_ignore_ascii_case("iam:PassRole") {
        format!(
            "`{name}` is allowed on every role, so a service can receive any role, including an administrator's"
        )
    } else {
        format!("`{name}` allows `iam:PassRole` on every role, so a service can receive any role")
    };
    let is_bound =
        has_condition_on(statement, |key| key.to_ascii_lowercase().starts_with("iam:passedto"));
    let severity = if is_bound { Severity::Note } else { Severity::Warning };
    let warning = Diagnostic::new(codes::PASS_ROLE, severity, message);
    let help = "name the roles, and limit the services with a condition on `iam:PassedToService`";
    Some(locate(warning.help(help), statement, &every.pointer))
}

/// Whether a resource includes `arn`. Pseudo parameters count as wildcards, and other symbols match nothing.
pub(super) fn can_cover(fragments: &[Fragment], arn: &str) -> bool {
    let pattern = fragments.iter().map(|fragment| match fragment {
        Fragment::Text(text) => text.as_str(),
        Fragment::Symbol(symbol)
            if ["AWS::Partition", "AWS::AccountId", "AWS::Region"].contains(&&*symbol.name) =>
        {
            "*"
        }
        Fragment::Symbol(_) => "\u{0}",
    });
    matches_ignoring_case(&pattern.collect::<String>(), arn)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::findings;

    #[test]
    fn every_role_is_too_many() {
        let mut all = String::new();
        for (action, resource, condition) in [
            ("iam:PassRole", json!("*"), json!({})),
            (
                "iam:Pass*",
                json!({"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*"}),
                json!({}),
            ),
            (
                "iam:PassRole",
                json!("*"),
                json!({"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}),
            ),
            (
                "iam:PassRole",
                json!({"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/app-*"}),
                json!({}),
            ),
            ("iam:PassRole", json!({"Fn::GetAtt": ["Role", "Arn"]}), json!({})),
        ] {
            all.push_str(&findings(&json!({"Effect": "Allow", "Action": action, "Resource": resource, "Condition": condition})));
        }
        insta::assert_snapshot!(all);
    }
}
