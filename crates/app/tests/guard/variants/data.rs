//! Queues, databases, secrets and caches as they must not be.

use super::{Variant, remove, set};

const PUSH: &str = "/Resources/Push/Properties";
const DATABASE: &str = "/Resources/Instance/Properties";
const CACHE: &str = "/Resources/Redis/Properties";

/// Names, edits, the rule that they break, and where.
pub(super) fn variants() -> Vec<Variant> {
    vec![
        Variant::new(
            "queue-in-the-clear",
            "dev-queues",
            [remove((PUSH, "/SqsManagedSseEnabled"))],
            "queues_are_encrypted",
            (PUSH, ""),
        ),
        Variant::new(
            "queue-that-says-it-is-in-the-clear",
            "dev-queues",
            [set(("", "/Resources/PushDlq/Properties/SqsManagedSseEnabled"), "false")],
            "queues_are_encrypted",
            ("", "/Resources/PushDlq/Properties/SqsManagedSseEnabled"),
        ),
        Variant::new(
            "queue-without-a-dead-letter-queue",
            "dev-queues",
            [
                remove((PUSH, "/RedrivePolicy")),
                set(
                    ("", "/Resources/PushDlq/Properties/RedriveAllowPolicy"),
                    r#"{"redrivePermission": "allowAll"}"#,
                ),
            ],
            "queues_have_a_dead_letter_queue",
            ("", "/Resources/Push"),
        ),
        Variant::new(
            "database-in-the-clear",
            "dev-database",
            [set((DATABASE, "/StorageEncrypted"), "false")],
            "databases_are_encrypted",
            (DATABASE, "/StorageEncrypted"),
        ),
        Variant::new(
            "database-on-the-internet",
            "dev-database",
            [set((DATABASE, "/PubliclyAccessible"), "true")],
            "databases_are_not_public",
            (DATABASE, "/PubliclyAccessible"),
        ),
        Variant::new(
            "database-without-a-word-on-the-internet",
            "dev-database",
            [remove((DATABASE, "/PubliclyAccessible"))],
            "databases_are_not_public",
            (DATABASE, ""),
        ),
        Variant::new(
            "database-without-a-word-on-protection",
            "dev-database",
            [remove((DATABASE, "/DeletionProtection"))],
            "databases_are_protected",
            (DATABASE, ""),
        ),
        Variant::new(
            "database-of-production-unprotected",
            "prod-database",
            [set((DATABASE, "/DeletionProtection"), "false")],
            "databases_are_protected",
            (DATABASE, "/DeletionProtection"),
        ),
        Variant::new(
            "password-in-the-template",
            "dev-database",
            [set((DATABASE, "/MasterUserPassword"), r#""hunter2hunter2""#)],
            "database_credentials_are_generated",
            (DATABASE, "/MasterUserPassword"),
        ),
        Variant::new(
            "password-from-a-parameter",
            "dev-database",
            [set((DATABASE, "/MasterUserPassword"), r#"{"Ref": "Password"}"#)],
            "database_credentials_are_generated",
            (DATABASE, "/MasterUserPassword"),
        ),
        Variant::new(
            "no-password",
            "dev-database",
            [remove((DATABASE, "/MasterUserPassword"))],
            "database_credentials_are_generated",
            (DATABASE, ""),
        ),
        Variant::new(
            "secret-in-the-template",
            "dev-database",
            [
                remove(("", "/Resources/Credentials/Properties/GenerateSecretString")),
                set(("", "/Resources/Credentials/Properties/SecretString"), r#""hunter2""#),
            ],
            "secrets_are_generated",
            ("", "/Resources/Credentials/Properties/SecretString"),
        ),
        Variant::new(
            "cache-in-the-clear-at-rest",
            "dev-cache",
            [set((CACHE, "/AtRestEncryptionEnabled"), "false")],
            "caches_are_encrypted",
            (CACHE, "/AtRestEncryptionEnabled"),
        ),
        Variant::new(
            "cache-in-the-clear-in-transit",
            "dev-cache",
            [remove((CACHE, "/TransitEncryptionEnabled"))],
            "caches_are_encrypted",
            (CACHE, ""),
        ),
        Variant::new(
            "cache-that-takes-clients-in-the-clear",
            "dev-cache",
            [set((CACHE, "/TransitEncryptionMode"), r#""preferred""#)],
            "caches_are_encrypted",
            (CACHE, "/TransitEncryptionMode"),
        ),
        Variant::new(
            "cache-without-a-token",
            "dev-cache",
            [remove((CACHE, "/AuthToken"))],
            "caches_ask_for_a_token",
            (CACHE, ""),
        ),
        Variant::new(
            "cache-with-a-token-in-the-template",
            "dev-cache",
            [set((CACHE, "/AuthToken"), r#""hunter2hunter2hunter2""#)],
            "caches_ask_for_a_token",
            (CACHE, "/AuthToken"),
        ),
    ]
}
