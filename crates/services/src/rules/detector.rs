//! A GuardDuty detector sets its data sources or its features, not both.
//!
//! <https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for resource in resources.of("AWS::GuardDuty::Detector") {
        let Some(properties) = resources.properties(resource) else { continue };
        let [sources, features] =
            ["DataSources", "Features"].map(|name| properties.find(name, resources.conditions()));
        let meet = sources
            .iter()
            .any(|one| features.iter().any(|other| one.can_meet(other, resources.conditions())));
        if meet {
            let message = "GuardDuty takes `DataSources` or `Features`, not both".to_owned();
            let help = "remove `DataSources`: each of them is a feature too".to_owned();
            report.add_at(codes::DETECTOR_FEATURES, properties.at(), message, Some(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn detector(properties: &str) -> Vec<String> {
        findings(&format!(
            "  D: {{Type: 'AWS::GuardDuty::Detector', Properties: {{Enable: true, {properties}}}}}"
        ))
    }

    #[test]
    fn data_sources_and_features_exclude_each_other() {
        let sources = "DataSources: {S3Logs: {Enable: true}}";
        let features = "Features: [{Name: S3_DATA_EVENTS, Status: ENABLED}]";
        assert_eq!(detector(&format!("{sources}, {features}")), ["F0756 D/Properties"]);
        assert!(detector(sources).is_empty() && detector(features).is_empty());
    }
}
