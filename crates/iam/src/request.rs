//! A request: its caller, action, resource, and context.

use serde_json::Value as Json;

use super::context::RequestContext;
use super::principal::{Caller, CallerKind};

/// A concrete request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// The caller.
    pub caller: Caller,
    /// The action, `service:Name`.
    pub action: String,
    /// The ARN, or `*` for an action on no resource.
    pub resource: String,
    /// The account that owns the resource, where it is known.
    pub resource_account: Option<String>,
    /// The context, with what follows from the caller and the resource.
    pub context: RequestContext,
    pub(crate) action_characters: Vec<char>,
    pub(crate) resource_characters: Vec<char>,
}

impl Request {
    /// A request. Context keys that follow from caller and resource (`aws:PrincipalArn`, `aws:username`,
    /// `aws:ResourceAccount` and the like) are added where the context does not have them.
    #[must_use]
    pub fn new(caller: Caller, action: &str, resource: &str, context: RequestContext) -> Self {
        let mut request = Self {
            caller,
            action: action.to_owned(),
            resource: resource.to_owned(),
            resource_account: None,
            context,
            action_characters: action.chars().collect(),
            resource_characters: resource.chars().collect(),
        };
        let in_arn = resource.split(':').nth(4).filter(|_| resource.starts_with("arn:"));
        let account = in_arn.filter(|account| !account.is_empty()).map(str::to_owned);
        request.set_resource_account(account);
        request.derive();
        request
    }

    /// A request in JSON: `principal`, `action`, `resource` (an ARN, or `{"resource": …, "accountId": …}`), `context`;
    /// names may begin with a capital.
    ///
    /// # Errors
    /// A message, where something is missing or of the wrong kind.
    pub fn parse(json: &Json) -> Result<Self, String> {
        let Json::Object(object) = json else {
            return Err(
                "a request is an object with `principal`, `action`, `resource` and `context`"
                    .to_owned(),
            );
        };
        let field = |lower: &str, upper: &str| {
            object.get(lower).or_else(|| object.get(upper)).unwrap_or(&Json::Null)
        };
        let caller = Caller::parse(field("principal", "Principal"))?;
        let Json::String(action) = field("action", "Action") else {
            return Err("`request.action` is missing: write `service:Name`".to_owned());
        };
        let (resource, account) = match field("resource", "Resource") {
            Json::Null => ("*", None),
            Json::String(resource) => (resource.as_str(), None),
            Json::Object(object) => match object.get("resource").or_else(|| object.get("arn")) {
                Some(Json::String(resource)) => (resource.as_str(), object.get("accountId")),
                _ => return Err("`request.resource` names no resource: write an ARN".to_owned()),
            },
            other => return Err(format!("`{other}` is not a resource: write an ARN")),
        };
        let context = RequestContext::parse(field("context", "Context"))?;
        let mut request = Self::new(caller, action, resource, context);
        if let Some(Json::String(account)) = account.or_else(|| object.get("resourceAccount")) {
            request.set_resource_account(Some(account.clone()));
        }
        Ok(request)
    }

    /// Sets the account that owns the resource.
    pub fn set_resource_account(&mut self, account: Option<String>) {
        if let Some(account) = &account {
            self.context.set_default("aws:resourceaccount", account.clone());
        }
        self.resource_account =
            account.or_else(|| self.context.single("aws:resourceaccount").map(str::to_owned));
    }

    /// Keys that AWS fills in from what the request says anyway.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
    fn derive(&mut self) {
        let caller = &self.caller;
        let arn = match caller.kind {
            CallerKind::Session => caller.role_arn(),
            CallerKind::Root | CallerKind::User | CallerKind::Role | CallerKind::FederatedUser => {
                Some(caller.name.clone())
            }
            _ => None,
        };
        let kind = match caller.kind {
            CallerKind::Anonymous => Some("Anonymous"),
            CallerKind::Root => Some("Account"),
            CallerKind::User => Some("User"),
            CallerKind::Role | CallerKind::Session => Some("AssumedRole"),
            CallerKind::FederatedUser => Some("FederatedUser"),
            _ => None,
        };
        let is_service = caller.kind == CallerKind::Service;
        self.context.set_default("aws:principalisawsservice", is_service.to_string());
        if is_service {
            self.context.set_default("aws:principalservicename", caller.name.clone());
        }
        if let Some(arn) = arn {
            self.context.set_default("aws:principalarn", arn);
        }
        if let Some(account) = &caller.account {
            self.context.set_default("aws:principalaccount", account.clone());
        }
        if let Some(kind) = kind {
            self.context.set_default("aws:principaltype", kind);
        }
        if caller.kind == CallerKind::User
            && let Some(name) = caller.name.rsplit('/').next()
        {
            self.context.set_default("aws:username", name);
        }
    }

    /// Whether a context key that isn't there is known not to be: only users have a name.
    pub(crate) fn is_surely_absent(&self, key: &str) -> bool {
        key.eq_ignore_ascii_case("aws:username") && self.caller.kind != CallerKind::User
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_follow_from_caller_and_resource() {
        let request = json!({"principal": "arn:aws:iam::111122223333:user/a/bob", "action": "sqs:SendMessage", "resource": "arn:aws:sqs:eu-west-1:999922223333:q"});
        let request = Request::parse(&request).unwrap();
        let keys: Vec<String> = request
            .context
            .iter()
            .map(|(key, values)| format!("{key}={}", values.join(",")))
            .collect();
        insta::assert_snapshot!(keys.join("\n"), @r"
        aws:principalaccount=111122223333
        aws:principalarn=arn:aws:iam::111122223333:user/a/bob
        aws:principalisawsservice=false
        aws:principaltype=User
        aws:resourceaccount=999922223333
        aws:username=bob
        ");
    }

    #[test]
    fn the_request_has_the_last_word() {
        let request = json!({"Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject", "Resource": {"resource": "arn:aws:s3:::b/k", "accountId": "999922223333"}, "Context": {"AWS:PrincipalType": null}});
        let request = Request::parse(&request).unwrap();
        assert_eq!(request.resource_account.as_deref(), Some("999922223333"));
        assert_eq!(request.context.get("aws:principaltype"), None);
        assert_eq!(request.caller.kind, CallerKind::Root);
        assert!(Request::parse(&json!({"action": 1})).is_err());
    }
}
