//! A CloudFormation action takes its template from one of its input artifacts, and a role by its ARN.
//!
//! <https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;
use crate::rules::role_arn::is_role_arn;
use crate::value::Value;

pub(super) fn check(action: &Value<'_>, resources: &Resources<'_>, report: &mut Report) {
    for path in action.find("Configuration/TemplatePath", resources.conditions()) {
        check_template_path(action, &path, resources, report);
    }
    for role in action.find("Configuration/RoleArn", resources.conditions()) {
        if let Some(text) = role.literal()
            && !is_role_arn(text)
        {
            let message = format!("`{text}` is not the ARN of a role");
            let help = "write the role's ARN, or refer to the role by `Fn::GetAtt`";
            report.add_at(codes::ACTION_CONFIGURATION, role.at(), message, Some(help.into()));
        }
    }
}

/// The path is `artifact::file`.
fn check_template_path(
    action: &Value<'_>,
    path: &Value<'_>,
    resources: &Resources<'_>,
    report: &mut Report,
) {
    let Some((artifact, _)) = path.literal().and_then(|text| text.split_once("::")) else {
        return;
    };
    let Some(inputs) = action.node.get("InputArtifacts") else { return };
    let names = action.find("InputArtifacts/*/Name", resources.conditions());
    let known: Option<Vec<&str>> = names.iter().map(|name| name.literal()).collect();
    let Some(known) = known.filter(|_| inputs.as_list().is_some()) else { return };
    if !known.contains(&artifact) && !artifact.contains("#{") {
        let message = format!("the action has no input artifact `{artifact}`");
        let help = report.suggest(artifact, known).unwrap_or_else(|| {
            "begin the path with the name of an input artifact of the action".to_owned()
        });
        report.add_at(codes::ACTION_CONFIGURATION, path.at(), message, Some(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::pipeline::testing::stages;

    fn deploy(configuration: &str) -> Vec<String> {
        let source = "{ActionTypeId: {Category: Source}, OutputArtifacts: [{Name: app}]}";
        let kind = "ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CloudFormation}";
        stages(&format!(
            "[{{Actions: [{source}]}}, {{Actions: [{{{kind}, InputArtifacts: [{{Name: app}}], Configuration: {configuration}}}]}}]"
        ))
    }

    #[test]
    fn a_template_is_in_an_input_artifact() {
        assert!(deploy("{TemplatePath: 'app::a.yaml'}").is_empty());
        assert_eq!(
            deploy("{TemplatePath: 'other::a.yaml'}"),
            ["F0743 1/Actions/0/Configuration/TemplatePath"]
        );
    }

    #[test]
    fn a_role_is_an_arn() {
        assert!(deploy("{RoleArn: 'arn:aws:iam::123456789012:role/a'}").is_empty());
        assert!(deploy("{RoleArn: {Ref: Role}}").is_empty());
        assert_eq!(deploy("{RoleArn: role}"), ["F0743 1/Actions/0/Configuration/RoleArn"]);
    }
}
