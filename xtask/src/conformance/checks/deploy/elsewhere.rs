//! Deploys stacks that import from another app, stacks in YAML, and a template that is too large to send inline.

use std::collections::BTreeSet;

use super::{deploy, life};
use crate::conformance::access;
use crate::conformance::emulator::Cloud;
use crate::conformance::exports;
use crate::conformance::reference_app::ReferenceApp;
use crate::conformance::stacks::{MORTAL, Variant};
use crate::error::{Context, Error};

/// A second environment that imports from the first.
const EXTERNAL: Variant<'static> = Variant {
    folder: "external",
    environment: "ext",
    format: "json",
    context: &[
        "environments.ext.baseName=chat-ext",
        "environments.ext.imports=external",
        "environments.ext.exportNames.databaseSecret=chat-dev-database:CredentialsId",
        "environments.ext.exportNames.redisSecret=chat-dev-cache:TokenId",
        "environments.ext.exportNames.pushQueue=chat-dev-queues:PushArn",
        "environments.ext.exportNames.offlineQueue=chat-dev-queues:OfflineArn",
        "environments.ext.exportNames.pushDlq=chat-dev-queues:PushDlqArn",
        "environments.ext.exportNames.offlineDlq=chat-dev-queues:OfflineDlqArn",
    ],
};
/// The error for a missing export that `docs/deploy.md` explains: CloudFormation's, and the emulator's.
const NO_EXPORT: [&str; 2] = ["No export named chat-dev-", "Export 'chat-dev-"];
/// Maximum bytes of a template that CloudFormation accepts inline.
const INLINE: u64 = 51_200;
const BUCKET: &str = "templates-of-conformance";
const LARGE: &str = "scale-0";

/// Deploys importing stacks to an empty account: the error must be the one that `docs/deploy.md` explains.
pub(super) fn without_exports(
    cloud: &Cloud<'_>,
    app: &ReferenceApp<'_>,
) -> Result<Vec<String>, Error> {
    let mut findings = Vec::new();
    for stack in EXTERNAL.stacks(app, cloud.folder())? {
        let answer = cloud.run_line("without-exports", &stack.line)?;
        let why = match life::first_failure(cloud, &stack.name) {
            Ok(why) => why,
            Err(_) => answer.stderr.clone(),
        };
        let text = format!("{why} {} {}", answer.stdout, answer.stderr);
        if answer.succeeded || !NO_EXPORT.iter().any(|words| text.contains(words)) {
            findings.push(format!(
                "`{}` imports an export that does not exist, and the error is: {why}",
                stack.name
            ));
        }
        findings.extend(life::delete(cloud, &[stack])?);
    }
    Ok(findings)
}

/// Deploys the same stacks when the exports exist: their policies must name the same queues and secrets.
pub(super) fn with_exports(
    cloud: &Cloud<'_>,
    app: &ReferenceApp<'_>,
    expected: &BTreeSet<String>,
) -> Result<Vec<String>, Error> {
    let stacks = EXTERNAL.stacks(app, cloud.folder())?;
    deploy(cloud, &stacks)?;
    let twin = |line: &String| {
        let is_theirs =
            line.starts_with("role ") || line.starts_with("policy ") || line.contains("-iam:");
        is_theirs.then(|| rename_to_second(line))
    };
    let both = expected.iter().cloned().chain(expected.iter().filter_map(twin)).collect();
    let mut findings = access::compare_account(cloud, &both)?;
    findings.extend(life::delete(cloud, &stacks)?);
    Ok(findings)
}

/// Turns a line on the first environment's IAM stack into that of the second: names differ, but queues and secrets
/// don't.
fn rename_to_second(line: &str) -> String {
    let own = ["role ", "policy ", "export ", ":policy/", "parameter/"];
    own.iter().fold(line.to_owned(), |line, before| {
        line.replace(&format!("{before}chat-dev"), &format!("{before}chat-ext"))
    })
}

/// Deploys the other environment from YAML, and deletes it.
pub(super) fn in_yaml(cloud: &Cloud<'_>, app: &ReferenceApp<'_>) -> Result<Vec<String>, Error> {
    let yaml = Variant { folder: "yaml", environment: "prod", format: "yaml", context: MORTAL };
    let stacks = yaml.stacks(app, cloud.folder())?;
    let json = Variant { folder: "json", format: "json", ..yaml }.stacks(app, cloud.folder())?;
    deploy(cloud, &stacks)?;
    let mut findings = exports::findings(cloud, &json)?;
    findings.extend(life::deploy_again(cloud, &json)?);
    findings.extend(life::delete(cloud, &stacks)?);
    Ok(findings)
}

/// Deploys a template over the limit: it must be rejected inline and accepted through S3.
pub(super) fn too_large_to_send(
    cloud: &Cloud<'_>,
    app: &ReferenceApp<'_>,
) -> Result<Vec<String>, Error> {
    let out = cloud.folder().join("large");
    let out = out.to_str().context(|| "the folder's name is not UTF-8".into())?;
    app.example("scale", &["1", "400", "0", out])?;
    let file = format!("{out}/{LARGE}.template.json");
    let size = std::fs::metadata(&file).context(|| format!("`{file}`"))?.len();
    let mut findings = Vec::new();
    if size <= INLINE {
        findings.push(format!("`{LARGE}` has {size} bytes, which is under the limit"));
    }
    let deploy = ["cloudformation", "deploy", "--stack-name", LARGE, "--template-file", &file];
    let answer = cloud.run_in_new_process(&deploy)?;
    if answer.succeeded || !answer.stderr.contains("--s3-bucket") {
        findings.push(format!("{size} bytes are not rejected: {}", answer.last_words()));
    }
    cloud.run(&["s3", "mb", &format!("s3://{BUCKET}")])?.or_error("making a bucket")?;
    let answer = cloud.run_in_new_process(&[&deploy[..], &["--s3-bucket", BUCKET]].concat())?;
    let status = life::status(cloud, LARGE)?.unwrap_or_default();
    if !answer.succeeded || status != "CREATE_COMPLETE" {
        findings.push(format!("`{LARGE}` through S3: {status}: {}", answer.last_words()));
    }
    for command in [&["delete-stack"][..], &["wait", "stack-delete-complete"]] {
        let arguments = [&["cloudformation"], command, &["--stack-name", LARGE]].concat();
        cloud.run(&arguments)?.or_error("deleting the large stack")?;
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_twin_has_names_of_its_own_and_the_same_queues() {
        assert_eq!(
            rename_to_second(
                "policy chat-dev-api-task-policy Send: queue chat-dev-offline-message"
            ),
            "policy chat-ext-api-task-policy Send: queue chat-dev-offline-message"
        );
        assert_eq!(
            rename_to_second("export chat-dev-iam:ApiTaskRoleArn: role chat-dev-api-task-role"),
            "export chat-ext-iam:ApiTaskRoleArn: role chat-ext-api-task-role"
        );
    }
}
