//! Finds an unread part of the templates that could allow an action.

use super::programs::{Program, programs};
use super::unread_transforms::unread_transforms;
use crate::template::{OpenProperty, Stacks, open_properties, unread_policies};

/// Explains, in one sentence, which unread part could allow the action.
#[must_use]
pub fn find_unread(stacks: &Stacks<'_>, action: &str) -> Option<String> {
    let service = action.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let transform = unread_transforms(stacks).into_iter().next().map(|(_, one)| one.reason);
    let program = || programs(stacks).iter().find_map(Program::unread).map(|one| one.reason);
    let policy = || {
        let is_about = |path: &str| {
            stacks.at_path(path).is_some_and(|id| may_grant_actions(stacks.kind(id), &service))
        };
        let mut unread = unread_policies(stacks).into_iter();
        unread.find(|(path, _)| is_about(path)).map(|(_, text)| text)
    };
    transform.or_else(program).or_else(policy).or_else(|| find_open_resource(stacks, &service))
}

/// Explains, in one sentence, which resource lets callers use the service's actions without a permission.
fn find_open_resource(stacks: &Stacks<'_>, service: &str) -> Option<String> {
    // The policy of the function decides what callers of a function URL may do, and that policy is read.
    let is_about = |row: &OpenProperty| {
        row.kind != "AWS::Lambda::Url" && (service.contains(['*', '?']) || row.service == service)
    };
    let mut open = open_properties(stacks).filter(|(_, row, _)| is_about(row));
    open.next().map(|(id, row, _)| {
        format!("`{}` {} because of its `{}`", stacks.path(id), row.what, row.property)
    })
}

/// Namespaces whose resources share or grant the resources of any service.
pub(super) const CROSS_SERVICE_NAMESPACES: &[&str] = &["LakeFormation", "RAM"];

/// Namespaces whose resources grant actions of a service with another name.
pub(super) const SERVICE_PREFIXES: &[(&str, &[&str])] = &[
    ("ApiGateway", &["execute-api"]),
    ("CertificateManager", &["acm"]),
    ("DLM", &["ebs", "ec2"]),
    ("Elasticsearch", &["es"]),
    ("EventSchemas", &["schemas"]),
    ("FSx", &["s3"]),
    ("ImageBuilder", &["ec2"]),
    ("Location", &["geo"]),
    ("MSK", &["kafka"]),
    ("ODB", &["kms", "s3", "sts"]),
    ("Omics", &["s3"]),
    ("OpenSearchServerless", &["aoss"]),
    ("OpenSearchService", &["es"]),
    ("SupportAuthZ", &["support"]),
];

/// Whether policies and grants of a resource type may be about the actions of a service.
fn may_grant_actions(kind: &str, service: &str) -> bool {
    let namespace = kind.split("::").nth(1).unwrap_or_default();
    if CROSS_SERVICE_NAMESPACES.contains(&namespace) || service.contains(['*', '?']) {
        return true;
    }
    let own = namespace.to_ascii_lowercase();
    let plain: String = service.chars().filter(char::is_ascii_alphanumeric).collect();
    let others = SERVICE_PREFIXES.iter().filter(|(name, _)| *name == namespace);
    let mut others = others.flat_map(|(_, services)| *services);
    let is_other = others.any(|other| service.starts_with(other));
    is_other || own.starts_with(&plain) || plain.starts_with(&own)
}
