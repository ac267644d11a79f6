//! The accounts, users and roles that a statement names, and what a trust policy lets them do -> what IAM does not take.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use constructs_diagnostics::Diagnostic;
use constructs_matching::matches_ignoring_case;

use super::documents::{LocatedName, Statement, collect_values};
use super::place::locate;
use constructs_policy::{PolicyKind, codes as grammar};

/// Looks at `AWS` under `Principal` and `NotPrincipal`, and at the actions of a trust policy.
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
        let message = format!("a principal has no wildcards: `{name}`");
        return error(
            message,
            "name the account, and whom you mean in a condition on `aws:PrincipalArn`",
        );
    }
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(arn) = name.strip_prefix("arn:") else {
        let is_id = name.len() >= 16 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        return match is_digits(name) {
            true if name.len() != 12 => error(
                format!("the account `{name}` has {} digits", name.len()),
                "an account has 12 digits",
            ),
            false if !is_id => error(
                format!("`{name}` is no account, user or role"),
                "write its ARN, `arn:aws:iam::111122223333:role/name`, or the account's number",
            ),
            _ => None,
        };
    };
    let parts: Vec<&str> = arn.splitn(5, ':').collect();
    let [_, service, region, account, resource] = parts.as_slice() else {
        return error(format!("`{name}` is no ARN"), "write `arn:aws:iam::111122223333:role/name`");
    };
    let is_account = account.len() == 12 && is_digits(account) || *account == "cloudfront";
    if !["iam", "sts"].contains(service) {
        error(format!("`{name}` is no account, user or role"), "principals are of `iam` or `sts`")
    } else if !region.is_empty() || !is_account {
        error(
            format!("`{name}` does not have the form of a principal"),
            "write `arn:aws:iam::111122223333:role/name`: no region, and an account of 12 digits",
        )
    } else if resource.starts_with("group/") {
        error(
            format!("a group is no principal: `{name}`"),
            "name its users, or a role that they assume",
        )
    } else {
        None
    }
}

/// What IAM does not take in a trust policy.
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
        let is_meant = found.name.contains(':')
            && known.iter().any(|action| matches_ignoring_case(found.name, action));
        let message = format!("`{}` is nothing that a trust policy grants", found.name);
        let help =
            "a trust policy grants `sts:AssumeRole`, or one of its kin for tokens and sessions";
        let error = Diagnostic::error(grammar::MISPLACED, message).help(help);
        (!(is_of_sts && is_meant)).then(|| locate(error, statement, &found.pointer))
    };
    let names = statement.names("Action").0;
    let mut found: Vec<Diagnostic> = names.iter().filter_map(strange).collect();
    if found.is_empty() {
        found.extend(check_callers(statement, &names));
    }
    found
}

/// Principals of a kind that none of the actions is for.
fn check_callers(statement: &Statement<'_>, names: &[LocatedName<'_>]) -> Option<Diagnostic> {
    let first = names.first().filter(|_| statement.is_allow())?;
    let principal = statement.body.get("Principal")?;
    let grants = |action: &str| names.iter().any(|found| matches_ignoring_case(found.name, action));
    let by_token = grants("sts:AssumeRoleWithWebIdentity") || grants("sts:AssumeRoleWithSAML");
    let is_federated = principal.get("Federated").is_some();
    let is_plain = ["AWS", "Service"].iter().any(|kind| principal.get(kind).is_some());
    let message = if is_federated && !is_plain && !by_token && grants("sts:AssumeRole") {
        "somebody with a token can't call `sts:AssumeRole`"
    } else if is_plain && !is_federated && by_token && !grants("sts:AssumeRole") {
        "accounts and services have no token to call this with"
    } else {
        return None;
    };
    let help = "accounts and services call `sts:AssumeRole`, identity providers' users `sts:AssumeRoleWithWebIdentity` or `sts:AssumeRoleWithSAML`";
    Some(locate(
        Diagnostic::warning(grammar::MISPLACED, message).help(help),
        statement,
        &first.pointer,
    ))
}
