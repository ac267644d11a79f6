//! A cell and a seed -> a template with a hole at that cell, and the query about it.

use super::cell::{CoverageCell, Position, Question};
use super::fill::fill;
use super::matrix::RoleMatrix;
use super::pool::{Facts, HoleKind};
use super::property::property;
use super::statement::{Maker, Topic};
use super::{HoleSource, Part, Tree, TreeNode, TreeResource, Twin, text};
use super::{edit, vary};
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
    Prove(RoleMatrix),
    /// A0701 to A0703.
    Lint,
}

/// A template and a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What the case was made for.
    pub cell: CoverageCell,
    /// Its seed.
    pub seed: u64,
    /// The template; the new state of a diff.
    pub tree: Tree,
    /// The query.
    pub query: Query,
    /// Whether the edit of a diff has no meaning: an order, a repetition, a split statement.
    pub is_neutral: bool,
}

impl Case {
    /// The case of a cell and a seed.
    #[must_use]
    pub fn new(cell: CoverageCell, seed: u64) -> Self {
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
        if random.percent(8) {
            vary::without_variables(&mut tree);
        }
        let (query, is_neutral) = query(cell, &topic, &mut tree, &mut random);
        Self { cell, seed, tree, query, is_neutral }
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
fn base(random: &mut Random, topic: &Topic, cell: CoverageCell) -> Tree {
    let mut tree = Tree::default();
    if random.percent(70) {
        tree.account = Some("111122223333".to_owned());
        tree.region = Some("eu-west-1".to_owned());
    }
    let mut add = |id: &str, kind, property: &str, name: Option<&str>| {
        let properties = name.map(|name| (property.to_owned(), text(name)));
        let properties = properties.into_iter().collect();
        tree.resources.push(TreeResource { id: id.to_owned(), kind, condition: None, properties });
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
        let name = tree.hole(
            HoleKind::QueueName,
            HoleSource::Parameter(super::ParameterDeclaration::default()),
        );
        property(&mut tree, "Q", "QueueName", TreeNode::Text(vec![Part::Hole(name)]));
    }
    tree
}

fn query(cell: CoverageCell, topic: &Topic, tree: &mut Tree, random: &mut Random) -> (Query, bool) {
    let target = match random.below(10) {
        0..=5 => Target::Declared(topic.id.to_owned()),
        6..=8 => Target::Literal(Facts::usual().arns[topic.id].clone()),
        _ => Target::Every,
    };
    let mut is_neutral = false;
    let query = match cell.question {
        Question::Can => Query::Can(topic.action.to_owned(), target),
        Question::WhoCan => Query::WhoCan(topic.action.to_owned(), target),
        Question::Diff => {
            let mut old = tree.clone();
            is_neutral = edit::edit(tree, random);
            old.twin = tree.twin;
            if tree.twin != Twin::None {
                old.account.clone_from(&tree.account);
                old.region.clone_from(&tree.region);
            }
            old.holes.clone_from(&tree.holes);
            // The other way round: what was split is merged, what was removed is added.
            if random.percent(35) {
                std::mem::swap(&mut old, tree);
            }
            Query::Diff(Box::new(old))
        }
        Question::Prove => Query::Prove(RoleMatrix::new(topic, random)),
        Question::Lint => {
            vary::vary(tree, random);
            Query::Lint
        }
    };
    (query, is_neutral)
}
