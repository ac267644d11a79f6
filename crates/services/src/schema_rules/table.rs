//! Names the rules that the facts contain as schemas, each with its code and what it demands.

use constructs_diagnostics::Code;

use super::report::Demand;
use crate::codes;

/// A rule of the facts, by its name, and what it demands.
type Row = (&'static str, Demand);

const fn first(name: &'static str, code: Code, text: &'static str) -> Row {
    (name, Demand { code, text, reports_all: false, is_message: false })
}

const fn all(name: &'static str, code: Code, text: &'static str) -> Row {
    (name, Demand::every(code, text))
}

const fn whole(name: &'static str, code: Code, text: &'static str) -> Row {
    (name, Demand { code, text, reports_all: false, is_message: true })
}

/// The rules, sorted by name.
const RULES: &[Row] = &[
    first(
        "aws_apigateway_authorizer/ttl",
        codes::AUTHORIZER_TTL,
        "an authorizer's result is cached for 0 to 3,600 seconds",
    ),
    all(
        "aws_apigateway_method/method_authorizer_rest_api",
        codes::METHOD_API,
        "a method and its authorizer are of the same API",
    ),
    first(
        "aws_apigateway_method/method_authorizer_type",
        codes::AUTHORIZER_TYPE,
        "`CUSTOM` takes a `TOKEN` or `REQUEST` authorizer, and `COGNITO_USER_POOLS` one of that type",
    ),
    first(
        "aws_apigateway_restapi/openapi_properties",
        codes::API_NAME,
        "an API needs a name unless `Body` or `BodyS3Location` has its OpenAPI document",
    ),
    first(
        "aws_apigateway_stage/method_settings_resource_path",
        codes::METHOD_PATH,
        "the path of method settings begins with `/`",
    ),
    all(
        "aws_apigateway_stage/stage_deployment_rest_api",
        codes::STAGE_API,
        "a stage and its deployment are of the same API",
    ),
    first(
        "aws_autoscaling_autoscalinggroup/min_max_size",
        codes::GROUP_SIZE,
        "the maximum size is at least the minimum",
    ),
    all(
        "aws_autoscaling_scalingpolicy/policy_target_tracking_asg",
        codes::TRACKED_GROUP_SIZE,
        "a group with target tracking needs a maximum size above its minimum",
    ),
    first(
        "aws_cloudfront_distribution/forward_enum",
        codes::COOKIE_FORWARDING,
        "without a cache policy, cookies are forwarded `all`, `none`, or by `whitelist`",
    ),
    first(
        "aws_cloudwatch_alarm/period",
        codes::ALARM_PERIOD,
        "a period is 10, 20, or 30 seconds, or a multiple of 60",
    ),
    first(
        "aws_codebuild_project/s3_locations",
        codes::BUILD_LOCATION,
        "the type `S3` needs a `Location`",
    ),
    first(
        "aws_dynamodb_table/billingmode_exclusive",
        codes::ON_DEMAND_THROUGHPUT,
        "a table with `PAY_PER_REQUEST` has no provisioned throughput",
    ),
    first(
        "aws_dynamodb_table/billingmode_provisioned_dependent",
        codes::PROVISIONED_THROUGHPUT,
        "a table needs `ProvisionedThroughput` unless its `BillingMode` is `PAY_PER_REQUEST`",
    ),
    first(
        "aws_ec2_instance/blockdevicemappings",
        codes::VOLUME_IOPS,
        "`io1` takes 100 to 64,000 IOPS, `io2` 100 to 256,000, and `gp3` at least 3,000",
    ),
    first(
        "aws_ec2_instance/privateipaddress",
        codes::PRIMARY_ADDRESS,
        "with `PrivateIpAddress`, no other address is primary",
    ),
    first(
        "aws_ec2_instance/virtualname_ephemeral",
        codes::VIRTUAL_NAME,
        "a virtual name is `ephemeral0` to `ephemeral23`",
    ),
    all(
        "aws_ec2_launchtemplate/launch_template_sg_subnet_vpc",
        codes::LAUNCH_VPC,
        "the security groups and the subnets of a launch template are of the same VPC",
    ),
    first(
        "aws_ec2_securitygroup/all_to_and_from_ports",
        codes::ALL_PORTS,
        "-1 means all ports, and both ends of the range must have it",
    ),
    first(
        "aws_ec2_securitygroup/protocols_and_port_ranges_exclude",
        codes::IGNORED_PORTS,
        "all ports are open for this protocol, whatever the rule says",
    ),
    first(
        "aws_ec2_securitygroup/protocols_and_port_ranges_include",
        codes::MISSING_PORTS,
        "a rule for this protocol needs `FromPort` and `ToPort`",
    ),
    all("aws_ec2_vpngateway/type_enum", codes::VPN_TYPE, "the only type is `ipsec.1`"),
    all(
        "aws_ecs_service/fargate",
        codes::FARGATE_STRATEGY,
        "Fargate, and the controllers `CODE_DEPLOY` and `EXTERNAL`, take the strategy `REPLICA` only",
    ),
    all(
        "aws_ecs_service/service_fargate",
        codes::FARGATE_TASK,
        "a task definition for Fargate has `FARGATE` in `RequiresCompatibilities` and the network mode `awsvpc`",
    ),
    all(
        "aws_ecs_service/service_fargate_log_driver",
        codes::FARGATE_SERVICE_LOGS,
        "Fargate has the log drivers `awslogs`, `splunk`, and `awsfirelens`",
    ),
    all(
        "aws_ecs_service/service_network_configuration",
        codes::SERVICE_NETWORK,
        "a service needs `NetworkConfiguration` if the network mode of its tasks is `awsvpc`",
    ),
    whole(
        "aws_ecs_taskdefinition/containerdefinitions_essential",
        codes::ESSENTIAL_CONTAINER,
        "at least one container of a task is essential",
    ),
    whole(
        "aws_ecs_taskdefinition/fargate_cpu_memory",
        codes::FARGATE_SIZE,
        "Fargate offers certain pairs of CPU and memory only",
    ),
    all(
        "aws_ecs_taskdefinition/fargate_properties",
        codes::FARGATE_PROPERTIES,
        "a task on Fargate needs `Cpu`, `Memory`, and the network mode `awsvpc`, and has no placement constraints",
    ),
    all(
        "aws_ecs_taskdefinition/logging_configuration",
        codes::LOG_OPTIONS,
        "`awslogs` needs the options `awslogs-group` and `awslogs-region`, and takes those that Amazon ECS documents",
    ),
    all(
        "aws_elasticache_replicationgroup/transitencryptionenabled_valkey",
        codes::VALKEY_ENCRYPTION,
        "with the engine `valkey`, `TransitEncryptionEnabled` is required",
    ),
    all(
        "aws_elasticloadbalancing_loadbalancer/certificate",
        codes::CLASSIC_CERTIFICATE,
        "the protocols `HTTPS` and `SSL` need `SSLCertificateId`",
    ),
    all(
        "aws_elasticloadbalancingv2_listener/certificate",
        codes::LISTENER_CERTIFICATE,
        "the protocols `HTTPS` and `TLS` need `Certificates`",
    ),
    all(
        "aws_elasticloadbalancingv2_listenerrule/listener_rule_target_group_protocol",
        codes::RULE_TARGET,
        "a listener rule can't forward to a target group with the protocol `GENEVE`",
    ),
    all(
        "aws_elasticloadbalancingv2_loadbalancer/application_subnets",
        codes::BALANCER_SUBNETS,
        "an Application Load Balancer needs subnets in at least two zones",
    ),
    all(
        "aws_elasticloadbalancingv2_targetgroup/healthcheckprotocol_restrictions",
        codes::HEALTH_CHECK,
        "only health checks by `HTTP` and `HTTPS` have `Matcher` and `ProtocolVersion`",
    ),
    all(
        "aws_elasticloadbalancingv2_targetgroup/protocol_restrictions",
        codes::GENEVE_PORT,
        "the port of `GENEVE` is 6081",
    ),
    all(
        "aws_elasticloadbalancingv2_targetgroup/targettype_restrictions",
        codes::TARGET_TYPE,
        "a target group for a function has no port, protocol, or VPC, and every other needs them",
    ),
    first(
        "aws_fsx_filesystem/storage_capacity",
        codes::STORAGE_CAPACITY,
        "`WINDOWS` takes 32 to 65,536 GiB, `LUSTRE` at least 1,200, `OPENZFS` 64 to 524,288, and `ONTAP` at least 1,024",
    ),
    first(
        "aws_lambda_eventsourcemapping/event_source_sqs_fifo_batch_size",
        codes::FIFO_BATCH,
        "a batch from a FIFO queue has at most 10 messages",
    ),
    all(
        "aws_lambda_eventsourcemapping/event_source_sqs_timeout",
        codes::VISIBILITY_TIMEOUT,
        "the visibility timeout of a queue is at least the timeout of its function",
    ),
    first(
        "aws_lambda_eventsourcemapping/eventsourcearn_sqs_exclusive",
        codes::QUEUE_POSITION,
        "only streams have a `StartingPosition`",
    ),
    first(
        "aws_lambda_eventsourcemapping/eventsourcearn_stream_inclusive",
        codes::STREAM_POSITION,
        "a stream needs a `StartingPosition`",
    ),
    first(
        "aws_lambda_function/awslayer",
        codes::AWS_LAYER,
        "this form of a layer's ARN may not be available in your account",
    ),
    first(
        "aws_lambda_function/capacity_provider_timeout",
        codes::FUNCTION_TIMEOUT,
        "without a capacity provider, a function has at most 900 seconds",
    ),
    all(
        "aws_lambda_function/environment_variable_keys",
        codes::RESERVED_VARIABLE,
        "Lambda reserves this name",
    ),
    first(
        "aws_lambda_function/loglevel_logformat",
        codes::LOG_LEVEL,
        "log levels need the log format `JSON`",
    ),
    first(
        "aws_lambda_function/packagetype_image_exclusions",
        codes::IMAGE_FUNCTION,
        "a function from an image has no `Handler`, `Runtime`, or `Layers`",
    ),
    first(
        "aws_lambda_function/zipfile_runtime_enum",
        codes::INLINE_RUNTIME,
        "inline code needs a runtime of Node.js or Python",
    ),
    first(
        "aws_lambda_function/zipfile_runtime_exists",
        codes::INLINE_CODE,
        "inline code needs a `Runtime`",
    ),
    first(
        "aws_lambda_permission/permission_principal",
        codes::PERMISSION_PRINCIPAL,
        "the principal is the service that owns the resource in `SourceArn`",
    ),
    first(
        "aws_lambda_permission/permission_source_account",
        codes::PERMISSION_ACCOUNT,
        "an ARN without an account, such as that of a bucket, needs `SourceAccount`: else the resource of another account can call the function",
    ),
    all(
        "aws_rds_dbcluster/aurora",
        codes::AURORA_CLUSTER,
        "an Aurora cluster takes no storage size, instance class, IOPS, or public access, and the storage types `aurora` and `aurora-iopt1`",
    ),
    all(
        "aws_rds_dbcluster/aurora_warning",
        codes::SERVERLESS_INSIGHTS,
        "`serverless` has no Performance Insights",
    ),
    first(
        "aws_rds_dbcluster/engine_version_deprecated",
        codes::CLUSTER_VERSION_RETIRED,
        "RDS creates no new clusters with this engine version",
    ),
    first(
        "aws_rds_dbcluster/monitoring",
        codes::CLUSTER_MONITORING,
        "`MonitoringRoleArn` and a `MonitoringInterval` above 0 are set together",
    ),
    all(
        "aws_rds_dbcluster/multiaz",
        codes::MULTI_AZ_CLUSTER,
        "a Multi-AZ cluster needs storage, IOPS, a storage type, and an instance class, and takes no property of Aurora",
    ),
    first(
        "aws_rds_dbcluster/serverless_exclusive",
        codes::SERVERLESS_SCALING,
        "`ScalingConfiguration` is for the engine mode `serverless`, and `ServerlessV2ScalingConfiguration` for `provisioned`",
    ),
    first(
        "aws_rds_dbcluster/snapshotidentifier",
        codes::SNAPSHOT_USER,
        "the master user is that of the snapshot",
    ),
    first(
        "aws_rds_dbcluster/sourcedbclusteridentifier",
        codes::SOURCE_CLUSTER,
        "the other cluster decides the user, the password, and the encryption",
    ),
    whole(
        "aws_rds_dbinstance/aurora_exclusive",
        codes::AURORA_INSTANCE,
        "the cluster of an Aurora instance has its storage, its password, its protection, and its authentication",
    ),
    all(
        "aws_rds_dbinstance/backupretentionperiod_maximum",
        codes::BACKUP_RETENTION,
        "backups are kept for at most 35 days, and those of a cluster's instance by the cluster",
    ),
    first(
        "aws_rds_dbinstance/engine_version_deprecated",
        codes::INSTANCE_VERSION_RETIRED,
        "RDS creates no new instances with this engine version",
    ),
    first(
        "aws_rds_dbinstance/instance_cluster_engine",
        codes::CLUSTER_ENGINE,
        "an instance has the engine of its cluster",
    ),
    first(
        "aws_rds_dbinstance/instance_cluster_storage_encrypted",
        codes::CLUSTER_ENCRYPTION,
        "an instance is encrypted if its cluster is",
    ),
    first(
        "aws_rds_dbinstance/kmskey_storageencrypted",
        codes::INSTANCE_KEY,
        "`KmsKeyId` needs `StorageEncrypted: true`",
    ),
    first(
        "aws_rds_dbinstance/replicamode_enum",
        codes::REPLICA_MODE,
        "the modes of a replica are `mounted` and `open-read-only`",
    ),
    first(
        "aws_route53_healthcheck/healthcheckconfig_type_inclusive",
        codes::HEALTH_CHECK_ALARM,
        "the type `CLOUDWATCH_METRIC` needs an `AlarmIdentifier`",
    ),
    first(
        "aws_route53_recordset/recordset_alias",
        codes::ALIAS_TTL,
        "an alias has the TTL of its target",
    ),
    all(
        "aws_route53_recordset/recordset_pattern",
        codes::RECORD_FORMAT,
        "the value must have the format of the record's type",
    ),
    first(
        "aws_s3_bucket/ownershipcontrols",
        codes::BUCKET_ACL,
        "buckets take no ACL unless `OwnershipControls` allows it",
    ),
    first(
        "aws_sns_subscription/subscription_endpoint_protocol",
        codes::SUBSCRIPTION_ENDPOINT,
        "`sqs` takes the ARN of a queue, and `lambda` the ARN of a function",
    ),
    all(
        "aws_sqs_queue/properties",
        codes::QUEUE_KIND,
        "the name of a FIFO queue ends in `.fifo`, and only a FIFO queue removes duplicates",
    ),
    all(
        "aws_sqs_queue/queue_dlq",
        codes::DEAD_LETTER_KIND,
        "the dead-letter queue of a FIFO queue is a FIFO queue, and that of a standard queue a standard queue",
    ),
];

/// What the rule of this name demands.
pub(super) fn find(name: &str) -> Option<&'static Demand> {
    RULES.iter().find(|(known, _)| *known == name).map(|(_, demand)| demand)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::facts::rules;

    /// A remark of cfn-lint on good practice, not on a mistake.
    const NOT_CHECKED: &[&str] = &["aws_rds_dbinstance/backupretentionperiod"];

    #[test]
    fn every_schema_of_the_facts_has_a_code() {
        for rule in rules().iter().filter(|rule| rule.schema.is_some()) {
            let is_known = find(rule.name).is_some();
            assert_ne!(is_known, NOT_CHECKED.contains(&rule.name), "{}", rule.name);
        }
        let names = |name| rules().iter().any(|rule| rule.name == name && rule.schema.is_some());
        assert!(super::RULES.iter().all(|(known, _)| names(*known)));
    }
}
