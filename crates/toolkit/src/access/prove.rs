//! The matrices of an app and its assembly -> proofs: at every `synth`, and for `access prove`.

use std::borrow::Cow;
use std::path::Path;

use constructs::{Assembly, Diagnostics};
use constructs_access::matrix::{PermissionMatrix, Variables, duplicate_matrix, missing_matrix};
use constructs_access::prove::{
    Proof, ProofInput, Reading, collect_findings, explain, prove, summarize,
};
use constructs_access::template::{Stack, Stacks, expand};
use constructs_iam::implies::Verdict;

use super::arguments::ProveOptions;
use super::evidence;
use crate::context::Context;
use crate::failure::Failure;
use crate::file::read_text;
use crate::output::print;
use crate::program::Program;
use crate::report;
use crate::today::today;

/// The proofs of a `synth`: what they find, and a line for each.
#[derive(Default)]
pub(crate) struct Proved {
    /// Where a grant is less or more than the matrix, and where that is not decided; or why the matrix can't be read.
    pub(crate) findings: Diagnostics,
    pub(crate) summaries: Vec<String>,
}

/// Proves the app's matrices for `stacks`, the templates of `assembly`. An app without one has nothing to prove.
pub(crate) fn at_synth(
    program: &Program<'_>,
    context: &Context,
    assembly: &Assembly,
    stacks: &[Stack],
    day: Option<&str>,
) -> Result<Proved, Failure> {
    if program.permissions.is_empty() {
        return Ok(Proved::default());
    }
    let day = today(day)?.to_string();
    let stated = match read_matrices(program, context, None) {
        Ok(stated) => stated,
        Err(findings) => return Ok(Proved { findings, summaries: Vec::new() }),
    };
    let proofs = proofs(stated, assembly, stacks, &day);
    let summaries = proofs.iter().map(|proof| {
        let verb = if proof.verdict() == Verdict::Proved { "proved" } else { "unproved" };
        format!("{verb:>9} {}", summarize(proof))
    });
    Ok(Proved { findings: collect_findings(&proofs), summaries: summaries.collect() })
}

/// `access prove`.
pub(super) fn run(
    program: &Program<'_>,
    context: &Context,
    assembly: &Assembly,
    options: &ProveOptions,
) -> Result<(), Failure> {
    if program.permissions.is_empty() && options.matrix.is_none() {
        return Err(no_matrix());
    }
    let day = today(options.today.as_deref())?.to_string();
    let stacks = crate::synthesized::stacks(assembly);
    let other = options.matrix.as_deref().map(read_matrix).transpose()?;
    let proofs = proofs(read_matrices(program, context, other.as_ref())?, assembly, &stacks, &day);
    if let Some(file) = &options.evidence {
        let own = program.permissions.iter();
        let own = own.map(|matrix| (matrix.file.clone(), matrix.text.clone()));
        let matrices: Vec<(String, String)> = match &other {
            Some(other) => vec![other.clone()],
            None => own.collect(),
        };
        let json = evidence::evidence(&proofs, &stacks, assembly, &matrices, &day);
        crate::file::write(file, json.as_bytes())?;
    }
    print(&explain(&proofs))?;
    report::stop_at_errors(collect_findings(&proofs))
}

fn no_matrix() -> Failure {
    Failure::Usage {
        problem: "this app has no permission matrix".to_owned(),
        help: "name one with `--matrix FILE`, or give the app one with `.permissions(…)` in its `main`"
            .to_owned(),
    }
}

fn proofs(
    stated: Vec<(String, Variables, PermissionMatrix)>,
    assembly: &Assembly,
    stacks: &[Stack],
    day: &str,
) -> Vec<Proof> {
    let stacks = expand(stacks);
    let stacks = Stacks::new(stacks.iter().map(Cow::as_ref));
    let reading = Reading::new(&stacks);
    let locate = |stack: &str, id: &str, pointer: &str| assembly.place(stack, id, pointer);
    let prove = |(environment, variables, matrix): &(String, Variables, PermissionMatrix)| {
        prove(&ProofInput {
            matrix,
            environment,
            variables,
            reading: &reading,
            locate: &locate,
            today: day,
        })
    };
    stated.iter().map(prove).collect()
}

/// A matrix of the command line: what messages call it, and its text.
fn read_matrix(file: &Path) -> Result<(String, String), Failure> {
    Ok((file.display().to_string(), read_text(file)?))
}

/// The text of a matrix, what messages call it, and the environments that it may be about.
type Stated<'m> = (&'m str, &'m str, Result<Vec<(String, Variables)>, Diagnostics>);

/// The app's matrices, or the other one in their place. Where the app has none, the environments are those of its context, and
/// their settings the values of the matrix's variables.
fn matrices<'m>(
    program: &'m Program<'_>,
    context: &Context,
    other: Option<&'m (String, String)>,
) -> Vec<Stated<'m>> {
    let Some((file, text)) = other else {
        let own = program.permissions.iter();
        return own.map(|one| (&*one.file, &*one.text, (one.environments)(context))).collect();
    };
    let environments = match program.permissions.first() {
        Some(first) => (first.environments)(context),
        None => Ok(match context.environments() {
            none if none.is_empty() => vec![(String::new(), Variables::new())],
            some => some,
        }),
    };
    vec![(file, text, environments)]
}

/// Every environment with its matrix and the values of the matrix's variables; `other` replaces the app's matrices.
pub(super) fn read_matrices(
    program: &Program<'_>,
    context: &Context,
    other: Option<&(String, String)>,
) -> Result<Vec<(String, Variables, PermissionMatrix)>, Diagnostics> {
    let mut faults = Diagnostics::new();
    let mut all: Vec<(String, Variables, PermissionMatrix)> = Vec::new();
    let mut environments: Vec<String> = Vec::new();
    for (file, text, in_force) in matrices(program, context, other) {
        let matrix = match PermissionMatrix::read(text, file) {
            Ok(matrix) => matrix,
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        for (environment, variables) in in_force? {
            if !environments.contains(&environment) {
                environments.push(environment.clone());
            }
            if !matrix.is_about(&environment) {
                continue;
            }
            if let Some((_, _, other)) = all.iter().find(|(known, ..)| *known == environment) {
                faults.push(duplicate_matrix(&environment, &matrix, other));
                continue;
            }
            all.push((environment, variables, matrix.clone()));
        }
    }
    if !faults.has_errors() {
        let is_stated = |environment: &&String| all.iter().any(|(known, ..)| known == *environment);
        let missing = environments.iter().filter(|environment| !is_stated(environment));
        faults.extend(missing.map(|environment| missing_matrix(environment)));
    }
    if faults.has_errors() { Err(faults) } else { Ok(all) }
}
