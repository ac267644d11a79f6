//! IAM's limits on roles and policies.
//!
//! Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>

use constructs_diagnostics::{Code, Diagnostic};
use constructs_policy::is_policy_character;

use crate::{KnownText, codes};

/// The most characters of a role's name.
pub const MAX_ROLE_NAME_CHARACTERS: usize = 64;
/// The most characters of a policy's name.
pub const MAX_POLICY_NAME_CHARACTERS: usize = 128;
/// The most bytes of the path of a role or policy.
pub const MAX_PATH_BYTES: usize = 512;
/// The most characters of the description of a role or policy.
pub const MAX_DESCRIPTION_CHARACTERS: usize = 1_000;
/// The most managed policies of a role: the default quota. AWS grants up to 25.
pub const MAX_ATTACHED_POLICIES: usize = 10;
/// The most characters of a managed policy; white space outside of strings is not counted.
pub const MAX_MANAGED_POLICY_CHARACTERS: usize = 6_144;
/// The most characters of all inline policies of a role together, counted likewise.
pub const MAX_INLINE_POLICIES_CHARACTERS: usize = 10_240;
/// The most characters of a trust policy, counted likewise: the default quota. AWS grants up to 4,096.
pub const MAX_TRUST_POLICY_CHARACTERS: usize = 2_048;
/// The seconds that a role's session can last.
pub const SESSION_SECONDS: std::ops::RangeInclusive<i64> = 3_600..=43_200;

/// The properties of a resource type whose text or number the functions of this module check in full: `*` is any item of a list.
///
/// A checker that compares values with schemas leaves such a value to this module if it is written out.
#[must_use]
pub fn checked_properties(resource_type: &str) -> &'static [&'static str] {
    match resource_type {
        "AWS::IAM::Role" => {
            &["RoleName", "Description", "Path", "MaxSessionDuration", "Policies/*/PolicyName"]
        }
        "AWS::IAM::ManagedPolicy" => &["ManagedPolicyName", "Description", "Path"],
        "AWS::IAM::Policy"
        | "AWS::IAM::RolePolicy"
        | "AWS::IAM::UserPolicy"
        | "AWS::IAM::GroupPolicy" => &["PolicyName"],
        _ => &[],
    }
}

/// Checks a role's name.
#[must_use]
pub fn check_role_name(name: KnownText<'_>) -> Option<Diagnostic> {
    check_name(name, codes::ROLE_NAME, MAX_ROLE_NAME_CHARACTERS)
}

/// Checks a policy's name.
#[must_use]
pub fn check_policy_name(name: KnownText<'_>) -> Option<Diagnostic> {
    check_name(name, codes::POLICY_NAME, MAX_POLICY_NAME_CHARACTERS)
}

fn check_name(name: KnownText<'_>, code: Code, limit: usize) -> Option<Diagnostic> {
    let KnownText { written, least_characters: length } = name;
    let accepts = |c: char| c.is_ascii_alphanumeric() || "+=,.@-_".contains(c);
    let fault = |message: String, help: &str| Some(Diagnostic::error(code, message).help(help));
    if written == Some("") {
        let help = "write a name, or remove the property: CloudFormation generates a name";
        return fault("the name is empty".to_owned(), help);
    }
    if length > limit {
        let message = match written {
            Some(name) => format!("`{name}` has {length} characters; the limit is {limit}"),
            None => format!("the name has at least {length} characters; the limit is {limit}"),
        };
        return fault(message, "shorten it, or remove it: CloudFormation generates a name");
    }
    let name = written.filter(|name| !name.chars().all(accepts))?;
    let message = format!("`{name}` has characters that IAM does not accept");
    fault(message, "use letters, digits, and `+=,.@-_` only")
}

/// Checks the description of a role or policy.
#[must_use]
pub fn check_description(description: KnownText<'_>) -> Option<Diagnostic> {
    // <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html>
    let accepts = |c: char| is_policy_character(c) && !('\u{7f}'..='\u{a0}').contains(&c);
    let is_accepted = |text: &str| text.chars().all(accepts);
    let is_valid = description.least_characters <= MAX_DESCRIPTION_CHARACTERS
        && description.written.is_none_or(is_accepted);
    let message = "the description is longer than 1,000 characters, or has characters that IAM does not accept";
    let help = "use Latin letters only, and shorten it";
    (!is_valid).then(|| Diagnostic::error(codes::IAM_DESCRIPTION, message).help(help))
}

/// Checks the path of a role or policy.
#[must_use]
pub fn check_path(path: &str) -> Option<Diagnostic> {
    let is_valid = path.starts_with('/')
        && path.ends_with('/')
        && path != "//"
        && path.len() <= MAX_PATH_BYTES
        && path.bytes().all(|byte| byte.is_ascii_graphic());
    let help = "start and end it with `/`; the limit is 512 characters";
    (!is_valid).then(|| {
        Diagnostic::error(codes::IAM_PATH, format!("`{path}` is not a valid path")).help(help)
    })
}

/// Checks the longest session of a role, in seconds.
#[must_use]
pub fn check_session_seconds(seconds: i64) -> Option<Diagnostic> {
    let message = format!("a session of {seconds} seconds is not within 3,600 to 43,200 seconds");
    (!SESSION_SECONDS.contains(&seconds))
        .then(|| Diagnostic::error(codes::SESSION_DURATION, message).help("choose 1 to 12 hours"))
}

/// Checks the number of managed policies that a role has at least.
#[must_use]
pub fn check_attached_policies(count: usize) -> Option<Diagnostic> {
    let limit = MAX_ATTACHED_POLICIES;
    let message = format!("the role has {count} managed policies; the limit is {limit}");
    let help =
        "put their statements into fewer policies, or ask AWS for a higher quota (at most 25)";
    (count > limit).then(|| Diagnostic::error(codes::ATTACHED_POLICIES, message).help(help))
}

/// Checks the characters that the inline policies of a role have at least.
#[must_use]
pub fn check_inline_policies(characters: usize) -> Option<Diagnostic> {
    let limit = MAX_INLINE_POLICIES_CHARACTERS;
    let message =
        format!("the inline policies have at least {characters} characters; the limit is {limit}");
    let help = "move statements into a managed policy";
    (characters > limit).then(|| Diagnostic::error(codes::INLINE_POLICY_SIZE, message).help(help))
}

/// Checks the characters that a managed policy has at least.
#[must_use]
pub fn check_managed_policy(characters: usize) -> Option<Diagnostic> {
    let limit = MAX_MANAGED_POLICY_CHARACTERS;
    let message =
        format!("the managed policy has at least {characters} characters; the limit is {limit}");
    let help = "split it in two, or use wildcards for actions that belong together";
    (characters > limit).then(|| Diagnostic::error(codes::MANAGED_POLICY_SIZE, message).help(help))
}

/// Checks the characters that a trust policy has at least.
#[must_use]
pub fn check_trust_policy(characters: usize) -> Option<Diagnostic> {
    let limit = MAX_TRUST_POLICY_CHARACTERS;
    let message =
        format!("the trust policy has at least {characters} characters; the limit is {limit}");
    let help = "name fewer principals, or ask AWS for a higher quota (at most 4,096)";
    (characters > limit).then(|| Diagnostic::error(codes::TRUST_POLICY_SIZE, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_the_last_value_that_is_accepted() {
        let name = |length| check_role_name(KnownText { written: None, least_characters: length });
        assert!(name(64).is_none() && name(65).is_some());
        assert!(check_session_seconds(3_600).is_none() && check_session_seconds(3_599).is_some());
        assert!(check_attached_policies(10).is_none() && check_attached_policies(11).is_some());
        assert!(check_managed_policy(6_144).is_none() && check_managed_policy(6_145).is_some());
        assert!(check_trust_policy(2_048).is_none() && check_trust_policy(2_049).is_some());
        assert!(check_inline_policies(10_240).is_none() && check_inline_policies(10_241).is_some());
    }

    #[test]
    fn texts_are_checked_for_their_characters() {
        let name =
            |text| check_policy_name(KnownText::from_written(text)).map(|found| found.message);
        assert_eq!(name("a+b=c"), None);
        assert_eq!(name("").as_deref(), Some("the name is empty"));
        assert_eq!(name("a b").as_deref(), Some("`a b` has characters that IAM does not accept"));
        assert!(check_description(KnownText::from_written("日本")).is_some());
        assert!(check_path("/team/").is_none() && check_path("/team").is_some());
    }
}
