//! A record is in its hosted zone, whose name ends with a dot.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html>

use constructs_cloudformation::check::Report;

use super::domain::is_within;
use crate::codes;
use crate::resource::Resources;
use crate::value::Value;

/// The types with records, and the path to the records' names.
const RECORDS: [(&str, &str); 2] =
    [("AWS::Route53::RecordSet", "Name"), ("AWS::Route53::RecordSetGroup", "RecordSets/*/Name")];

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let conditions = resources.conditions();
    for (kind, path) in RECORDS {
        for properties in resources.of(kind).filter_map(|found| resources.properties(found)) {
            for zone in properties.find("HostedZoneName", conditions) {
                let Some(zone_name) = zone.literal() else { continue };
                if !zone_name.ends_with('.') {
                    let message = format!(
                        "the name `{zone_name}` of the hosted zone does not end with a dot"
                    );
                    let help = format!("write `{zone_name}.`");
                    report.add_at(codes::HOSTED_ZONE_NAME, zone.at(), message, Some(help));
                }
                let names = properties.find(path, conditions).into_iter();
                let met = names.filter(|name| name.can_meet(&zone, conditions));
                met.for_each(|name| check_name(&name, zone_name, report));
            }
        }
    }
}

fn check_name(value: &Value<'_>, zone: &str, report: &mut Report) {
    let Some(name) = value.literal().filter(|name| !is_within(name, zone)) else { return };
    let message = format!("the record `{name}` is not in the hosted zone `{zone}`");
    let help = format!("use a name that ends with `.{zone}`, or another hosted zone");
    report.add_at(codes::RECORD_OUTSIDE, value.at(), message, Some(help));
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn record(name: &str, zone: &str) -> Vec<String> {
        let found = findings(&format!(
            "  R: {{Type: 'AWS::Route53::RecordSet', Properties: {{Name: {name}, HostedZoneName: {zone}, Type: A}}}}"
        ));
        found.into_iter().filter(|found| found.starts_with("F071")).collect()
    }

    #[test]
    fn a_record_is_in_its_zone() {
        assert_eq!(record("www.example.org.", "example.com."), ["F0713 R/Properties/Name"]);
        assert!(record("www.example.com", "example.com.").is_empty());
        assert!(record("example.com.", "example.com.").is_empty());
        assert!(record("!Ref P", "example.com.").is_empty());
        assert!(record("www.example.com", "!Ref P").is_empty());
    }

    #[test]
    fn the_name_of_a_zone_ends_with_a_dot() {
        assert_eq!(record("www.example.com", "example.com"), ["F0714 R/Properties/HostedZoneName"]);
    }

    #[test]
    fn records_of_a_group_are_in_its_zone() {
        let group = |name| {
            findings(&format!(
                "  G: {{Type: 'AWS::Route53::RecordSetGroup', Properties: {{HostedZoneName: example.com., RecordSets: [{{Name: {name}, Type: A, TTL: '60', ResourceRecords: [192.0.2.1]}}]}}}}"
            ))
        };
        assert_eq!(group("a.example.org"), ["F0713 G/Properties/RecordSets/0/Name"]);
        assert!(group("a.example.com").is_empty());
    }
}
