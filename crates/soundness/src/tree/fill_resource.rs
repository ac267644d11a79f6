//! Trust policies and policies of resources, with a hole in a principal or elsewhere.

use serde_json::json;

use super::cell::{Position, Use};
use super::pool::HoleKind;
use super::property::{document, property};
use super::statement::Maker;
use super::{HoleSource, Part, TreeNode, TreeResource, plain, text};

/// A trust policy with the hole.
pub(super) fn trust_policy(maker: &mut Maker<'_>, at: Use) {
    let principal = principal(maker, Some(at));
    let TreeNode::Map(entries) = maker.statement(Some(at), Some(principal)) else { return };
    let is_kept = |key: &str| !["Action", "NotAction", "Resource", "NotResource"].contains(&key);
    let mut entries: Vec<_> = entries.into_iter().filter(|(key, _)| is_kept(key)).collect();
    entries.push(("Action".to_owned(), text("sts:AssumeRole")));
    let mut statements = vec![TreeNode::Map(entries)];
    if !at.is_allow {
        statements.push(plain(&json!({"Sid": "T", "Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"AWS": "111122223333"}})));
    }
    property(maker.tree, "R", "AssumeRolePolicyDocument", document(statements));
}

/// The policy of the topic's resource.
pub(super) fn resource_policy(maker: &mut Maker<'_>, at: Option<Use>) {
    let mut statements = Vec::new();
    let principal = principal(maker, at);
    statements.push(maker.statement(at, Some(principal)));
    if maker.topic.id == "K" && maker.random.percent(70) {
        statements.push(plain(
            &json!({"Sid": "Root", "Effect": "Allow", "Action": "kms:*", "Resource": "*",
            "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}),
        ));
    }
    let policy = document(statements);
    let (id, kind, target, value) = match maker.topic.id {
        "K" => return property(maker.tree, "K", "KeyPolicy", policy),
        "B" => (
            "BP",
            "AWS::S3::BucketPolicy",
            "Bucket",
            maker.tree.hole(HoleKind::Tail, HoleSource::Name("B".to_owned())),
        ),
        _ => (
            "QP",
            "AWS::SQS::QueuePolicy",
            "Queues",
            maker.tree.hole(HoleKind::Tail, HoleSource::Name("Q".to_owned())),
        ),
    };
    let value = TreeNode::Text(vec![Part::Hole(value)]);
    let value = if target == "Queues" { TreeNode::List(vec![value]) } else { value };
    let properties = vec![(target.to_owned(), value), ("PolicyDocument".to_owned(), policy)];
    maker.tree.resources.push(TreeResource {
        id: id.to_owned(),
        kind,
        condition: None,
        properties,
    });
}

fn principal(maker: &mut Maker<'_>, at: Option<Use>) -> TreeNode {
    let (key, kind) = match at.map(|own| own.position) {
        Some(Position::PrincipalService) => ("Service", HoleKind::Service),
        Some(Position::PrincipalFederated) => ("Federated", HoleKind::Federated),
        Some(Position::PrincipalCanonicalUser) => ("CanonicalUser", HoleKind::Canonical),
        _ => ("AWS", HoleKind::Aws),
    };
    let value = maker.list(kind, at.is_some(), false);
    TreeNode::Map(vec![(key.to_owned(), value)])
}
