//! Reports statements that allow everyone, or every service.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use constructs_diagnostics::Diagnostic;

use super::conditions::has_known_callers;
use super::documents::{Statement, collect_values};
use super::place::locate;
use super::{codes, provider};
use constructs_policy::PolicyKind;

/// Checks the statements of trust and resource policies that allow.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    if !statement.is_allow() || !matches!(statement.kind, PolicyKind::Trust | PolicyKind::Resource)
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    if statement.body.get("NotPrincipal").is_some() {
        let message = "this statement allows everyone whom `NotPrincipal` does not name, including anonymous users";
        let warning = Diagnostic::warning(codes::ALLOW_NOT_PRINCIPAL, message);
        found.push(locate(
            warning.help("list the allowed principals in `Principal`"),
            statement,
            "/NotPrincipal",
        ));
    }
    found.extend(check_everyone(statement));
    found.extend(check_every_service(statement));
    found.extend(provider::check(statement));
    found
}

fn check_everyone(statement: &Statement<'_>) -> Option<Diagnostic> {
    let pointer = find_any_principal(statement)?;
    if has_known_callers(statement) {
        return None;
    }
    let finding = if statement.kind == PolicyKind::Trust {
        let message = "anyone in any account can assume this role";
        Diagnostic::error(codes::OPEN_TRUST, message)
            .help("name the principals, or add a condition such as `aws:PrincipalOrgID`")
    } else {
        let message = "this statement allows everyone, including anonymous users";
        Diagnostic::warning(codes::OPEN_RESOURCE, message)
            .help("name the principals, or add a condition such as `aws:SourceAccount` or `aws:PrincipalOrgID`")
    };
    Some(locate(finding, statement, &pointer))
}

/// The place of the principal `*`.
fn find_any_principal(statement: &Statement<'_>) -> Option<String> {
    let principal = statement.body.get("Principal")?;
    if principal.as_str() == Some("*") {
        return Some("/Principal".to_owned());
    }
    let mut values = Vec::new();
    collect_values(principal.get("AWS")?, "/Principal/AWS", &mut values);
    values.into_iter().find(|value| value.node.as_str() == Some("*")).map(|value| value.pointer)
}

/// Reports the service principal `*`.
fn check_every_service(statement: &Statement<'_>) -> Option<Diagnostic> {
    let mut values = Vec::new();
    let services = statement.body.get("Principal")?.get("Service")?;
    collect_values(services, "/Principal/Service", &mut values);
    let every = values.into_iter().find(|value| value.node.as_str() == Some("*"))?;
    let message = "this statement allows every AWS service, on behalf of any account";
    let help =
        "name the services, and limit their accounts with a condition on `aws:SourceAccount`";
    let code =
        if statement.kind == PolicyKind::Trust { codes::OPEN_TRUST } else { codes::OPEN_RESOURCE };
    let warning = Diagnostic::warning(code, message).help(help);
    (!has_known_callers(statement)).then(|| locate(warning, statement, &every.pointer))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::linted;
    use super::*;

    #[test]
    fn who_is_anyone_is_told() {
        let statement = |principal: serde_json::Value,
                         action: &str,
                         condition: serde_json::Value| {
            json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": principal, "Action": action, "Condition": condition}})
        };
        let github = json!({"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"});
        let web = "sts:AssumeRoleWithWebIdentity";
        let audience = json!({"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}});
        let subject =
            json!({"StringLike": {"token.actions.githubusercontent.com:sub": "repo:a/b:*"}});
        let organization = json!({"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}});
        let mut all = String::new();
        for (policy, kind) in [
            (statement(json!("*"), "sts:AssumeRole", json!({})), PolicyKind::Trust),
            (statement(json!({"AWS": ["*"]}), "sts:AssumeRole", organization), PolicyKind::Trust),
            (statement(json!({"AWS": "*"}), "sqs:SendMessage", json!({})), PolicyKind::Resource),
            (statement(github.clone(), web, audience), PolicyKind::Trust),
            (statement(github, web, subject), PolicyKind::Trust),
            (
                json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "NotPrincipal": {"AWS": "111122223333"}, "Action": "sqs:SendMessage"}}),
                PolicyKind::Resource,
            ),
        ] {
            all.push_str(&format!("{}\n{}", policy["Statement"], linted(&policy, kind)));
        }
        insta::assert_snapshot!(all);
    }
}
