//! All calls of the product: a template in JSON and a question -> an answer with its assumptions.

use constructs_iam::Assumption;

use constructs_access::ask::{
    AccessAnswer, AccessQuery, Change, can as ask_can, compare_states, resource_if_deployed_there,
    resource_text,
};
use constructs_access::matrix::{PermissionMatrix, Variables};
use constructs_access::prove::{ProofInput, Reading, prove as ask_prove};
use constructs_access::template::{Principal, Stack, Stacks, principals};
use constructs_iam::implies::Verdict;
use serde_json::Value as Json;

pub use crate::answer::{DiffReply, Finding, RenderedStack, Reply, Says};

/// The seeded faults: mistakes that the product can be built with.
pub const FAULTS: &[&str] = &[
    "colons-of-a-symbol",
    "empty-symbol",
    "pattern-in-a-symbol",
    "principal-by-example",
    "upper-against-upper",
    "truncated-identity",
    "stack-name-identity",
    "action-matches-nothing",
    "negation-keeps-the-bound",
    "boundary-always-there",
    "attachment-by-text",
    "changed-default-shared",
];

/// Plants a fault in the product for this thread, or removes it. Returns false for a name that the product does not know.
#[cfg(feature = "seeded-faults")]
#[must_use]
pub fn set_fault(name: Option<&str>) -> bool {
    use constructs_iam::seeded_fault::{clear, set};
    clear();
    name.is_none_or(set)
}

/// Returns false for every name: the product is built without switches.
#[cfg(not(feature = "seeded-faults"))]
#[must_use]
pub fn set_fault(name: Option<&str>) -> bool {
    name.is_none()
}

fn read(stacks: &[RenderedStack]) -> Vec<Stack> {
    let read = stacks.iter().map(|rendered| {
        let mut stack = Stack::new(&rendered.name, template(&rendered.template));
        stack.id = artifact(rendered);
        stack.is_named = true;
        stack.account.clone_from(&rendered.account);
        stack.region.clone_from(&rendered.region);
        stack.nested_in = rendered.nested_as.as_ref().map(|(name, id)| {
            let parent = stacks.iter().find(|other| other.name == *name);
            (parent.map(artifact).unwrap_or_default(), id.clone())
        });
        stack
    });
    read.collect()
}

/// The artifact's id: two stacks of one name are in two accounts.
fn artifact(stack: &RenderedStack) -> String {
    format!("{}-{}", stack.name, stack.account.as_deref().unwrap_or("any"))
}

fn template(template: &Json) -> constructs_document::Template {
    let read = constructs_yaml::read(template.to_string().as_bytes());
    read.expect("a rendered template is readable")
}

fn reply(
    principal: &Principal<'_>,
    query: &AccessQuery,
    stacks: &Stacks<'_>,
    more: Option<&Assumption>,
) -> Reply {
    let says = match ask_can(principal, query, stacks) {
        AccessAnswer::Yes => Says::Yes,
        AccessAnswer::No => Says::No,
        AccessAnswer::Sometimes(..) => Says::Sometimes,
        AccessAnswer::Depends(_) => Says::Depends,
        AccessAnswer::Undecided(_) => Says::Undecided,
    };
    let mut assumptions: Vec<Assumption> = principal.all_notes().assumptions.into_iter().collect();
    assumptions.extend(more.cloned());
    if query.action.starts_with("kms:") {
        assumptions.push(Assumption::KeyPolicyDelegates);
    }
    Reply { says, assumptions }
}

/// `access can` for every principal of the stacks and `access who-can`: by the principal's name, `app.R`. `None`: the
/// product does not know the resource.
#[must_use]
pub fn can(
    stacks: &[RenderedStack],
    who: &[&str],
    action: &str,
    resource: &str,
) -> Option<Vec<Reply>> {
    let stacks = read(stacks);
    let stacks = Stacks::new(&stacks);
    let deployed = resource_if_deployed_there(resource, &stacks)
        .filter(|_| resource_text(resource, &stacks).is_some_and(|own| own.as_plain().is_some()));
    let (text, assumption) = match deployed {
        Some((text, path)) => (text, Some(Assumption::DeployedThere { resource: path })),
        None => (resource_text(resource, &stacks)?, None),
    };
    let query = AccessQuery { action: action.to_owned(), resource: text, context: Vec::new() };
    let all = principals(&stacks);
    let replies = who.iter().map(|name| {
        let own = all.iter().find(|principal| principal.name == *name)?;
        Some(reply(own, &query, &stacks, assumption.as_ref()))
    });
    replies.collect()
}

/// `access diff`.
#[must_use]
pub fn diff(old: &[RenderedStack], new: &[RenderedStack]) -> DiffReply {
    let changes = compare_states(&read(old), &read(new));
    let assumptions = changes.assumptions.into_iter().collect();
    let changes = changes.changes;
    let says = |side: fn(&Change) -> &Vec<constructs_access::ask::AccessDifference>| {
        let all: Vec<_> = changes.iter().flat_map(side).collect();
        match all.iter().any(|one| one.reason.is_none()) {
            true => Says::Yes,
            false if all.is_empty() => Says::No,
            false => Says::Undecided,
        }
    };
    DiffReply {
        gained: says(|change| &change.gained),
        lost: says(|change| &change.lost),
        assumptions,
    }
}

/// `access prove` with a matrix in YAML. `Err`: the matrix is not understood.
///
/// # Errors
/// What is wrong with the matrix.
pub fn prove(stacks: &[RenderedStack], matrix: &str) -> Result<Reply, String> {
    let matrix = PermissionMatrix::read(matrix, "matrix").map_err(|found| found.to_string())?;
    let stacks = read(stacks);
    let stacks = Stacks::new(&stacks);
    let proof = ask_prove(&ProofInput {
        matrix: &matrix,
        environment: "",
        variables: &Variables::new(),
        reading: &Reading::new(&stacks),
        locate: &|_, _, _| None,
        today: "2026-11-25",
    });
    let Some(column) = proof.columns.first() else { return Err(proof.findings.to_string()) };
    let says = match column.verdict {
        Verdict::Proved => Says::Yes,
        Verdict::Refuted => Says::Sometimes,
        Verdict::Undecided => Says::Undecided,
    };
    Ok(Reply { says, assumptions: proof.assumptions.into_iter().collect() })
}

/// Findings of A0701 to A0703 on one stack.
#[must_use]
pub fn lint(stack: &RenderedStack) -> Vec<Finding> {
    let found = constructs_lint::check(template(&stack.template).root());
    let proved = found.iter().filter_map(|finding| {
        let code = finding.code.as_str().to_owned();
        let is_proved = ["A0701", "A0702", "A0703"].contains(&code.as_str());
        let mut at = finding.place.pointer.as_deref().filter(|_| is_proved)?;
        // The finding may be at an element of the statement.
        while let Some((above, _)) = at.rsplit_once('/') {
            let sid = stack.template.pointer(at).and_then(|own| own.get("Sid"));
            if let Some(sid) = sid.and_then(Json::as_str) {
                return Some(Finding { code, sid: sid.to_owned() });
            }
            at = above;
        }
        None
    });
    proved.collect()
}
