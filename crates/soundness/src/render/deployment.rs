//! What is deployed: values, principals, and policies.

use std::collections::BTreeMap;

use serde_json::Value as Json;

/// One deployment: a value for everything that the template leaves open.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    /// `AWS::AccountId`.
    pub account: String,
    /// `AWS::Region`.
    pub region: String,
    /// `AWS::Partition`.
    pub partition: String,
    /// The holes' values, by number.
    pub holes: Vec<Json>,
    /// The content of the managed policies that no template declares, by the ARN's last part.
    pub external: BTreeMap<String, Json>,
}

/// A principal and its policies.
#[derive(Clone, Debug, Default)]
pub struct DeployedPrincipal {
    /// The logical id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// Its identity policies.
    pub identity: Vec<Json>,
    /// Its permissions boundary.
    pub boundary: Option<Json>,
    /// Its trust policy.
    pub trust: Json,
}

/// What was deployed.
#[derive(Clone, Debug, Default)]
pub struct Deployment {
    /// Roles that exist.
    pub roles: Vec<DeployedPrincipal>,
    /// ARNs of the queues, buckets, and keys that exist, by logical id.
    pub arns: BTreeMap<String, String>,
    /// Policies of resources: the ARN of the resource and the document.
    pub policies: Vec<(String, Json)>,
    /// ARNs of KMS keys.
    pub keys: Vec<String>,
}

impl Deployment {
    /// Every document.
    pub fn documents(&self) -> impl Iterator<Item = &Json> {
        let roles = self.roles.iter().flat_map(|role| {
            role.identity.iter().chain(&role.boundary).chain(std::iter::once(&role.trust))
        });
        roles.chain(self.policies.iter().map(|(_, document)| document))
    }

    /// The policies of the resource that a request is for. A service reads the policies of its own resources only.
    #[must_use]
    pub fn policies_of(&self, action: &str, resource: &str) -> Vec<&Json> {
        if action.split(':').next() != resource.split(':').nth(2) {
            return Vec::new();
        }
        let of = |arn: &String| {
            resource == arn || (arn.contains(":s3:") && resource.starts_with(&format!("{arn}/")))
        };
        self.policies.iter().filter(|(arn, _)| of(arn)).map(|(_, document)| document).collect()
    }
}
