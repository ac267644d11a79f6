//! Where the IAM stack's secrets and queues come from: the environment's own stacks, or elsewhere.

use constructs::prelude::*;
use constructs_aws::secretsmanager::Secret;
use constructs_aws::sqs::Queue;
use constructs_toolkit::{Fields, parse};

use super::text;

/// Where secrets and queues are made.
pub enum Source {
    /// By the environment's own stacks.
    Stacks,
    /// Elsewhere; they are exported under these names.
    External(Box<ExportNames>),
}

/// The names under which another team's stacks export what the IAM stack needs.
pub struct ExportNames {
    database_secret: Option<String>,
    redis_secret: Option<String>,
    push: Option<String>,
    offline: Option<String>,
    push_dlq: Option<String>,
    offline_dlq: Option<String>,
}

/// What the roles are given access to.
pub struct Imports {
    /// The database's credentials.
    pub database: Arn<Secret>,
    /// The cache's token.
    pub redis: Arn<Secret>,
    /// The queues.
    pub queues: Queues,
}

/// Two queues to work on and their dead-letter queues: push notifications, offline messages.
pub struct Queues {
    /// The queues to work on.
    pub main: [Arn<Queue>; 2],
    /// For what could not be handled.
    pub dead_letter: [Arn<Queue>; 2],
}

impl Source {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let is_external = fields.or("imports", false, |value| match value.as_str() {
            Some("external") => Ok(true),
            Some("stacks") => Ok(false),
            _ => Err(parse::expected("`stacks` or `external`")),
        });
        let names = fields.object("exportNames", ExportNames::read);
        if is_external { Self::External(Box::new(names)) } else { Self::Stacks }
    }
}

impl ExportNames {
    fn read(fields: &mut Fields<'_>) -> Self {
        let mut name = |key| fields.optional(key, text::export_name);
        Self {
            database_secret: name("databaseSecret"),
            redis_secret: name("redisSecret"),
            push: name("pushQueue"),
            offline: name("offlineQueue"),
            push_dlq: name("pushDlq"),
            offline_dlq: name("offlineDlq"),
        }
    }
}

impl Imports {
    /// Imports by name; a name that is not set is the one that the environment's own stacks would export.
    #[must_use]
    pub fn external(names: &ExportNames, base: &str) -> Self {
        let name = |name: &Option<String>, part: &str| {
            name.clone().unwrap_or_else(|| format!("{base}-{part}"))
        };
        let queue = |named, part| Arn::imported(name(named, part));
        Self {
            database: Arn::imported(name(&names.database_secret, "database:CredentialsId")),
            redis: Arn::imported(name(&names.redis_secret, "cache:TokenId")),
            queues: Queues {
                main: [
                    queue(&names.push, "queues:PushArn"),
                    queue(&names.offline, "queues:OfflineArn"),
                ],
                dead_letter: [
                    queue(&names.push_dlq, "queues:PushDlqArn"),
                    queue(&names.offline_dlq, "queues:OfflineDlqArn"),
                ],
            },
        }
    }
}
