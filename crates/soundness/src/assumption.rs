//! Whether a deployment breaks an assumption that the product prints with its answer.

use serde_json::Value as Json;

use crate::render::{Deployment, Values};
use crate::tree::{HoleId, Source, Tree};

/// Whether the values break an assumption. Matches on the texts until assumptions are data.
#[must_use]
pub fn breaks(assumption: &str, tree: &Tree, values: &Values, deployed: &Deployment) -> bool {
    let names: Vec<&str> = assumption.split('`').skip(1).step_by(2).collect();
    let first = names.first().copied().unwrap_or_default();
    if assumption.starts_with("the import ") {
        return holes(tree, |source| *source == Source::Import)
            .filter(|at| first == format!("import-{}", tree.holes[*at].name))
            .any(|at| !is_other_arn(&values.holes[at], at, tree, values, deployed));
    }
    if assumption.contains("has no `*` and no `?` in it") {
        let own = first.trim_start_matches("Custom").trim_end_matches(".Value");
        return holes(tree, |_| true)
            .filter(|at| tree.holes[*at].name == own)
            .any(|at| has_wildcard(&values.holes[at]));
    }
    if assumption.starts_with("the permissions boundary ") {
        let allows_all = |boundary: &Json| {
            let statements = boundary["Statement"].as_array();
            statements.is_some_and(|all| {
                all.len() == 1
                    && all[0]["Effect"] == "Allow"
                    && all[0]["Action"] == "*"
                    && all[0]["Resource"] == "*"
            })
        };
        return !deployed.roles.iter().filter_map(|role| role.boundary.as_ref()).all(allows_all);
    }
    if assumption.contains("is deployed to the account and region of this ARN") {
        return values.account != "111122223333" || values.region != "eu-west-1";
    }
    false
}

fn holes<'t>(
    tree: &'t Tree,
    is_own: impl Fn(&Source) -> bool + 't,
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
    let mut others = holes(tree, |source| *source == Source::Import).filter(|at| *at != own);
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
