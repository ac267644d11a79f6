//! Pairs CloudFormation's namespaces with IAM's prefixes. Each pair is a service with one module, feature, and pair of
//! facts files.
//!
//! Most pairs have the same name, such as `SQS` and `sqs`, or `ACMPCA` and `acm-pca`; [`HOMES`] lists the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::naming;

/// A namespace and the prefix of its actions, if the names differ or several namespaces share a prefix.
const HOMES: &[(&str, &str)] = &[
    ("AWS::ApiGateway", "apigateway"),
    ("AWS::AmazonMQ", "mq"),
    ("AWS::BCM", "bcm-dashboards"),
    ("AWS::CertificateManager", "acm"),
    ("AWS::Cognito", "cognito-idp"),
    ("AWS::ComputeOptimizer", "aco-automation"),
    ("AWS::CustomerProfiles", "profile"),
    ("AWS::DevOpsAgent", "aidevops"),
    ("AWS::DirectoryService", "ds"),
    ("AWS::EFS", "elasticfilesystem"),
    ("AWS::EMR", "elasticmapreduce"),
    ("AWS::ElasticLoadBalancingV2", "elasticloadbalancing"),
    ("AWS::EventSchemas", "schemas"),
    ("AWS::GreengrassV2", "greengrass"),
    ("AWS::HealthImaging", "medical-imaging"),
    ("AWS::InspectorV2", "inspector2"),
    ("AWS::IoTCoreDeviceAdvisor", "iotdeviceadvisor"),
    ("AWS::KinesisAnalyticsV2", "kinesisanalytics"),
    ("AWS::KinesisFirehose", "firehose"),
    ("AWS::Location", "geo"),
    ("AWS::MSK", "kafka"),
    ("AWS::MWAA", "airflow"),
    ("AWS::MWAAServerless", "airflow-serverless"),
    ("AWS::Macie", "macie2"),
    ("AWS::Neptune", "neptune-db"),
    ("AWS::NimbleStudio", "nimble"),
    ("AWS::OpenSearchServerless", "aoss"),
    ("AWS::OpenSearchService", "es"),
    ("AWS::Pinpoint", "mobiletargeting"),
    ("AWS::ResourceExplorer2", "resource-explorer-2"),
    ("AWS::Route53RecoveryControl", "route53-recovery-control-config"),
    ("AWS::StepFunctions", "states"),
    ("AWS::SystemsManagerSAP", "ssm-sap"),
    ("AWS::WAFRegional", "waf-regional"),
    ("AWS::WorkSpacesThinClient", "thinclient"),
];

/// One service, which names a module, a cargo feature, and the facts files.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct Service {
    /// `sqs`; the name of everything that belongs to the service.
    pub(crate) name: String,
    /// `AWS::SQS`, unless CloudFormation has no types of it.
    pub(crate) namespace: Option<String>,
    /// `sqs`, the part of its actions before the colon, unless IAM has no actions of it.
    pub(crate) prefix: Option<String>,
}

impl Service {
    /// Whether `word` is the name, namespace, or prefix of this service.
    pub(crate) fn has_name(&self, word: &str) -> bool {
        let short = self.namespace.as_deref().map(short_namespace);
        self.name == word || self.prefix.as_deref() == Some(word) || short == Some(word)
    }
}

/// The services of these namespaces and prefixes, sorted by name.
pub(crate) fn pair_names(
    namespaces: &BTreeSet<String>,
    prefixes: &BTreeSet<String>,
) -> Vec<Service> {
    let mut paired: BTreeMap<String, Service> = BTreeMap::new();
    let mut unclaimed = prefixes.clone();
    for namespace in namespaces {
        let prefix = prefix_of(namespace, prefixes);
        if let Some(prefix) = &prefix {
            unclaimed.remove(prefix);
        }
        let name = short_namespace(namespace).to_lowercase();
        paired.insert(name.clone(), Service { name, namespace: Some(namespace.clone()), prefix });
    }
    for prefix in unclaimed {
        let name = naming::words(&prefix).join("_");
        let alone = Service { name: name.clone(), namespace: None, prefix: Some(prefix) };
        paired.entry(name).or_insert(alone);
    }
    paired.into_values().collect()
}

/// `SQS` of `AWS::SQS`.
fn short_namespace(namespace: &str) -> &str {
    namespace.rsplit("::").next().unwrap_or(namespace)
}

fn prefix_of(namespace: &str, prefixes: &BTreeSet<String>) -> Option<String> {
    if let Some((_, prefix)) = HOMES.iter().find(|(home, _)| *home == namespace) {
        return prefixes.get(*prefix).cloned();
    }
    let lower = short_namespace(namespace).to_lowercase();
    let at_home = |prefix: &&String| !HOMES.iter().any(|(_, claimed)| claimed == prefix);
    prefixes.iter().filter(at_home).find(|prefix| prefix.replace('-', "") == lower).cloned()
}

#[cfg(test)]
mod tests {
    use super::pair_names;

    #[test]
    fn names_pair_up() {
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let namespaces = [
            "AWS::SQS",
            "AWS::ACMPCA",
            "AWS::StepFunctions",
            "AWS::ElasticLoadBalancing",
            "AWS::ElasticLoadBalancingV2",
        ];
        let prefixes = ["sqs", "acm-pca", "states", "elasticloadbalancing", "ecr-public", "sts"];
        let found: Vec<(String, Option<String>)> = pair_names(&set(&namespaces), &set(&prefixes))
            .into_iter()
            .map(|service| (service.name, service.prefix))
            .collect();
        let expected = [
            ("acmpca", Some("acm-pca")),
            ("ecr_public", Some("ecr-public")),
            ("elasticloadbalancing", None),
            ("elasticloadbalancingv2", Some("elasticloadbalancing")),
            ("sqs", Some("sqs")),
            ("stepfunctions", Some("states")),
            ("sts", Some("sts")),
        ];
        assert_eq!(
            found,
            expected.map(|(name, prefix)| (name.to_owned(), prefix.map(str::to_owned)))
        );
    }
}
