//! Deploys stacks, deploys them again, tries to delete imported ones, and deletes them.

use serde_json::Value;

use crate::conformance::emulator::Cloud;
use crate::conformance::process::Finished;
use crate::conformance::stacks::DeployableStack;
use crate::conformance::{access, exports};
use crate::error::Error;

/// Deploys all stacks in order; the first that does not come to `CREATE_COMPLETE` is an error.
pub(in crate::conformance) fn deploy(
    cloud: &Cloud<'_>,
    stacks: &[DeployableStack],
) -> Result<(), Error> {
    for stack in stacks {
        let answer = cloud.run_line(&format!("deploy-{}", stack.name), &stack.line)?;
        let status = status(cloud, &stack.name)?;
        if !answer.succeeded || status.as_deref() != Some("CREATE_COMPLETE") {
            let status = status.unwrap_or_else(|| "not there".to_owned());
            let why = first_failure(cloud, &stack.name)
                .unwrap_or_else(|_| answer.last_words().to_owned());
            return Err(Error::new(format!("`{}`: {status}: {why}", stack.line)));
        }
    }
    Ok(())
}

/// Deploys all stacks again: each command must succeed and change nothing.
pub(super) fn deploy_again(
    cloud: &Cloud<'_>,
    stacks: &[DeployableStack],
) -> Result<Vec<String>, Error> {
    let mut findings = Vec::new();
    for stack in stacks {
        let answer = cloud.run_line(&format!("again-{}", stack.name), &stack.line)?;
        if !answer.succeeded || !says_no_changes(&answer) {
            let words = answer.last_words();
            findings.push(format!("deploying `{}` again changes something: {words}", stack.name));
        }
    }
    Ok(findings)
}

/// Tries to delete stacks that others import from: CloudFormation must reject each deletion.
pub(super) fn refuse_to_delete(
    cloud: &Cloud<'_>,
    imported: &[&DeployableStack],
) -> Result<Vec<String>, Error> {
    let mut findings = Vec::new();
    if imported.is_empty() {
        findings.push("no stack is imported, so this check tests nothing".to_owned());
    }
    for DeployableStack { name, .. } in imported {
        let answer = cloud.run(&["cloudformation", "delete-stack", "--stack-name", name])?;
        let is_refused = !answer.succeeded && answer.stderr.contains("is imported by");
        if !is_refused || status(cloud, name)?.as_deref() != Some("CREATE_COMPLETE") {
            let words = answer.last_words();
            findings
                .push(format!("`{name}` is imported, but its deletion is not rejected: {words}"));
        }
    }
    Ok(findings)
}

/// Whether `aws cloudformation deploy` found nothing to do.
pub(super) fn says_no_changes(answer: &Finished) -> bool {
    [&answer.stdout, &answer.stderr].iter().any(|stream| stream.contains("No changes to deploy"))
}

/// Deletes all stacks, the last one first.
pub(super) fn delete(cloud: &Cloud<'_>, stacks: &[DeployableStack]) -> Result<Vec<String>, Error> {
    let mut findings = Vec::new();
    for DeployableStack { name, .. } in stacks.iter().rev() {
        for command in [&["delete-stack"][..], &["wait", "stack-delete-complete"]] {
            let arguments = [&["cloudformation"], command, &["--stack-name", name]].concat();
            let answer = cloud.run(&arguments)?;
            if !answer.succeeded {
                findings.push(format!("`{name}` can't be deleted: {}", answer.last_words()));
            }
        }
    }
    Ok(findings)
}

/// Finds stacks and exports that are left after all stacks have been deleted.
pub(in crate::conformance) fn find_leftovers(cloud: &Cloud<'_>) -> Result<Vec<String>, Error> {
    let mut findings = access::find_leftovers(cloud)?;
    let left = cloud.ask(&["cloudformation", "describe-stacks"])?;
    let left = left.get("Stacks").and_then(Value::as_array).into_iter().flatten();
    findings.extend(left.map(|stack| format!("the stack {stack} still exists")));
    let left = exports::read_exports(cloud)?;
    findings.extend(left.keys().map(|export| format!("the export `{export}` still exists")));
    Ok(findings)
}

/// The status of a stack, if it exists.
pub(super) fn status(cloud: &Cloud<'_>, stack: &str) -> Result<Option<String>, Error> {
    let answer = cloud.ask(&["cloudformation", "list-stacks"])?;
    let list = answer.get("StackSummaries").and_then(Value::as_array).into_iter().flatten();
    let text = |summary: &Value, key: &str| summary.get(key)?.as_str().map(str::to_owned);
    let mut named = list.filter(|summary| text(summary, "StackName").as_deref() == Some(stack));
    Ok(named.next().and_then(|summary| text(summary, "StackStatus")))
}

/// The reason of the first event of a stack that reports a failure.
pub(super) fn first_failure(cloud: &Cloud<'_>, stack: &str) -> Result<String, Error> {
    let answer = cloud.ask(&["cloudformation", "describe-stack-events", "--stack-name", stack])?;
    let text = |event: &Value, key: &str| {
        event.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let events = answer.get("StackEvents").and_then(Value::as_array).into_iter().flatten().rev();
    let mut failed = events.filter(|event| text(event, "ResourceStatus").contains("FAILED"));
    let words = |event| {
        format!("{}: {}", text(event, "LogicalResourceId"), text(event, "ResourceStatusReason"))
    };
    failed.next().map(words).ok_or_else(|| Error::new("no event reports a failure"))
}
