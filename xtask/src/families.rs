//! Decides which cargo feature turns a service on: the feature of its name, or the one of its family.
//!
//! crates.io accepts at most 300 features, and AWS has more services. A family contains services that are used together
//! or rarely, and has the name of its best-known service. A service without a family has a feature of its own. See
//! `docs/decisions/0007-features.md`.
//!
//! INVARIANT: feature names are stable: a service can get a feature of its own later, but never loses one.

use std::collections::BTreeSet;

use crate::error::Error;

/// Maximum features of a crate on crates.io.
pub(crate) const MOST_FEATURES: usize = 300;

/// Features that do not belong to a service: `default`, `full`, and `action`.
const OTHER_FEATURES: usize = 3;

/// A feature, and the services that it turns on in addition to the service of that name.
const FAMILIES: &[(&str, &[&str])] = &[
    ("acmpca", &["pcaconnectorad", "pcaconnectorscep"]),
    ("amplify", &["amplifybackend", "amplifyuibuilder"]),
    ("applicationsignals", &["application_signals_mcp"]),
    ("appmesh", &["appmesh_preview"]),
    ("arc", &["arcregionswitch", "arczonalshift"]),
    ("backup", &["backup_search", "backup_storage", "backupgateway"]),
    ("bcm", &["bcm_recommended_actions", "bcmdataexports", "bcmpricingcalculator"]),
    ("bedrock", &["bedrock_websearch", "bedrockagentcore", "bedrockmantle"]),
    (
        "billing",
        &[
            "aws_portal",
            "billingconductor",
            "consolidatedbilling",
            "eventsbilltoaws",
            "freetier",
            "mapcredits",
            "payments",
            "pricing",
            "purchase_orders",
            "tax",
        ],
    ),
    ("cleanrooms", &["cleanroomsml"]),
    ("cloudfront", &["cloudfront_keyvaluestore"]),
    ("cloudtrail", &["cloudtrail_data"]),
    ("codedeploy", &["codedeploy_commands_secure"]),
    ("codeguru", &["codeguru_security", "codeguruprofiler", "codegurureviewer"]),
    ("codestar", &["codestarconnections", "codestarnotifications"]),
    ("cognito", &["cognito_identity", "cognito_sync"]),
    ("comprehend", &["comprehendmedical"]),
    ("computeoptimizer", &["compute_optimizer", "cost_optimization_hub"]),
    ("connect", &["connectcampaigns", "connectcampaignsv2"]),
    (
        "console",
        &[
            "action_recommendations",
            "activate",
            "awsconnector",
            "cloudshell",
            "consoleapp",
            "customer_verification",
            "iq",
            "iq_permission",
            "repostspace",
            "signin",
            "uxc",
        ],
    ),
    ("directoryservice", &["clouddirectory", "ds_data"]),
    ("docdb", &["docdbelastic"]),
    ("ec2", &["ebs", "ec2_instance_connect", "ec2_messages", "tiros", "vpce"]),
    ("ecr", &["ecr_public"]),
    ("ecs", &["ecs_mcp"]),
    ("eks", &["eks_auth", "eks_mcp"]),
    (
        "elemental",
        &[
            "elemental_activations",
            "elemental_appliances_software",
            "elemental_support_cases",
            "elemental_support_content",
            "elementalinference",
        ],
    ),
    ("emr", &["emrcontainers", "emrserverless"]),
    ("events", &["eventsv2"]),
    ("finspace", &["finspace_api"]),
    ("gamelift", &["gameliftstreams"]),
    ("greengrass", &["greengrassv2"]),
    ("identitystore", &["identity_sync", "identitystore_auth"]),
    ("inspector", &["inspector2_telemetry", "inspector_scan", "inspectorv2"]),
    (
        "iot",
        &[
            "freertos",
            "iot_device_tester",
            "iotanalytics",
            "iotcoredeviceadvisor",
            "iotevents",
            "iotfleethub",
            "iotfleetwise",
            "iotjobsdata",
            "iotmanagedintegrations",
            "iotsecuretunneling",
            "iotsitewise",
            "iotthingsgraph",
            "iottwinmaker",
            "iotwireless",
        ],
    ),
    ("ivs", &["ivschat"]),
    ("kendra", &["kendraranking"]),
    ("kinesisanalytics", &["kinesisanalyticsv2"]),
    ("licensemanager", &["licensemanagerlinuxsubscriptions", "licensemanagerusersubscriptions"]),
    ("location", &["geo_maps", "geo_places", "geo_routes"]),
    ("lookout", &["lookoutequipment", "lookoutmetrics", "lookoutvision"]),
    ("managedblockchain", &["managedblockchain_query"]),
    (
        "marketplace",
        &[
            "aws_marketplace",
            "aws_marketplace_management",
            "marketplacecommerceanalytics",
            "partnercentral",
            "partnercentral_account_management",
            "vendor_insights",
        ],
    ),
    ("mediapackage", &["mediaimport", "mediapackage_vod", "mediapackagev2"]),
    (
        "migrationhub",
        &[
            "a2c",
            "application_transformation",
            "arsenal",
            "discovery",
            "importexport",
            "mgh",
            "migrationhub_orchestrator",
            "migrationhub_strategy",
            "serviceextract",
            "sms",
            "transform",
            "transform_custom",
        ],
    ),
    ("msk", &["kafka_cluster"]),
    ("mwaa", &["mwaaserverless"]),
    ("neptune", &["neptunegraph"]),
    (
        "networkmanager",
        &["network_security_director", "networkmanager_chat", "networksecuritymanager"],
    ),
    ("networkmonitor", &["networkflowmonitor"]),
    ("notifications", &["notificationscontacts"]),
    ("opensearch", &["opensearchserverless", "opensearchservice"]),
    ("opsworks", &["opsworks_cm"]),
    ("pinpoint", &["mobileanalytics", "pinpointemail", "social_messaging"]),
    ("q", &["codewhisperer", "qapps", "qdeveloper", "user_subscriptions"]),
    ("rds", &["dbqms", "rds_data", "rds_db"]),
    ("redshift", &["redshift_data", "redshiftserverless", "sqlworkbench"]),
    ("resiliencehub", &["resiliencehubv2"]),
    ("resourceexplorer2", &["resource_explorer"]),
    (
        "route53",
        &[
            "route53_domains",
            "route53_recovery_cluster",
            "route53globalresolver",
            "route53profiles",
            "route53recoverycontrol",
            "route53recoveryreadiness",
            "route53resolver",
        ],
    ),
    ("s3", &["s3express", "s3files", "s3objectlambda", "s3outposts", "s3tables", "s3vectors"]),
    (
        "sagemaker",
        &[
            "groundtruthlabeling",
            "sagemaker_data_science_assistant",
            "sagemaker_geospatial",
            "sagemaker_mlflow",
            "sagemaker_unified_studio_mcp",
        ],
    ),
    ("servicecatalog", &["servicecatalogappregistry"]),
    ("snow", &["snow_device_management", "snowball"]),
    ("ssm", &["rhelkb", "ssmcontacts", "ssmguiconnect", "ssmincidents", "ssmquicksetup"]),
    ("sso", &["sso_directory", "sso_oauth"]),
    ("support", &["support_console", "supportapp", "supportauthz", "supportplans"]),
    ("timestream", &["timestream_influxdb"]),
    ("vpclattice", &["vpc_lattice_svcs"]),
    ("waf", &["wafregional"]),
    ("work", &["workdocs", "worklink", "workmail", "workmailmessageflow"]),
    ("workspaces", &["wam", "workspacesinstances", "workspacesthinclient", "workspacesweb"]),
];

/// The feature that turns a service on.
pub(crate) fn feature_of(service: &str) -> &str {
    let family = FAMILIES.iter().find(|(_, members)| members.contains(&service));
    family.map_or(service, |(feature, _)| feature)
}

/// The features of all these services. It is an error if crates.io would not accept as many.
pub(crate) fn features_of<'a>(
    services: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<&'a str>, Error> {
    let features: BTreeSet<&str> = services.map(feature_of).collect();
    let count = features.len() + OTHER_FEATURES;
    if count > MOST_FEATURES {
        return Err(Error::new(format!(
            "{count} features, but crates.io accepts {MOST_FEATURES}: add services to a family in `xtask/src/families.rs`"
        )));
    }
    Ok(features)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::{FAMILIES, MOST_FEATURES, feature_of, features_of};
    use crate::error::Error;
    use crate::files::names_in;

    /// The features of the first release: each is still the one of the service that it is called after.
    const FIRST: [&str; 14] = [
        "cloudwatch",
        "ec2",
        "ecr",
        "ecs",
        "elasticache",
        "iam",
        "kms",
        "logs",
        "rds",
        "secretsmanager",
        "sqs",
        "ssm",
        "ssmmessages",
        "sts",
    ];

    fn services() -> Result<BTreeSet<String>, Error> {
        let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../facts");
        let mut names = names_in(&facts.join("cloudformation"))?;
        names.extend(names_in(&facts.join("iam"))?);
        Ok(names.iter().filter_map(|name| name.strip_suffix(".txt")).map(str::to_owned).collect())
    }

    #[test]
    fn the_services_fit_into_what_crates_io_takes() -> Result<(), Error> {
        let services = services()?;
        assert!(features_of(services.iter().map(String::as_str)).is_ok());
        let many: Vec<String> = (0..MOST_FEATURES).map(|number| format!("s{number}")).collect();
        assert!(features_of(many.iter().map(String::as_str)).is_err());
        Ok(())
    }

    #[test]
    fn every_member_is_a_service_in_one_family() -> Result<(), Error> {
        let services = services()?;
        let mut seen = BTreeSet::new();
        for (feature, members) in FAMILIES {
            assert!(members.is_sorted(), "{feature}");
            for member in *members {
                assert!(services.contains(*member), "`{member}` is not a service");
                assert!(seen.insert(*member), "`{member}` is in two families");
                assert_eq!(feature_of(feature), *feature, "`{feature}` is a member itself");
            }
        }
        assert!(FAMILIES.is_sorted());
        Ok(())
    }

    #[test]
    fn features_of_the_first_release_stay() {
        for name in FIRST {
            assert_eq!(feature_of(name), name);
        }
        assert_eq!(feature_of("iotwireless"), "iot");
    }
}
