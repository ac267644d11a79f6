//! CodeBuild finds a role by its name only if the role has no path.
//!
//! `Ref` of a role is its name, without the path. CodeBuild makes an ARN of the name, which then names another role.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codebuild-project.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    for role in resources.values("AWS::CodeBuild::Project", "ServiceRole") {
        if role.node.single().is_none_or(|(function, _)| function != "Ref") {
            continue;
        }
        let target = resources.target(&role).filter(|target| target.kind == "AWS::IAM::Role");
        let Some(properties) = target.and_then(|target| resources.properties(target)) else {
            continue;
        };
        for path in properties.find("Path", conditions) {
            let Some(text) = path.literal().filter(|text| *text != "/") else { continue };
            if path.can_meet(&role, conditions) {
                let message = format!(
                    "`Ref` of the role is its name, which does not lead to a role with the path `{text}`"
                );
                let help = format!("use the role's ARN: `!GetAtt {}.Arn`", path.resource_id());
                let at = (format!("{}/Ref", role.pointer()), role.mark);
                report.add_at(codes::ROLE_PATH, at, message, Some(help));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn project(role: &str, path: &str) -> bool {
        let found = findings(&format!(
            "  R: {{Type: 'AWS::IAM::Role', Properties: {{Path: {path}}}}}
  P: {{Type: 'AWS::CodeBuild::Project', Properties: {{ServiceRole: {role}}}}}"
        ));
        found.iter().any(|found| found == "F0707 P/Properties/ServiceRole/Ref")
    }

    #[test]
    fn a_name_does_not_lead_to_a_role_with_a_path() {
        assert!(project("!Ref R", "/team/"));
        assert!(!project("!GetAtt R.Arn", "/team/"));
        assert!(!project("!Ref R", "/"));
        assert!(!project("!Ref R", "!Ref Path"));
    }
}
