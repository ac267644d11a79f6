//! A cell and a seed -> a template with a hole at that cell, and the query about it.

use serde_json::json;

use super::cell::{Cell, Position, Question, Use};
use super::edit;
use super::matrix::Matrix;
use super::pool::{Facts, Kind};
use super::statement::{Maker, Topic};
use super::{Node, Part, Resource, Source, Tree, map, plain, text};
use crate::random::Random;

/// The resource of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A resource of the template, by logical id.
    Declared(String),
    /// An ARN that is written out.
    Literal(String),
    /// Every resource.
    Every,
}

/// What the product is asked about a tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// Whether `R` can do an action on a resource.
    Can(String, Target),
    /// Who can.
    WhoCan(String, Target),
    /// What changed since the old tree.
    Diff(Box<Tree>),
    /// Whether `R` has what the matrix says.
    Prove(Matrix),
    /// A0701 to A0703.
    Lint,
}

/// A template and a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What the case was made for.
    pub cell: Cell,
    /// Its seed.
    pub seed: u64,
    /// The template; the new state of a diff.
    pub tree: Tree,
    /// The query.
    pub query: Query,
}

impl Case {
    /// The case of a cell and a seed.
    #[must_use]
    pub fn new(cell: Cell, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let topic = topic(&mut random, cell.at.position);
        let mut tree = base(&mut random, &topic, cell);
        let mut maker = Maker {
            tree: &mut tree,
            random: &mut random,
            topic: topic.clone(),
            facts: Facts::usual(),
            is_exact: cell.question == Question::Prove,
        };
        fill(&mut maker, cell);
        let query = query(cell, &topic, &mut tree, &mut random);
        Self { cell, seed, tree, query }
    }

    /// The old state of a diff.
    #[must_use]
    pub fn old(&self) -> Option<&Tree> {
        match &self.query {
            Query::Diff(old) => Some(old),
            _ => None,
        }
    }
}

fn topic(random: &mut Random, position: Position) -> Topic {
    // Only the policy of a queue and of a key is about one resource as a whole.
    let count = if position == Position::PrincipalCanonicalUser { 5 } else { 6 };
    match random.below(count) {
        0..=2 => Topic { id: "Q", action: "sqs:SendMessage" },
        3 => Topic { id: "B", action: "s3:ListBucket" },
        4 => Topic { id: "K", action: "kms:Decrypt" },
        _ => Topic { id: "Q", action: "sqs:ReceiveMessage" },
    }
}

/// Roles and resources, without policies.
fn base(random: &mut Random, topic: &Topic, cell: Cell) -> Tree {
    let mut tree = Tree::default();
    if random.percent(70) {
        tree.account = Some("111122223333".to_owned());
        tree.region = Some("eu-west-1".to_owned());
    }
    let mut add = |id: &str, kind, property: &str, name: Option<&str>| {
        let properties = name.map(|name| (property.to_owned(), text(name)));
        let properties = properties.into_iter().collect();
        tree.resources.push(Resource { id: id.to_owned(), kind, condition: None, properties });
    };
    let named = random.percent(70);
    add("R", "AWS::IAM::Role", "RoleName", named.then_some("r"));
    if random.percent(35) || cell.question == Question::WhoCan {
        add("S", "AWS::IAM::Role", "RoleName", Some("s"));
    }
    let named = random.percent(70);
    add("Q", "AWS::SQS::Queue", "QueueName", named.then_some("orders"));
    if random.percent(40) {
        add("D", "AWS::SQS::Queue", "QueueName", Some("dead"));
    }
    if topic.id == "B" || random.percent(15) {
        let named = random.percent(70);
        add("B", "AWS::S3::Bucket", "BucketName", named.then_some("logs"));
    }
    if topic.id == "K" {
        add("K", "AWS::KMS::Key", "", None);
    }
    if random.percent(12) {
        let name = tree.hole(Kind::QueueName, Source::Parameter(super::Parameter::default()));
        property(&mut tree, "Q", "QueueName", Node::Text(vec![Part::Hole(name)]));
    }
    tree
}

fn fill(maker: &mut Maker<'_>, cell: Cell) {
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

/// Sets a property of a resource.
pub fn property(tree: &mut Tree, id: &str, name: &str, node: Node) {
    if let Some(resource) = tree.resources.iter_mut().find(|resource| resource.id == id) {
        resource.properties.retain(|(key, _)| key != name);
        resource.properties.push((name.to_owned(), node));
    }
}

fn document(statements: Vec<Node>) -> Node {
    map(vec![("Version", text("2012-10-17")), ("Statement", Node::List(statements))])
}

fn policies(name: &str, document: Node) -> Node {
    Node::List(vec![map(vec![("PolicyName", text(name)), ("PolicyDocument", document)])])
}

/// The statements of the cell: the one with the hole, what a denial takes from, and sometimes another.
fn statements(maker: &mut Maker<'_>, at: Use) -> Vec<Node> {
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
fn whole_statement(maker: &mut Maker<'_>, at: Use) -> Node {
    if maker.random.percent(30) {
        maker.tree.uses.push(at);
        return Node::Hole(maker.tree.hole(Kind::Statement, Source::Transform));
    }
    let condition = maker.condition();
    let one = maker.statement(Some(Use { position: Position::Statement, ..at }), None);
    let other = maker.random.percent(30).then(|| Box::new(maker.statement(None, None)));
    Node::If(condition, Box::new(one), other)
}

/// A statement that certainly grants the topic.
fn grant(maker: &mut Maker<'_>) -> Node {
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
            let hole = maker.tree.hole(Kind::Resource, Source::Arn(maker.topic.id.to_owned()));
            Node::Text(vec![Part::Hole(hole)])
        }
    };
    map(vec![
        ("Sid", text(&format!("G{at}x{}", maker.random.below(100_000)))),
        ("Effect", text("Allow")),
        ("Action", text(&action)),
        ("Resource", resource),
    ])
}

fn inline(maker: &mut Maker<'_>, mut statements: Vec<Node>) {
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
            let node = conditional(maker, Kind::Document, |maker| {
                document(vec![maker.statement(None, None)])
            });
            property(maker.tree, "R", "Policies", policies("r", node));
        }
        Position::Policies => {
            maker.tree.uses.push(at);
            let node = conditional(maker, Kind::Policies, |maker| {
                let statement = maker.statement(None, None);
                policies("r", document(vec![statement]))
            });
            property(maker.tree, "R", "Policies", node);
        }
        Position::ManagedPolicyArns => {
            managed(maker);
            maker.tree.uses.push(at);
            let arn = maker.text(Kind::PolicyArn, true);
            property(maker.tree, "R", "ManagedPolicyArns", Node::List(vec![arn]));
            inline_sometimes(maker);
        }
        Position::PermissionsBoundary => {
            managed(maker);
            maker.tree.uses.push(at);
            let arn = match maker.random.percent(40) {
                true => {
                    let condition = maker.condition();
                    let arn = text(&maker.literal(Kind::PolicyArn));
                    Node::If(condition, Box::new(arn), None)
                }
                false => maker.text(Kind::PolicyArn, true),
            };
            property(maker.tree, "R", "PermissionsBoundary", arn);
            inline(maker, vec![]);
        }
        Position::Attachment => {
            let name = maker.text(Kind::RoleName, true);
            attached(maker, at, Node::List(vec![name]), None);
        }
        Position::ResourceCondition => {
            let role = maker.tree.hole(Kind::RoleName, Source::Name("R".to_owned()));
            let condition = maker.condition();
            let roles = Node::List(vec![Node::Text(vec![Part::Hole(role)])]);
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
fn conditional(maker: &mut Maker<'_>, kind: Kind, make: impl Fn(&mut Maker<'_>) -> Node) -> Node {
    if maker.random.percent(30) {
        return Node::Hole(maker.tree.hole(kind, Source::Transform));
    }
    let condition = maker.condition();
    let (one, other) = (make(maker), make(maker));
    let is_optional = kind == Kind::Policies && maker.random.percent(60);
    Node::If(condition, Box::new(one), (!is_optional).then(|| Box::new(other)))
}

/// The managed policy `M`.
fn managed(maker: &mut Maker<'_>) {
    let statement = maker.statement(None, None);
    let properties = vec![
        ("ManagedPolicyName".to_owned(), text("m")),
        ("PolicyDocument".to_owned(), document(vec![statement])),
    ];
    let kind = "AWS::IAM::ManagedPolicy";
    maker.tree.resources.push(Resource { id: "M".to_owned(), kind, condition: None, properties });
}

/// The policy `IP`, which names its roles.
fn attached(maker: &mut Maker<'_>, at: Use, roles: Node, condition: Option<usize>) {
    maker.tree.uses.push(at);
    let statement = maker.statement(None, None);
    let properties = vec![
        ("PolicyName".to_owned(), text("ip")),
        ("Roles".to_owned(), roles),
        ("PolicyDocument".to_owned(), document(vec![statement])),
    ];
    let kind = "AWS::IAM::Policy";
    maker.tree.resources.push(Resource { id: "IP".to_owned(), kind, condition, properties });
    if !at.is_allow || maker.random.percent(30) {
        inline(maker, vec![]);
    }
}

/// A trust policy with the hole.
fn trust_policy(maker: &mut Maker<'_>, at: Use) {
    let principal = principal(maker, Some(at));
    let Node::Map(entries) = maker.statement(Some(at), Some(principal)) else { return };
    let is_kept = |key: &str| !["Action", "NotAction", "Resource", "NotResource"].contains(&key);
    let mut entries: Vec<_> = entries.into_iter().filter(|(key, _)| is_kept(key)).collect();
    entries.push(("Action".to_owned(), text("sts:AssumeRole")));
    let mut statements = vec![Node::Map(entries)];
    if !at.is_allow {
        statements.push(plain(&json!({"Sid": "T", "Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"AWS": "111122223333"}})));
    }
    property(maker.tree, "R", "AssumeRolePolicyDocument", document(statements));
}

/// The policy of the topic's resource.
fn resource_policy(maker: &mut Maker<'_>, at: Option<Use>) {
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
            maker.tree.hole(Kind::Tail, Source::Name("B".to_owned())),
        ),
        _ => (
            "QP",
            "AWS::SQS::QueuePolicy",
            "Queues",
            maker.tree.hole(Kind::Tail, Source::Name("Q".to_owned())),
        ),
    };
    let value = Node::Text(vec![Part::Hole(value)]);
    let value = if target == "Queues" { Node::List(vec![value]) } else { value };
    let properties = vec![(target.to_owned(), value), ("PolicyDocument".to_owned(), policy)];
    maker.tree.resources.push(Resource { id: id.to_owned(), kind, condition: None, properties });
}

fn principal(maker: &mut Maker<'_>, at: Option<Use>) -> Node {
    let (key, kind) = match at.map(|own| own.position) {
        Some(Position::PrincipalService) => ("Service", Kind::Service),
        Some(Position::PrincipalFederated) => ("Federated", Kind::Federated),
        Some(Position::PrincipalCanonicalUser) => ("CanonicalUser", Kind::Canonical),
        _ => ("AWS", Kind::Aws),
    };
    let value = maker.list(kind, at.is_some(), false);
    Node::Map(vec![(key.to_owned(), value)])
}

fn query(cell: Cell, topic: &Topic, tree: &mut Tree, random: &mut Random) -> Query {
    let target = match random.below(10) {
        0..=5 => Target::Declared(topic.id.to_owned()),
        6..=8 => Target::Literal(Facts::usual().arns[topic.id].clone()),
        _ => Target::Every,
    };
    match cell.question {
        Question::Can => Query::Can(topic.action.to_owned(), target),
        Question::WhoCan => Query::WhoCan(topic.action.to_owned(), target),
        Question::Diff => {
            let old = tree.clone();
            edit::edit(tree, random);
            Query::Diff(Box::new(old))
        }
        Question::Prove => Query::Prove(Matrix::new(topic, random)),
        Question::Lint => {
            edit::vary(tree, random);
            Query::Lint
        }
    }
}
