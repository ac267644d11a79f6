//! Reports trust policies that any token of an identity provider satisfies.
//!
//! A provider that serves everyone names the owner in each token. A condition must require the owner, with a value that excludes
//! the tokens of others: `repo:*` does not.
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html>

use constructs_cloudformation::function::If;
use constructs_diagnostics::Diagnostic;

use super::codes;
use super::conditions::has_requirement;
use super::documents::{LocatedValue, Statement, collect_values};
use super::place::locate;
use super::text::{describe, read_fragments};
use constructs_iam::{Comparison, Operator};

/// A provider that serves everyone.
struct SharedProvider {
    host: &'static str,
    /// The claims besides `sub` that identify the owner of a token.
    claims: &'static [&'static str],
    /// The prefix of a subject that names its owner: the text before the first wildcard must be longer.
    start: &'static str,
}

const fn shared(
    host: &'static str,
    claims: &'static [&'static str],
    start: &'static str,
) -> SharedProvider {
    SharedProvider { host, claims, start }
}

/// Providers whose tokens anyone can get.
const SHARED_PROVIDERS: &[SharedProvider] = &[
    shared(
        "token.actions.githubusercontent.com",
        &[
            "repository",
            "repository_id",
            "repository_owner",
            "repository_owner_id",
            "job_workflow_ref",
            "enterprise_id",
        ],
        "repo:",
    ),
    shared(
        "app.terraform.io",
        &["terraform_organization_id", "terraform_workspace_id"],
        "organization:",
    ),
    shared(
        "gitlab.com",
        &["project_path", "namespace_path", "project_id", "namespace_id"],
        "project_path:",
    ),
    shared("agent.buildkite.com", &["organization_id", "pipeline_id"], "organization:"),
    shared("api.pulumi.com/oidc", &["aud"], ""),
    shared("cognito-identity.amazonaws.com", &["aud", "amr"], ""),
    shared("accounts.google.com", &["aud", "oaud", "email"], ""),
    shared("graph.facebook.com", &["app_id", "id"], ""),
    shared("www.amazon.com", &["app_id", "user_id"], ""),
];

/// Checks `Federated` under `Principal`.
pub(super) fn check(statement: &Statement<'_>) -> Option<Diagnostic> {
    let mut values = Vec::new();
    let federated = statement.body.get("Principal")?.get("Federated")?;
    collect_values(federated, "/Principal/Federated", &mut values);
    values.into_iter().find_map(|value| {
        let text = describe(&read_fragments(value.node)?);
        let found = match SHARED_PROVIDERS.iter().find(|shared| text.ends_with(shared.host)) {
            Some(shared) => check_shared(shared, statement),
            None => check_cluster(&text, statement),
        };
        Some(locate(found?, statement, &value.pointer))
    })
}

fn check_shared(shared: &SharedProvider, statement: &Statement<'_>) -> Option<Diagnostic> {
    let host = shared.host;
    let is_bound = |key: &str| {
        let claim = claim_name(key);
        key.is_empty() || claim == "sub" || shared.claims.contains(&claim.as_str())
    };
    let help = format!("add a condition on `{host}:sub`, which identifies the owner of the token");
    if !has_requirement(statement, is_bound) {
        let message = format!("anyone with a token of `{host}` can assume this role");
        return Some(Diagnostic::warning(codes::OPEN_PROVIDER, message).help(help));
    }
    // Another claim can identify the owner.
    if has_requirement(statement, |key| is_bound(key) && claim_name(key) != "sub") {
        return None;
    }
    let open = subjects(statement).find(|subject| is_unowned(shared, subject))?;
    let message = format!("`{open}` also matches tokens of other owners at `{host}`");
    let help = format!(
        "name the owner: `{}`",
        if shared.start.is_empty() { "…" } else { example_subject(shared) }
    );
    Some(Diagnostic::warning(codes::OPEN_PROVIDER, message).help(help))
}

/// An EKS cluster has its own provider, and all workloads of the cluster have tokens of it.
fn check_cluster(text: &str, statement: &Statement<'_>) -> Option<Diagnostic> {
    let is_cluster = text.contains("oidc.eks.") || text.contains("oidc-eks.");
    let is_bound = has_requirement(statement, |key| key.is_empty() || claim_name(key) == "sub");
    let message = "every service account of the cluster can assume this role";
    let help =
        "add a condition on the provider's `sub`, such as `system:serviceaccount:namespace:name`";
    (is_cluster && !is_bound).then(|| Diagnostic::warning(codes::OPEN_PROVIDER, message).help(help))
}

/// `sub` of `token.actions.githubusercontent.com:sub`.
fn claim_name(key: &str) -> String {
    key.rsplit(':').next().unwrap_or_default().to_ascii_lowercase()
}

/// The subjects that conditions with wildcards require.
fn subjects<'t>(statement: &Statement<'t>) -> impl Iterator<Item = &'t str> {
    let mut found: Vec<LocatedValue<'t>> = Vec::new();
    let conditions = statement.body.get("Condition").filter(|node| If::from_node(node).is_none());
    for entry in conditions.and_then(|node| node.as_map()).into_iter().flatten() {
        let is_like = Operator::parse(&entry.key).is_some_and(|operator| {
            operator.comparison == Comparison::StringLike && !operator.is_negated
        });
        for key in entry.node.as_map().into_iter().flatten().filter(|_| is_like) {
            if claim_name(&key.key) == "sub" {
                collect_values(&key.node, "", &mut found);
            }
        }
    }
    found.into_iter().filter_map(|value| value.node.as_str())
}

/// Whether a subject does not name its owner: `*`, `repo:*`, `repo:*/app:*`.
fn is_unowned(shared: &SharedProvider, subject: &str) -> bool {
    let fixed = subject.split(['*', '?']).next().unwrap_or_default();
    let has_wildcard = fixed.len() < subject.len();
    let is_start = |text: &str| text.starts_with(fixed) || fixed.is_empty();
    has_wildcard && (fixed.is_empty() || is_start(shared.start))
}

fn example_subject(shared: &SharedProvider) -> &'static str {
    match shared.host {
        "token.actions.githubusercontent.com" => "repo:owner/repository:ref:refs/heads/main",
        "gitlab.com" => "project_path:group/project:ref_type:branch:ref:main",
        "app.terraform.io" => "organization:name:project:name:workspace:name:run_phase:apply",
        _ => "organization:name:…",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::linted;
    use constructs_policy::PolicyKind;

    #[test]
    fn a_subject_has_to_be_somebodys() {
        let findings_of = |operator: &str, claim: &str, value: &str| {
            let host = "token.actions.githubusercontent.com";
            let policy = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                "Principal": {"Federated": format!("arn:aws:iam::111122223333:oidc-provider/{host}")},
                "Condition": {operator: {format!("{host}:{claim}"): value}}}});
            linted(&policy, PolicyKind::Trust).contains("A0505")
        };
        for (operator, claim, value, expected) in [
            ("StringLike", "sub", "repo:owner/*", false),
            ("StringEquals", "sub", "repo:owner/app:ref:refs/heads/main", false),
            ("StringEquals", "repository", "owner/app", false),
            ("StringEquals", "aud", "sts.amazonaws.com", true),
            ("StringLike", "sub", "*", true),
            ("StringLike", "sub", "repo:*", true),
            ("StringLike", "sub", "repo:*/app:ref:refs/heads/main", true),
            ("StringLikeIfExists", "sub", "repo:owner/*", true),
            ("ForAllValues:StringLike", "sub", "repo:owner/*", true),
            ("StringNotLike", "sub", "repo:evil/*", true),
            ("Null", "sub", "false", true),
        ] {
            assert_eq!(findings_of(operator, claim, value), expected, "{operator} {claim} {value}");
        }
    }
}
