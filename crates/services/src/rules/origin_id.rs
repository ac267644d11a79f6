//! A cache behavior of CloudFront names an origin or an origin group of its distribution.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-distribution-defaultcachebehavior.html>

use constructs_cloudformation::Conditions;
use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

/// The properties with the origin of a behavior.
const TARGETS: [&str; 2] =
    ["DefaultCacheBehavior/TargetOriginId", "CacheBehaviors/*/TargetOriginId"];

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    for config in resources.values("AWS::CloudFront::Distribution", "DistributionConfig") {
        let Some(origins) = origins(&config, conditions) else { continue };
        for target in TARGETS.iter().flat_map(|path| config.find(path, conditions)) {
            let Some(id) = target.text() else { continue };
            let same = origins.iter().filter(|(known, _)| *known == id);
            let same: Vec<Value<'_>> = same.map(|(_, origin)| origin.clone()).collect();
            if target.can_be_without(&same, conditions) {
                let message = format!("the distribution has no origin `{id}`");
                let known = origins.iter().map(|(known, _)| known.as_str());
                let help = report.suggest(&id, known);
                let help = help.unwrap_or_else(|| format!("add an origin with the `Id` `{id}`"));
                report.add_at(codes::ORIGIN_ID, target.at(), message, Some(help));
            }
        }
    }
}

/// The ids of the origins and the origin groups. Nothing if the list is empty, or if only the deployment knows one of them.
fn origins<'t>(
    config: &Value<'t>,
    conditions: &Conditions<'t>,
) -> Option<Vec<(String, Value<'t>)>> {
    let mut found = config.items("Origins", conditions)?;
    found.extend(config.items("OriginGroups/Items", conditions)?);
    let ids = found.iter().flat_map(|origin| origin.find("Id", conditions));
    let ids: Option<Vec<_>> = ids.map(|id| Some((id.text()?, id))).collect();
    ids.filter(|ids| !ids.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::testing::findings_of;

    fn distribution(origins: &str, target: &str) -> bool {
        let found = findings_of(&format!(
            "Conditions: {{C: !Equals [!Ref 'AWS::Region', x]}}
Resources:
  D:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Origins: {origins}
        OriginGroups: {{Items: [{{Id: group}}]}}
        DefaultCacheBehavior: {{TargetOriginId: {target}}}
"
        ));
        let expected = "F0709 D/Properties/DistributionConfig/DefaultCacheBehavior/TargetOriginId";
        found.iter().any(|found| found == expected)
    }

    #[test]
    fn a_behavior_names_an_origin() {
        assert!(distribution("[{Id: a}, {Id: b}]", "c"));
        assert!(!distribution("[{Id: a}, {Id: b}]", "b"));
        assert!(!distribution("[{Id: a}]", "group"));
        assert!(!distribution("[{Id: a}]", "!Ref P"));
        assert!(!distribution("[{Id: a}, {Id: !Ref P}]", "c"));
        assert!(!distribution("[{Id: a}, !Ref P]", "c"));
    }

    #[test]
    fn an_origin_can_depend_on_a_condition() {
        assert!(distribution("[{Id: a}, !If [C, {Id: b}, !Ref 'AWS::NoValue']]", "b"));
        assert!(!distribution("[{Id: a}, !If [C, {Id: b}, {Id: b}]]", "b"));
    }
}
