//! Checks the resources that the policy of a resource names: they must be that resource.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>

use constructs_diagnostics::Diagnostic;
use constructs_document::Node;
use constructs_policy::{PolicyKind, codes as grammar};

use super::codes;
use super::documents::{Policy, Statement};
use super::known_text::KnownText;
use super::place::locate;
use super::text::{describe, is_anything, read_fragments};
use constructs_access::template::Fragment;

/// Types whose policies need `Resource` in each statement. Without it, KMS ignores the statement.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html>
const NEED_RESOURCE: &[&str] = &[
    "AWS::Elasticsearch::Domain",
    "AWS::KMS::Key",
    "AWS::KMS::ReplicaKey",
    "AWS::OpenSearchService::Domain",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::TopicInlinePolicy",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueueInlinePolicy",
    "AWS::SQS::QueuePolicy",
];

/// Checks the resources of all statements.
pub(super) fn check(policy: &Policy<'_>) -> Vec<Diagnostic> {
    if policy.kind != PolicyKind::Resource {
        return Vec::new();
    }
    let mut found = Vec::new();
    let needs_resource = NEED_RESOURCE.contains(&policy.resource_type);
    let bucket = Bucket::from_policy(policy);
    for statement in &policy.statements {
        found.extend(needs_resource.then(|| check_missing(statement)).flatten());
        if let Some(bucket) = &bucket {
            found.extend(bucket.check(statement));
        }
    }
    found
}

fn check_missing(statement: &Statement<'_>) -> Option<Diagnostic> {
    let is_resource = |key: &str| {
        let names = ["Resource", "NotResource"];
        key.starts_with("Fn::") || names.iter().any(|name| name.eq_ignore_ascii_case(key))
    };
    if statement.body.iter().any(|entry| is_resource(&entry.key)) {
        return None;
    }
    let message = "the statement has no `Resource`, so it is rejected or has no effect";
    let warning = Diagnostic::warning(grammar::MISPLACED, message);
    Some(locate(warning.help("name the resources that the statement is about"), statement, ""))
}

/// The bucket of a bucket policy.
struct Bucket<'t> {
    template: &'t Node,
    /// Its name; nothing if only the deployment knows it.
    name: Option<&'t str>,
    /// Its logical id; nothing if it is not in the template.
    logical_id: Option<&'t str>,
}

impl<'t> Bucket<'t> {
    fn from_policy(policy: &Policy<'t>) -> Option<Self> {
        if policy.resource_type != "AWS::S3::BucketPolicy" {
            return None;
        }
        let template = policy.statements.first()?.template?;
        let resources = template.get("Resources")?;
        let property = resources.get(policy.logical_id?)?.get("Properties")?.get("Bucket");
        let mut bucket = Self { template, name: property.and_then(Node::as_str), logical_id: None };
        if let Some(id) = property.and_then(|node| node.get("Ref")?.as_str())
            && bucket.is_bucket(id)
        {
            bucket.logical_id = Some(id);
            let name = resources.get(id).and_then(|own| own.get("Properties")?.get("BucketName"));
            bucket.name = name.and_then(Node::as_str);
        }
        Some(bucket)
    }

    fn is_bucket(&self, id: &str) -> bool {
        let resource = self.template.get("Resources").and_then(|all| all.get(id));
        resource.and_then(|own| own.get("Type")?.as_str()) == Some("AWS::S3::Bucket")
    }

    /// Reports resources that are certainly not the bucket or its objects. S3 rejects the policy.
    fn check(&self, statement: &Statement<'_>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for value in ["Resource", "NotResource"].iter().flat_map(|key| statement.values(key)) {
            let Some(fragments) = read_fragments(value.node) else { continue };
            let text = describe(&fragments);
            let message = if is_anything(&fragments) {
                format!("the policy of a bucket can't name `{text}`")
            } else if self.is_other(&fragments, value.node) {
                format!("`{text}` is not in the bucket of this policy")
            } else {
                continue;
            };
            let error = Diagnostic::error(codes::OTHER_RESOURCE, message);
            let help = "name the bucket of the policy, or objects in it: `arn:aws:s3:::bucket/*`";
            found.push(locate(error.help(help), statement, &value.pointer));
        }
        found
    }

    fn is_other(&self, fragments: &[Fragment], node: &Node) -> bool {
        if let (Some(own), Some(other)) = (self.logical_id, referenced_id(fragments)) {
            return own != other && self.is_bucket(other);
        }
        let other = KnownText::read(node).as_ref().and_then(literal_name).map(str::to_owned);
        self.name.zip(other).is_some_and(|(own, other)| own != other)
    }
}

/// The logical id of the resource whose ARN a text begins with: `Bucket` of `${Bucket.Arn}/*` and `arn:aws:s3:::${Bucket}/*`.
fn referenced_id(fragments: &[Fragment]) -> Option<&str> {
    let position = fragments.iter().position(|fragment| match fragment {
        Fragment::Symbol(symbol) => symbol.name.ends_with(".Arn"),
        Fragment::Text(text) => text.ends_with(":s3:::"),
    })?;
    let is_end = |rest: &[Fragment]| match rest.first() {
        None => true,
        Some(Fragment::Text(text)) => text.starts_with('/'),
        Some(Fragment::Symbol(_)) => false,
    };
    match fragments.get(position..)? {
        [Fragment::Symbol(own), rest @ ..] if position == 0 && is_end(rest) => {
            own.name.strip_suffix(".Arn")
        }
        [Fragment::Text(_), Fragment::Symbol(own), rest @ ..] if is_end(rest) => Some(&own.name),
        _ => None,
    }
}

/// The bucket's name in an ARN of which that part is literal.
fn literal_name(text: &KnownText) -> Option<&str> {
    let parts: Vec<&str> = text.start.splitn(6, ':').collect();
    let ["arn", _, "s3", "", "", resource] = parts.as_slice() else { return None };
    let name = match resource.split_once('/') {
        Some((name, _)) => name,
        None if text.is_whole => resource,
        None => return None,
    };
    (!name.is_empty() && !name.contains(['*', '?', '$'])).then_some(name)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::node;
    use super::*;

    /// The findings of this file on a policy with one statement.
    fn found(kind: &str, properties: &Value, resource: Option<Value>) -> String {
        let mut statement = json!({"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject"});
        if let Some(resource) = resource {
            statement["Resource"] = resource;
        }
        let mut properties = properties.clone();
        properties["PolicyDocument"] = json!({"Version": "2012-10-17", "Statement": [statement]});
        let template = json!({"Resources": {
            "Mine": {"Type": "AWS::S3::Bucket"},
            "Named": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "named"}},
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Policy": {"Type": kind, "Properties": properties},
        }});
        let template = node(&template);
        let policies = super::super::documents::find_policies(&template);
        let line = |one: Diagnostic| format!("{:?}[{}] {}", one.severity, one.code, one.message);
        policies.iter().flat_map(check).map(line).collect::<Vec<String>>().join("; ")
    }

    #[test]
    fn resources_of_other_buckets_are_reported() {
        let mut all = String::new();
        for (bucket, resource) in [
            (json!({"Ref": "Mine"}), json!("*")),
            (json!({"Ref": "Mine"}), json!({"Fn::Sub": "${Named.Arn}/*"})),
            (json!({"Ref": "Mine"}), json!({"Fn::Sub": "arn:${AWS::Partition}:s3:::${Named}/*"})),
            (json!({"Ref": "Named"}), json!("arn:aws:s3:::name/*")),
            (json!("literal"), json!({"Fn::Sub": "arn:aws:s3:::litteral/${Prefix}/*"})),
        ] {
            let message =
                found("AWS::S3::BucketPolicy", &json!({"Bucket": bucket}), Some(resource.clone()));
            all.push_str(&format!("{bucket} {resource}\n    {message}\n"));
        }
        let needs = found("AWS::SQS::QueuePolicy", &json!({"Queues": []}), None);
        insta::assert_snapshot!(format!("{all}{needs}"));
    }

    #[test]
    fn resources_that_may_be_the_bucket_are_not_reported() {
        for (bucket, resource) in [
            (json!({"Ref": "Mine"}), json!({"Fn::Sub": "${Mine.Arn}/*"})),
            (json!({"Ref": "Mine"}), json!({"Fn::GetAtt": ["Mine", "Arn"]})),
            (json!({"Ref": "Mine"}), json!("arn:aws:s3:::any/*")),
            (json!({"Ref": "Mine"}), json!({"Fn::Sub": "arn:aws:s3:::${Parameter}/*"})),
            (json!({"Ref": "Mine"}), json!({"Fn::Sub": "arn:aws:s3:::${Named}-${Suffix}/*"})),
            (json!({"Ref": "Parameter"}), json!({"Fn::Sub": "${Named.Arn}/*"})),
            (json!({"Ref": "Named"}), json!("arn:aws:s3:::named/*")),
            (json!({"Ref": "Named"}), json!("arn:aws:s3:::nam*")),
            (json!("literal"), json!({"Fn::Sub": "arn:aws:s3:::liter${Rest}"})),
        ] {
            let message =
                found("AWS::S3::BucketPolicy", &json!({"Bucket": bucket}), Some(resource.clone()));
            assert_eq!(message, "", "{bucket} {resource}");
        }
        let properties = json!({});
        assert_eq!(found("AWS::Bedrock::ResourcePolicy", &properties, None), "");
        assert_eq!(found("AWS::SQS::QueuePolicy", &properties, Some(json!("*"))), "");
    }
}
