//! Checks every row of the tables of unread parts: a new or changed one is reported and named, a removed one that only grants is
//! not, and `who-can` does not answer "nobody".

use std::collections::BTreeSet;

use crate::ask::unread::{CROSS_SERVICE_NAMESPACES, SERVICE_PREFIXES};
use crate::ask::{compare_states, find_unread};
use crate::template::tests::stack;
use crate::template::{Stack, Stacks, unread_policies, unread_rows};

/// A template with one resource of a type, with a value at a path.
fn template(kind: &str, path: &str, value: &str) -> Vec<Stack> {
    let nested = path.split('/').filter(|name| !matches!(*name, "" | "*")).collect::<Vec<_>>();
    let mut text = match nested.is_empty() {
        true => format!("{{Description: {value}}}"),
        false => value.to_owned(),
    };
    for name in nested.iter().rev() {
        text = format!("{{{name}: {text}}}");
    }
    let text = format!("Resources:\n  X: {{Type: '{kind}', Properties: {text}}}\n");
    vec![stack("s", &text)]
}

fn nothing() -> Vec<Stack> {
    vec![stack("s", "Resources:\n  Q: {Type: 'AWS::SQS::Queue'}\n")]
}

/// Whether somebody may have gained by what is named.
fn is_reported(old: &[Stack], new: &[Stack]) -> bool {
    let changes = compare_states(old, new).changes;
    changes.iter().any(|change| change.is_gain() && change.subject == "s.X")
}

#[test]
fn every_row_is_told_of_where_it_is_new_or_has_changed() {
    let mut wrong = Vec::new();
    for (kind, path) in unread_rows() {
        let (old, new) = (template(kind, path, "one"), template(kind, path, "two"));
        if !is_reported(&nothing(), &new) || !is_reported(&old, &new) {
            wrong.push(format!("{kind} {path} is not reported"));
        }
        if is_reported(&new, &new) {
            wrong.push(format!("{kind} {path} is reported although it is unchanged"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_grant_that_is_gone_gives_nobody_anything() {
    for kind in ["AWS::RAM::PrincipalAssociation", "AWS::EKS::PodIdentityAssociation"] {
        assert!(!is_reported(&template(kind, "", "one"), &nothing()), "{kind}");
    }
    assert!(is_reported(&template("AWS::RolesAnywhere::CRL", "", "one"), &nothing()));
}

#[test]
fn only_what_decides_counts() {
    let dashboard = |name: &str| {
        let text = format!(
            "Resources:\n  X: {{Type: 'AWS::QuickSight::Dashboard', Properties: {{Name: {name}, Permissions: [one]}}}}\n"
        );
        vec![stack("s", &text)]
    };
    assert!(!is_reported(&dashboard("a"), &dashboard("b")));
}

/// Actions that each of these types may allow.
const ALLOWED: &[(&str, &str, &str)] = &[
    ("AWS::ApiGateway::Method", "AuthorizationType", "execute-api:Invoke"),
    ("AWS::CodeBuild::Project", "Visibility", "codebuild:BatchGetBuilds"),
    (
        "AWS::CodeGuruProfiler::ProfilingGroup",
        "AgentPermissions",
        "codeguru-profiler:ConfigureAgent",
    ),
    ("AWS::DLM::LifecyclePolicy", "PolicyDetails/Schedules/ShareRules", "ec2:CreateVolume"),
    ("AWS::EntityResolution::PolicyStatement", "*", "entityresolution:GetIdNamespace"),
    ("AWS::LicenseManager::Grant", "", "license-manager:CheckoutLicense"),
    ("AWS::Location::APIKey", "", "geo-maps:GetTile"),
    ("AWS::MSK::ClusterPolicy", "*", "kafka:DescribeCluster"),
    ("AWS::QuickSight::Dashboard", "Permissions", "quicksight:DescribeDashboard"),
    ("AWS::RAM::PrincipalAssociation", "", "ec2:RunInstances"),
    ("AWS::VpcLattice::Service", "AuthType", "vpc-lattice-svcs:Invoke"),
];

#[test]
fn what_may_allow_an_action_is_named() {
    for (kind, path, action) in ALLOWED {
        let stacks = template(kind, path, "one");
        let reason = find_unread(&Stacks::new(&stacks), action);
        assert!(reason.is_some_and(|reason| reason.contains("`s.X`")), "{kind} {action}");
    }
    let stacks = template("AWS::QuickSight::Dashboard", "Permissions", "one");
    assert_eq!(find_unread(&Stacks::new(&stacks), "sqs:SendMessage"), None);
}

/// A namespace that is called like no service of IAM needs a row: else no question about its actions names the resource.
#[test]
fn every_namespace_is_about_a_service() {
    let services: BTreeSet<String> =
        constructs_iam_facts::prefixes().map(|prefix| prefix.replace('-', "")).collect();
    let is_known = |namespace: &str| {
        CROSS_SERVICE_NAMESPACES.contains(&namespace)
            || SERVICE_PREFIXES.iter().any(|(own, _)| *own == namespace)
            || services.contains(&namespace.to_ascii_lowercase())
    };
    let mut unknown = BTreeSet::new();
    for (kind, path) in unread_rows() {
        let namespace = kind.split("::").nth(1).unwrap();
        let stacks = template(kind, path, "one");
        if !unread_policies(&Stacks::new(&stacks)).is_empty() && !is_known(namespace) {
            unknown.insert(namespace);
        }
    }
    // Services of the same name with a version, whose actions have one prefix.
    assert_eq!(unknown, BTreeSet::from(["EventsV2", "ResilienceHubV2"]));
}
