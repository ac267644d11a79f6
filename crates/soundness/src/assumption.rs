//! Whether a deployment breaks an assumption that the product prints with its answer.

use constructs_iam::Assumption;
use serde_json::Value as Json;

use crate::render::{Deployment, Values};
use crate::tree::{HoleId, HoleSource, Tree};

/// Whether the values break an assumption.
#[must_use]
pub fn breaks(
    assumption: &Assumption,
    tree: &Tree,
    values: &Values,
    deployed: &Deployment,
) -> bool {
    match assumption {
        Assumption::DistinctImport { import } => {
            holes(tree, |source| *source == HoleSource::Import)
                .filter(|at| *import == format!("import-{}", tree.holes[*at].name))
                .any(|at| !is_other_arn(&values.holes[at], at, tree, values, deployed))
        }
        Assumption::BoundaryAllows { .. } => {
            let allows_all = |boundary: &Json| {
                let statements = boundary["Statement"].as_array();
                statements.is_some_and(|all| {
                    all.len() == 1
                        && all[0]["Effect"] == "Allow"
                        && all[0]["Action"] == "*"
                        && all[0]["Resource"] == "*"
                })
            };
            !deployed.roles.iter().filter_map(|role| role.boundary.as_ref()).all(allows_all)
        }
        Assumption::DeployedThere { .. } => {
            values.account != "111122223333" || values.region != "eu-west-1"
        }
        _ => false,
    }
}

fn holes<'t>(
    tree: &'t Tree,
    is_own: impl Fn(&HoleSource) -> bool + 't,
) -> impl Iterator<Item = HoleId> + 't {
    (0..tree.holes.len()).filter(move |at| is_own(&tree.holes[*at].source))
}

fn is_other_arn(
    value: &Json,
    own: HoleId,
    tree: &Tree,
    values: &Values,
    deployed: &Deployment,
) -> bool {
    let Some(text) = value.as_str() else { return false };
    let is_arn = text.starts_with("arn:") && text.split(':').count() >= 6 && !has_wildcard(value);
    let mut others = holes(tree, |source| *source == HoleSource::Import).filter(|at| *at != own);
    is_arn
        && others.all(|at| values.holes[at] != *value)
        && deployed.arns.values().all(|arn| arn != text)
}

fn has_wildcard(value: &Json) -> bool {
    match value {
        Json::Array(items) => items.iter().any(has_wildcard),
        other => other.as_str().is_some_and(|text| text.contains(['*', '?', '$'])),
    }
}
