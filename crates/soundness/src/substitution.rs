//! A tree and choices -> values for everything that the template leaves open.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::random::Random;
use crate::render::{Values, concrete};
use crate::tree::pool::Facts;
use crate::tree::statement::concrete_statement;
use crate::tree::{HoleKind, HoleSource, Tree, value};

/// One deployment.
#[must_use]
pub fn substitution(tree: &Tree, random: &mut Random) -> Values {
    let account = tree.account.clone().unwrap_or_else(|| {
        (*random.pick(&["111122223333", "111122223333", "444455556666"])).to_owned()
    });
    let region = tree.region.clone().unwrap_or_else(|| {
        (*random.pick(&["eu-west-1", "eu-west-1", "us-east-1", "cn-north-1"])).to_owned()
    });
    let partition = if region.starts_with("cn-") { "aws-cn" } else { "aws" }.to_owned();
    let mut values = Values {
        account,
        region,
        partition,
        holes: vec![Json::Null; tree.holes.len()],
        external: BTreeMap::new(),
    };
    let usual = Facts { account: values.account.clone(), ..Facts::usual() };
    // Names first: ARNs are made from them.
    for (at, hole) in tree.holes.iter().enumerate() {
        if hole.kind == HoleKind::QueueName {
            values.holes[at] = value::value(hole, &usual, random);
        }
    }
    let mut facts = usual;
    facts.arns.extend(concrete::arns(tree, &values));
    for (at, hole) in tree.holes.iter().enumerate() {
        if values.holes[at].is_null() {
            values.holes[at] = value::value(hole, &facts, random);
        }
    }
    share_keys(tree, &mut values);
    let statement = match random.percent(40) {
        true => json!({"Effect": "Allow", "Action": "*", "Resource": "*"}),
        false => concrete_statement(&facts, random),
    };
    let elsewhere = json!({"Version": "2012-10-17", "Statement": [statement]});
    values.external.insert("elsewhere".to_owned(), elsewhere);
    values
}

/// A mapping that differs in the two states of a diff is looked up with one key.
fn share_keys(tree: &Tree, values: &mut Values) {
    for (at, hole) in tree.holes.iter().enumerate() {
        let other = tree.holes[..at].iter().position(|own| own.name == hole.name);
        let Some(other) = other else { continue };
        if let (HoleSource::Mapping(old), HoleSource::Mapping(new)) =
            (&tree.holes[other].source, &hole.source)
            && let Some(key) = old.iter().position(|value| *value == values.holes[other])
        {
            values.holes[at] = new[key].clone();
        }
    }
}
