//! The caller of a request, and the form in which an entry of `Principal` names the caller.
//!
//! The form decides whether a boundary or a session policy limits a resource policy (`eval/table.rs`).
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>

use serde_json::Value as Json;

use super::document::PrincipalEntry;
use constructs_policy::PrincipalKind;

/// Who makes a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Caller {
    /// The name as the request has it: an ARN, a service's name, a provider.
    pub name: String,
    /// The account that they belong to, if any.
    pub account: Option<String>,
    /// What they are.
    pub kind: CallerKind,
}

/// What a [`Caller`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallerKind {
    /// A caller without credentials.
    Anonymous,
    /// The root user of an account.
    Root,
    /// An IAM user.
    User,
    /// A role, in some session.
    Role,
    /// A session of a role.
    Session,
    /// A session of `GetFederationToken`.
    FederatedUser,
    /// An AWS service.
    Service,
    /// A caller with a token of a provider.
    Federated,
    /// An account by its canonical id.
    CanonicalUser,
}

/// How an entry of `Principal` names a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalForm {
    /// By account or its root: all that belong to it.
    Account,
    /// A session by its role's ARN.
    Role,
    /// `"*"`.
    Everyone,
    /// A user by its ARN.
    User,
    /// A session by its own ARN.
    Session,
    /// A service by its name.
    Service,
    /// A provider.
    Federated,
    /// An account by its canonical id.
    CanonicalUser,
}

impl Caller {
    /// A caller by name: an ARN, an account's number, a service (`sqs.amazonaws.com`), a provider, a canonical id, or
    /// `*` for anonymous.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let kind = match name {
            "*" | "" => CallerKind::Anonymous,
            _ if is_account(name) => CallerKind::Root,
            _ if name.starts_with("arn:") => arn_kind(name),
            _ if name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                CallerKind::CanonicalUser
            }
            "cognito-identity.amazonaws.com" => CallerKind::Federated,
            _ if name.ends_with(".amazonaws.com") || name.ends_with(".amazonaws.com.cn") => {
                CallerKind::Service
            }
            _ => CallerKind::Federated,
        };
        Self::with_kind(name, kind)
    }

    /// The caller with this ARN, account, or name, which is of this kind.
    #[must_use]
    pub fn with_kind(name: &str, kind: CallerKind) -> Self {
        let name = match kind {
            CallerKind::Root if is_account(name) => format!("arn:aws:iam::{name}:root"),
            _ => name.to_owned(),
        };
        let in_account = !matches!(kind, CallerKind::Federated | CallerKind::Service);
        let account = name.split(':').nth(4).filter(|account| in_account && !account.is_empty());
        Self { account: account.map(str::to_owned), name, kind }
    }

    /// A caller in JSON: a name, or an object as in a policy (`{"AWS": …}`, `{"Service": …}`).
    ///
    /// # Errors
    /// A message, where it is neither.
    pub fn parse(json: &Json) -> Result<Self, String> {
        let object = match json {
            Json::Null => return Ok(Self::from_name("*")),
            Json::String(name) => return Ok(Self::from_name(name)),
            Json::Object(object) if object.len() == 1 => object,
            other => {
                return Err(format!(
                    "`{other}` is not a principal: write an ARN, or `{{\"Service\": …}}`"
                ));
            }
        };
        match object.iter().next() {
            Some((key, Json::String(name))) => match key.as_str() {
                "AWS" => Ok(Self::from_name(name)),
                "Service" => Ok(Self::with_kind(name, CallerKind::Service)),
                "Federated" => Ok(Self::with_kind(name, CallerKind::Federated)),
                "CanonicalUser" => Ok(Self::with_kind(name, CallerKind::CanonicalUser)),
                _ => Err(format!(
                    "`{key}` is not a kind of principal: write `AWS`, `Service`, `Federated`, or `CanonicalUser`"
                )),
            },
            _ => Err(format!("`{json}` is not a principal: write an ARN, or a service's name")),
        }
    }

    /// The ARN of the role behind a session. Its path is not in a session's ARN.
    #[must_use]
    pub fn role_arn(&self) -> Option<String> {
        match self.kind {
            CallerKind::Role => Some(self.name.clone()),
            CallerKind::Session => {
                let partition = self.name.split(':').nth(1)?;
                let role = self.name.split('/').nth(1)?;
                Some(format!("arn:{partition}:iam::{}:role/{role}", self.account.as_deref()?))
            }
            _ => None,
        }
    }

    /// In which form an entry names this caller; `None` if it doesn't. There are no partial wildcards.
    #[must_use]
    pub fn form(&self, entry: &PrincipalEntry) -> Option<PrincipalForm> {
        let text = entry.text.to_string();
        match entry.kind {
            PrincipalKind::Everyone => Some(PrincipalForm::Everyone),
            PrincipalKind::Aws => self.form_in_aws(&text),
            PrincipalKind::Service => {
                let is_named =
                    self.kind == CallerKind::Service && (text == self.name || text == "*");
                is_named.then_some(PrincipalForm::Service)
            }
            PrincipalKind::Federated => {
                let is_named =
                    self.kind == CallerKind::Federated && (text == self.name || text == "*");
                is_named.then_some(PrincipalForm::Federated)
            }
            PrincipalKind::CanonicalUser => {
                let is_named = self.kind == CallerKind::CanonicalUser && text == self.name;
                is_named.then_some(PrincipalForm::CanonicalUser)
            }
        }
    }

    fn form_in_aws(&self, text: &str) -> Option<PrincipalForm> {
        if text == "*" {
            return Some(PrincipalForm::Everyone);
        }
        if matches!(self.kind, CallerKind::Service | CallerKind::Federated | CallerKind::Anonymous)
        {
            return None;
        }
        if self.kind == CallerKind::CanonicalUser {
            return (text == self.name).then_some(PrincipalForm::CanonicalUser);
        }
        let account = self.account.as_deref()?;
        if text == account || is_root_of(text, account) {
            return Some(PrincipalForm::Account);
        }
        if text == self.name {
            return Some(match self.kind {
                CallerKind::Role => PrincipalForm::Role,
                CallerKind::User => PrincipalForm::User,
                _ => PrincipalForm::Session,
            });
        }
        let is_role = self.kind == CallerKind::Session && self.is_session_of(text);
        is_role.then_some(PrincipalForm::Role)
    }

    /// Whether this session is one of the role with this ARN, whatever the role's path.
    fn is_session_of(&self, role: &str) -> bool {
        let (own, other): (Vec<&str>, Vec<&str>) =
            (self.name.splitn(6, ':').collect(), role.splitn(6, ':').collect());
        let ([_, partition, .., own], [_, other_partition, "iam", _, account, other]) =
            (own.as_slice(), other.as_slice())
        else {
            return false;
        };
        let name = other.strip_prefix("role/").and_then(|path| path.rsplit('/').next());
        partition == other_partition
            && self.account.as_deref() == Some(account)
            && name.is_some()
            && own.split('/').nth(1) == name
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_root_of(text: &str, account: &str) -> bool {
    let rest = text.strip_prefix("arn:").and_then(|text| text.split_once(':'));
    let rest = rest.and_then(|(_, rest)| rest.strip_prefix("iam::"));
    rest.and_then(|rest| rest.strip_prefix(account)) == Some(":root")
}

fn arn_kind(arn: &str) -> CallerKind {
    let mut segments = arn.splitn(6, ':').skip(2);
    let service = segments.next().unwrap_or_default();
    let resource = segments.nth(2).unwrap_or_default();
    let kind = resource.split('/').next().unwrap_or_default();
    match (service, kind) {
        ("iam", "root") => CallerKind::Root,
        ("iam", "role") => CallerKind::Role,
        ("sts", "assumed-role") => CallerKind::Session,
        ("sts", "federated-user") => CallerKind::FederatedUser,
        ("iam", "saml-provider" | "oidc-provider") => CallerKind::Federated,
        _ => CallerKind::User,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::PolicyText;

    const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/Reader/alice";

    fn form(kind: PrincipalKind, entry: &str, caller: &str) -> Option<PrincipalForm> {
        let entry = PrincipalEntry { kind, text: PolicyText::parse(entry, true) };
        Caller::from_name(caller).form(&entry)
    }

    #[test]
    fn a_session_is_named_in_four_forms() {
        for (entry, expected) in [
            ("*", Some(PrincipalForm::Everyone)),
            ("111122223333", Some(PrincipalForm::Account)),
            ("arn:aws:iam::111122223333:root", Some(PrincipalForm::Account)),
            ("arn:aws:iam::111122223333:role/Reader", Some(PrincipalForm::Role)),
            ("arn:aws:iam::111122223333:role/path/Reader", Some(PrincipalForm::Role)),
            (SESSION, Some(PrincipalForm::Session)),
            ("arn:aws:iam::111122223333:role/Reade*", None),
            ("arn:aws:iam::111122223333:role/Other", None),
            ("arn:aws:iam::999922223333:role/Reader", None),
            ("arn:aws:iam::999922223333:root", None),
            ("arn:aws:sts::111122223333:assumed-role/Reader/bob", None),
        ] {
            assert_eq!(form(PrincipalKind::Aws, entry, SESSION), expected, "{entry}");
        }
    }

    #[test]
    fn others_are_named_in_their_own_way() {
        let user = "arn:aws:iam::111122223333:user/a/bob";
        assert_eq!(form(PrincipalKind::Aws, user, user), Some(PrincipalForm::User));
        let service = "sqs.amazonaws.com";
        assert_eq!(form(PrincipalKind::Service, service, service), Some(PrincipalForm::Service));
        assert_eq!(form(PrincipalKind::Service, "sns.amazonaws.com", service), None);
        assert_eq!(form(PrincipalKind::Aws, "111122223333", service), None);
        let provider = "cognito-identity.amazonaws.com";
        assert_eq!(
            form(PrincipalKind::Federated, provider, provider),
            Some(PrincipalForm::Federated)
        );
        assert_eq!(form(PrincipalKind::Everyone, "*", "*"), Some(PrincipalForm::Everyone));
        assert_eq!(form(PrincipalKind::Aws, "111122223333", "*"), None);
        let role = "arn:aws:iam::111122223333:role/Reader";
        assert_eq!(form(PrincipalKind::Aws, role, role), Some(PrincipalForm::Role));
    }

    #[test]
    fn a_session_s_role() {
        let role = Caller::from_name(SESSION).role_arn();
        assert_eq!(role.as_deref(), Some("arn:aws:iam::111122223333:role/Reader"));
    }
}
