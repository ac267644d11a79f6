//! Where the IAM stack's secrets and queues come from: the environment's own stacks, or elsewhere.

use constructs::prelude::*;
use constructs_aws::secretsmanager::Secret;
use constructs_aws::sqs::Queue;
use constructs_toolkit::{Fields, Variables, parse};

use super::text;

/// Where secrets and queues are made.
pub enum ImportSource {
    /// By the environment's own stacks.
    Stacks,
    /// Elsewhere; they are exported under these names.
    External(Box<ExternalExports>),
}

/// The names under which another team's stacks export what the IAM stack needs.
#[derive(Default)]
pub struct ExternalExports {
    database_secret: Option<String>,
    redis_secret: Option<String>,
    push: Option<String>,
    offline: Option<String>,
    push_dlq: Option<String>,
    offline_dlq: Option<String>,
}

/// The secrets and queues that the roles can access.
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

impl ImportSource {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let is_external = fields.or("imports", false, |value| match value.as_str() {
            Some("external") => Ok(true),
            Some("stacks") => Ok(false),
            _ => Err(parse::expected("`stacks` or `external`")),
        });
        let names = fields.object("exportNames", ExternalExports::read);
        if is_external { Self::External(Box::new(names)) } else { Self::Stacks }
    }

    /// The names of the exports, for the permission matrix.
    pub(super) fn variables(&self, mut variables: Variables, base: &str) -> Variables {
        let own = ExternalExports::default();
        let names = match self {
            Self::Stacks => &own,
            Self::External(names) => names,
        };
        for (variable, name) in names.all(base) {
            variables = variables.with(variable, name);
        }
        variables
    }
}

impl ExternalExports {
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

impl ExternalExports {
    /// Each name under what the permission matrix calls it. One that is not set is the one that the environment's own
    /// stacks would export.
    fn all(&self, base: &str) -> [(&'static str, String); 6] {
        let name = |name: &Option<String>, part: &str| {
            name.clone().unwrap_or_else(|| format!("{base}-{part}"))
        };
        [
            ("databaseSecret", name(&self.database_secret, "database:CredentialsId")),
            ("redisSecret", name(&self.redis_secret, "cache:TokenId")),
            ("pushQueue", name(&self.push, "queues:PushArn")),
            ("offlineQueue", name(&self.offline, "queues:OfflineArn")),
            ("pushDlq", name(&self.push_dlq, "queues:PushDlqArn")),
            ("offlineDlq", name(&self.offline_dlq, "queues:OfflineDlqArn")),
        ]
    }
}

impl Imports {
    /// Imports by name; a name that is not set is the one that the environment's own stacks would export.
    #[must_use]
    pub fn external(names: &ExternalExports, base: &str) -> Self {
        let [database, redis, push, offline, push_dlq, offline_dlq] =
            names.all(base).map(|(_, name)| name);
        let queue = Arn::imported;
        Self {
            database: Arn::imported(database),
            redis: Arn::imported(redis),
            queues: Queues {
                main: [queue(push), queue(offline)],
                dead_letter: [queue(push_dlq), queue(offline_dlq)],
            },
        }
    }
}
