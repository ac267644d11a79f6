//! Makes statements, with a hole at one chosen place.

use serde_json::{Value as Json, json};

use super::cell::Quantifier;
use super::pool::{self, Facts, HoleKind};
use super::{Position, Tree, TreeNode, Use, map, text};
use crate::random::Random;

/// What a case is about, so that statements meet the question more often than not.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// The logical id of the resource.
    pub id: &'static str,
    /// The action.
    pub action: &'static str,
}

/// Makes nodes of one tree.
pub struct Maker<'a> {
    /// The tree, which gets the holes.
    pub tree: &'a mut Tree,
    /// The choices.
    pub random: &'a mut Random,
    /// What the case is about.
    pub topic: Topic,
    /// What literals are about.
    pub facts: Facts,
    /// Whether a certain grant is of one action on one resource, as a matrix asks for it.
    pub is_exact: bool,
}

/// A statement of an identity policy without holes, for the values of macros.
#[must_use]
pub fn concrete_statement(facts: &Facts, random: &mut Random) -> Json {
    let effect = if random.percent(70) { "Allow" } else { "Deny" };
    let action = random.pick(&pool::pool(HoleKind::Action, facts)).clone();
    let resource = random.pick(&pool::pool(HoleKind::Resource, facts)).clone();
    json!({"Effect": effect, "Action": action, "Resource": resource})
}

impl Maker<'_> {
    /// A statement with a hole at the place of a use; `None`: without holes.
    pub fn statement(&mut self, at: Option<Use>, principal: Option<TreeNode>) -> TreeNode {
        let position = at.map(|own| own.position);
        let is_at = |wanted: Position| position == Some(wanted);
        let is_allow = at.map_or_else(|| self.random.percent(75), |own| own.is_allow);
        let mut entries = Vec::new();
        let sid = format!("S{}", self.tree.uses.len());
        self.tree.uses.extend(at);
        entries.push(("Sid", text(&format!("{sid}x{}", self.random.below(100_000)))));
        let effect = match is_at(Position::Effect) {
            true => self.text(HoleKind::Effect, true),
            false => text(if is_allow { "Allow" } else { "Deny" }),
        };
        entries.push(("Effect", effect));
        let is_except =
            is_at(Position::NotAction) || (position.is_none() && self.random.percent(8));
        let is_hole =
            is_at(Position::Action) || is_at(Position::NotAction) || is_at(Position::ActionList);
        let actions = self.list(HoleKind::Action, is_hole, is_at(Position::ActionList));
        entries.push((if is_except { "NotAction" } else { "Action" }, actions));
        let is_except =
            is_at(Position::NotResource) || (position.is_none() && self.random.percent(8));
        let is_hole = is_at(Position::Resource)
            || is_at(Position::NotResource)
            || is_at(Position::ResourceList);
        let resources = self.list(HoleKind::Resource, is_hole, is_at(Position::ResourceList));
        let has_star = !is_hole && !is_except && (principal.is_some() || self.random.percent(30));
        let resources = if has_star { text("*") } else { resources };
        entries.push((if is_except { "NotResource" } else { "Resource" }, resources));
        if let Some(principal) = principal {
            let key = if is_at(Position::NotPrincipal) { "NotPrincipal" } else { "Principal" };
            entries.push((key, principal));
        }
        let is_condition = is_at(Position::ConditionValue) || is_at(Position::ConditionValueList);
        if is_condition || self.random.percent(15) {
            let at = at.filter(|_| is_condition);
            entries.push(("Condition", self.conditions(at)));
        }
        map(entries)
    }

    fn conditions(&mut self, at: Option<Use>) -> TreeNode {
        let (operator, quantifier, if_exists) = match at {
            Some(own) => (own.operator.unwrap_or("StringEquals"), own.quantifier, own.if_exists),
            None => (*self.random.pick(super::cell::OPERATORS), Quantifier::Single, false),
        };
        let is_list = at.is_some_and(|own| own.position == Position::ConditionValueList);
        let (kind, key) = self.key(operator, quantifier);
        let values = self.list(kind, at.is_some(), is_list);
        let set = match quantifier {
            Quantifier::Single => "",
            Quantifier::All => "ForAllValues:",
            Quantifier::Any => "ForAnyValue:",
        };
        let end = if if_exists { "IfExists" } else { "" };
        let keys = TreeNode::Map(vec![(key.to_owned(), values)]);
        TreeNode::Map(vec![(format!("{set}{operator}{end}"), keys)])
    }

    fn key(&mut self, operator: &str, quantifier: Quantifier) -> (HoleKind, &'static str) {
        let is_set = quantifier != Quantifier::Single;
        match operator {
            "Null" => (
                HoleKind::Null,
                *self.random.pick(&[
                    "aws:SourceVpc",
                    "aws:SourceArn",
                    "aws:PrincipalArn",
                    "aws:TagKeys",
                ]),
            ),
            "Bool" => (HoleKind::Bool, "aws:SecureTransport"),
            "BinaryEquals" => (HoleKind::Binary, "sqs:Blob"),
            "IpAddress" | "NotIpAddress" => (HoleKind::Cidr, "aws:SourceIp"),
            _ if operator.starts_with("Numeric") => (HoleKind::Number, "aws:MultiFactorAuthAge"),
            _ if operator.starts_with("Date") => (HoleKind::Date, "aws:TokenIssueTime"),
            _ if operator.starts_with("Arn") => {
                (HoleKind::Arn, *self.random.pick(&["aws:SourceArn", "aws:PrincipalArn"]))
            }
            _ if is_set && self.random.percent(60) => (HoleKind::String, "aws:TagKeys"),
            _ => match self.random.below(4) {
                0 => (HoleKind::AccountId, "aws:PrincipalAccount"),
                1 => (HoleKind::Arn, "aws:PrincipalArn"),
                _ => {
                    (HoleKind::String, *self.random.pick(&["aws:SourceVpc", "aws:RequestTag/team"]))
                }
            },
        }
    }
}
