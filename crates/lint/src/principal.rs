//! Checks the accounts, users, and roles that a statement names, and the actions of a trust policy.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use constructs_diagnostics::Diagnostic;
use constructs_matching::matches_ignoring_case;

use super::documents::{LocatedName, Statement, collect_values};
use super::place::locate;
use super::principal_text::PrincipalText;
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
        for value in values {
            let Some(principal) = PrincipalText::read(value.node) else { continue };
            let finding = if principal.is_whole {
                check_name(&principal.text)
            } else {
                check_beginning(&principal)
            };
            let finding = finding.map(|finding| principal.restore(finding));
            found.extend(finding.map(|finding| locate(finding, statement, &value.pointer)));
        }
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
    if name.contains(['*', '?']) {
        let message = format!("a principal can't contain wildcards: `{name}`");
        return error(
            message,
            "name the account, and limit its principals with a condition on `aws:PrincipalArn`",
        );
    }
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
    check_fields(name, service, region, account)
        .or_else(|| check_resource(name, service, resource, is_resource_of_iam(resource)))
}

/// Checks the fields of an ARN that end before the first value that only the deployment knows.
fn check_beginning(principal: &PrincipalText) -> Option<Diagnostic> {
    let name = principal.as_written();
    let arn = principal.text.strip_prefix("arn:")?;
    if arn.contains(['*', '?', '$']) {
        return None;
    }
    let mut parts: Vec<&str> = arn.splitn(5, ':').collect();
    let rest = parts.pop()?;
    let [_, service, known @ ..] = parts.as_slice() else { return None };
    let region = known.first().copied().unwrap_or_default();
    let account = known.get(1).copied();
    let finding = check_fields(name, service, region, account.unwrap_or("cloudfront"));
    // The word before the first slash is complete.
    let is_known = !rest.contains('/') || is_resource_of_iam(rest);
    finding.or_else(|| account.and_then(|_| check_resource(name, service, rest, is_known)))
}

fn check_fields(name: &str, service: &str, region: &str, account: &str) -> Option<Diagnostic> {
    let is_account = account.len() == 12 && is_digits(account) || account == "cloudfront";
    if !["iam", "sts"].contains(&service) {
        error(
            format!("`{name}` is not an account, a user, or a role"),
            "write an ARN of `iam` or `sts`",
        )
    } else if !region.is_empty() || !is_account {
        error(
            format!("`{name}` is not the ARN of a principal"),
            "write `arn:aws:iam::111122223333:role/name`, without a region and with 12 digits for the account",
        )
    } else {
        None
    }
}

fn check_resource(name: &str, service: &str, resource: &str, is_known: bool) -> Option<Diagnostic> {
    if resource.starts_with("group/") {
        error(
            format!("a group can't be a principal: `{name}`"),
            "name its users, or a role that they assume",
        )
    } else if service == "iam" && !is_known {
        error(
            format!("`{name}` is not an account, a user, or a role"),
            "write `role/name`, `user/name`, or `root` after the account",
        )
    } else {
        None
    }
}

fn is_resource_of_iam(resource: &str) -> bool {
    resource == "root" || ["role/", "user/"].iter().any(|kind| resource.starts_with(kind))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[expect(clippy::unnecessary_wraps, reason = "every caller returns an option")]
fn error(message: String, help: &str) -> Option<Diagnostic> {
    Some(Diagnostic::error(grammar::PRINCIPAL_FORM, message).help(help.to_owned()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_principal_in_a_function_is_checked_as_far_as_it_is_known() {
        let check = |principal: serde_json::Value| {
            let document = serde_json::json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                "Action": "sts:AssumeRole", "Principal": {"AWS": principal}}]});
            let template = super::super::testing::node(&serde_json::json!({"Resources": {"R": {
                "Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": document}}}}));
            let found = super::super::check(&template);
            let errors = found.iter().filter(|found| found.code == grammar::PRINCIPAL_FORM);
            errors.map(|found| found.message.clone()).collect::<Vec<_>>()
        };
        let sub = |text: &str| check(serde_json::json!({"Fn::Sub": text}));
        for silent in [
            "arn:aws:iam::${AWS::AccountId}:role/x",
            "arn:${AWS::Partition}:iam::${AWS::AccountId}:root",
            "arn:aws:iam::${Account}:${Path}",
            "arn:aws:iam::111122223333:ro${Rest}",
            "arn:aws:iam::1111${Rest}:root",
            "${Role.Arn}",
            "${AWS::AccountId}",
            "${Start}:rol/x",
        ] {
            assert_eq!(sub(silent), Vec::<String>::new(), "{silent}");
        }
        for firing in [
            "arn:aws:iam::${AWS::AccountId}:rol/x",
            "arn:aws:iam::11112222333:role/${Name}",
            "arn:aws:iam:${AWS::Region}:${AWS::AccountId}:role/x",
            "arn:aws:iam::${AWS::AccountId}:rol/${Name}",
            "arn:aws:s3:::${Bucket}",
            "${AWS::AccountId}1",
        ] {
            assert_eq!(sub(firing).len(), 1, "{firing}");
        }
        let message = sub("arn:aws:iam::${AWS::AccountId}:rol/x");
        assert_eq!(
            message,
            ["`arn:aws:iam::${AWS::AccountId}:rol/x` is not an account, a user, or a role"]
        );
        let join = serde_json::json!({"Fn::Join": [":", ["arn:aws:iam:", {"Ref": "AWS::AccountId"}, "rol/x"]]});
        assert_eq!(check(join).len(), 1);
    }
}
