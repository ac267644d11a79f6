//! A property that takes the ARN of a role has an ARN of that form.
//!
//! The formats of the facts are checked elsewhere; these properties have none.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;

/// Properties that take the ARN of a role, and whether they also take its name.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-replicationconfiguration.html>,
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-spotfleet-spotfleetrequestconfigdata.html>,
/// <https://docs.aws.amazon.com/batch/latest/APIReference/API_CreateComputeEnvironment.html>
const PROPERTIES: &[(&str, &str, bool)] = &[
    ("AWS::Batch::ComputeEnvironment", "ComputeResources/SpotIamFleetRole", true),
    ("AWS::Batch::ComputeEnvironment", "ServiceRole", true),
    ("AWS::EC2::SpotFleet", "SpotFleetRequestConfigData/IamFleetRole", false),
    ("AWS::S3::Bucket", "ReplicationConfiguration/Role", false),
];

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for (kind, path, is_name_valid) in PROPERTIES {
        for value in resources.values(kind, path) {
            let Some(text) = value.node.as_str() else { continue };
            let is_name = *is_name_valid && !text.starts_with("arn:");
            if is_name || is_role_arn(text) || text.contains("{{resolve:") {
                continue;
            }
            let message = format!("`{text}` is not the ARN of a role");
            let help = "write `arn:aws:iam::111122223333:role/name`, or refer to a role's `Arn`";
            report.add_at(codes::ROLE_ARN, value.at(), message, Some(help.into()));
        }
    }
}

fn is_role_arn(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, "iam", "", account, resource] = parts.as_slice() else { return false };
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let name = resource.strip_prefix("role/").unwrap_or_default();
    partition.starts_with("aws") && is_account && !name.is_empty()
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn bucket(role: &str) -> Vec<String> {
        findings(&format!(
            "  B: {{Type: 'AWS::S3::Bucket', Properties: {{ReplicationConfiguration: {{Role: {role}}}}}}}"
        ))
    }

    fn environment(role: &str) -> Vec<String> {
        findings(&format!(
            "  E: {{Type: 'AWS::Batch::ComputeEnvironment', Properties: {{ServiceRole: {role}}}}}"
        ))
    }

    #[test]
    fn an_arn_of_something_else_is_not_a_role() {
        for role in ["my-role", "'arn:aws:iam::111122223333:user/x'", "'arn:aws:iam::1111:role/x'"]
        {
            let found = bucket(role);
            assert!(found.iter().any(|one| one.starts_with("F0731 B/")), "{role} {found:?}");
        }
        assert_eq!(
            environment("'arn:aws:iam::111122223333:roles/x'"),
            ["F0731 E/Properties/ServiceRole"]
        );
    }

    #[test]
    fn the_arn_of_a_role_is_accepted_and_a_name_where_it_suffices() {
        for role in [
            "'arn:aws:iam::111122223333:role/x'",
            "'arn:aws-cn:iam::111122223333:role/service-role/x'",
            "'{{resolve:ssm:role}}'",
            "{'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:roles/x'}",
        ] {
            assert!(!bucket(role).iter().any(|one| one.starts_with("F0731")), "{role}");
        }
        assert!(environment("my-role").is_empty());
    }
}
