//! What a deployment decides for a request, as the rules of the judge compare it.

use serde_json::Value as Json;

use crate::ask::Finding;
use crate::oracle::{
    Caller, Policies, Request, Statements, Truth, allows, any, decide, denies, statement_applies,
};
use crate::random::Random;
use crate::render::{DeployedPrincipal, Deployment};

/// The decision with all policies of the deployment.
pub(super) fn full(deployment: &Deployment, id: &str, request: &Request) -> Truth {
    let mut policies = of_role(deployment, id);
    policies.resource = deployment.policies_of(&request.action, &request.resource);
    policies.is_key =
        request.action.starts_with("kms:") && deployment.keys.contains(&request.resource);
    decide(&policies, request)
}

/// What a role is granted, as a diff compares it: by its own policies, as far as no policy of the resource denies it, and by the
/// policies of the resource.
fn granted(deployment: &Deployment, id: &str, request: &Request) -> Truth {
    let is_of_other_service =
        request.action.split(':').next() != request.resource.split(':').nth(2);
    let about = deployment.policies.iter().filter(|(arn, _)| *arn == request.resource);
    // No service makes a request such as `kms:Decrypt` on a queue: the judge ignores what the queue's policy grants or denies for it.
    let says = |document| denies(document, request, false).max(allows(document, request, false));
    if is_of_other_service && any(about.map(|(_, document)| says(document))) != Truth::No {
        return Truth::Unsure;
    }
    let mut policies = of_role(deployment, id);
    policies.resource = deployment.policies_of(&request.action, &request.resource);
    let denied = any(policies.resource.iter().map(|one| denies(one, request, false)));
    identity(deployment, id, request).min(!denied).max(decide(&policies, request))
}

/// What the role's own policies grant, wherever the resource is.
pub(super) fn identity(deployment: &Deployment, id: &str, request: &Request) -> Truth {
    let own = of_role(deployment, id);
    let all = own.identity.iter().chain(&own.boundary);
    let denied = any(all.map(|document| denies(document, request, true)));
    let allowed = any(own.identity.iter().map(|document| allows(document, request, true)));
    let boundary = own.boundary.map_or(Truth::Yes, |document| allows(document, request, true));
    allowed.min(boundary).min(!denied)
}

fn of_role<'d>(deployment: &'d Deployment, id: &str) -> Policies<'d> {
    let Some(role) = deployment.roles.iter().find(|role| role.id == id) else {
        return Policies::default();
    };
    let boundary = role.boundary.as_ref();
    Policies {
        identity: role.identity.iter().collect(),
        boundary,
        resource: Vec::new(),
        is_key: false,
    }
}

/// Somebody who may ask.
pub(super) fn caller(deployment: &Deployment, random: &mut Random) -> Caller {
    let arn = |random: &mut Random| random.pick(&["111122223333", "444455556666"]).to_string();
    match random.below(9) {
        0 => Caller::User(format!("arn:aws:iam::{}:user/u", arn(random))),
        1 => Caller::Service(
            (*random.pick(&["sns.amazonaws.com", "s3.amazonaws.com", "ecs-tasks.amazonaws.com"]))
                .to_owned(),
        ),
        2 => Caller::Anonymous,
        3 => Caller::session_of(&format!("arn:aws:iam::{}:role/x", arn(random))),
        4 if random.percent(50) => Caller::Canonical("a".repeat(64)),
        4 => Caller::Federated("cognito-identity.amazonaws.com".to_owned()),
        _ if deployment.roles.is_empty() => Caller::Anonymous,
        _ => Caller::session_of(&random.pick(&deployment.roles).arn),
    }
}

/// What a request gets before and after: of all that decides about its role, and from each policy of a resource alone.
pub(super) fn compared(
    old: &Deployment,
    new: &Deployment,
    request: &Request,
) -> Vec<(String, Truth, Truth)> {
    let mut parts = Vec::new();
    // A renamed role is another caller: its old requests can't be made any more.
    let is_same = |role: &&DeployedPrincipal| {
        old.roles.iter().all(|own| own.id != role.id || own.arn == role.arn)
    };
    for role in new.roles.iter().filter(is_same) {
        if request.caller == Caller::session_of(&role.arn) {
            let id = &role.id;
            parts.push((format!("`{id}`"), granted(old, id, request), granted(new, id, request)));
        }
    }
    if request.action == "sts:AssumeRole" {
        let name = "who can assume a role".to_owned();
        parts.push((name, trusts(old, request), trusts(new, request)));
    }
    let alone = |deployment: &Deployment| {
        let own = deployment.policies_of(&request.action, &request.resource);
        let denied = any(own.iter().map(|one| denies(one, request, false)));
        any(own.iter().map(|one| allows(one, request, false))).min(!denied)
    };
    parts.push(("whom a resource policy names".to_owned(), alone(old), alone(new)));
    parts
}

/// Why a finding is not so for a request.
pub(super) fn disproved(
    finding: &Finding,
    document: &Json,
    at: usize,
    request: &Request,
) -> Option<String> {
    let is_identity = Statements::of(document).all(|one| one.get("Principal").is_none());
    let statement = Statements::of(document).nth(at)?;
    let applies = |one: &Json| statement_applies(document, one, request, is_identity);
    if applies(statement) != Truth::Yes {
        return None;
    }
    let others = Statements::of(document).enumerate().filter(|(other, _)| *other != at);
    let others: Vec<&Json> = others.map(|(_, one)| one).collect();
    let covered = |effect: &str| {
        any(others.iter().filter(|one| one["Effect"] == effect).map(|one| applies(one)))
    };
    let effect = statement["Effect"].as_str().unwrap_or_default();
    let claim = match finding.code.as_str() {
        "A0701"
            if covered(effect) == Truth::No
                && (effect == "Deny" || covered("Deny") == Truth::No) =>
        {
            "redundant (A0701), but only this statement decides the request"
        }
        "A0702" if covered("Deny") == Truth::No => {
            "shadowed (A0702), but no statement denies the request"
        }
        "A0703" => "never holds (A0703), but the statement applies to the request",
        _ => return None,
    };
    Some(format!("{claim}: {}", finding.sid))
}

/// Whether the trust policy of the requested role lets the caller in.
pub(super) fn trusts(deployment: &Deployment, request: &Request) -> Truth {
    let role = deployment.roles.iter().find(|role| role.arn == request.resource);
    role.map_or(Truth::No, |role| {
        allows(&role.trust, request, false).min(!denies(&role.trust, request, false))
    })
}
