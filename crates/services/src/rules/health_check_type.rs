//! The health checks of an Auto Scaling group are `EC2` alone, or other types: `EC2` is always on, and written only to turn off others.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for value in resources.values("AWS::AutoScaling::AutoScalingGroup", "HealthCheckType") {
        let Some(text) = value.literal() else { continue };
        let types: Vec<&str> = text.split(',').map(str::trim).collect();
        if types.len() > 1 && types.contains(&"EC2") {
            let others: Vec<&str> = types.into_iter().filter(|one| *one != "EC2").collect();
            let message = "the health check `EC2` can't be combined with other types".to_owned();
            let help = format!("write `{}`: EC2's check is always on", others.join(","));
            report.add_at(codes::HEALTH_CHECK_TYPE, value.at(), message, Some(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn group(kind: &str) -> Vec<String> {
        findings(&format!(
            "  G: {{Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: {{HealthCheckType: '{kind}'}}}}"
        ))
    }

    #[test]
    fn ec2_is_alone() {
        assert!(group("EC2").is_empty());
        assert!(group("ELB,EBS").is_empty());
        assert_eq!(group("EC2, ELB"), ["F0745 G/Properties/HealthCheckType"]);
    }
}
