//! How checks ended -> the table in the README, with the day and the versions of the tools.

use std::time::Duration;

use super::checks::guard;
use super::clock;
use super::outcome::Ended;
use super::side_by_side;
use crate::fault::{Context, Fault};
use crate::files::{self, Workspace};

const START: &str = "<!-- written by `cargo xtask conformance --readme` -->\n";
const END: &str = "<!-- end -->\n";
/// Pinned lists, and the packages in them that are worth a word.
const PINNED: [(&str, &[&str]); 5] = [
    ("requirements-main.txt", &["awscli", "boto3", "cfn-lint"]),
    ("requirements-policies.txt", &["parliament"]),
    ("requirements-ministack.txt", &["ministack"]),
    ("node/package.json", &["aws-cdk", "@aws/cloudformation-validate"]),
    ("cdk/package.json", &["aws-cdk-lib"]),
];

/// Puts the table in place of the one that the README has.
pub(super) fn write(workspace: &Workspace, ended: &[Ended], whole: Duration) -> Result<(), Fault> {
    let path = workspace.path("README.md");
    let text = files::read(&path)?;
    let marks = || "the README has no place for the table".to_owned();
    let (before, rest) = text.split_once(START).context(marks)?;
    let (_, after) = rest.split_once(END).context(marks)?;
    let mut versions = Vec::new();
    for (list, names) in PINNED {
        let list = files::read(&workspace.path("tests/conformance").join(list))?;
        for name in names {
            let version = pinned(&list, name).context(|| format!("`{name}` is not pinned"))?;
            versions.push(format!("{name} {version}"));
        }
    }
    versions.push(format!("cfn-guard {}", guard::VERSION));
    let table = table(ended, whole, &clock::today(), &versions.join(", "));
    files::write(&path, &format!("{before}{START}{table}{END}{after}"))
}

fn table(ended: &[Ended], whole: Duration, day: &str, versions: &str) -> String {
    let mut table = format!(
        "As of {day}, with {versions}:\n\n| check | outcome | seconds | what |\n|---|---|---|---|\n"
    );
    for one in ended {
        let (word, remark) = one.outcome.word_and_remark();
        let seconds = one.time.as_secs();
        table.push_str(&format!("| {} | {word} | {seconds} | {remark} |\n", one.name));
    }
    let whole = whole.as_secs();
    let summary = format!("{} at a time", side_by_side::width());
    table.push_str(&format!("| all | | {whole} | {summary} |\n"));
    table
}

/// The version that a list of pip's or npm's gives for a package.
fn pinned(list: &str, name: &str) -> Option<String> {
    list.lines().find_map(|line| {
        let line = line.trim();
        let rest = line.strip_prefix(name).and_then(|rest| rest.strip_prefix("=="));
        let rest = rest.or_else(|| line.strip_prefix(&format!("\"{name}\": ")))?;
        Some(rest.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::outcome::Outcome;

    #[test]
    fn a_row_is_a_check() {
        let outcome = Outcome::Passed("3 templates".to_owned());
        let ended = [Ended { name: "lint".to_owned(), outcome, time: Duration::from_secs(3) }];
        let expected = "As of 2026-01-02, with x 1:\n\n| check | outcome | seconds | what |\n|---|---|---|---|\n\
            | lint | passed | 3 | 3 templates |\n| all | | 4 | ";
        let table = table(&ended, Duration::from_secs(4), "2026-01-02", "x 1");
        assert!(table.starts_with(expected), "{table}");
    }

    #[test]
    fn versions_are_read_from_either_kind_of_list() {
        assert_eq!(pinned("a==1\nboto3==1.44.5 \\\n", "boto3").as_deref(), Some("1.44.5"));
        assert_eq!(
            pinned("  \"aws-cdk\": \"2.1148.1\",\n", "aws-cdk").as_deref(),
            Some("2.1148.1")
        );
        assert_eq!(pinned("a==1", "b"), None);
    }
}
