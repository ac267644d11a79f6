//! A region does not have every resource type.
//!
//! Regions get types without notice, so a finding is a warning. Without a region nothing is reported: a type that no region has is
//! unknown to the facts, which the checks of schemas report.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-type-schemas.html>

use constructs_cloudformation::check::Report;

use super::age::by_facts;
use crate::Deployment;
use crate::codes;
use crate::facts::{self, Retirement};
use crate::resource::{Resource, Resources};

/// The regions that a message names.
const MAX_NAMED: usize = 3;

pub(super) fn check(resources: &Resources<'_>, deployment: &Deployment, report: &mut Report) {
    for resource in resources.iter().filter(|_| !deployment.regions.is_empty()) {
        if matches!(facts::retirement(resource.kind), Some(Retirement::Ended(_))) {
            continue; // No region has it any more.
        }
        let lacking = deployment.regions.iter().map(String::as_str);
        let lacking: Vec<&str> = lacking
            .filter(|region| facts::lacks(region, resource.kind))
            .filter(|region| is_deployed(resources, resource, region))
            .collect();
        if lacking.is_empty() {
            continue;
        }
        let verb = if lacking.len() == 1 { "does" } else { "do" };
        let (regions, kind, end) = (join(&lacking), resource.kind, by_facts());
        let message = format!("{regions} {verb} not have the resource type `{kind}`{end}");
        let having: Vec<&str> = facts::regions_having(kind).collect();
        let help = format!("deploy it to a region that has it, such as {}", join(&having));
        report.add_at(codes::TYPE_IN_REGION, resource.at_type(), message, Some(help));
    }
}

/// Whether the conditions of a resource can hold in a region.
fn is_deployed(resources: &Resources<'_>, resource: Resource<'_>, region: &str) -> bool {
    let pins = resources.pins(resource);
    resources.conditions().can_hold_where(&pins, "AWS::Region", region)
}

/// The first regions, and the number of the others: `` `a`, `b`, `c`, and 4 more ``.
fn join(regions: &[&str]) -> String {
    let quoted = |region: &&str| format!("`{region}`");
    let named: Vec<String> = regions.iter().take(MAX_NAMED).map(quoted).collect();
    match (named.as_slice(), regions.len().saturating_sub(MAX_NAMED)) {
        ([one, other], 0) => format!("{one} and {other}"),
        (named, 0) => named.join(", "),
        (named, more) => format!("{}, and {more} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::lifecycle::testing::{Case, messages};

    const BOT: &str = "Resources:\n  B: {Type: 'AWS::Lex::Bot'}\n";

    fn found(template: &str, regions: &[&str]) -> String {
        messages(template, &Case { regions, ..Case::default() }).join("\n")
    }

    #[test]
    fn regions_that_lack_a_type_are_named() {
        let all = ["eu-north-1", "eu-south-1", "us-east-1", "eu-west-3", "sa-east-1", "us-west-1"];
        insta::assert_snapshot!(
            [found(BOT, &all[..1]), found(BOT, &all[..2]), found(BOT, &all)].join("\n")
        );
    }

    #[test]
    fn a_region_that_has_the_type_or_is_unknown_is_accepted() {
        for regions in [&[][..], &["us-east-1"], &["us-iso-east-1"], &["no-such-region"]] {
            assert_eq!(found(BOT, regions), "", "{regions:?}");
        }
        let custom =
            "Resources:\n  C: {Type: 'Custom::A'}\n  F: {Type: 'AWS::Serverless::Function'}\n";
        assert_eq!(found(custom, &["eu-north-1"]), "");
        let ended = found("Resources: {R: {Type: 'AWS::IoTAnalytics::Channel'}}", &["eu-north-1"]);
        assert_eq!(ended.matches('[').count(), 1, "{ended}");
    }

    #[test]
    fn a_condition_on_the_region_counts() {
        let template = "Conditions: {Us: {'Fn::Equals': [{Ref: 'AWS::Region'}, us-east-1]}, Eu: {'Fn::Not': [{Condition: Us}]}}\n\
            Resources:\n  B: {Type: 'AWS::Lex::Bot', Condition: Us}\n  C: {Type: 'AWS::Lex::Bot', Condition: Eu}\n";
        let found = found(template, &["eu-north-1", "us-east-1"]);
        assert!(found.starts_with("warning[F0904] /Resources/C/Type"), "{found}");
    }
}
