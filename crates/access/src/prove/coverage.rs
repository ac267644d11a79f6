//! Explains a proof: what was compared, what was assumed, and what is not covered.

use std::fmt::Display;

use constructs_diagnostics::escape::push_line;

use super::verdict::Proof;
use constructs_iam::implies::Verdict;
use constructs_iam::managed_policies_date;

/// What a proof from templates does not cover. `{date}` is replaced by the date of AWS's managed policies.
const NOT_COVERED: &[&str] = &[
    "policies and attachments that are created outside CloudFormation",
    "policies of resources, keys, and VPC endpoints that these templates do not declare",
    "service control policies and resource control policies of the organization",
    "changes that AWS makes to its managed policies; the copy is of {date}",
    "who may pass these roles to a service, or open a shell in a running task with ECS Exec",
    "secrets that ECS puts into containers, which code reads without a permission",
    "actions that AWS adds later and that a wildcard then matches",
    "service-linked roles",
];

/// What a proof does not cover, one line each.
#[must_use]
pub fn caveats() -> Vec<String> {
    NOT_COVERED.iter().map(|line| line.replace("{date}", managed_policies_date())).collect()
}

/// One line with the verdict for an environment.
#[must_use]
pub fn summarize(proof: &Proof) -> String {
    let place = if proof.environment.is_empty() {
        String::new()
    } else {
        format!("{}: ", proof.environment)
    };
    let file = &proof.file;
    let under = match proof.assumptions.len() {
        0 => String::new(),
        1 => ", under 1 assumption".to_owned(),
        count => format!(", under {count} assumptions"),
    };
    match proof.verdict() {
        Verdict::Proved => format!(
            "{place}the identity policies in these templates grant exactly what {file} says ({}){under}",
            match proof.columns.len() {
                1 => "1 principal".to_owned(),
                count => format!("{count} principals"),
            }
        ),
        Verdict::Refuted => format!(
            "{place}the identity policies in these templates do not grant exactly what {file} says"
        ),
        Verdict::Undecided => format!(
            "{place}not decided whether the identity policies in these templates grant exactly what {file} says"
        ),
    }
}

/// The whole explanation: the verdict for each principal, the assumptions, the acknowledgements, and what is not covered.
#[must_use]
pub fn explain(proofs: &[Proof]) -> String {
    let mut text = String::new();
    for proof in proofs {
        push_line(&mut text, format_args!("{}", summarize(proof)));
        for column in &proof.columns {
            let verdict = match column.verdict {
                Verdict::Proved => "proved",
                Verdict::Refuted => "refuted",
                Verdict::Undecided => "not decided",
            };
            push_line(
                &mut text,
                format_args!("  {verdict}: {} ({})", column.name, column.principal),
            );
        }
        push_list(&mut text, "assumed, not proved", proof.assumptions.iter());
        push_list(&mut text, "not decided, and acknowledged", proof.acknowledged.iter());
        text.push('\n');
    }
    text += "not covered:\n";
    for caveat in caveats() {
        push_line(&mut text, format_args!("  - {caveat}"));
    }
    text
}

fn push_list(text: &mut String, heading: &str, items: impl Iterator<Item = impl Display>) {
    for (index, item) in items.enumerate() {
        if index == 0 {
            push_line(text, format_args!("  {heading}:"));
        }
        push_line(text, format_args!("    - {item}"));
    }
}
