//! An action reads artifacts that earlier actions write, and no two actions write artifacts of one name.
//!
//! An action of the same stage is earlier unless it runs later; its own artifacts are never earlier.
//!
//! <https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html>

use constructs_cloudformation::check::Report;
use constructs_cloudformation::function::{If, is_function};
use constructs_document::Node;

use super::stages::{Stage, Stages};
use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

/// An artifact that an action writes.
struct Output<'t> {
    name: Value<'t>,
    stage: usize,
    action: &'t Node,
    order: Option<f64>,
}

pub(super) fn check<'t>(stages: &Stages<'t>, resources: &Resources<'t>, report: &mut Report) {
    let outputs = outputs(stages, resources);
    check_unique(&outputs, resources, report);
    let is_unknown = |output: &Output<'_>| output.name.literal().is_none();
    let is_empty = |stage: &Stage<'_>| stage.actions.is_empty();
    if outputs.iter().any(is_unknown)
        || stages.actions().any(is_hidden)
        || stages.stages.iter().any(is_empty)
    {
        return;
    }
    for (stage, action) in numbered(stages) {
        let order = run_order(action, resources);
        for input in action.find("InputArtifacts/*/Name", resources.conditions()) {
            let Some(name) = input.literal() else { continue };
            let is_earlier = |output: &Output<'_>| {
                let is_later = order.zip(output.order).is_some_and(|(own, other)| other > own);
                let is_beside = output.stage == stage && !std::ptr::eq(output.action, action.node);
                output.stage < stage || (is_beside && !is_later)
            };
            let is_written = outputs.iter().any(|output| {
                output.name.literal() == Some(name)
                    && is_earlier(output)
                    && output.name.can_meet(&input, resources.conditions())
            });
            if !is_written {
                let message = format!("no earlier action has the output artifact `{name}`");
                let names = outputs.iter().filter_map(|output| output.name.literal());
                let help = report.suggest(name, names).unwrap_or_else(|| {
                    "name an output artifact of an action that runs earlier".to_owned()
                });
                report.add_at(codes::ARTIFACT_NAME, input.at(), message, Some(help));
            }
        }
    }
}

fn check_unique(outputs: &[Output<'_>], resources: &Resources<'_>, report: &mut Report) {
    for (index, output) in outputs.iter().enumerate() {
        let Some(name) = output.name.literal() else { continue };
        let is_repeated = outputs.iter().take(index).any(|other| {
            other.name.literal() == Some(name)
                && other.name.can_meet(&output.name, resources.conditions())
        });
        if is_repeated {
            let message = format!("another action has the output artifact `{name}` too");
            let help = "give each output artifact of the pipeline a name of its own";
            report.add_at(codes::ARTIFACT_NAME, output.name.at(), message, Some(help.into()));
        }
    }
}

fn outputs<'t>(stages: &Stages<'t>, resources: &Resources<'t>) -> Vec<Output<'t>> {
    let found = numbered(stages).flat_map(|(stage, action)| {
        let order = run_order(action, resources);
        let names = action.find("OutputArtifacts/*/Name", resources.conditions());
        names.into_iter().map(move |name| Output { name, stage, action: action.node, order })
    });
    found.collect()
}

/// Each action with the number of its stage.
fn numbered<'s, 't>(stages: &'s Stages<'t>) -> impl Iterator<Item = (usize, &'s Value<'t>)> {
    let stages = stages.stages.iter().enumerate();
    stages.flat_map(|(number, stage)| stage.actions.iter().map(move |action| (number, action)))
}

/// When the action runs within its stage. The default is 1.
fn run_order(action: &Value<'_>, resources: &Resources<'_>) -> Option<f64> {
    match action.node.get("RunOrder") {
        None => Some(1.0),
        Some(_) => action.only("RunOrder", resources.conditions())?.number(),
    }
}

/// Whether a function makes the action or its outputs.
fn is_hidden(action: &Value<'_>) -> bool {
    let outputs = action.node.get("OutputArtifacts");
    let items = outputs.and_then(Node::as_list).unwrap_or_default();
    let is_unread = |node: &Node| is_function(node) && If::from_node(node).is_none();
    let is_action = action.node.get("ActionTypeId").is_some();
    !is_action || outputs.is_some_and(is_unread) || items.iter().any(is_unread)
}

#[cfg(test)]
mod tests {
    use crate::rules::pipeline::testing::stages;

    fn action(category: &str, inputs: &str, outputs: &str, order: u32) -> String {
        format!(
            "{{ActionTypeId: {{Category: {category}}}, RunOrder: {order}, InputArtifacts: [{inputs}], OutputArtifacts: [{outputs}]}}"
        )
    }

    #[test]
    fn an_input_is_an_output_of_an_earlier_action() {
        let source = action("Source", "", "{Name: code}", 1);
        let build = |name: &str| action("Build", &format!("{{Name: {name}}}"), "{Name: app}", 1);
        let late = action("Build", "{Name: app}", "", 2);
        let fine = format!("[{{Actions: [{source}]}}, {{Actions: [{late}, {}]}}]", build("code"));
        assert!(stages(&fine).is_empty());
        let own = format!("[{{Actions: [{source}]}}, {{Actions: [{}]}}]", build("app"));
        assert_eq!(stages(&own), ["F0741 1/Actions/0/InputArtifacts/0/Name"]);
        let early = format!(
            "[{{Actions: [{source}]}}, {{Actions: [{}]}}, {{Actions: [{}]}}]",
            action("Build", "{Name: app}", "", 1),
            build("code")
        );
        assert_eq!(stages(&early), ["F0741 1/Actions/0/InputArtifacts/0/Name"]);
    }

    #[test]
    fn two_actions_do_not_write_one_artifact() {
        let source = action("Source", "", "{Name: code}", 1);
        let found = stages(&format!("[{{Actions: [{source}, {source}]}}]"));
        assert_eq!(found, ["F0741 0/Actions/1/OutputArtifacts/0/Name"]);
    }

    #[test]
    fn an_output_whose_name_is_a_parameter_can_be_the_input() {
        let source = action("Source", "", "{Name: {Ref: Artifact}}", 1);
        let build = action("Build", "{Name: code}", "", 1);
        assert!(stages(&format!("[{{Actions: [{source}]}}, {{Actions: [{build}]}}]")).is_empty());
    }
}
