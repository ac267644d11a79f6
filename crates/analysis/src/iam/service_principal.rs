//! The services that a statement names as principals -> those that there are not, each with the nearest that there is.

use constructs::Diagnostic;
use constructs::diagnostic::nearest;

use super::documents::{Kind, Statement, collect};
use super::service_principals::SERVICES;
use super::{at, codes, did_you_mean, facts};

/// Looks at `Service` under `Principal` and `NotPrincipal`.
pub(super) fn check(statement: &Statement<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if statement.kind == Kind::Identity {
        return found;
    }
    for key in ["Principal", "NotPrincipal"] {
        let mut values = Vec::new();
        if let Some(services) =
            statement.body.get(key).and_then(|principal| principal.get("Service"))
        {
            collect(services, format!("/{key}/Service"), &mut values);
        }
        for value in values {
            if let Some(finding) = value.node.as_str().and_then(finding) {
                found.push(at(finding, statement, &value.pointer));
            }
        }
        found.extend(loose(statement, key));
    }
    found
}

/// A service under `AWS`.
fn loose(statement: &Statement<'_>, key: &str) -> Vec<Diagnostic> {
    let mut values = Vec::new();
    if let Some(accounts) = statement.body.get(key).and_then(|principal| principal.get("AWS")) {
        collect(accounts, format!("/{key}/AWS"), &mut values);
    }
    let services = values.into_iter().filter_map(|value| {
        let name = value
            .node
            .as_str()
            .filter(|name| name.ends_with(".amazonaws.com") && !name.contains('/'))?;
        let message = format!(
            "the service `{name}` stands under `AWS`, which takes accounts, users and roles"
        );
        let error = Diagnostic::error(codes::SERVICE_PRINCIPAL, message);
        Some(at(error.help("put it under `Service`"), statement, &value.pointer))
    });
    services.collect()
}

fn finding(name: &str) -> Option<Diagnostic> {
    let error = |message: String, help: String| {
        Some(Diagnostic::error(codes::SERVICE_PRINCIPAL, message).help(help))
    };
    if name == "*" || name.contains("${") {
        return None;
    }
    let Some(service) = service_of(name) else {
        let whole = |near: &str| format!("{near}.amazonaws.com");
        let near = known(name)
            .then(|| whole(name))
            .or_else(|| nearest(name, all().iter().map(String::as_str)).map(str::to_owned));
        let otherwise = "a service is written `name.amazonaws.com`";
        return error(format!("`{name}` is no service principal"), did_you_mean(near, otherwise));
    };
    if known(service) || facts::service(service).is_some() {
        return None;
    }
    let near = nearest(service, SERVICES.iter().copied())?;
    let message = format!("no service principal `{name}` is known");
    let warning = Diagnostic::warning(codes::SERVICE_PRINCIPAL, message);
    let whole = name.replacen(service, near, 1);
    Some(warning.help(did_you_mean(Some(whole), "")))
}

fn all() -> Vec<String> {
    SERVICES.iter().map(|service| format!("{service}.amazonaws.com")).collect()
}

fn known(service: &str) -> bool {
    SERVICES.contains(&service)
}

/// What stands in front of AWS's domain, without a region: `logs` of `logs.eu-west-1.amazonaws.com`.
fn service_of(name: &str) -> Option<&str> {
    let domains = [
        ".amazonaws.com",
        ".amazonaws.com.cn",
        ".amazonaws.eu",
        ".amazon.com",
        ".aws.internal",
        ".aws",
        ".c2s.ic.gov",
        ".sc2s.sgov.gov",
    ];
    let front = domains.iter().find_map(|domain| name.strip_suffix(domain))?;
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
    use super::*;

    #[test]
    fn a_service_is_known_or_near_to_one() {
        for (name, expected) in [
            ("ecs-tasks.amazonaws.com", ""),
            ("logs.eu-west-1.amazonaws.com", ""),
            ("logs.cn-north-1.amazonaws.com.cn", ""),
            ("brandnewthing.amazonaws.com", ""),
            ("ecs-task.amazonaws.com", "did you mean `ecs-tasks.amazonaws.com`?"),
            ("lamda.amazonaws.com", "did you mean `lambda.amazonaws.com`?"),
            ("lambda", "did you mean `lambda.amazonaws.com`?"),
            ("lambda.amazonaws.co", "did you mean `lambda.amazonaws.com`?"),
            ("Lambda.amazonaws.com", "did you mean `lambda.amazonaws.com`?"),
            ("nothing at all", "a service is written `name.amazonaws.com`"),
        ] {
            let help = finding(name).and_then(|found| found.help).unwrap_or_default();
            assert_eq!(help, expected, "{name}");
        }
    }

    #[test]
    fn the_list_is_in_order_and_each_stands_once() {
        assert!(SERVICES.is_sorted_by(|one, other| one < other));
    }
}
