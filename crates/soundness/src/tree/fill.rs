//! Policies for a template: the hole at the cell's place, and what makes it matter.

use serde_json::json;

use super::cell::{CoverageCell, Position, Question, Use};
use super::fill_resource::{resource_policy, trust_policy};
use super::pool::HoleKind;
use super::property::{document, property};
use super::statement::Maker;
use super::{HoleSource, Part, TreeNode, TreeResource, map, plain, text};

/// Gives a template its policies, with a hole at the cell.
pub(super) fn fill(maker: &mut Maker<'_>, cell: CoverageCell) {
    let trust = json!({"Version": "2012-10-17", "Statement": [
        {"Sid": "T", "Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]});
    for id in maker.tree.ids("AWS::IAM::Role") {
        property(maker.tree, &id, "AssumeRolePolicyDocument", plain(&trust));
    }
    let is_resource_policy = is_principal(cell.at.position);
    if is_resource_policy {
        let can_trust = matches!(cell.question, Question::Diff | Question::Prove);
        match can_trust && maker.random.percent(35) {
            true => trust_policy(maker, cell.at),
            false => resource_policy(maker, Some(cell.at)),
        }
        if maker.random.percent(50) || !cell.at.is_allow {
            inline(maker, vec![]);
        }
    } else {
        identity(maker, cell.at);
        if maker.topic.id == "K" || maker.random.percent(10) {
            resource_policy(maker, None);
        }
    }
    if maker.tree.resource("K").is_some_and(|key| key.properties.is_empty()) {
        resource_policy(maker, None);
    }
    if maker.tree.resource("S").is_some() && maker.random.percent(60) {
        let statement = maker.statement(None, None);
        let policies = policies("s", document(vec![statement]));
        property(maker.tree, "S", "Policies", policies);
    }
}

fn is_principal(position: Position) -> bool {
    matches!(
        position,
        Position::PrincipalAws
            | Position::PrincipalService
            | Position::PrincipalFederated
            | Position::PrincipalCanonicalUser
            | Position::NotPrincipal
    )
}

fn policies(name: &str, document: TreeNode) -> TreeNode {
    TreeNode::List(vec![map(vec![("PolicyName", text(name)), ("PolicyDocument", document)])])
}

/// The statements of the cell: the one with the hole, what a denial takes from, and sometimes another.
fn statements(maker: &mut Maker<'_>, at: Use) -> Vec<TreeNode> {
    let whole = at.position == Position::Statement;
    let mut statements = vec![match whole {
        true => whole_statement(maker, at),
        false => maker.statement(Some(at), None),
    }];
    if !at.is_allow || maker.random.percent(10) {
        statements.push(grant(maker));
    }
    if maker.random.percent(30) {
        statements.push(maker.statement(None, None));
    }
    if maker.random.percent(50) {
        statements.reverse();
    }
    statements
}

/// A statement under `Fn::If`, or from a macro.
fn whole_statement(maker: &mut Maker<'_>, at: Use) -> TreeNode {
    if maker.random.percent(30) {
        maker.tree.uses.push(at);
        return TreeNode::Hole(maker.tree.hole(HoleKind::Statement, HoleSource::Transform));
    }
    let condition = maker.condition();
    let one = maker.statement(Some(Use { position: Position::Statement, ..at }), None);
    let other = maker.random.percent(30).then(|| Box::new(maker.statement(None, None)));
    TreeNode::If(condition, Box::new(one), other)
}

/// A statement that certainly grants the topic.
fn grant(maker: &mut Maker<'_>) -> TreeNode {
    let at = maker.tree.uses.len();
    // A matrix is near the topic: an exact grant is what it asks for.
    let is_exact = maker.is_exact;
    let (action, every) = (maker.topic.action, !is_exact && maker.random.percent(50));
    let service = action.split(':').next().unwrap_or_default();
    let is_one = is_exact || maker.random.percent(50);
    let action = if is_one { action.to_owned() } else { format!("{service}:*") };
    let resource = match every {
        true => text("*"),
        false => {
            let hole =
                maker.tree.hole(HoleKind::Resource, HoleSource::Arn(maker.topic.id.to_owned()));
            TreeNode::Text(vec![Part::Hole(hole)])
        }
    };
    map(vec![
        ("Sid", text(&format!("G{at}x{}", maker.random.below(100_000)))),
        ("Effect", text("Allow")),
        ("Action", text(&action)),
        ("Resource", resource),
    ])
}

fn inline(maker: &mut Maker<'_>, mut statements: Vec<TreeNode>) {
    if statements.is_empty() {
        statements.push(grant(maker));
    }
    property(maker.tree, "R", "Policies", policies("r", document(statements)));
}

/// Gives `R` identity policies with the hole at the cell's place.
fn identity(maker: &mut Maker<'_>, at: Use) {
    match at.position {
        Position::Document => {
            maker.tree.uses.push(at);
            let node = conditional(maker, HoleKind::Document, |maker| {
                document(vec![maker.statement(None, None)])
            });
            property(maker.tree, "R", "Policies", policies("r", node));
        }
        Position::Policies => {
            maker.tree.uses.push(at);
            let node = conditional(maker, HoleKind::Policies, |maker| {
                let statement = maker.statement(None, None);
                policies("r", document(vec![statement]))
            });
            property(maker.tree, "R", "Policies", node);
        }
        Position::ManagedPolicyArns => {
            managed(maker);
            maker.tree.uses.push(at);
            let arn = maker.text(HoleKind::PolicyArn, true);
            property(maker.tree, "R", "ManagedPolicyArns", TreeNode::List(vec![arn]));
            inline_sometimes(maker);
        }
        Position::PermissionsBoundary => {
            managed(maker);
            maker.tree.uses.push(at);
            let arn = match maker.random.percent(40) {
                true => {
                    let condition = maker.condition();
                    let arn = text(&maker.literal(HoleKind::PolicyArn));
                    TreeNode::If(condition, Box::new(arn), None)
                }
                false => maker.text(HoleKind::PolicyArn, true),
            };
            property(maker.tree, "R", "PermissionsBoundary", arn);
            inline(maker, vec![]);
        }
        Position::Attachment => {
            let name = maker.text(HoleKind::RoleName, true);
            attached(maker, at, TreeNode::List(vec![name]), None);
        }
        Position::ResourceCondition => {
            let role = maker.tree.hole(HoleKind::RoleName, HoleSource::Name("R".to_owned()));
            let condition = maker.condition();
            let roles = TreeNode::List(vec![TreeNode::Text(vec![Part::Hole(role)])]);
            attached(maker, at, roles, Some(condition));
        }
        _ => {
            let statements = statements(maker, at);
            inline(maker, statements);
        }
    }
}

fn inline_sometimes(maker: &mut Maker<'_>) {
    if maker.random.percent(50) {
        inline(maker, vec![]);
    }
}

/// Something under `Fn::If`, or from a macro.
fn conditional(
    maker: &mut Maker<'_>,
    kind: HoleKind,
    make: impl Fn(&mut Maker<'_>) -> TreeNode,
) -> TreeNode {
    if maker.random.percent(30) {
        return TreeNode::Hole(maker.tree.hole(kind, HoleSource::Transform));
    }
    let condition = maker.condition();
    let (one, other) = (make(maker), make(maker));
    let is_optional = kind == HoleKind::Policies && maker.random.percent(60);
    TreeNode::If(condition, Box::new(one), (!is_optional).then(|| Box::new(other)))
}

/// The managed policy `M`.
fn managed(maker: &mut Maker<'_>) {
    let statement = maker.statement(None, None);
    let properties = vec![
        ("ManagedPolicyName".to_owned(), text("m")),
        ("PolicyDocument".to_owned(), document(vec![statement])),
    ];
    let kind = "AWS::IAM::ManagedPolicy";
    maker.tree.resources.push(TreeResource {
        id: "M".to_owned(),
        kind,
        condition: None,
        properties,
    });
}

/// The policy `IP`, which names its roles.
fn attached(maker: &mut Maker<'_>, at: Use, roles: TreeNode, condition: Option<usize>) {
    maker.tree.uses.push(at);
    let statement = maker.statement(None, None);
    let is_managed = maker.random.percent(30);
    let (kind, name) = match is_managed {
        true => ("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
        false => ("AWS::IAM::Policy", "PolicyName"),
    };
    let properties = vec![
        (name.to_owned(), text("ip")),
        ("Roles".to_owned(), roles),
        ("PolicyDocument".to_owned(), document(vec![statement])),
    ];
    maker.tree.resources.push(TreeResource { id: "IP".to_owned(), kind, condition, properties });
    if !at.is_allow || maker.random.percent(30) {
        inline(maker, vec![]);
    }
}
