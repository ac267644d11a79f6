//! The cache: Redis on ElastiCache, encrypted at rest and on the way, with a generated token.

use constructs::prelude::*;
use constructs::secret_value;
use constructs_aws::elasticache::{ReplicationGroup, SubnetGroup};
use constructs_aws::secretsmanager::Secret;
use constructs_aws::secretsmanager::secret::GenerateSecretString;

use super::network::Network;
use crate::config::Environment;

/// Adds the cache to `stack`, and gives back the ARN of its token.
pub fn add(stack: Scope<'_>, environment: &Environment, network: &Network) -> Arn<Secret> {
    let base = &environment.base_name;
    let (deletion, replacement) = environment.data_policies();
    let token = Secret::new()
        .name(text!("{}-redis-auth", base))
        .description("Token of the cache")
        .generate_secret_string(
            GenerateSecretString::new().password_length(64).exclude_punctuation(true),
        )
        .deletion_policy(deletion)
        .update_replace_policy(replacement);
    let token = stack.add("Token", token);
    let subnets = SubnetGroup::new("Isolated subnets", network.isolated.map(|subnet| subnet.id()));
    let subnets = stack.add("Subnets", subnets);
    let group = ReplicationGroup::new("Cache of the chat")
        .replication_group_id(text!("{}-redis", base))
        .engine("redis")
        .engine_version("7.1")
        .cache_node_type(&environment.cache.node_type)
        .num_cache_clusters(if environment.multi_az { 2 } else { 1 })
        .automatic_failover_enabled(environment.multi_az)
        .multi_az_enabled(environment.multi_az)
        .at_rest_encryption_enabled(true)
        .transit_encryption_enabled(true)
        .auth_token(secret_value(token.arn()))
        .snapshot_retention_limit(7)
        .cache_subnet_group_name(subnets.cache_subnet_group_name())
        .security_group_ids([network.cache.group_id()])
        .deletion_policy(deletion)
        .update_replace_policy(replacement);
    stack.add("Redis", group);
    token.arn()
}
