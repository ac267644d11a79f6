//! Compares the trust policy of a column's role with the services that the matrix trusts.

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::Place;

use super::column::ColumnComparison;
use super::finding;
use super::input::ProofInput;
use crate::matrix::{NOT_DECIDED, TRUST};
use constructs_iam::PolicyText;
use constructs_iam::implies::{Grants, Verdict, is_subset};
use constructs_iam::{Document, Elements, PolicyStatement, PrincipalEntry, PrincipalKind};

/// Checks the trust policy, if the matrix names trusted services and the principal is a role of the templates.
pub(super) fn check(
    case: &ProofInput<'_, '_>,
    comparison: &ColumnComparison<'_, '_, '_>,
) -> Vec<Diagnostic> {
    let Some(trust) = &comparison.principal.trust else { return Vec::new() };
    if case.matrix.trusted.is_empty() {
        return Vec::new();
    }
    let entry = |word: &crate::matrix::Word| PrincipalEntry {
        kind: PrincipalKind::Service,
        text: PolicyText::parse(&word.text, false),
    };
    let allowed = PolicyStatement {
        principals: Some(Elements::Only(case.matrix.trusted.iter().map(entry).collect())),
        ..PolicyStatement::allow(vec![PolicyText::parse("sts:AssumeRole", false)])
    };
    let universe = constructs_iam::actions_of([&*trust.document]);
    let options =
        constructs_iam::implies::ComparisonOptions { universe: &universe, ..comparison.options };
    let own = Grants::from_shared(vec![trust.document.clone()]);
    let answer = is_subset(&own, &Grants::new(vec![Document::new(vec![allowed])]), &options);
    let name = comparison.name();
    let (code, message) = match (&answer.result, &answer.witness) {
        (Verdict::Proved, _) => return Vec::new(),
        (Verdict::Refuted, Some(witness)) => {
            let message = format!(
                "`{}` may assume the role of `{name}`, but is not trusted by the permission matrix",
                witness.principal
            );
            (TRUST, message)
        }
        _ => (NOT_DECIDED, format!("it is undecided who may assume the role of `{name}`")),
    };
    let stack = trust.id.and_then(|id| Some((id, case.reading.stacks.get(id.stack)?)));
    let pointer = &trust.pointer;
    let place = stack.and_then(|(id, stack)| (case.locate)(&stack.name, id.id, pointer));
    let place = place.unwrap_or_else(|| Place::of_construct(trust.name.clone()));
    let mark = case.matrix.trusted.first().map(|word| word.mark).unwrap_or_default();
    let trusted: Vec<&str> = case.matrix.trusted.iter().map(|word| word.text.as_str()).collect();
    let text = format!("the permission matrix trusts `{}`", trusted.join("`, `"));
    let mut found =
        Diagnostic::error(code, message).at(place).related(text, case.matrix.place(mark, ""));
    if let Some(witness) = &answer.witness {
        found = found.related(
            format!("for example: {}", finding::describe_request(witness)),
            Place::default(),
        );
    }
    vec![found.help(
        "restrict the trust policy, or add the service to the permission matrix after a review",
    )]
}
