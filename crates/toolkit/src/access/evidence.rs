//! Proofs -> JSON for an auditor: what was looked at, with what, and what came of it.

use std::collections::BTreeSet;

use constructs::Assembly;
use constructs::diagnostic::escape::escape_json;
use constructs_access::prove::{Proof, caveats, summarize};
use constructs_access::template::Stack;
use constructs_iam::Assumption;
use constructs_iam::actions_date;
use constructs_iam::implies::{Answer, Verdict};
use constructs_iam::managed_policies_date;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Evidence<'e> {
    tool: Tool,
    day: &'e str,
    facts: Facts,
    matrices: Vec<Hashed<'e>>,
    templates: Vec<Hashed<'e>>,
    environments: Vec<Environment<'e>>,
    not_covered: Vec<String>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Facts {
    actions: &'static str,
    aws_managed_policies: &'static str,
}

#[derive(Serialize)]
struct Hashed<'e> {
    name: &'e str,
    sha256: String,
}

#[derive(Serialize)]
struct Environment<'e> {
    name: &'e str,
    matrix: &'e str,
    verdict: Verdict,
    says: String,
    principals: Vec<Principal<'e>>,
    assumptions: &'e BTreeSet<Assumption>,
    acknowledged: &'e [String],
    findings: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Principal<'e> {
    name: &'e str,
    path: &'e str,
    policies: &'e [String],
    verdict: Verdict,
    grants_all_of_the_matrix: &'e Answer,
    grants_nothing_else: &'e Answer,
}

/// The evidence, as pretty JSON with a line's end.
pub(super) fn evidence(
    proofs: &[Proof],
    stacks: &[Stack],
    assembly: &Assembly,
    matrices: &[(String, String)],
    day: &str,
) -> String {
    let hashed = |name, bytes: &str| Hashed { name, sha256: sha256(bytes.as_bytes()) };
    let templates = stacks
        .iter()
        .filter_map(|stack| Some(hashed(&stack.name, assembly.stack(&stack.name)?.template())));
    let evidence = Evidence {
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        day,
        facts: Facts { actions: actions_date(), aws_managed_policies: managed_policies_date() },
        matrices: matrices.iter().map(|(file, text)| hashed(file, text)).collect(),
        templates: templates.collect(),
        environments: proofs.iter().map(environment).collect(),
        not_covered: caveats(),
    };
    let mut json = serde_json::to_string_pretty(&evidence).unwrap_or_default();
    json.push('\n');
    escape_json(&json)
}

fn environment(proof: &Proof) -> Environment<'_> {
    let principals = proof.columns.iter().map(|column| Principal {
        name: &column.name,
        path: &column.principal,
        policies: &column.policies,
        verdict: column.verdict,
        grants_all_of_the_matrix: &column.less,
        grants_nothing_else: &column.more,
    });
    Environment {
        name: &proof.environment,
        matrix: &proof.file,
        verdict: proof.verdict(),
        says: summarize(proof),
        principals: principals.collect(),
        assumptions: &proof.assumptions,
        acknowledged: &proof.acknowledged,
        findings: proof.findings.iter().map(ToString::to_string).collect(),
    }
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
