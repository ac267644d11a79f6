//! Checks that a changed setting updates only the stacks that it concerns.

use std::collections::BTreeSet;

use super::life;
use crate::conformance::access;
use crate::conformance::emulator::{ACCOUNT, Cloud, REGION};
use crate::conformance::reference_app::ReferenceApp;
use crate::conformance::stacks::{PLAIN, Variant};
use crate::error::Error;

/// Restricts the logs statement of every task role, and changes nothing else.
const SETTING: &str = "environments.dev.logGroupPrefix=/ecs/chat-dev";
/// The only stack that it changes.
const CONCERNED: &str = "chat-dev-iam";

/// Deploys with the setting, checks the changes in the account, and deploys without it.
pub(super) fn change(
    cloud: &Cloud<'_>,
    app: &ReferenceApp<'_>,
    expected: &BTreeSet<String>,
) -> Result<Vec<String>, Error> {
    let narrowed =
        format!(" Logs: arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/ecs/chat-dev*:log-stream:*");
    let changed = expected.iter().map(|line| line.replace(" Logs: *", &narrowed)).collect();
    let variant = Variant { folder: "changed", context: &[SETTING], ..PLAIN };
    let mut findings = deploy(cloud, app, variant)?;
    findings.extend(access::compare_account(cloud, &changed)?);
    findings.extend(deploy(cloud, app, Variant { folder: "changed-back", ..PLAIN })?);
    findings.extend(access::compare_account(cloud, expected)?);
    Ok(findings)
}

fn deploy(
    cloud: &Cloud<'_>,
    app: &ReferenceApp<'_>,
    variant: Variant<'_>,
) -> Result<Vec<String>, Error> {
    let mut findings = Vec::new();
    for stack in variant.stacks(app, cloud.folder())? {
        let answer = cloud.run_line(&format!("{}-{}", variant.folder, stack.name), &stack.line)?;
        let is_quiet = life::says_no_changes(&answer);
        let status = life::status(cloud, &stack.name)?.unwrap_or_default();
        let is_right = match stack.name == CONCERNED {
            true => !is_quiet && status == "UPDATE_COMPLETE",
            false => is_quiet && status == "CREATE_COMPLETE",
        };
        if !answer.succeeded || !is_right {
            let words = answer.last_words();
            findings.push(format!("`{}`, {}: {status}: {words}", stack.name, variant.folder));
        }
    }
    Ok(findings)
}
