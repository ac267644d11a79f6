//! The rules about the stages and actions of a pipeline.
//!
//! <https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html>

mod artifact_counts;
mod artifact_names;
mod configuration;
mod sources;

use constructs_cloudformation::check::Report;

use crate::resource::Resources;
use crate::value::Value;

/// The resource type.
const PIPELINE: &str = "AWS::CodePipeline::Pipeline";

/// The stages of a pipeline, or more in one list that a condition selects.
struct Stages<'t> {
    stages: Vec<Stage<'t>>,
}

/// One stage.
struct Stage<'t> {
    /// Whether it is the first stage; unknown after a stage that a condition can remove.
    is_first: Option<bool>,
    /// Its actions.
    actions: Vec<Value<'t>>,
}

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

impl<'t> Stages<'t> {
    fn read(list: &Value<'t>, resources: &Resources<'t>) -> Self {
        let items = list.node.as_list().unwrap_or_default();
        let is_plain = |item: &constructs_document::Node| item.get("Actions").is_some();
        let first_plain = items.iter().position(is_plain);
        let stages = items.iter().enumerate().map(|(index, item)| Stage {
            is_first: match first_plain {
                Some(plain) if index > plain => Some(false),
                _ => (index == 0 && is_plain(item)).then_some(true),
            },
            actions: list.find(&format!("{index}/Actions/*"), resources.conditions()),
        });
        Self { stages: stages.collect() }
    }

    fn actions(&self) -> impl Iterator<Item = &Value<'t>> {
        self.stages.iter().flat_map(|stage| &stage.actions)
    }
}

#[cfg(test)]
mod testing {
    use crate::rules::testing::findings;

    /// The findings on a pipeline whose stages are these, below `/Resources/P/Properties/Stages`.
    pub(super) fn stages(stages: &str) -> Vec<String> {
        let found = findings(&format!(
            "  P: {{Type: 'AWS::CodePipeline::Pipeline', Properties: {{Stages: {stages}}}}}"
        ));
        found.iter().map(|one| one.replace("P/Properties/Stages/", "")).collect()
    }
}
