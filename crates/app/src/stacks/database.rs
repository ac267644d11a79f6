//! The database: PostgreSQL on RDS, encrypted, not public, with generated credentials.

use constructs::prelude::*;
use constructs::secret_value;
use constructs_aws::rds::{DBInstance, DBSubnetGroup};
use constructs_aws::secretsmanager::secret::GenerateSecretString;
use constructs_aws::secretsmanager::{Secret, SecretTargetAttachment};

use super::network::Network;
use crate::config::Environment;

/// RDS takes none of these in a password.
const NOT_IN_A_PASSWORD: &str = "/@\" '\\";

/// Adds the database to `stack`, and gives back the ARN of its credentials.
pub fn add(stack: Scope<'_>, environment: &Environment, network: &Network) -> Arn<Secret> {
    let base = &environment.base_name;
    let (deletion, replacement) = environment.data_policies();
    let generated = GenerateSecretString::new()
        .secret_string_template(r#"{"username":"chat"}"#)
        .generate_string_key("password")
        .password_length(32)
        .exclude_characters(NOT_IN_A_PASSWORD);
    let credentials = Secret::new()
        .name(text!("{}-db-credentials", base))
        .description("Credentials of the database")
        .generate_secret_string(generated)
        .deletion_policy(deletion)
        .update_replace_policy(replacement);
    let credentials = stack.add("Credentials", credentials);
    let subnets =
        DBSubnetGroup::new("Isolated subnets", network.isolated.map(|subnet| subnet.id()));
    let subnets = stack.add("Subnets", subnets);
    let instance = DBInstance::new()
        .db_instance_identifier(text!("{}-postgres", base))
        .engine("postgres")
        .engine_version("17.10")
        .db_instance_class(&environment.database.instance_class)
        .allocated_storage(environment.database.storage.to_string())
        .storage_type("gp3")
        .storage_encrypted(true)
        .publicly_accessible(false)
        .multi_az(environment.multi_az)
        .deletion_protection(environment.deletion_protection)
        .backup_retention_period(7)
        .copy_tags_to_snapshot(true)
        .db_name("chat")
        .master_username(secret_value(credentials.arn()).key("username"))
        .master_user_password(secret_value(credentials.arn()).key("password"))
        .db_subnet_group_name(subnets.name())
        .vpc_security_groups([network.database.group_id()])
        .deletion_policy(deletion)
        .update_replace_policy(replacement);
    let instance = stack.add("Instance", instance);
    let attachment = SecretTargetAttachment::new(
        credentials.arn(),
        instance.identifier(),
        "AWS::RDS::DBInstance",
    );
    stack.add("Attachment", attachment);
    credentials.arn()
}
