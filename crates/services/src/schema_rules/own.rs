//! Rules that no source has as data: written here as JSON schemas, from AWS's documentation.
//!
//! A rule names what it is about, and what the service demands, which is the help of a message.

use std::sync::OnceLock;

use constructs_schema::ServiceRule;

use super::report::Demand;
use crate::codes;

/// A rule about the properties of a type, or about the value at a path below them.
pub(super) struct OwnRule {
    pub(super) kind: &'static str,
    pub(super) path: &'static str,
    schema: &'static str,
    pub(super) demand: Demand,
    compiled: OnceLock<ServiceRule>,
}

impl OwnRule {
    /// The rule, made from its schema on first use.
    pub(super) fn compiled(&self) -> &ServiceRule {
        self.compiled.get_or_init(|| {
            ServiceRule::new(&serde_json::from_str(self.schema).unwrap_or_default())
        })
    }
}

#[cfg(test)]
impl OwnRule {
    /// Whether the schema is JSON, and its type has facts.
    pub(super) fn is_json(&self) -> bool {
        serde_json::from_str::<serde_json::Value>(self.schema).is_ok()
            && constructs_schema::facts::resource_type(self.kind).is_some()
    }
}

macro_rules! rules {
    ($($code:ident $kind:literal $path:literal $schema:literal $demand:literal;)*) => {
        /// The rules, by type.
        pub(super) static RULES: [OwnRule; [$($kind),*].len()] = [$(OwnRule {
            kind: $kind,
            path: $path,
            schema: $schema,
            demand: Demand::every(codes::$code, $demand),
            compiled: OnceLock::new(),
        }),*];
    };
}

rules! {
    QUEUE_LIMITS "AWS::SQS::Queue" "" r#"{"properties": {
        "QueueName": {"pattern": "^[A-Za-z0-9_-]{1,80}$|^[A-Za-z0-9_-]{1,75}[.]fifo$"},
        "FifoThroughputLimit": {"enum": ["perQueue", "perMessageGroupId"]},
        "DeduplicationScope": {"enum": ["queue", "messageGroup"]}
    }}"# "a queue's name has 1 to 80 letters, digits, hyphens, and underscores";
    QUEUE_LIMITS "AWS::SQS::Queue" "" r#"{
        "if": {"properties": {"QueueName": {"type": "string", "pattern": "[.]fifo$"}}, "required": ["QueueName"]},
        "then": {"properties": {"FifoQueue": {"enum": [true, "true"]}}, "required": ["FifoQueue"]}
    }"# "only the name of a FIFO queue ends in `.fifo`";
    QUEUE_LIMITS "AWS::SQS::Queue" "" r#"{
        "if": {"properties": {"SqsManagedSseEnabled": {"enum": [true, "true"]}}, "required": ["SqsManagedSseEnabled"]},
        "then": {"properties": {"KmsMasterKeyId": false}}
    }"# "a queue is encrypted by SQS or by a key of KMS, not by both";
    QUEUE_LIMITS "AWS::SQS::Queue" "RedrivePolicy" r#"{
        "properties": {"maxReceiveCount": {"minimum": 1, "maximum": 1000}},
        "required": ["deadLetterTargetArn", "maxReceiveCount"]
    }"# "a message moves to the dead-letter queue after 1 to 1,000 receives";
    QUEUE_LIMITS "AWS::SQS::Queue" "RedrivePolicy/deadLetterTargetArn" r#"{
        "pattern": "^arn:[^:]+:sqs:"
    }"# "a dead-letter queue is named by its ARN";
    QUEUE_LIMITS "AWS::SQS::Queue" "RedriveAllowPolicy" r#"{
        "properties": {
            "redrivePermission": {"enum": ["allowAll", "denyAll", "byQueue"]},
            "sourceQueueArns": {"maxItems": 10}
        },
        "if": {"properties": {"redrivePermission": {"const": "byQueue"}}, "required": ["redrivePermission"]},
        "then": {"required": ["sourceQueueArns"]},
        "else": {"properties": {"sourceQueueArns": false}}
    }"# "`byQueue` names up to ten queues, and `allowAll` and `denyAll` name none";
    SECRET_LIMITS "AWS::SecretsManager::Secret" "" r#"{"properties": {
        "Name": {"pattern": "^[A-Za-z0-9/_+=.@-]{1,512}$"},
        "GenerateSecretString": {
            "properties": {"PasswordLength": {"minimum": 1, "maximum": 4096}},
            "dependentRequired": {
                "GenerateStringKey": ["SecretStringTemplate"], "SecretStringTemplate": ["GenerateStringKey"]
            }
        }
    }, "dependentExcluded": {"GenerateSecretString": ["SecretString"]}}"#
        "a secret is written or generated, with 1 to 4,096 characters; a template and its key go together";
    INSTANCE_LIMITS "AWS::RDS::DBInstance" "" r#"{
        "properties": {
            "StorageType": {"enum": ["standard", "gp2", "gp3", "io1", "io2", "aurora", "aurora-iopt1"]},
            "MonitoringInterval": {"enum": [0, 1, 5, 10, 15, 30, 60]},
            "PreferredBackupWindow": {"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$"},
            "PreferredMaintenanceWindow": {
                "pattern": "^(?i:mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]-(?i:mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]$"
            },
            "Port": {"minimum": 1150, "maximum": 65535}
        }
    }"# "RDS documents the values of this property";
    INSTANCE_LIMITS "AWS::RDS::DBInstance" "" r#"{
        "if": {"properties": {"ManageMasterUserPassword": {"enum": [true, "true"]}}, "required": ["ManageMasterUserPassword"]},
        "then": {"properties": {"MasterUserPassword": false}}
    }"# "RDS manages the password, or the template sets it";
    INSTANCE_LIMITS "AWS::RDS::DBInstance" "" r#"{
        "if": {"properties": {"StorageType": {"enum": ["io1", "io2"]}}, "required": ["StorageType"]},
        "then": {"required": ["Iops"]}
    }"# "`io1` and `io2` need `Iops`";
    INSTANCE_LIMITS "AWS::RDS::DBInstance" "" r#"{
        "if": {"properties": {"MonitoringInterval": {"enum": [1, 5, 10, 15, 30, 60]}}, "required": ["MonitoringInterval"]},
        "then": {"required": ["MonitoringRoleArn"]}
    }"# "enhanced monitoring needs a role";
    INSTANCE_LIMITS "AWS::RDS::DBInstance" "" r#"{
        "if": {"properties": {"MultiAZ": {"enum": [true, "true"]}}, "required": ["MultiAZ"]},
        "then": {"properties": {"AvailabilityZone": false}}
    }"# "a Multi-AZ instance has no zone of its own";
    REPLICATION_LIMITS "AWS::ElastiCache::ReplicationGroup" "" r#"{
        "properties": {
            "Engine": {"enumCaseInsensitive": ["redis", "valkey"]},
            "ReplicationGroupId": {"pattern": "^[A-Za-z](-?[A-Za-z0-9])*$", "maxLength": 40},
            "SnapshotRetentionLimit": {"minimum": 0, "maximum": 35},
            "AuthToken": {"minLength": 16, "maxLength": 128},
            "Port": {"minimum": 1, "maximum": 65535}
        }
    }"# "ElastiCache documents the values of this property";
    REPLICATION_LIMITS "AWS::ElastiCache::ReplicationGroup" "" r#"{
        "if": {"properties": {"MultiAZEnabled": {"enum": [true, "true"]}}, "required": ["MultiAZEnabled"]},
        "then": {"properties": {"AutomaticFailoverEnabled": {"enum": [true, "true"]}}, "required": ["AutomaticFailoverEnabled"]}
    }"# "`MultiAZEnabled` needs `AutomaticFailoverEnabled`";
    REPLICATION_LIMITS "AWS::ElastiCache::ReplicationGroup" "" r#"{
        "if": {"required": ["AuthToken"]},
        "then": {"properties": {"TransitEncryptionEnabled": {"enum": [true, "true"]}}, "required": ["TransitEncryptionEnabled"]}
    }"# "`AuthToken` needs `TransitEncryptionEnabled`";
    ROUTE_TARGET "AWS::EC2::Route" "" r#"{"requiredXor": [
        "CarrierGatewayId", "CoreNetworkArn", "EgressOnlyInternetGatewayId", "GatewayId", "InstanceId",
        "LocalGatewayId", "NatGatewayId", "NetworkInterfaceId", "OdbNetworkArn", "TransitGatewayId", "VpcEndpointId",
        "VpcPeeringConnectionId"
    ]}"# "a route has exactly one target";
    BLOCK_SIZE "AWS::EC2::VPC" "CidrBlock" r#"{"pattern": "^[0-9.]+/(1[6-9]|2[0-8])$"}"#
        "the block of a VPC is from /16 to /28";
    BLOCK_SIZE "AWS::EC2::Subnet" "CidrBlock" r#"{"pattern": "^[0-9.]+/(1[6-9]|2[0-8])$"}"#
        "the block of a subnet is from /16 to /28";
}
