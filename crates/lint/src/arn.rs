//! The ARNs that a statement names -> those that are malformed, and those that are of one partition only.
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

/// Looks at resources; for the partition at principals and conditions too.
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
    let error =
        |message: String, help: &str| Some(Diagnostic::error(codes::ARN, message).help(help));
    let Some(rest) = start.strip_prefix("arn:") else {
        // What begins with a wildcard, or with a part of `arn:` and one, may be an ARN.
        let fixed = start.split(['*', '?', '$']).next().unwrap_or_default();
        let is_open = fixed.len() < start.len() && "arn:".starts_with(fixed);
        let help = "write `arn:` and the five parts behind it, or `*`";
        let message = if text.is_empty() {
            "an empty text is no ARN".to_owned()
        } else {
            format!("`{text}` is no ARN")
        };
        return if is_open { None } else { error(message, help) };
    };
    if let Some(parts) = short_length(fragments) {
        return Some(report_short(&text, parts, statement.kind));
    }
    let mut parts = rest.split(':');
    let (partition, service) = (parts.next().unwrap_or_default(), parts.next());
    let (region, account) = (parts.next(), parts.next());
    if service.is_some() && is_plain(partition) && !PARTITIONS.contains(&partition) {
        let message = format!("`{text}` is of a partition `{partition}`, which is not known");
        return error(message, "partitions are `aws`, `aws-cn`, `aws-us-gov` and the like");
    }
    if service.is_some() && partition.is_empty() {
        return error(format!("`{text}` names no partition"), "write `arn:aws:…`");
    }
    if service == Some("") && parts.next().is_some() {
        return error(
            format!("`{text}` names no service"),
            "write the service behind the partition",
        );
    }
    let warning = |message: String, help: &str| {
        Some(Diagnostic::warning(codes::ARN, message).help(help.to_owned()))
    };
    let is_last = |part: &str| !rest.ends_with(part) || fragments.len() == 1;
    if let Some(region) = region.filter(|part| is_plain(part) && is_last(part) && !is_region(part))
    {
        return warning(
            format!("`{region}` in `{text}` is no region"),
            "a region is `eu-west-1` and the like",
        );
    }
    let account = account.filter(|part| is_plain(part) && is_last(part) && !is_account(part))?;
    if account.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = format!("the account `{account}` in `{text}` has {} digits", account.len());
        return warning(message, "an account has 12 digits");
    }
    warning(format!("`{account}` in `{text}` is no account"), "an account has 12 digits")
}

/// How many parts an ARN has that certainly has fewer than six.
pub(super) fn short_length(fragments: &[Fragment]) -> Option<usize> {
    let mut colons = 0;
    for fragment in fragments {
        match fragment {
            Fragment::Text(text) if text.contains(['*', '?', '$']) => return None,
            Fragment::Text(text) => colons += text.matches(':').count(),
            // Other values can have colons.
            Fragment::Symbol(symbol) => {
                ["AWS::Partition", "AWS::Region", "AWS::AccountId"]
                    .contains(&&*symbol.name)
                    .then_some(())?;
            }
        }
    }
    (colons < 5).then_some(colons + 1)
}

/// A short ARN. In an identity policy IAM completes it with `*`; services reject it in their policies.
fn report_short(text: &str, parts: usize, kind: PolicyKind) -> Diagnostic {
    let form = "an ARN is `arn:partition:service:region:account:resource`";
    let message = format!("`{text}` has {parts} of an ARN's six parts");
    if kind == PolicyKind::Identity {
        let message = format!("{message}: IAM completes it with `*`");
        return Diagnostic::warning(codes::ARN, message)
            .help("write all six: `arn:partition:service:region:account:resource`");
    }
    Diagnostic::error(codes::ARN, message).help(form)
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

/// Twelve digits, or a word that AWS has for itself: `aws`, `aws-marketplace`, `cloudfront`.
fn is_account(part: &str) -> bool {
    let is_number = part.len() == 12 && part.bytes().all(|byte| byte.is_ascii_digit());
    is_number
        || part == "aws"
        || part.starts_with("aws-")
        || ["cloudfront", "amazon", "third-party"].contains(&part)
}

/// The first ARN of a statement that names its partition.
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
        more => format!(", as {more} more here"),
    };
    let message = format!("`{text}` is of the partition `{partition}` only{others}");
    let help =
        "write `${AWS::Partition}` in its place, so that the template stands in every partition";
    Some(locate(Diagnostic::warning(codes::PARTITION, message).help(help), statement, pointer))
}

/// All texts in a value, at whatever depth.
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
