//! How a resource policy meets the caller's own policies, by the form in which it names the caller, within one account.
//!
//! Across accounts there is one rule: both sides have to allow, the caller's with boundary and session policy.

use crate::principal::PrincipalForm;

/// How a resource policy that names the caller in one form meets the caller's own policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PrincipalFormRule {
    /// How the resource policy names the caller.
    pub form: PrincipalForm,
    /// Whether it grants by itself; otherwise it only lets the caller's own policies grant.
    pub is_enough: bool,
    /// Whether the caller's permissions boundary has to allow as well.
    pub needs_boundary: bool,
    /// Whether the caller's session policy has to allow as well.
    pub needs_session_policy: bool,
    /// Where AWS says so.
    pub source: &'static str,
}

const EVALUATION: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html";
const BOUNDARIES: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html";
const PRINCIPAL: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";

/// Every form, once.
pub const TABLE: &[PrincipalFormRule] = &[
    rule(PrincipalForm::Account, false, true, true, PRINCIPAL),
    rule(PrincipalForm::Role, true, true, true, BOUNDARIES),
    rule(PrincipalForm::Everyone, true, false, false, PRINCIPAL),
    rule(PrincipalForm::User, true, false, false, BOUNDARIES),
    rule(PrincipalForm::Session, true, false, false, EVALUATION),
    rule(PrincipalForm::Service, true, false, false, PRINCIPAL),
    rule(PrincipalForm::Federated, true, false, false, PRINCIPAL),
    rule(PrincipalForm::CanonicalUser, false, true, true, PRINCIPAL),
];

const fn rule(
    form: PrincipalForm,
    is_enough: bool,
    needs_boundary: bool,
    needs_session_policy: bool,
    source: &'static str,
) -> PrincipalFormRule {
    PrincipalFormRule { form, is_enough, needs_boundary, needs_session_policy, source }
}

/// The rule for a form.
pub(super) fn rule_of(form: PrincipalForm) -> PrincipalFormRule {
    let found = TABLE.iter().find(|rule| rule.form == form);
    found.copied().unwrap_or(rule(form, false, true, true, PRINCIPAL))
}
