//! AWS shuts services down. Their resource types remain in CloudFormation's registry for a while, but nothing can be created.
//!
//! A service that only new customers can't use is not reported: whether an account is a customer is unknown.
//!
//! <https://docs.aws.amazon.com/general/latest/gr/full_shutdown_services.html>

use constructs_cloudformation::check::Report;

use super::age::by_facts;
use crate::Deployment;
use crate::codes;
use crate::facts::{self, Retirement};
use crate::resource::Resources;

/// The page of the services that AWS is retiring.
const PAGE: &str = "https://docs.aws.amazon.com/general/latest/gr/sunset_services.html";

pub(super) fn check(resources: &Resources<'_>, deployment: &Deployment, report: &mut Report) {
    for resource in resources.iter() {
        let Some(retirement) = facts::retirement(resource.kind) else { continue };
        if !resources.conditions().can_hold(&resources.pins(resource)) {
            continue;
        }
        let kind = resource.kind;
        let help = Some(format!("plan the move to another service: see {PAGE}"));
        match retirement {
            Retirement::Ended(date) if date <= deployment.today => {
                let message = format!("AWS shut down the service of `{kind}` on {date}");
                let help = "remove it, and use another service".to_owned();
                report.add_at(codes::SERVICE_ENDED, resource.at_type(), message, Some(help));
            }
            Retirement::Ended(date) | Retirement::Announced(Some(date)) => {
                let end = by_facts();
                let message = format!("AWS is retiring the service of `{kind}` ({date}){end}");
                report.add_at(codes::SERVICE_RETIRING, resource.at_type(), message, help);
            }
            Retirement::Announced(None) => {
                let message = format!("AWS is retiring the service of `{kind}`{}", by_facts());
                report.add_at(codes::SERVICE_RETIRING, resource.at_type(), message, help);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lifecycle::testing::{Case, messages};

    fn found(kind: &str, today: &str) -> String {
        let template = format!("Resources:\n  R: {{Type: 'AWS::{kind}'}}\n");
        messages(&template, &Case { today, ..Case::default() }).join("\n")
    }

    #[test]
    fn a_service_that_was_shut_down_is_an_error_and_an_announced_end_a_warning() {
        let found = [
            found("OpsWorks::Stack", "2024-04-30"),
            found("OpsWorks::Stack", "2024-05-01"),
            found("AppMesh::Mesh", "2026-10-20"),
            found("WAF::IPSet", "2026-10-20"),
        ];
        insta::assert_snapshot!(found.join("\n"));
    }

    #[test]
    fn a_service_in_use_or_in_maintenance_is_accepted() {
        for kind in ["SQS::Queue", "WAFv2::IPSet", "AutoScaling::LaunchConfiguration"] {
            assert_eq!(found(kind, "2026-10-20"), "");
        }
    }
}
