//! An object moves to an archive tier of S3 Intelligent-Tiering after at least 90 or 180 days, and at most 730.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;

/// The least days of each tier.
const MIN_DAYS: &[(&str, f64)] = &[("ARCHIVE_ACCESS", 90.0), ("DEEP_ARCHIVE_ACCESS", 180.0)];
/// The most days of any tier.
const MAX_DAYS: f64 = 730.0;

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    let path = "IntelligentTieringConfigurations/*/Tierings/*";
    for tiering in resources.values("AWS::S3::Bucket", path) {
        let Some(tier) = tiering.only("AccessTier", resources.conditions()) else { continue };
        let row = MIN_DAYS.iter().find(|(name, _)| tier.literal() == Some(name));
        let Some((name, least)) = row else { continue };
        for days in tiering.find("Days", resources.conditions()) {
            let Some(number) = days.number() else { continue };
            if number < *least || number > MAX_DAYS {
                let message = format!("an object can't move to `{name}` after {number} days");
                let help = format!("write {least} to {MAX_DAYS} days");
                report.add_at(codes::TIERING_DAYS, days.at(), message, Some(help));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn bucket(tier: &str, days: u32) -> Vec<String> {
        findings(&format!(
            "  B: {{Type: 'AWS::S3::Bucket', Properties: {{IntelligentTieringConfigurations: [{{Tierings: [{{AccessTier: {tier}, Days: {days}}}]}}]}}}}"
        ))
    }

    #[test]
    fn each_tier_has_its_minimum() {
        assert!(bucket("ARCHIVE_ACCESS", 90).is_empty());
        assert!(bucket("DEEP_ARCHIVE_ACCESS", 730).is_empty());
        let found = ["F0746 B/Properties/IntelligentTieringConfigurations/0/Tierings/0/Days"];
        assert_eq!(bucket("ARCHIVE_ACCESS", 89), found);
        assert_eq!(bucket("DEEP_ARCHIVE_ACCESS", 90), found);
        assert_eq!(bucket("ARCHIVE_ACCESS", 731), found);
    }
}
