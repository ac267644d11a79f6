//! In which forms a statement's `Principal` names the caller.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use serde_json::Value as Json;

use super::texts::texts;
use super::truth::Truth;

/// Who makes a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// A session of a role.
    Role {
        /// The role's ARN.
        role: String,
        /// The session's ARN.
        session: String,
    },
    /// An IAM user, by its ARN.
    User(String),
    /// An AWS service.
    Service(String),
    /// A web or SAML identity of this provider.
    Federated(String),
    /// An account by its canonical user id.
    Canonical(String),
    /// Nobody known.
    Anonymous,
}

impl Caller {
    /// A session of the role with this ARN.
    #[must_use]
    pub fn session_of(role: &str) -> Self {
        let fields: Vec<&str> = role.splitn(6, ':').collect();
        let name = role.rsplit('/').next().unwrap_or_default();
        let session = format!("arn:{}:sts::{}:assumed-role/{name}/session", fields[1], fields[4]);
        Self::Role { role: role.to_owned(), session }
    }

    /// The account, where the caller belongs to one.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Role { role: arn, .. } | Self::User(arn) => arn.split(':').nth(4),
            _ => None,
        }
    }
}

/// How a statement names the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `*`.
    Everyone,
    /// The caller's account or its root.
    Account,
    /// The caller's role.
    Role,
    /// The session, user, service, or provider itself.
    Itself,
}

/// The forms in which a `Principal` element names the caller.
#[must_use]
pub(super) fn forms(principal: &Json, caller: &Caller) -> Vec<Form> {
    if principal.as_str() == Some("*") {
        return vec![Form::Everyone];
    }
    let kinds = principal.as_object().into_iter().flatten();
    let named = kinds.flat_map(|(kind, names)| {
        texts(names).into_iter().filter_map(move |name| form(kind, &name, caller))
    });
    named.collect()
}

fn form(kind: &str, name: &str, caller: &Caller) -> Option<Form> {
    let itself = |is_named: bool| is_named.then_some(Form::Itself);
    match (kind, caller) {
        ("AWS", _) if name == "*" => Some(Form::Everyone),
        ("AWS", Caller::Role { role, session }) => match name {
            _ if name == role => Some(Form::Role),
            _ if name == session => Some(Form::Itself),
            _ => account_form(name, caller),
        },
        ("AWS", Caller::User(arn)) if name == arn => Some(Form::Itself),
        ("AWS", Caller::User(_)) => account_form(name, caller),
        ("Service", Caller::Service(own))
        | ("Federated", Caller::Federated(own))
        | ("CanonicalUser", Caller::Canonical(own)) => itself(own == name),
        _ => None,
    }
}

fn account_form(name: &str, caller: &Caller) -> Option<Form> {
    let account = caller.account()?;
    let fields: Vec<&str> = name.splitn(6, ':').collect();
    let is_root =
        matches!(fields.as_slice(), ["arn", _, "iam", "", own, "root"] if *own == account);
    (name == account || is_root).then_some(Form::Account)
}

/// Whether a statement applies to the caller, and in which forms. A statement without principals is of an identity policy.
#[must_use]
pub(super) fn applies(statement: &Json, caller: &Caller) -> (Truth, Vec<Form>) {
    if let Some(principal) = statement.get("Principal") {
        let forms = forms(principal, caller);
        return (Truth::from(!forms.is_empty()), forms);
    }
    let Some(excluded) = statement.get("NotPrincipal") else { return (Truth::Yes, Vec::new()) };
    // With `Deny`, an exempted role or user needs its account and its sessions in the list as well, and the pages do not say
    // what a partial list does.
    // <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>
    let forms = forms(excluded, caller);
    let applies = match forms.as_slice() {
        [] => Truth::Yes,
        _ if forms.contains(&Form::Everyone) => Truth::No,
        _ if matches!(caller, Caller::Role { .. } | Caller::User(_)) => Truth::Unsure,
        _ => Truth::No,
    };
    (applies, vec![Form::Everyone])
}
