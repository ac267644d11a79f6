//! A tree with values -> the policies of every principal and of every resource.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::deployment::{DeployedPrincipal, Deployment, Values};
use crate::tree::{HoleSource, Part, Tree, TreeCondition, TreeNode, TreeResource};

/// Deploys a tree. `None`: CloudFormation or IAM would reject it.
#[must_use]
pub fn concrete(tree: &Tree, values: &Values) -> Option<Deployment> {
    let writer = Writer { tree, values };
    let mut deployment = Deployment::default();
    let here = || tree.resources.iter().filter(|own| writer.exists(own.condition));
    for resource in here() {
        let arn = writer.arn(&resource.id)?;
        if deployment.arns.values().any(|other| *other == arn) {
            return None;
        }
        if resource.kind == "AWS::KMS::Key" {
            deployment.keys.push(arn.clone());
        }
        deployment.arns.insert(resource.id.clone(), arn);
    }
    for resource in here() {
        let properties: BTreeMap<&str, Json> = resource
            .properties
            .iter()
            .filter_map(|(key, node)| Some((key.as_str(), writer.node(node)?)))
            .collect();
        let own = deployment.arns.get(&resource.id)?.clone();
        match resource.kind {
            "AWS::IAM::Role" => {
                deployment.roles.push(writer.role(&resource.id, own, &properties)?);
            }
            "AWS::KMS::Key" => {
                deployment.policies.push((own, properties.get("KeyPolicy")?.clone()));
            }
            "AWS::SQS::QueuePolicy" | "AWS::S3::BucketPolicy" => {
                let target = if resource.kind.contains("SQS") { "Q" } else { "B" };
                let about = deployment.arns.get(target)?.clone();
                deployment.policies.push((about, properties.get("PolicyDocument")?.clone()));
            }
            _ => {}
        }
    }
    let is_attached = |own: &&TreeResource| own.properties.iter().any(|(key, _)| key == "Roles");
    for resource in here().filter(is_attached) {
        writer.attach(resource, &mut deployment)?;
    }
    let is_accepted = deployment.documents().all(crate::oracle::accepts);
    is_accepted.then_some(deployment)
}

/// The end of every generated name.
pub const GENERATED: &str = "1A2B3C4D";

/// `app-Q-1A2B3C4D`: the name that CloudFormation generates for a resource.
fn generated(id: &str) -> String {
    format!("app-{id}-{GENERATED}")
}

struct Writer<'t> {
    tree: &'t Tree,
    values: &'t Values,
}

impl Writer<'_> {
    fn exists(&self, condition: Option<usize>) -> bool {
        condition.is_none_or(|condition| self.holds(condition))
    }

    fn holds(&self, condition: usize) -> bool {
        match &self.tree.conditions[condition] {
            TreeCondition::Equals(hole, text) => self.values.holes[*hole] == json!(text),
            TreeCondition::Not(one) => !self.holds(*one),
            TreeCondition::And(one, other) => self.holds(*one) && self.holds(*other),
            TreeCondition::Or(one, other) => self.holds(*one) || self.holds(*other),
        }
    }

    /// The name of a resource; the caller makes sure that names do not lead back to themselves.
    fn name(&self, id: &str) -> Option<String> {
        let resource = self.tree.resource(id)?;
        let declared = ["RoleName", "QueueName", "BucketName", "ManagedPolicyName"];
        let own = resource.properties.iter().find(|(key, _)| declared.contains(&key.as_str()));
        match own {
            Some((_, node)) => self.node(node)?.as_str().map(str::to_owned),
            None => Some(generated(id)),
        }
    }

    fn arn(&self, id: &str) -> Option<String> {
        let Values { account, region, partition, .. } = self.values;
        let name = self.name(id)?;
        if name.is_empty() || name.contains([':', '/', '*', '?', '$', '|', ' ']) {
            return None;
        }
        Some(match self.tree.resource(id)?.kind {
            "AWS::SQS::Queue" => format!("arn:{partition}:sqs:{region}:{account}:{name}"),
            "AWS::S3::Bucket" => format!("arn:{partition}:s3:::{name}"),
            "AWS::KMS::Key" => format!("arn:{partition}:kms:{region}:{account}:key/{name}"),
            "AWS::IAM::Role" => format!("arn:{partition}:iam::{account}:role/{name}"),
            "AWS::IAM::ManagedPolicy" => format!("arn:{partition}:iam::{account}:policy/{name}"),
            _ => format!("other:{id}"),
        })
    }

    fn role(
        &self,
        id: &str,
        arn: String,
        properties: &BTreeMap<&str, Json>,
    ) -> Option<DeployedPrincipal> {
        let mut identity = Vec::new();
        for policy in items(properties.get("Policies")) {
            identity.push(policy.get("PolicyDocument")?.clone());
        }
        for arn in items(properties.get("ManagedPolicyArns")) {
            identity.push(self.managed(arn.as_str()?)?);
        }
        let boundary = match properties.get("PermissionsBoundary") {
            Some(arn) => Some(self.managed(arn.as_str()?)?),
            None => None,
        };
        let trust = properties.get("AssumeRolePolicyDocument")?.clone();
        Some(DeployedPrincipal { id: id.to_owned(), arn, identity, boundary, trust })
    }

    /// The content of a managed policy.
    fn managed(&self, arn: &str) -> Option<Json> {
        let document = |effect: &str| {
            let statement = json!({"Effect": effect, "Action": "*", "Resource": "*"});
            json!({"Version": "2012-10-17", "Statement": [statement]})
        };
        let of_aws = format!("arn:{}:iam::aws:policy/", self.values.partition);
        match arn.strip_prefix(&of_aws) {
            Some("AdministratorAccess") => return Some(document("Allow")),
            Some("AWSDenyAll") => return Some(document("Deny")),
            _ => {}
        }
        let own = self.tree.resources.iter().find(|resource| {
            resource.kind == "AWS::IAM::ManagedPolicy"
                && self.exists(resource.condition)
                && self.arn(&resource.id).as_deref() == Some(arn)
        });
        if let Some(resource) = own {
            let (_, node) = resource.properties.iter().find(|(key, _)| key == "PolicyDocument")?;
            return self.node(node);
        }
        let (start, name) = arn.rsplit_once('/')?;
        let is_here =
            start == format!("arn:{}:iam::{}:policy", self.values.partition, self.values.account);
        is_here.then(|| self.values.external.get(name).cloned())?
    }

    fn attach(&self, resource: &TreeResource, to: &mut Deployment) -> Option<()> {
        let property = |name: &str| {
            let (_, node) = resource.properties.iter().find(|(key, _)| key == name)?;
            self.node(node)
        };
        let document = property("PolicyDocument")?;
        let names = crate::oracle::texts(&property("Roles")?);
        for role in &mut to.roles {
            let is_named = names.iter().any(|name| role.arn.ends_with(&format!("/{name}")));
            if is_named {
                role.identity.push(document.clone());
            }
        }
        names.iter().all(|name| !name.is_empty() && !name.contains(['*', ':'])).then_some(())
    }

    /// `None`: it vanishes.
    fn node(&self, node: &TreeNode) -> Option<Json> {
        Some(match node {
            TreeNode::Text(parts) => match parts.as_slice() {
                [Part::Hole(hole)] => self.hole(*hole),
                _ => json!(parts.iter().map(|part| self.part(part)).collect::<String>()),
            },
            TreeNode::List(items) => items.iter().filter_map(|item| self.node(item)).collect(),
            TreeNode::Map(entries) => {
                let entries = entries.iter();
                let entries: Map<String, Json> = entries
                    .filter_map(|(key, node)| Some((key.clone(), self.node(node)?)))
                    .collect();
                Json::Object(entries)
            }
            TreeNode::Hole(hole) => self.hole(*hole),
            TreeNode::If(condition, holds, fails) => {
                let chosen = if self.holds(*condition) { Some(holds) } else { fails.as_ref() };
                return self.node(chosen?);
            }
        })
    }

    fn part(&self, part: &Part) -> String {
        match part {
            Part::Text(text) => text.clone(),
            Part::Hole(hole) => self.hole(*hole).as_str().unwrap_or_default().to_owned(),
        }
    }

    fn hole(&self, hole: usize) -> Json {
        let known = match &self.tree.holes[hole].source {
            HoleSource::Account => Some(self.values.account.clone()),
            HoleSource::Region => Some(self.values.region.clone()),
            HoleSource::Partition => Some(self.values.partition.clone()),
            HoleSource::Arn(id) => self.arn(id),
            HoleSource::Name(id) => self.name(id),
            _ => None,
        };
        known.map_or_else(|| self.values.holes[hole].clone(), Json::String)
    }
}

fn items(json: Option<&Json>) -> Vec<&Json> {
    match json {
        Some(Json::Array(items)) => items.iter().collect(),
        Some(single) => vec![single],
        None => Vec::new(),
    }
}

/// The ARNs of a tree's resources, by logical id.
#[must_use]
pub fn arns(tree: &Tree, values: &Values) -> BTreeMap<String, String> {
    let writer = Writer { tree, values };
    let arns = tree.resources.iter().filter_map(|own| Some((own.id.clone(), writer.arn(&own.id)?)));
    arns.collect()
}

/// The value of a node. `None`: it vanishes.
#[must_use]
pub fn value(tree: &Tree, values: &Values, node: &TreeNode) -> Option<Json> {
    Writer { tree, values }.node(node)
}
