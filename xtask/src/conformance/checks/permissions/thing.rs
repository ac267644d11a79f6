//! Things that an action can be done to, each with the ARN and the condition keys of a request about it.

use crate::conformance::emulator::{ACCOUNT, REGION};
use crate::error::Error;

/// Something that an action can be done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thing {
    /// Its kind and its name: `queue chat-dev-push-notification`.
    pub(super) words: String,
    /// `queue`, `secret` and so on.
    pub(super) kind: String,
    /// Its stack and logical id, if the templates declare it.
    pub(super) id: Option<String>,
    /// Its ARN, with an invented suffix where only the account knows it; `*` if it has none.
    pub(super) arn: String,
    /// The condition keys that a request about it carries.
    pub(super) keys: Vec<(String, String)>,
}

impl Thing {
    /// A thing of a known kind.
    pub(super) fn named(kind: &str, name: &str) -> Result<Self, Error> {
        let arn = |service: &str, rest: &str| {
            format!("arn:aws:{service}:{REGION}:{ACCOUNT}:{rest}{name}")
        };
        let mut keys = Vec::new();
        let mut key = |key: &str, value: String| keys.push((key.to_owned(), value));
        let arn = match kind {
            "queue" => arn("sqs", ""),
            "secret" => format!("{}-AbCdEf", arn("secretsmanager", "secret:")),
            "parameter" => arn("ssm", "parameter"),
            "log-group" => format!("{}:log-stream:there", arn("logs", "log-group:")),
            "repository" => arn("ecr", "repository/"),
            "namespace" => {
                key("cloudwatch:namespace", name.to_owned());
                "*".to_owned()
            }
            "key" => {
                if let Some(service) = name.strip_prefix("via ") {
                    key("kms:ViaService", format!("{service}.{REGION}.amazonaws.com"));
                }
                format!("arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab")
            }
            "anything" => "*".to_owned(),
            _ => return Err(Error::new(format!("this check does not know the kind `{kind}`"))),
        };
        let words = format!("{kind} {name}").trim_end().to_owned();
        Ok(Self { words, kind: kind.to_owned(), id: None, arn, keys })
    }
}
