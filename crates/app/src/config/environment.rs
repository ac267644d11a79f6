//! One environment: its settings, and what the stacks derive from them.

use constructs::iam::Permission;
use constructs::prelude::*;
use constructs_aws::condition::cloudwatch::NAMESPACE;
use constructs_aws::kms::Key;
use constructs_aws::logs::LogStream;
use constructs_aws::{cloudwatch, ssmmessages};
use constructs_toolkit::{Fields, Variables, parse};

use super::{ImportSource, text};

/// A place that the app is deployed to.
pub struct Environment {
    /// The id of its scope in the tree, e.g. `dev`.
    pub id: String,
    /// What all names begin with, e.g. `chat-dev`.
    pub base_name: String,
    /// The account, where it is fixed.
    pub account: Option<String>,
    /// The region, where it is fixed.
    pub region: Option<String>,
    /// Where secrets and queues come from.
    pub source: ImportSource,
    /// The database's size.
    pub database: Database,
    /// The cache's size.
    pub cache: Cache,
    /// Whether database and cache have a standby in a second zone.
    pub multi_az: bool,
    /// Whether data outlives its stack, and the database refuses to be deleted.
    pub deletion_protection: bool,
    /// Tags for everything that can be tagged.
    pub tags: Vec<(String, String)>,
    access: Access,
}

/// The size of the database.
pub struct Database {
    /// E.g. `db.t4g.micro`.
    pub instance_class: String,
    /// GiB.
    pub storage: i64,
}

/// The size of the cache.
pub struct Cache {
    /// E.g. `cache.t4g.micro`.
    pub node_type: String,
}

/// Settings of the roles and policies.
struct Access {
    permissions_boundary: Option<String>,
    role_path: Option<String>,
    region_suffix: bool,
    trust_source_account: bool,
    log_group_prefix: Option<String>,
    kms_services: Vec<String>,
    kms_keys: Vec<String>,
}

impl Environment {
    /// Reads the environment called `id`.
    pub fn read(id: &str, fields: &mut Fields<'_>) -> Option<Self> {
        let base_name = fields.required("baseName", text::base_name);
        let account = fields.from_cli("account", "CDK_DEFAULT_ACCOUNT", text::account);
        let region = fields.from_cli("region", "CDK_DEFAULT_REGION", text::region);
        let source = ImportSource::read(fields);
        let database = fields.object("database", Database::read);
        let cache = fields.object("cache", Cache::read);
        let multi_az = fields.or("multiAz", false, parse::boolean);
        let deletion_protection = fields.or("deletionProtection", false, parse::boolean);
        let tags = fields.or("tags", Vec::new(), text::tags);
        let access = Access::read(fields);
        let id = id.to_owned();
        Some(Self {
            id,
            base_name: base_name?,
            account,
            region,
            source,
            database,
            cache,
            multi_az,
            deletion_protection,
            tags,
            access,
        })
    }

    /// The stack for one part of the environment.
    #[must_use]
    pub fn stack(&self, part: &str, purpose: &str) -> Stack {
        let mut stack = Stack::named(format!("{}-{part}", self.base_name))
            .description(format!("{purpose} ({})", self.base_name));
        for (key, value) in &self.tags {
            stack = stack.tag(key, value);
        }
        if let Some(account) = &self.account {
            stack = stack.account(account);
        }
        match &self.region {
            Some(region) => stack.region(region),
            None => stack,
        }
    }

    /// What happens to data when it leaves a template, and when an update replaces what holds it.
    #[must_use]
    pub const fn data_policies(&self) -> (DeletionPolicy, UpdateReplacePolicy) {
        if self.deletion_protection {
            (DeletionPolicy::Retain, UpdateReplacePolicy::Retain)
        } else {
            (DeletionPolicy::Delete, UpdateReplacePolicy::Delete)
        }
    }

    /// A role `<base>-<service>-role` that ECS tasks assume.
    #[must_use]
    #[track_caller]
    pub fn role(&self, service: &str) -> Role {
        let mut ecs = Principal::service("ecs-tasks.amazonaws.com");
        if self.access.trust_source_account {
            ecs = ecs.when(condition::aws::SOURCE_ACCOUNT.equals(ACCOUNT));
        }
        let name = format!("{}-{service}-role", self.base_name);
        let mut role = Role::assumed_by(ecs).role_name(match &self.region {
            _ if !self.access.region_suffix => text!("{}", name),
            Some(region) => text!("{}-{}", name, region),
            None => text!("{}-{}", name, REGION),
        });
        if let Some(path) = &self.access.role_path {
            role = role.path(path);
        }
        match &self.access.permissions_boundary {
            Some(boundary) => role.permissions_boundary(Arn::literal(boundary)),
            None => role,
        }
    }

    /// The services through which secrets may be decrypted.
    #[must_use]
    pub fn kms_services(&self) -> Vec<Text> {
        let services = ["secretsmanager"]
            .into_iter()
            .chain(self.access.kms_services.iter().map(String::as_str));
        services.map(|service| text!("{}.{}.amazonaws.com", service, REGION)).collect()
    }

    /// On the keys that the settings name, or on every key.
    #[track_caller]
    pub fn on_keys(&self, decrypt: Permission<Key>) -> Statement {
        if self.access.kms_keys.is_empty() {
            return decrypt
                .on_every("the condition narrows it to secrets, whichever key encrypts them");
        }
        decrypt.on(self.access.kms_keys.iter().map(Arn::literal).collect::<Vec<Arn<Key>>>())
    }

    /// What every service may: metrics in the environment's own namespace, logs, ECS Exec.
    #[must_use]
    pub fn every_service(&self) -> [Statement; 3] {
        let namespace = NAMESPACE.equals(&self.base_name);
        let metrics = allow([cloudwatch::PUT_METRIC_DATA]).on_any();
        let logs = allow([LogStream::CREATE_LOG_STREAM, LogStream::PUT_LOG_EVENTS]);
        let logs = match &self.access.log_group_prefix {
            Some(prefix) => logs.on(Arn::pattern(text!(
                "arn:{}:logs:{}:{}:log-group:{}*:log-stream:*",
                PARTITION,
                REGION,
                ACCOUNT,
                prefix
            ))),
            None => logs.on_every("log groups are made elsewhere; `logGroupPrefix` narrows them"),
        };
        let exec = allow([
            ssmmessages::CREATE_CONTROL_CHANNEL,
            ssmmessages::CREATE_DATA_CHANNEL,
            ssmmessages::OPEN_CONTROL_CHANNEL,
            ssmmessages::OPEN_DATA_CHANNEL,
        ]);
        [metrics.when(namespace).sid("Metrics"), logs.sid("Logs"), exec.on_any().sid("EcsExec")]
    }
}

impl Environment {
    /// Values for the permission matrix: what its settings change of the grants.
    #[must_use]
    pub fn variables(&self) -> Variables {
        let Access { log_group_prefix, kms_services, kms_keys, .. } = &self.access;
        let streams = log_group_prefix.as_ref().map_or_else(
            || "*".to_owned(),
            |prefix| format!("arn:${{Partition}}:logs:${{Region}}:${{Account}}:log-group:{prefix}*:log-stream:*"),
        );
        let services =
            std::iter::once("secretsmanager").chain(kms_services.iter().map(String::as_str));
        let keys = if kms_keys.is_empty() { vec!["*".to_owned()] } else { kms_keys.clone() };
        let variables = Variables::new()
            .with("baseName", &self.base_name)
            .with("logStreams", streams)
            .with_all(
                "kmsServices",
                services.map(|service| format!("{service}.${{Region}}.amazonaws.com")),
            )
            .with_all("kmsKeys", keys);
        self.source.variables(variables, &self.base_name)
    }
}

impl Database {
    fn read(fields: &mut Fields<'_>) -> Self {
        let instance_class =
            fields.or("instanceClass", "db.t4g.micro".to_owned(), text::instance_class);
        Self { instance_class, storage: fields.or("storage", 20, parse::integer(20, 65_536)) }
    }
}

impl Cache {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self { node_type: fields.or("nodeType", "cache.t4g.micro".to_owned(), text::node_type) }
    }
}

impl Access {
    fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            permissions_boundary: fields.optional("permissionsBoundary", text::policy_arn),
            role_path: fields.optional("rolePath", text::role_path),
            region_suffix: fields.or("roleNamesWithRegion", false, parse::boolean),
            trust_source_account: fields.or("trustSourceAccount", false, parse::boolean),
            log_group_prefix: fields.optional("logGroupPrefix", text::log_group_prefix),
            kms_services: fields.or("kmsServices", Vec::new(), parse::list(text::kms_service)),
            kms_keys: fields.or("kmsKeys", Vec::new(), parse::list(text::key_arn)),
        }
    }
}
