//! Checks the service principals that a statement names, and suggests the nearest known one.

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::pointer::escape;
use constructs_matching::nearest_word;

use super::codes;
use super::documents::{Statement, collect_values};
use super::known_text::KnownText;
use super::place::locate;
use super::suggest::suggest;
use constructs_iam_facts as facts;
use constructs_policy::PolicyKind;

/// Condition keys whose values are service principals.
const SERVICE_KEYS: [&str; 6] = [
    "iam:PassedToService",
    "iam:AWSServiceName",
    "aws:PrincipalServiceName",
    "aws:CalledVia",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
];

/// Checks `Service` under `Principal` and `NotPrincipal`, and the conditions that compare a service principal.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let mut values = Vec::new();
    for operator in
        statement.values("Condition").iter().filter_map(|value| value.node.as_map()).flatten()
    {
        let keys = operator.node.as_map().into_iter().flatten();
        for key in
            keys.filter(|key| SERVICE_KEYS.iter().any(|known| known.eq_ignore_ascii_case(&key.key)))
        {
            let pointer = format!("/Condition/{}/{}", escape(&operator.key), escape(&key.key));
            collect_values(&key.node, &pointer, &mut values);
        }
    }
    values.retain(|value| {
        value.node.as_str().is_some_and(|name| !name.contains(['*', '?']) && !is_flag(name))
    });
    let is_judged = statement.kind != PolicyKind::Identity;
    if is_judged {
        values.extend(statement.principals("Service"));
    }
    let mut found = Vec::new();
    for value in values {
        let finding = KnownText::read(value.node).and_then(|text| check_text(&text));
        found.extend(finding.map(|finding| locate(finding, statement, &value.pointer)));
    }
    if is_judged {
        found.extend(check_misplaced(statement));
    }
    found
}

/// Whether the text is a value of the operator `Null`.
fn is_flag(name: &str) -> bool {
    name.eq_ignore_ascii_case("true") || name.eq_ignore_ascii_case("false")
}

/// Reports a service under `AWS`.
fn check_misplaced(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let services = statement.principals("AWS").into_iter().filter_map(|value| {
        let KnownText { end, written, .. } = KnownText::read(value.node)?;
        if !end.ends_with(".amazonaws.com") || end.contains('/') {
            return None;
        }
        let message = format!(
            "the service `{written}` is under `AWS`, which takes accounts, users, and roles"
        );
        let error = Diagnostic::error(codes::SERVICE_PRINCIPAL, message);
        Some(locate(error.help("move it to `Service`"), statement, &value.pointer))
    });
    services.collect()
}

fn check_text(text: &KnownText) -> Option<Diagnostic> {
    if text.is_whole { check_name(&text.start, &text.written) } else { check_end(text) }
}

/// Checks the domain of a service whose name only the deployment knows.
fn check_end(text: &KnownText) -> Option<Diagnostic> {
    let end = &text.end;
    let can_be = |domain: &&str| end.ends_with(*domain) || domain.ends_with(end.as_str());
    let message = format!("`{}` is not a service principal", text.written);
    let error = Diagnostic::error(codes::SERVICE_PRINCIPAL, message);
    (!DOMAINS.iter().any(can_be)).then(|| error.help(HELP))
}

/// Checks a service principal. `written`: the name in messages.
fn check_name(name: &str, written: &str) -> Option<Diagnostic> {
    let error = |message: String, help: String| {
        Some(Diagnostic::error(codes::SERVICE_PRINCIPAL, message).help(help))
    };
    if name == "*" || name.contains("${") {
        return None;
    }
    let Some(service) = service_name(name) else {
        let whole = |near: &str| format!("{near}.amazonaws.com");
        let near = is_known(name).then(|| whole(name)).or_else(|| {
            nearest_word(name, known_principals().iter().map(String::as_str)).map(str::to_owned)
        });
        return error(format!("`{written}` is not a service principal"), suggest(near, HELP));
    };
    let is_known = is_known(service) || facts::service(service).is_some();
    let is_elsewhere = OTHER_DOMAINS.iter().any(|domain| name.ends_with(domain));
    if is_known && !is_elsewhere {
        return None;
    }
    let prefix = facts::prefix_of_common_name(service);
    let near = match prefix.or_else(|| nearest_word(service, facts::service_principals())) {
        _ if is_known => service,
        near => near?,
    };
    let message = format!("unknown service principal `{written}`");
    let warning = Diagnostic::warning(codes::SERVICE_PRINCIPAL, message);
    let whole = if is_elsewhere {
        format!("{near}.amazonaws.com")
    } else {
        written.replacen(service, near, 1)
    };
    Some(warning.help(suggest(Some(whole), "")))
}

const HELP: &str = "write the service as `name.amazonaws.com`";

/// The domains of service principals.
const DOMAINS: [&str; 8] = [
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".amazonaws.eu",
    ".amazon.com",
    ".aws.internal",
    ".aws",
    ".c2s.ic.gov",
    ".sc2s.sgov.gov",
];

/// Domains of a few services, each of which has no other domain.
const OTHER_DOMAINS: [&str; 2] = [".amazon.com", ".aws"];

fn known_principals() -> Vec<String> {
    facts::service_principals().map(|service| format!("{service}.amazonaws.com")).collect()
}

fn is_known(service: &str) -> bool {
    facts::service_principals().any(|known| known == service)
}

/// The name before AWS's domain, without a region: `logs` of `logs.eu-west-1.amazonaws.com`.
fn service_name(name: &str) -> Option<&str> {
    let front = DOMAINS.iter().find_map(|domain| name.strip_suffix(domain))?;
    let is_word = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-.".contains(letter)
    };
    if front.is_empty() || !front.chars().all(is_word) {
        return None;
    }
    let is_region = |word: &str| {
        word.split('-').count() >= 3 && word.ends_with(|last: char| last.is_ascii_digit())
    };
    match front.rsplit_once('.') {
        Some((service, region)) if is_region(region) => Some(service),
        _ => Some(front),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;
    use super::*;

    #[test]
    fn conditions_on_services_are_looked_at() {
        let findings_of = |value: serde_json::Value| {
            let findings = findings(
                &serde_json::json!({"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:*:iam::*:role/app",
                "Condition": {"StringLike": {"iam:passedToService": value}}}),
            );
            findings.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let all = findings_of(serde_json::json!([
            "ecs-tasks.amazonaws.com",
            "ec2.*",
            "lamda.amazonaws.com"
        ]));
        assert_eq!(
            all,
            [
                "Warning[A0501] /Condition/StringLike/iam:passedToService/2: unknown service principal `lamda.amazonaws.com`; help: did you mean `lambda.amazonaws.com`?"
            ]
        );
    }

    #[test]
    fn a_service_is_known_or_near_to_one() {
        for (name, expected) in [
            ("ecs-tasks.amazonaws.com", ""),
            ("logs.eu-west-1.amazonaws.com", ""),
            ("logs.cn-north-1.amazonaws.com.cn", ""),
            ("brandnewthing.amazonaws.com", ""),
            ("alexa-appkit.amazon.com", ""),
            ("lambda.amazon.com", "did you mean `lambda.amazonaws.com`?"),
            ("stepfunctions.amazonaws.com", "did you mean `states.amazonaws.com`?"),
            ("eventbridge.amazonaws.com", "did you mean `events.amazonaws.com`?"),
            ("ecs-task.amazonaws.com", "did you mean `ecs-tasks.amazonaws.com`?"),
            ("lamda.amazonaws.com", "did you mean `lambda.amazonaws.com`?"),
            ("lambda", "did you mean `lambda.amazonaws.com`?"),
            ("lambda.amazonaws.co", "did you mean `lambda.amazonaws.com`?"),
            ("Lambda.amazonaws.com", "did you mean `lambda.amazonaws.com`?"),
            ("nothing at all", "write the service as `name.amazonaws.com`"),
        ] {
            let help = check_name(name, name).and_then(|found| found.help).unwrap_or_default();
            assert_eq!(help, expected, "{name}");
        }
    }

    #[test]
    fn services_with_functions_are_judged_by_their_literal_parts() {
        let message = |value: &serde_json::Value| {
            let text = KnownText::read(&super::super::testing::node(value)).unwrap();
            check_text(&text).map_or_else(String::new, |found| found.message)
        };
        for (text, expected) in [
            ("sqs.${AWS::URLSuffix}", ""),
            ("logs.${AWS::Region}.${AWS::URLSuffix}", ""),
            ("${Service}.amazonaws.com", ""),
            ("${Service}", ""),
            ("logs.${Region}.${Domain}", ""),
            ("${Service}.amazonaws.co", "`${Service}.amazonaws.co` is not a service principal"),
            ("sqs.amazonaws.co", "`sqs.amazonaws.co` is not a service principal"),
            ("lamda.${AWS::URLSuffix}", "unknown service principal `lamda.${AWS::URLSuffix}`"),
        ] {
            assert_eq!(message(&serde_json::json!({"Fn::Sub": text})), expected, "{text}");
        }
    }
}
