//! Each kind of action reads and writes a limited number of artifacts.
//!
//! <https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-action-artifacts.html>

use constructs_cloudformation::check::Report;
use constructs_cloudformation::function::is_function;

use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

/// Owner, category, provider; the least and the most input artifacts, and output artifacts.
type Row = (&'static str, &'static str, &'static str, (usize, usize), (usize, usize));

const COUNTS: &[Row] = &[
    ("AWS", "Approval", "Manual", (0, 0), (0, 0)),
    ("AWS", "Build", "CodeBuild", (1, 5), (0, 5)),
    ("AWS", "Deploy", "CloudFormation", (0, 10), (0, 1)),
    ("AWS", "Deploy", "CodeDeploy", (1, 1), (0, 0)),
    ("AWS", "Deploy", "ECS", (1, 1), (0, 0)),
    ("AWS", "Deploy", "ElasticBeanstalk", (1, 1), (0, 0)),
    ("AWS", "Deploy", "OpsWorks", (1, 1), (0, 0)),
    ("AWS", "Deploy", "S3", (1, 1), (0, 0)),
    ("AWS", "Deploy", "ServiceCatalog", (1, 1), (0, 0)),
    ("AWS", "Invoke", "Lambda", (0, 5), (0, 5)),
    ("AWS", "Source", "CodeCommit", (0, 0), (1, 1)),
    ("AWS", "Source", "CodeStarSourceConnection", (0, 0), (1, 1)),
    ("AWS", "Source", "ECR", (0, 0), (1, 1)),
    ("AWS", "Source", "S3", (0, 0), (1, 1)),
    ("AWS", "Test", "CodeBuild", (1, 5), (0, 5)),
    ("AWS", "Test", "DeviceFarm", (1, 1), (0, 0)),
    ("Custom", "Build", "Jenkins", (0, 5), (0, 5)),
    ("Custom", "Test", "Jenkins", (0, 5), (0, 5)),
    ("ThirdParty", "Deploy", "AlexaSkillsKit", (0, 2), (0, 0)),
    ("ThirdParty", "Source", "GitHub", (0, 0), (1, 1)),
];

pub(super) fn check(action: &Value<'_>, resources: &Resources<'_>, report: &mut Report) {
    let kind = |name: &str| {
        let found = action.only(&format!("ActionTypeId/{name}"), resources.conditions())?;
        found.node.as_str().map(str::to_owned)
    };
    let kinds = (kind("Owner"), kind("Category"), kind("Provider"));
    let (Some(owner), Some(category), Some(provider)) = kinds else { return };
    let row = COUNTS.iter().find(|row| (row.0, row.1, row.2) == (&owner, &category, &provider));
    let Some((_, _, _, inputs, outputs)) = row else { return };
    let kind = format!("{category} action of `{provider}`");
    check_count(action, ("InputArtifacts", "input"), *inputs, &kind, resources, report);
    check_count(action, ("OutputArtifacts", "output"), *outputs, &kind, resources, report);
}

/// Checks the number of artifacts, unless a condition or another function decides it.
fn check_count(
    action: &Value<'_>,
    (property, noun): (&str, &str),
    (least, most): (usize, usize),
    kind: &str,
    resources: &Resources<'_>,
    report: &mut Report,
) {
    let list = match action.node.get(property) {
        None => None,
        Some(_) => match action.only(property, resources.conditions()) {
            Some(list) => Some(list),
            None => return,
        },
    };
    let items = match &list {
        None => &[],
        Some(list) => match list.node.as_list() {
            Some(items) if !items.iter().any(is_function) => items,
            _ => return,
        },
    };
    let count = items.len();
    if (least..=most).contains(&count) {
        return;
    }
    let bounds = if least == most { most.to_string() } else { format!("{least} to {most}") };
    let message = format!("the {kind} has {count} {noun} artifacts, but it takes {bounds}");
    let help = format!("change `{property}`");
    let at = list.as_ref().unwrap_or(action).at();
    report.add_at(codes::ARTIFACT_COUNT, at, message, Some(help));
}

#[cfg(test)]
mod tests {
    use crate::rules::pipeline::testing::stages;

    fn approval(more: &str) -> Vec<String> {
        let kind = "ActionTypeId: {Category: Source, Owner: AWS, Provider: S3}";
        stages(&format!("[{{Actions: [{{{kind}{more}}}]}}]"))
    }

    #[test]
    fn an_action_has_the_artifacts_of_its_kind() {
        assert!(approval(", OutputArtifacts: [{Name: a}]").is_empty());
        assert_eq!(approval(""), ["F0742 0/Actions/0"]);
        assert_eq!(
            approval(", OutputArtifacts: [{Name: a}, {Name: b}]"),
            ["F0742 0/Actions/0/OutputArtifacts"]
        );
    }

    #[test]
    fn a_condition_can_remove_an_artifact() {
        let second = "{'Fn::If': [C, {Name: b}, {Ref: 'AWS::NoValue'}]}";
        assert!(approval(&format!(", OutputArtifacts: [{{Name: a}}, {second}]")).is_empty());
    }
}
