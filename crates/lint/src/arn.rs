//! Checks the form and the partition of the ARNs in a statement.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::pointer::escape;
use constructs_document::Node;

use super::codes;
use super::documents::{LocatedValue, Statement, collect_values};
use super::place::locate;
use super::text::{describe, read_fragments};
use constructs_access::template::Fragment;
use constructs_policy::PolicyKind;

/// Checks the form of resources, and the partition of resources, principals, and conditions.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for value in ["Resource", "NotResource"].iter().flat_map(|key| statement.values(key)) {
        let Some(fragments) = read_fragments(value.node) else { continue };
        if let Some(finding) = check_form(&fragments, statement) {
            found.push(locate(finding, statement, &value.pointer));
        }
    }
    if statement.is_in_template() {
        found.extend(check_partition(statement));
    }
    found
}

fn check_form(fragments: &[Fragment], statement: &Statement<'_>) -> Option<Diagnostic> {
    let Some(Fragment::Text(start)) = fragments.first() else { return None };
    let is_own = statement.kind != PolicyKind::Identity && start.starts_with("execute-api:/");
    if start.starts_with(['*', '?', '$']) || is_own || statement.kind == PolicyKind::Other {
        return None;
    }
    let text = describe(fragments);
    let Some(rest) = start.strip_prefix("arn:") else {
        return check_prefix(start, &text);
    };
    if let Some(parts) = short_length(fragments) {
        return Some(report_short(&text, parts, statement.kind));
    }
    let is_whole = |part: &str| !rest.ends_with(part) || fragments.len() == 1;
    let mut parts = rest.split(':');
    let (partition, service) = (parts.next().unwrap_or_default(), parts.next());
    let (region, account) = (parts.next(), parts.next());
    check_service(&text, partition, service, parts.next().is_some())
        .or_else(|| check_region(&text, region.filter(|part| is_whole(part))?))
        .or_else(|| check_account(&text, account.filter(|part| is_whole(part))?))
}

fn error(message: String, help: &str) -> Diagnostic {
    Diagnostic::error(codes::ARN, message).help(help)
}

fn warning(message: String, help: &str) -> Diagnostic {
    Diagnostic::warning(codes::ARN, message).help(help)
}

/// Reports a text that does not begin with `arn:`.
fn check_prefix(start: &str, text: &str) -> Option<Diagnostic> {
    // A text that begins with a wildcard, or with a part of `arn:` and a wildcard, can be an ARN.
    let fixed = start.split(['*', '?', '$']).next().unwrap_or_default();
    if fixed.len() < start.len() && "arn:".starts_with(fixed) {
        return None;
    }
    let message = if text.is_empty() {
        "an empty string is not an ARN".to_owned()
    } else {
        format!("`{text}` is not an ARN")
    };
    Some(error(message, "write `arn:partition:service:region:account:resource`, or `*`"))
}

fn check_service(
    text: &str,
    partition: &str,
    service: Option<&str>,
    has_resource: bool,
) -> Option<Diagnostic> {
    let service = service?;
    if is_plain(partition) && !PARTITIONS.contains(&partition) {
        let message = format!("unknown partition `{partition}` in `{text}`");
        return Some(error(message, "write a partition, such as `aws`, `aws-cn`, or `aws-us-gov`"));
    }
    if partition.is_empty() {
        return Some(error(format!("`{text}` has no partition"), "write `arn:aws:…`"));
    }
    (service.is_empty() && has_resource)
        .then(|| error(format!("`{text}` has no service"), "write the service after the partition"))
}

fn check_region(text: &str, region: &str) -> Option<Diagnostic> {
    let message = || format!("`{region}` in `{text}` is not a region");
    (is_plain(region) && !is_region(region))
        .then(|| warning(message(), "write a region, such as `eu-west-1`"))
}

fn check_account(text: &str, account: &str) -> Option<Diagnostic> {
    if !is_plain(account) || is_account(account) {
        return None;
    }
    let message = if account.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("the account `{account}` in `{text}` has {} digits", account.len())
    } else {
        format!("`{account}` in `{text}` is not an account")
    };
    Some(warning(message, "write the 12 digits of the account"))
}

/// The number of parts of an ARN that certainly has fewer than six.
pub(super) fn short_length(fragments: &[Fragment]) -> Option<usize> {
    let mut colons = 0;
    for fragment in fragments {
        match fragment {
            Fragment::Text(text) if text.contains(['*', '?', '$']) => return None,
            Fragment::Text(text) => colons += text.matches(':').count(),
            // Other values can contain colons.
            Fragment::Symbol(symbol) => {
                ["AWS::Partition", "AWS::Region", "AWS::AccountId"]
                    .contains(&&*symbol.name)
                    .then_some(())?;
            }
        }
    }
    (colons < 5).then_some(colons + 1)
}

/// Reports a short ARN. IAM completes it with `*` in an identity policy; services reject it in their policies.
fn report_short(text: &str, parts: usize, kind: PolicyKind) -> Diagnostic {
    let message = format!("`{text}` has {parts} of the six parts of an ARN");
    let help = "write all six: `arn:partition:service:region:account:resource`";
    match kind {
        PolicyKind::Identity => warning(format!("{message}: IAM completes it with `*`"), help),
        _ => error(message, help),
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
const PARTITIONS: &[&str] =
    &["aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"];

fn is_plain(part: &str) -> bool {
    !part.is_empty() && !part.contains(['*', '?', '$'])
}

/// `eu-west-1`, `us-gov-east-1`, `us-iso-west-1`.
fn is_region(part: &str) -> bool {
    let words: Vec<&str> = part.split('-').collect();
    let is_name =
        |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let (last, names) = match words.split_last() {
        Some(found) => found,
        None => return false,
    };
    names.len() >= 2
        && names.iter().all(is_name)
        && !last.is_empty()
        && last.bytes().all(|byte| byte.is_ascii_digit())
}

/// Twelve digits, or a word for an account of AWS: `aws`, `aws-marketplace`, `cloudfront`.
fn is_account(part: &str) -> bool {
    let is_number = part.len() == 12 && part.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        || part == "aws"
        || part.starts_with("aws-")
        || ["cloudfront", "amazon", "third-party"].contains(&part)
}

/// Reports the first ARN of a statement that is valid in one partition only.
fn check_partition(statement: &Statement<'_>) -> Option<Diagnostic> {
    let mut values = Vec::new();
    for key in ["Resource", "NotResource", "Principal", "NotPrincipal", "Condition"] {
        if let Some(node) = statement.body.get(key) {
            collect_texts(node, format!("/{key}"), &mut values);
        }
    }
    let of_one = values.iter().filter_map(|value| {
        let fragments = read_fragments(value.node)?;
        let Some(Fragment::Text(start)) = fragments.first() else { return None };
        let (partition, _) = start.strip_prefix("arn:")?.split_once(':')?;
        let is_one = partition.starts_with("aws") && !partition.contains(['*', '?']);
        is_one.then(|| (partition.to_owned(), describe(&fragments), value.pointer.as_str()))
    });
    let of_one: Vec<(String, String, &str)> = of_one.collect();
    let (partition, text, pointer) = of_one.first()?;
    let others = match of_one.len() - 1 {
        0 => String::new(),
        1 => ", as is 1 more ARN of this statement".to_owned(),
        more => format!(", as are {more} more ARNs of this statement"),
    };
    let message = format!("`{text}` is valid in the partition `{partition}` only{others}");
    let help = "write `${AWS::Partition}` instead, so that the template works in every partition";
    Some(locate(Diagnostic::warning(codes::PARTITION, message).help(help), statement, pointer))
}

/// Collects all strings in a value, at any depth.
fn collect_texts<'t>(node: &'t Node, pointer: String, found: &mut Vec<LocatedValue<'t>>) {
    let mut values = Vec::new();
    collect_values(node, &pointer, &mut values);
    for value in values {
        match value.node.as_map() {
            Some(map) if read_fragments(value.node).is_none() => {
                for entry in map {
                    let word = escape(&entry.key);
                    collect_texts(&entry.node, format!("{}/{word}", value.pointer), found);
                }
            }
            _ => found.push(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::findings;
    use super::super::testing::linted;
    use super::PolicyKind;

    #[test]
    fn malformed_arns_are_caught() {
        let mut all = String::new();
        for resource in [
            "my-queue",
            "arn:aws:sqs:my-queue",
            "arn:asw:sqs:eu-west-1:111122223333:q",
            "arn:aws:sqs:eu-west-1:1234:q",
            "arn:aws::eu-west-1:111122223333:q",
            "arn:aws:sqs:eu-west-1:111122223333:q",
            "arn:aws:sqs:*",
            "arn:*:sqs:*:*:q",
            "*",
        ] {
            let policy = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sqs:SendMessage",
                "Resource": resource, "Condition": {"StringEquals": {"aws:ResourceTag/a": "b"}}}});
            all.push_str(&format!("{resource}\n{}", linted(&policy, PolicyKind::Identity)));
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn a_partition_is_for_the_deployment_to_know() {
        let sub = json!({"Fn::Sub": "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:q"});
        let open =
            json!({"Fn::Sub": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:q"});
        let findings_of = |resource| {
            findings(&json!({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": resource,
            "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}}}))
        };
        insta::assert_snapshot!(format!("{}{}", findings_of(sub), findings_of(open)));
    }
}
