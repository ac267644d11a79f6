//! Checks the accounts, users, and roles that a statement names, and the actions of a trust policy.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use constructs_diagnostics::Diagnostic;
use constructs_matching::matches_ignoring_case;

use super::documents::{LocatedName, Statement};
use super::known_text::KnownText;
use super::place::locate;
use constructs_policy::{PolicyKind, codes as grammar};

/// Checks `AWS` under `Principal` and `NotPrincipal`, and the actions of a trust policy.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    if statement.kind == PolicyKind::Identity {
        return Vec::new();
    }
    let mut found = Vec::new();
    for value in statement.principals("AWS") {
        let finding = KnownText::read(value.node).and_then(|text| check_text(&text));
        found.extend(finding.map(|finding| locate(finding, statement, &value.pointer)));
    }
    if statement.kind == PolicyKind::Trust {
        found.extend(check_trust_actions(statement));
    }
    found
}

fn check_text(text: &KnownText) -> Option<Diagnostic> {
    let KnownText { start, is_whole, written, .. } = text;
    let is_service = start.ends_with(".amazonaws.com") && !start.contains('/');
    if start == "*" || start.contains("${") || is_service {
        return None;
    }
    if start.contains(['*', '?']) {
        let message = format!("a principal can't contain wildcards: `{written}`");
        return error(
            message,
            "name the account, and limit its principals with a condition on `aws:PrincipalArn`",
        );
    }
    match start.strip_prefix("arn:") {
        Some(arn) => check_arn(arn, *is_whole, written),
        None if *is_whole => check_account_or_id(start, written),
        None => None,
    }
}

fn error(message: String, help: &str) -> Option<Diagnostic> {
    Some(Diagnostic::error(grammar::PRINCIPAL_FORM, message).help(help))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Checks a principal that is not an ARN: an account, or the unique id of a user or role.
fn check_account_or_id(name: &str, written: &str) -> Option<Diagnostic> {
    let is_id = name.len() >= 16 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match is_digits(name) {
        true if name.len() != 12 => error(
            format!("the account `{written}` has {} digits", name.len()),
            "write the 12 digits of the account",
        ),
        false if !is_id => error(
            format!("`{written}` is not an account, a user, or a role"),
            "write an ARN, such as `arn:aws:iam::111122223333:role/name`, or the 12 digits of an account",
        ),
        _ => None,
    }
}

/// Checks the parts of an ARN after `arn:`. The last one is only a beginning unless the ARN `is_whole`.
fn check_arn(arn: &str, is_whole: bool, written: &str) -> Option<Diagnostic> {
    let mut parts: Vec<&str> = arn.splitn(5, ':').collect();
    if is_whole && parts.len() < 5 {
        return error(
            format!("`{written}` is not an ARN"),
            "write `arn:aws:iam::111122223333:role/name`",
        );
    }
    if !is_whole && parts.len() < 5 {
        parts.pop();
    }
    let mut parts = parts.into_iter().skip(1);
    let service = parts.next()?;
    let is_region = parts.next().is_some_and(|region| !region.is_empty());
    let is_account =
        |account: &str| account.len() == 12 && is_digits(account) || account == "cloudfront";
    if !["iam", "sts"].contains(&service) {
        error(
            format!("`{written}` is not an account, a user, or a role"),
            "write an ARN of `iam` or `sts`",
        )
    } else if is_region || parts.next().is_some_and(|account| !is_account(account)) {
        error(
            format!("`{written}` is not the ARN of a principal"),
            "write `arn:aws:iam::111122223333:role/name`, without a region and with 12 digits for the account",
        )
    } else {
        check_arn_resource(service, parts.next()?, is_whole, written)
    }
}

/// Checks the part of an ARN that names the principal: `role/name`, or its beginning.
fn check_arn_resource(
    service: &str,
    resource: &str,
    is_whole: bool,
    written: &str,
) -> Option<Diagnostic> {
    let (kinds, example): (&[&str], _) = match service {
        "iam" => (&["role/", "user/"], "`root`, `user/name`, or `role/name`"),
        _ => (&["assumed-role/", "federated-user/"], "`assumed-role/role/session`"),
    };
    let is_begun =
        |kind: &str| resource.starts_with(kind) || !is_whole && kind.starts_with(resource);
    let is_root =
        service == "iam" && (resource == "root" || !is_whole && "root".starts_with(resource));
    if is_root || kinds.iter().any(|kind| is_begun(kind)) {
        None
    } else if resource.starts_with("group/") {
        error(
            format!("a group can't be a principal: `{written}`"),
            "name its users, or a role that they assume",
        )
    } else {
        error(
            format!("`{written}` is not the ARN of a principal"),
            &format!("after the account, write {example}"),
        )
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::node;
    use super::*;

    fn message(value: &Value) -> String {
        let text = KnownText::read(&node(value)).unwrap();
        check_text(&text).map_or_else(String::new, |finding| finding.message)
    }

    #[test]
    fn principals_with_functions_are_judged_by_their_literal_parts() {
        let join = |items: Value| json!({"Fn::Join": ["", items]});
        let account = json!({"Ref": "AWS::AccountId"});
        let mut all = String::new();
        for value in [
            json!("arn:aws:iam::111122223333:rol/x"),
            json!("arn:aws:sts::111122223333:role/x"),
            json!({"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:rol/x"}),
            json!({"Fn::Sub": "arn:${AWS::Partition}:iam:${AWS::Region}:${AWS::AccountId}:root"}),
            json!({"Fn::Sub": "arn:aws:iam::11112222333:role/${Name}"}),
            json!({"Fn::Sub": "arn:aws:iam::111122223333:roles/${Name}"}),
            json!({"Fn::Sub": "arn:aws:s3:::${Bucket}"}),
            join(json!(["arn:aws:iam::", account, ":group/x"])),
            join(json!(["arn:aws:iam::", account, ":role/", {"Ref": "Name"}, "*"])),
            join(json!(["arn:aws:iam:", account, ":root"])),
        ] {
            all.push_str(&format!("{value}\n    {}\n", message(&value)));
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn values_of_the_deployment_can_be_anything() {
        for value in [
            json!({"Ref": "Principal"}),
            json!({"Fn::Sub": "${Account}"}),
            json!({"Fn::Sub": "1111${Rest}"}),
            json!({"Fn::Sub": "arn:${AWS::Partition}:iam::${Account}:rol/x"}),
            json!({"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:${Kind}/x"}),
            json!({"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:ro${Rest}"}),
            json!({"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/${Name}"}),
            json!({"Fn::Sub": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${Id}"}),
            json!({"Fn::Sub": "arn:aws:sts::${AWS::AccountId}:assumed-role/${Role}/s"}),
            json!({"Fn::Join": [":", ["arn:aws:iam:", {"Ref": "AWS::AccountId"}, "root"]]}),
        ] {
            assert_eq!(message(&value), "", "{value}");
        }
    }
}
