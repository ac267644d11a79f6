//! A property that takes a role takes its ARN.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;

/// The properties: type and path. The roles of ECS tasks and of Batch can be names.
const PROPERTIES: &[(&str, &str)] = &[
    ("AWS::Backup::BackupSelection", "BackupSelection/IamRoleArn"),
    ("AWS::Batch::ComputeEnvironment", "ComputeResources/SpotIamFleetRole"),
    ("AWS::EC2::SpotFleet", "SpotFleetRequestConfigData/IamFleetRole"),
    ("AWS::S3::Bucket", "ReplicationConfiguration/Role"),
];

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for (kind, path) in PROPERTIES {
        for role in resources.values(kind, path) {
            let Some(text) = role.literal().filter(|text| !is_role_arn(text)) else { continue };
            let message = format!("`{text}` is not the ARN of a role");
            let help = "write the role's ARN, or refer to the role by `Fn::GetAtt`";
            report.add_at(codes::ROLE_ARN, role.at(), message, Some(help.into()));
        }
    }
}

/// Whether a text is an ARN such as `arn:aws:iam::123456789012:role/path/name`.
pub(super) fn is_role_arn(text: &str) -> bool {
    let mut fields = text.splitn(6, ':');
    let mut next = || fields.next().unwrap_or_default();
    let is_arn =
        next() == "arn" && next().starts_with("aws") && next() == "iam" && next().is_empty();
    let account = next();
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let is_name =
        |character: char| character.is_ascii_alphanumeric() || "_+=,.@-/".contains(character);
    let name = next().strip_prefix("role/").unwrap_or_default();
    is_arn && is_account && !name.is_empty() && name.chars().all(is_name)
}

#[cfg(test)]
mod tests {
    use super::is_role_arn;
    use crate::testing::findings;

    #[test]
    fn a_role_is_an_arn_with_account_and_name() {
        assert!(is_role_arn("arn:aws-us-gov:iam::123456789012:role/service-role/a+b"));
        for text in [
            "role",
            "arn:aws:iam::12345678901:role/a",
            "arn:aws:iam::123456789012:user/a",
            "arn:aws:iam::123456789012:role/",
            "arn:aws:sts::123456789012:role/a",
        ] {
            assert!(!is_role_arn(text), "{text}");
        }
    }

    #[test]
    fn the_property_is_at_the_end_of_its_path() {
        let bucket = |role: &str| {
            findings(&format!(
                "  B: {{Type: 'AWS::S3::Bucket', Properties: {{ReplicationConfiguration: {{Role: {role}}}}}}}"
            ))
        };
        assert!(bucket("{Ref: Role}").is_empty());
        assert!(bucket("'{{resolve:ssm:role}}'").is_empty());
        assert_eq!(bucket("role"), ["F0749 B/Properties/ReplicationConfiguration/Role"]);
    }
}
