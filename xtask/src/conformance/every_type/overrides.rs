//! Lists the values for which cfn-lint requires more than the facts state, with the reasons.
//!
//! INVARIANT: an entry that no property uses is a finding, so that it gets removed.

use std::cell::RefCell;
use std::collections::BTreeSet;

const BY_HAND: &str = "the type is written by hand, with an API of its own";
const SIZES: &str = "cfn-lint knows the sizes that AWS offers, and the schema takes any text";
const KEYS: &str = "the schema has a pattern for the keys of the map, and the facts don't";
const OWN: &str = "a rule of cfn-lint's own, or a pattern of its extensions, asks for it";
const LOOKAHEAD: &str = "a lookahead asks for more than the pattern's text";
const ALTERNATIVES: &str =
    "the schema requires one of several forms, which the facts don't distinguish";

/// A place in a resource (`AWS::X::Y/Property/*/Property`), its Rust expression, and the reason.
const VALUES: &[(&str, &str, &str)] = &[
    ("AWS::IAM::Role", "Role::assumed_by(Principal::service(\"ec2.amazonaws.com\"))", BY_HAND),
    ("AWS::IAM::ManagedPolicy", "ManagedPolicy::new(identity_policy())", BY_HAND),
    ("AWS::AmazonMQ::Broker/HostInstanceType", "\"mq.m5.large\"", SIZES),
    ("AWS::AppStream::Fleet/InstanceType", "\"stream.standard.medium\"", SIZES),
    (
        "AWS::BedrockAgentCore::GatewayRateLimit/Entries/*/Dimensions",
        "[(\"toolName\", \"example\")]",
        KEYS,
    ),
    (
        "AWS::CodePipeline::Pipeline/Stages",
        "[aws::codepipeline::pipeline::StageDeclaration::new([aws::codepipeline::pipeline::ActionDeclaration::new(aws::codepipeline::pipeline::ActionTypeId::new(aws::codepipeline::pipeline::Category::SOURCE, \"AWS\", \"example\", \"1\"), \"a\")], \"a\"), aws::codepipeline::pipeline::StageDeclaration::new([aws::codepipeline::pipeline::ActionDeclaration::new(aws::codepipeline::pipeline::ActionTypeId::new(aws::codepipeline::pipeline::Category::APPROVAL, \"AWS\", \"example\", \"1\"), \"b\")], \"b\")]",
        OWN,
    ),
    ("AWS::Cognito::Terms/Links", "[(\"cognito:default\", \"https://example.com\")]", KEYS),
    ("AWS::DAX::Cluster/NodeType", "\"dax.r4.large\"", SIZES),
    ("AWS::DocDB::DBInstance/DBInstanceClass", "\"db.r5.large\"", SIZES),
    (
        "AWS::EC2::SpotFleet/SpotFleetRequestConfigData/IamFleetRole",
        "\"arn:aws:iam::111122223333:role/example\"",
        OWN,
    ),
    ("AWS::DynamoDB::Table/ProvisionedThroughput/ReadCapacityUnits", "1", OWN),
    ("AWS::DynamoDB::Table/ProvisionedThroughput/WriteCapacityUnits", "1", OWN),
    ("AWS::EMR::Studio/SubnetIds/*", "\"subnet-12345678\"", OWN),
    ("AWS::ElastiCache::CacheCluster/CacheNodeType", "\"cache.r6g.large\"", SIZES),
    ("AWS::ElastiCache::CacheCluster/Engine", "\"redis\"", OWN),
    (
        "AWS::ElasticLoadBalancingV2::LoadBalancer/Subnets",
        "[\"subnet-12345678901234567\", \"subnet-12345678901234568\"]",
        OWN,
    ),
    ("AWS::GameLift::GameServerGroup/InstanceDefinitions/*/InstanceType", "\"c5.large\"", SIZES),
    (
        "AWS::Lambda::ResourcePolicy/ResourceArn",
        "\"arn:aws:lambda:us-east-1:111122223333:function:example\"",
        OWN,
    ),
    (
        "AWS::MSK::Channel/TopicConfigurationList/*/TopicArn",
        "\"arn:aws:kafka:us-east-1:111122223333:topic/example\"",
        OWN,
    ),
    (
        "AWS::MSK::ClusterPolicy/ClusterArn",
        "\"arn:aws:kafka:us-east-1:111122223333:cluster/example\"",
        OWN,
    ),
    ("AWS::MSK::VpcConnection/ClientSubnets/*", "\"subnet-12345678\"", OWN),
    (
        "AWS::MSK::VpcConnection/TargetClusterArn",
        "\"arn:aws:kafka:us-east-1:111122223333:cluster/example\"",
        OWN,
    ),
    ("AWS::ManagedBlockchain::Node/NodeConfiguration/InstanceType", "\"bc.t3.small\"", SIZES),
    ("AWS::Neptune::DBInstance/DBInstanceClass", "\"db.r5.large\"", SIZES),
    ("AWS::QuickSight::Assignment/AssignmentName", "\"example\"", LOOKAHEAD),
    ("AWS::Redshift::Cluster/NodeType", "\"ra3.large\"", SIZES),
    (
        "AWS::SSM::Document/Content",
        "Object::new().with(\"schemaVersion\", \"2.2\").with(\"mainSteps\", serde_json::json!([]))",
        OWN,
    ),
    (
        "AWS::SageMaker::DataQualityJobDefinition/JobResources/ClusterConfig/InstanceType",
        "\"ml.c5.xlarge\"",
        SIZES,
    ),
    (
        "AWS::SageMaker::InferenceExperiment/ModelVariants/*/InfrastructureConfig/RealTimeInferenceConfig/InstanceType",
        "\"ml.c5.xlarge\"",
        SIZES,
    ),
    (
        "AWS::SageMaker::ModelBiasJobDefinition/JobResources/ClusterConfig/InstanceType",
        "\"ml.c5.xlarge\"",
        SIZES,
    ),
    (
        "AWS::SageMaker::ModelExplainabilityJobDefinition/JobResources/ClusterConfig/InstanceType",
        "\"ml.c5.xlarge\"",
        SIZES,
    ),
    (
        "AWS::SageMaker::ModelQualityJobDefinition/JobResources/ClusterConfig/InstanceType",
        "\"ml.c5.xlarge\"",
        SIZES,
    ),
];

/// A place in a resource, an additional property to set there, and the reason.
const SETTINGS: &[(&str, &str, &str)] = &[
    ("AWS::APS::Scraper/ScrapeConfiguration", "ConfigurationBlob", ALTERNATIVES),
    ("AWS::ARCZonalShift::ZonalAutoshiftConfiguration", "ResourceIdentifier", ALTERNATIVES),
    ("AWS::ApiGateway::RestApi", "Name", OWN),
    ("AWS::B2BI::Capability/Configuration", "Edi", ALTERNATIVES),
    ("AWS::B2BI::Capability/Configuration/Edi/Type", "X12Details", ALTERNATIVES),
    ("AWS::BillingConductor::BillingGroup", "PrimaryAccountId", ALTERNATIVES),
    ("AWS::BillingConductor::BillingGroup/AccountGrouping", "LinkedAccountIds", ALTERNATIVES),
    ("AWS::Cases::CaseRule/Rule/Required/Conditions/*/EqualTo/OperandOne", "FieldId", ALTERNATIVES),
    ("AWS::Cases::Layout/Content", "Basic", ALTERNATIVES),
    ("AWS::CloudWatch::MetricStream", "FirehoseArn", OWN),
    ("AWS::CloudWatch::MetricStream", "OutputFormat", OWN),
    ("AWS::CloudWatch::MetricStream", "RoleArn", OWN),
    ("AWS::DataZone::Owner/Owner", "User", ALTERNATIVES),
    ("AWS::DynamoDB::Table", "ProvisionedThroughput", OWN),
    ("AWS::EC2::Instance", "ImageId", OWN),
    ("AWS::GroundStation::Config/ConfigData", "TrackingConfig", ALTERNATIVES),
    ("AWS::ImageBuilder::ContainerRecipe", "ContainerType", ALTERNATIVES),
    ("AWS::ImageBuilder::ContainerRecipe", "Name", ALTERNATIVES),
    ("AWS::ImageBuilder::ContainerRecipe", "ParentImage", ALTERNATIVES),
    ("AWS::ImageBuilder::ContainerRecipe", "TargetRepository", ALTERNATIVES),
    ("AWS::ImageBuilder::ContainerRecipe", "Version", ALTERNATIVES),
    ("AWS::Logs::Transformer/TransformerConfig/*", "ParseJSON", ALTERNATIVES),
    ("AWS::MSK::Replicator/KafkaClusters/*", "VpcConfig", OWN),
    ("AWS::QuickSight::DLPSetting/ProviderConfig", "MicrosoftPurview", ALTERNATIVES),
    (
        "AWS::S3ObjectLambda::AccessPoint/ObjectLambdaConfiguration/TransformationConfigurations/*/ContentTransformation",
        "AwsLambda",
        ALTERNATIVES,
    ),
    ("AWS::SSMContacts::ContactChannel", "ChannelAddress", ALTERNATIVES),
    ("AWS::SSMContacts::ContactChannel", "ChannelName", ALTERNATIVES),
    ("AWS::SSMContacts::ContactChannel", "ChannelType", ALTERNATIVES),
    ("AWS::SSMContacts::ContactChannel", "ContactId", ALTERNATIVES),
    (
        "AWS::Wisdom::AIPrompt/TemplateConfiguration",
        "TextFullAIPromptEditTemplateConfiguration",
        ALTERNATIVES,
    ),
];

/// Types that us-east-1 does not have, by the beginning of their names, and a region that has them.
const REGIONS: &[(&str, &str)] = &[
    ("AMZN::SDC::", "eu-south-1"),
    ("AWS::AuditManager::Control", "ap-southeast-1"),
    ("AWS::DeviceFarm::", "us-west-2"),
    ("AWS::DynamoDB::Backup", "eu-central-1"),
    ("AWS::GameLiftStreams::", "us-west-2"),
    ("AWS::GammaDilithium::", "us-west-1"),
    ("AWS::IoTEvents::", "eu-west-1"),
    ("AWS::IoTManagedIntegrations::", "eu-west-1"),
    ("AWS::NetworkManager::Connection", "us-west-2"),
    ("AWS::NimbleStudio::", "eu-west-1"),
    ("AWS::OpsWorks::", "me-central-1"),
];

/// A region that has the type.
pub(super) fn region_of(name: &str) -> &'static str {
    REGIONS
        .iter()
        .find(|(start, _)| is_below(name, start))
        .map_or("us-east-1", |(_, region)| region)
}

fn is_below(name: &str, start: &str) -> bool {
    if start.ends_with("::") { name.starts_with(start) } else { name == start }
}

/// Findings of cfn-lint that are not errors of a template: how they start, and the reason.
const EXPECTED: &[(&str, &str)] = &[
    ("E3710", "the service was shut down; the schemas still have its types"),
    ("E3031 Exception", "cfn-lint can't read the pattern, which is right in ECMA 262"),
];

/// Whether a finding is expected.
pub(super) fn is_expected(finding: &str) -> bool {
    EXPECTED.iter().any(|(start, _)| finding.starts_with(start))
}

/// The table, and its entries that have been used.
#[derive(Default)]
pub(super) struct Overrides {
    asked: RefCell<BTreeSet<(&'static str, &'static str)>>,
}

impl Overrides {
    /// The expression for a place.
    pub(super) fn get(&self, place: &str) -> Option<&'static str> {
        let (place, value, _) = VALUES.iter().find(|(known, ..)| *known == place)?;
        self.asked.borrow_mut().insert((place, ""));
        Some(value)
    }

    /// The additional properties to set at a place.
    pub(super) fn set(&self, place: &str) -> Vec<String> {
        let found = SETTINGS.iter().filter(|(known, ..)| *known == place);
        let note = |(place, property, _): &(&'static str, &'static str, &'static str)| {
            self.asked.borrow_mut().insert((place, property));
            (*property).to_owned()
        };
        found.map(note).collect()
    }

    /// The entries that no property used.
    pub(super) fn find_unused(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let values = VALUES.iter().map(|(place, ..)| (*place, ""));
        let all = values.chain(SETTINGS.iter().map(|(place, property, _)| (*place, *property)));
        let unasked = all.filter(|entry| !asked.contains(entry));
        unasked
            .map(|(place, property)| {
                format!("the override of `{place}` {property} is not needed any more")
            })
            .collect()
    }
}
