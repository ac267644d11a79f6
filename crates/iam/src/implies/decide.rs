//! Decides whether one side grants no more than another, and who can perform an action.

use super::answer::{Answer, Verdict};
use super::comparison::GrantsComparison;
use super::grants::Grants;
use super::options::{ComparisonOptions, Crossing};
use super::outcome::Doubt;
use super::step_budget::StepBudget;
use crate::document::{Document, PolicyStatement};
use crate::pattern::Style;
use crate::text::PolicyText;
use crate::universe::ActionUniverse;
use constructs_policy::Elements;

/// Whether everything that `left` allows is allowed by `right`.
#[must_use]
pub fn implies(left: &Document, right: &Document, universe: &ActionUniverse) -> Answer {
    let (left, right) = (Grants::new(vec![left.clone()]), Grants::new(vec![right.clone()]));
    is_subset(&left, &right, &ComparisonOptions::new(universe))
}

/// Whether everything that `left` grants is granted by `right`, in every deployment.
#[must_use]
pub fn is_subset(left: &Grants, right: &Grants, options: &ComparisonOptions<'_>) -> Answer {
    let answer = |style| {
        let comparison = GrantsComparison::new(left, right, options, style);
        Answer::new(comparison.outcome(&mut StepBudget::default()), options)
    };
    let crossing = answer(Style::Resource);
    if options.crossing == Crossing::Crosses || crossing.result != Verdict::Proved {
        return crossing;
    }
    let by_segments = answer(Style::Segments);
    if by_segments.result == Verdict::Proved {
        return crossing;
    }
    let reason = "it depends on whether `*` in a resource matches `:`".to_owned();
    let doubt = Some(Doubt::limit(reason.clone()));
    let (result, reason) = (Verdict::Undecided, Some(reason));
    Answer { result, witness: None, reason, doubt, ..by_segments }
}

/// Whether everything that `left` grants is granted by `right`, with `*` across `:`, given up after so many steps.
pub fn is_subset_with_budget(
    left: &Grants,
    right: &Grants,
    universe: &ActionUniverse,
    mut budget: StepBudget,
) -> Verdict {
    let options = ComparisonOptions::new(universe);
    let comparison = GrantsComparison::new(left, right, &options, Style::Resource);
    Answer::new(comparison.outcome(&mut budget), &options).result
}

/// Whether `grants` allow an action on a resource (both may be patterns) in no context at all: `refuted` shows one in
/// which they do.
#[must_use]
pub fn never(
    grants: &Grants,
    action: &str,
    resource: &PolicyText,
    options: &ComparisonOptions<'_>,
) -> Answer {
    let actions = vec![PolicyText::parse(action, false)];
    let resources = Some(Elements::Only(vec![resource.clone()]));
    let only = PolicyStatement { resources, ..PolicyStatement::allow(actions) };
    let only = Document { statements: vec![only], ..Document::default() };
    let limited = grants.clone().limit_to(vec![only]);
    is_subset(&limited, &Grants::nothing(), options)
}
