//! A backup that moves to cold storage stays there for at least 90 days.
//!
//! <https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html>

use constructs_cloudformation::check::Report;

use crate::codes;
use crate::resource::Resources;

/// The days in cold storage.
const MIN_DAYS: f64 = 90.0;

/// The lifecycles of a plan.
const PATHS: &[&str] = &[
    "BackupPlan/BackupPlanRule/*/Lifecycle",
    "BackupPlan/BackupPlanRule/*/CopyActions/*/Lifecycle",
];

pub(super) fn check(resources: &Resources<'_>, report: &mut Report) {
    for path in PATHS {
        for lifecycle in resources.values("AWS::Backup::BackupPlan", path) {
            let days = |name| {
                let value = lifecycle.only(name, resources.conditions())?;
                let number = value.number()?;
                Some((value, number)).filter(|_| number >= 0.0)
            };
            let (Some((deletion, end)), Some((move_to_cold, start))) =
                (days("DeleteAfterDays"), days("MoveToColdStorageAfterDays"))
            else {
                continue;
            };
            if end - start < MIN_DAYS && deletion.can_meet(&move_to_cold, resources.conditions()) {
                let message = format!(
                    "the backup is deleted after {end} days, less than {MIN_DAYS} days after it moves to cold storage"
                );
                let help = format!("set `DeleteAfterDays` to {} or more", start + MIN_DAYS);
                report.add_at(codes::BACKUP_LIFECYCLE, deletion.at(), message, Some(help));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::findings;

    fn plan(lifecycle: &str) -> Vec<String> {
        findings(&format!(
            "  P: {{Type: 'AWS::Backup::BackupPlan', Properties: {{BackupPlan: {{BackupPlanRule: [{{Lifecycle: {lifecycle}}}]}}}}}}"
        ))
    }

    #[test]
    fn a_backup_stays_in_cold_storage() {
        assert!(plan("{DeleteAfterDays: 100, MoveToColdStorageAfterDays: 10}").is_empty());
        assert!(plan("{DeleteAfterDays: 10}").is_empty());
        assert!(plan("{DeleteAfterDays: {Ref: Days}, MoveToColdStorageAfterDays: 10}").is_empty());
        assert_eq!(
            plan("{DeleteAfterDays: 99, MoveToColdStorageAfterDays: 10}"),
            ["F0748 P/Properties/BackupPlan/BackupPlanRule/0/Lifecycle/DeleteAfterDays"]
        );
    }
}
