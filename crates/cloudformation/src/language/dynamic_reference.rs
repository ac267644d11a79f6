//! Checks dynamic references in the properties of resources: their service, their form, and where a secure one is allowed.
//!
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>

use constructs_diagnostics::pointer;
use constructs_document::{Node, Value};

use super::codes;
use crate::check::{Path, Report};
use crate::{Declarations, is_expanded};

const START: &str = "{{resolve:";
const SERVICES: &[&str] = &["secretsmanager", "ssm", "ssm-secure"];

/// The properties that take a secure parameter.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm-secure-strings.html>
const SECURE_PROPERTIES: &[(&str, &str)] = &[
    ("AWS::DirectoryService::MicrosoftAD", "Password"),
    ("AWS::DirectoryService::SimpleAD", "Password"),
    ("AWS::ElastiCache::ReplicationGroup", "AuthToken"),
    ("AWS::IAM::User", "LoginProfile/Password"),
    ("AWS::KinesisFirehose::DeliveryStream", "RedshiftDestinationConfiguration/Password"),
    ("AWS::OpsWorks::App", "AppSource/Password"),
    ("AWS::OpsWorks::Stack", "CustomCookbooksSource/Password"),
    ("AWS::OpsWorks::Stack", "RdsDbInstances/DbPassword"),
    ("AWS::RDS::DBCluster", "MasterUserPassword"),
    ("AWS::RDS::DBInstance", "MasterUserPassword"),
    ("AWS::Redshift::Cluster", "MasterUserPassword"),
];

pub(super) fn check(template: &Declarations<'_>, report: &mut Report) {
    for resource in template.resources().filter(|resource| !is_expanded(&resource.key)) {
        let section = Path::ROOT.key("Resources", resource.mark);
        let path = section.entry(resource);
        let Some(map) = resource.node.as_map() else { continue };
        let kind = map.get("Type").and_then(Node::as_str).unwrap_or_default();
        if let Some(properties) = map.entry("Properties") {
            check_value(kind, &properties.node, &path.entry(properties), report);
        }
    }
}

fn check_value(kind: &str, node: &Node, path: &Path<'_>, report: &mut Report) {
    match &node.value {
        Value::String(text) if text.contains(START) => check_text(kind, text, path, report),
        Value::Map(map) => {
            let entries = map.iter();
            entries.for_each(|entry| check_value(kind, &entry.node, &path.entry(entry), report));
        }
        Value::List(items) => {
            let numbered = items.iter().enumerate();
            numbered.for_each(|(at, item)| check_value(kind, item, &path.item(at, item), report));
        }
        _ => {}
    }
}

/// Checks every reference in a text. One without an end can go on in the next text of an `Fn::Join`.
fn check_text(kind: &str, text: &str, path: &Path<'_>, report: &mut Report) {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(START) {
        let Some((reference, next)) = after.split_once("}}") else { return };
        rest = next;
        let (service, own) = reference.split_once(':').unwrap_or((reference, ""));
        if service.contains("${") {
            continue;
        }
        if let Some((problem, help)) = find_problem(service, own, report) {
            let message = format!("`{START}{reference}}}}}` {problem}");
            report.add_with_help(codes::WRONG_DYNAMIC_REFERENCE, path, message, help);
        } else if service == "ssm-secure" && !takes_secure(kind, path) {
            let message = format!("this property of `{kind}` does not take a secure parameter");
            let help =
                "store the value in Secrets Manager, and write `{{resolve:secretsmanager:…}}`";
            let help = Some(help.to_owned());
            report.add_with_help(codes::WRONG_DYNAMIC_REFERENCE, path, message, help);
        }
    }
}

/// What is wrong with a reference, and what to do.
fn find_problem(
    service: &str,
    own: &str,
    report: &mut Report,
) -> Option<(&'static str, Option<String>)> {
    if !SERVICES.contains(&service) {
        let help = report.suggest(service, SERVICES.iter().copied());
        return Some(("names an unknown service", help));
    }
    if own.contains("${") {
        return None;
    }
    let is_right = match service {
        "secretsmanager" => is_secret(own),
        _ => is_parameter(own),
    };
    let form = match service {
        "secretsmanager" => "write `{{resolve:secretsmanager:NAME-OR-ARN:SecretString:KEY}}`",
        "ssm" => "write `{{resolve:ssm:NAME}}` or `{{resolve:ssm:NAME:VERSION}}`",
        _ => "write `{{resolve:ssm-secure:NAME}}` or `{{resolve:ssm-secure:NAME:VERSION}}`",
    };
    (!is_right).then(|| ("does not have the form of its service", Some(form.to_owned())))
}

/// `name` or `name:version`.
fn is_parameter(own: &str) -> bool {
    let (name, version) = match own.rsplit_once(':') {
        Some((name, version)) => (name, Some(version)),
        None => (own, None),
    };
    // A parameter of another account is named by its ARN, which has colons.
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "_.-/:".contains(letter);
    let is_version = |version: &str| {
        version.bytes().all(|byte| byte.is_ascii_digit()) || name.starts_with("arn:")
    };
    !name.is_empty() && name.chars().all(is_name) && version.is_none_or(is_version)
}

/// `id`, `id:SecretString`, and up to three more parts: the key, the version's stage, and the version's id.
fn is_secret(own: &str) -> bool {
    let parts: Vec<&str> = own.split(':').collect();
    let id_parts = if parts.first() == Some(&"arn") { 7 } else { 1 };
    let rest = parts.get(id_parts..).unwrap_or_default();
    let has_id = parts.len() >= id_parts && parts.first().is_some_and(|id| !id.is_empty());
    has_id
        && rest.len() <= 4
        && rest.first().is_none_or(|kind| matches!(*kind, "" | "SecretString"))
}

/// Whether the property at `path` takes a secure parameter.
fn takes_secure(kind: &str, path: &Path<'_>) -> bool {
    let pointer = path.pointer();
    let is_property = |key: &String| !key.starts_with("Fn::") && key.parse::<usize>().is_err();
    let property: Vec<String> = pointer::keys(&pointer).skip(3).filter(is_property).collect();
    let property = property.join("/");
    let is_taken = |(own, known): &(&str, &str)| *own == kind && *known == property;
    SECURE_PROPERTIES.iter().any(is_taken)
}
