//! Checks the accounts, users, and roles that a statement names, and the actions of a trust policy.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use constructs_diagnostics::Diagnostic;
use constructs_matching::matches_ignoring_case;

use super::documents::{LocatedName, Statement, collect_values};
use super::place::locate;
use constructs_policy::{PolicyKind, codes as grammar};

/// Checks `AWS` under `Principal` and `NotPrincipal`, and the actions of a trust policy.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    if statement.kind == PolicyKind::Identity {
        return Vec::new();
    }
    let mut found = Vec::new();
    for key in ["Principal", "NotPrincipal"] {
        let mut values = Vec::new();
        if let Some(accounts) = statement.body.get(key).and_then(|principal| principal.get("AWS")) {
            collect_values(accounts, &format!("/{key}/AWS"), &mut values);
        }
        let named =
            values.into_iter().filter_map(|value| Some((value.node.as_str()?, value.pointer)));
        found
            .extend(named.filter_map(|(name, pointer)| {
                Some(locate(check_name(name)?, statement, &pointer))
            }));
    }
    if statement.kind == PolicyKind::Trust {
        found.extend(check_trust_actions(statement));
    }
    found
}

fn check_name(name: &str) -> Option<Diagnostic> {
    let is_service = name.ends_with(".amazonaws.com") && !name.contains('/');
    if name == "*" || name.contains("${") || is_service {
        return None;
    }
    let error = |message: String, help: &str| {
        Some(Diagnostic::error(grammar::PRINCIPAL_FORM, message).help(help.to_owned()))
    };
    if name.contains(['*', '?']) {
        let message = format!("a principal can't contain wildcards: `{name}`");
        return error(
            message,
            "name the account, and limit its principals with a condition on `aws:PrincipalArn`",
        );
    }
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(arn) = name.strip_prefix("arn:") else {
        let is_id = name.len() >= 16 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        return match is_digits(name) {
            true if name.len() != 12 => error(
                format!("the account `{name}` has {} digits", name.len()),
                "write the 12 digits of the account",
            ),
            false if !is_id => error(
                format!("`{name}` is not an account, a user, or a role"),
                "write an ARN, such as `arn:aws:iam::111122223333:role/name`, or the 12 digits of an account",
            ),
            _ => None,
        };
    };
    let parts: Vec<&str> = arn.splitn(5, ':').collect();
    let [_, service, region, account, resource] = parts.as_slice() else {
        return error(
            format!("`{name}` is not an ARN"),
            "write `arn:aws:iam::111122223333:role/name`",
        );
    };
    let is_account = account.len() == 12 && is_digits(account) || *account == "cloudfront";
    if !["iam", "sts"].contains(service) {
        error(
            format!("`{name}` is not an account, a user, or a role"),
            "write an ARN of `iam` or `sts`",
        )
    } else if !region.is_empty() || !is_account {
        error(
            format!("`{name}` is not the ARN of a principal"),
            "write `arn:aws:iam::111122223333:role/name`, without a region and with 12 digits for the account",
        )
    } else if resource.starts_with("group/") {
        error(
            format!("a group can't be a principal: `{name}`"),
            "name its users, or a role that they assume",
        )
    } else {
        None
    }
}

/// Checks the actions of a trust policy.
fn check_trust_actions(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let known = [
        "sts:AssumeRole",
        "sts:AssumeRoleWithSAML",
        "sts:AssumeRoleWithWebIdentity",
        "sts:SetSourceIdentity",
        "sts:TagSession",
        "sts:SetContext",
    ];
    let strange = |found: &LocatedName<'_>| {
        let is_of_sts = found.name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sts:"));
        let is_known = found.name.contains(':')
            && known.iter().any(|action| matches_ignoring_case(found.name, action));
        let message = format!("a trust policy can't grant `{}`", found.name);
        let help = "write `sts:AssumeRole`, or a related action, such as `sts:TagSession`";
        let error = Diagnostic::error(grammar::MISPLACED, message).help(help);
        (!(is_of_sts && is_known)).then(|| locate(error, statement, &found.pointer))
    };
    let names = statement.names("Action").0;
    let mut found: Vec<Diagnostic> = names.iter().filter_map(strange).collect();
    if found.is_empty() {
        found.extend(check_callers(statement, &names));
    }
    found
}

/// Reports principals that can't call any of the actions.
fn check_callers(statement: &Statement<'_>, names: &[LocatedName<'_>]) -> Option<Diagnostic> {
    let first = names.first().filter(|_| statement.is_allow())?;
    let principal = statement.body.get("Principal")?;
    let grants = |action: &str| names.iter().any(|found| matches_ignoring_case(found.name, action));
    let by_token = grants("sts:AssumeRoleWithWebIdentity") || grants("sts:AssumeRoleWithSAML");
    let is_federated = principal.get("Federated").is_some();
    let is_plain = ["AWS", "Service"].iter().any(|kind| principal.get(kind).is_some());
    let message = if is_federated && !is_plain && !by_token && grants("sts:AssumeRole") {
        "users of an identity provider can't call `sts:AssumeRole`"
    } else if is_plain && !is_federated && by_token && !grants("sts:AssumeRole") {
        "accounts and services can't call this action, because they have no token"
    } else {
        return None;
    };
    let help = "allow `sts:AssumeRole` to accounts and services, and `sts:AssumeRoleWithWebIdentity` or `sts:AssumeRoleWithSAML` to users of identity providers";
    Some(locate(
        Diagnostic::warning(grammar::MISPLACED, message).help(help),
        statement,
        &first.pointer,
    ))
}
