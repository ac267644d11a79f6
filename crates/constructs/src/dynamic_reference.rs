//! Dynamic references: values that CloudFormation reads during deployment.
//!
//! Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>
//!
//! A changed secret or parameter reaches the resource only with the next update of the property. Any other text that
//! contains `{{resolve:` is an error, so that data can't become a reference.

use std::panic::Location;

use crate::codes;
use crate::text;
use crate::value::{Expr, Fault, IntoValue, Reference, Str, Value};

/// A part of a secret in Secrets Manager, which CloudFormation reads during deployment.
///
/// ```
/// use constructs::secret_value;
/// let password = secret_value("arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf").key("password");
/// # let _ = password;
/// ```
#[derive(Clone, Debug)]
pub struct SecretValue {
    secret: Expr,
    key: Expr,
    stage: Expr,
    version: Expr,
    origin: &'static Location<'static>,
}

/// `{{resolve:secretsmanager:…}}` of the secret with this ARN or name.
#[track_caller]
pub fn secret_value(secret: impl IntoValue<Str>) -> SecretValue {
    let none = || Expr::from("");
    SecretValue {
        secret: secret.into_expr(),
        key: none(),
        stage: none(),
        version: none(),
        origin: Location::caller(),
    }
}

impl SecretValue {
    /// Selects one key of a secret that is a JSON object.
    #[must_use]
    pub fn key(mut self, key: impl IntoValue<Str>) -> Self {
        self.key = key.into_expr();
        self
    }

    /// Selects the version with this staging label, by default `AWSCURRENT`. Excludes a version id.
    #[must_use]
    pub fn version_stage(mut self, stage: impl IntoValue<Str>) -> Self {
        self.stage = stage.into_expr();
        self
    }

    /// Selects the version with this id. Excludes a staging label.
    #[must_use]
    pub fn version_id(mut self, id: impl IntoValue<Str>) -> Self {
        self.version = id.into_expr();
        self
    }
}

impl IntoValue<Str> for SecretValue {
    fn into_expr(self) -> Expr {
        let Self { secret, key, stage, version, origin } = self;
        let refused = [(&secret, "{}"), (&key, "{}:"), (&stage, "{}:"), (&version, "{}:")];
        if let Some((text, _)) = refused.into_iter().find(|(text, marks)| holds(text, marks)) {
            let text = text.as_str().unwrap_or("the text");
            return Expr::Reference(Reference::Fault(Box::new(Fault {
                code: codes::ARGUMENT,
                message: format!("`{text}` is not valid in a reference to a secret"),
                help: "use no `{` or `}`, and no `:` in the key, stage, or version".to_owned(),
                origin,
            })));
        }
        let [secret, key, stage, version] = [secret, key, stage, version].map(Value::<Str>::new);
        let text = text!(
            "{{{{resolve:secretsmanager:{}:SecretString:{}:{}:{}}}}}",
            secret,
            key,
            stage,
            version
        );
        Expr::Dynamic(Box::new(text.into()))
    }
}

/// Whether the literal parts of a text contain one of `marks`, which would end a part of the reference.
fn holds(text: &Expr, marks: &str) -> bool {
    match text {
        Expr::String(text) => text.contains(|character| marks.contains(character)),
        Expr::Concat(parts) => parts.iter().any(|part| holds(part, marks)),
        _ => false,
    }
}

impl From<SecretValue> for Expr {
    fn from(secret: SecretValue) -> Self {
        secret.into_expr()
    }
}

/// `{{resolve:ssm:…}}`: a parameter of Systems Manager, in its latest version or `version`.
#[track_caller]
pub fn ssm_value(name: impl AsRef<str>, version: Option<u32>) -> Value<Str> {
    parameter("ssm", name.as_ref(), version, Location::caller())
}

/// `{{resolve:ssm-secure:…}}`: a secure parameter, for the few properties that accept one.
#[track_caller]
pub fn ssm_secure_value(name: impl AsRef<str>, version: Option<u32>) -> Value<Str> {
    parameter("ssm-secure", name.as_ref(), version, Location::caller())
}

fn parameter(
    service: &str,
    name: &str,
    version: Option<u32>,
    origin: &'static Location<'static>,
) -> Value<Str> {
    let takes = |c: char| c.is_ascii_alphanumeric() || "_.-/".contains(c);
    if name.is_empty() || !name.chars().all(takes) {
        return Value::new(Expr::Reference(Reference::Fault(Box::new(Fault {
            code: codes::ARGUMENT,
            message: format!("`{name}` is not the name of a Systems Manager parameter"),
            help: "use letters, digits, and `_.-/` only".to_owned(),
            origin,
        }))));
    }
    let version = version.map(|version| format!(":{version}")).unwrap_or_default();
    let text = format!("{{{{resolve:{service}:{name}{version}}}}}");
    Value::new(Expr::Dynamic(Box::new(text.into())))
}
