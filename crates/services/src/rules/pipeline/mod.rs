//! The rules about the stages and actions of a pipeline.
//!
//! <https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html>

mod artifact_counts;
mod artifact_names;
mod configuration;
mod sources;
mod stages;

use constructs_cloudformation::check::Report;

use self::stages::Stages;
use crate::resource::Resources;

/// The resource type.
const PIPELINE: &str = "AWS::CodePipeline::Pipeline";

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for list in resources.values(PIPELINE, "Stages") {
        let stages = Stages::read(&list, resources);
        sources::check(&stages, resources, report);
        artifact_names::check(&stages, resources, report);
        for action in stages.actions() {
            artifact_counts::check(action, resources, report);
            configuration::check(action, resources, report);
        }
    }
}

#[cfg(test)]
mod testing {
    use crate::testing::findings;

    /// The findings on a pipeline whose stages are these, below `/Resources/P/Properties/Stages`.
    pub(super) fn stages(stages: &str) -> Vec<String> {
        let found = findings(&format!(
            "  P: {{Type: 'AWS::CodePipeline::Pipeline', Properties: {{Stages: {stages}}}}}"
        ));
        found.iter().map(|one| one.replace("P/Properties/Stages/", "")).collect()
    }
}
