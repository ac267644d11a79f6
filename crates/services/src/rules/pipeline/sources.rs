//! The first stage of a pipeline has source actions only, and no other stage has one.
//!
//! <https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html>

use constructs_cloudformation::check::Report;

use super::stages::Stages;
use crate::codes;
use crate::resource::Resources;

pub(super) fn check(stages: &Stages<'_>, resources: &Resources<'_>, report: &mut Report) {
    for stage in &stages.stages {
        let Some(is_first) = stage.is_first else { continue };
        let categories = stage.actions.iter();
        let categories = categories
            .flat_map(|action| action.find("ActionTypeId/Category", resources.conditions()));
        for category in categories {
            let Some(name) = category.literal() else { continue };
            if (name == "Source") == is_first {
                continue;
            }
            let (message, help) = if is_first {
                let message = format!("the first stage has an action of the category `{name}`");
                (
                    message,
                    "use only `Source` actions in the first stage, and move others to a later stage",
                )
            } else {
                let message = "an action of the category `Source` is not in the first stage";
                (message.to_owned(), "move the action to the first stage")
            };
            report.add_at(codes::PIPELINE_SOURCE, category.at(), message, Some(help.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::pipeline::testing::stages;

    const SOURCE: &str = "{Actions: [{ActionTypeId: {Category: Source}}]}";
    const BUILD: &str = "{Actions: [{ActionTypeId: {Category: Build}}]}";

    #[test]
    fn only_the_first_stage_has_sources() {
        assert!(stages(&format!("[{SOURCE}, {BUILD}]")).is_empty());
        assert_eq!(
            stages(&format!("[{BUILD}, {SOURCE}]")),
            ["F0740 0/Actions/0/ActionTypeId/Category", "F0740 1/Actions/0/ActionTypeId/Category"]
        );
    }

    #[test]
    fn a_stage_behind_a_condition_may_not_exist() {
        let stage = format!("{{'Fn::If': [A, {SOURCE}, {{Ref: 'AWS::NoValue'}}]}}");
        assert!(stages(&format!("[{stage}, {SOURCE}, {BUILD}]")).is_empty());
    }
}
