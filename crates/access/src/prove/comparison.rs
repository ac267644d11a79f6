//! Compares the policies of a column's principal with the column, in both directions.

use constructs_diagnostics::Diagnostic;
use constructs_diagnostics::Place;

use super::column::ColumnComparison;
use super::finding::{self, Excess};
use super::verdict::ColumnProof;
use crate::matrix::{MatrixCell, NOT_DECIDED};
use crate::template::{AttachedPolicy, ResourcePolicy};
use constructs_iam::PolicyText;
use constructs_iam::Style;
use constructs_iam::implies::{
    self, Answer, Grants, StepBudget, Verdict, action_may_match, is_subset,
};
use constructs_iam::{Document, Effect, Elements, PolicyStatement};

impl<'t> ColumnComparison<'_, '_, 't> {
    /// Compares both directions.
    pub(super) fn compare(
        &self,
        may: &Document,
        grants: &Grants,
    ) -> (ColumnProof, Vec<Diagnostic>) {
        let may = Grants::new(vec![self.with_principal_presence(may.clone())]);
        let less = is_subset(&self.limit_to_known(may.clone()), grants, &self.options);
        let own = self.limit_to_known(grants.clone());
        let more = is_subset(&own, &may, &self.options);
        let mut findings = Vec::new();
        if less.result != Verdict::Proved {
            let found = self.cells().filter_map(|cell| self.find_missing_grant(cell, grants));
            findings.extend(found);
            if findings.is_empty() {
                findings.push(finding::undecided_column(
                    self,
                    &less,
                    "grant everything that the permission matrix requires",
                ));
            }
        }
        if more.result != Verdict::Proved {
            let before = findings.len();
            let identity = self.principal.identity.iter();
            findings
                .extend(identity.flat_map(|policy| self.find_excess_grants(policy, &own, &may)));
            if findings.len() == before {
                findings.push(finding::undecided_column(self, &more, "grant nothing else"));
            }
        }
        // If every finding depends on values of the deployment, nothing is refuted.
        let is_open = findings.iter().all(|finding| finding.code == NOT_DECIDED);
        let verdict = match less.result.max(more.result) {
            Verdict::Refuted if is_open => Verdict::Undecided,
            verdict => verdict,
        };
        let proof = ColumnProof {
            name: self.name().to_owned(),
            principal: self.principal.name.clone(),
            less,
            more,
            verdict,
            policies: self.principal.identity.iter().map(|policy| policy.name.clone()).collect(),
        };
        (proof, findings)
    }

    /// The finding for a cell that is not granted in full.
    fn find_missing_grant(&self, cell: &MatrixCell, grants: &Grants) -> Option<Diagnostic> {
        let asked = self.with_principal_presence(Document::new(vec![cell.statement.clone()]));
        let answer =
            is_subset(&self.limit_to_known(Grants::new(vec![asked])), grants, &self.options);
        match answer.result {
            Verdict::Proved => None,
            Verdict::Refuted => Some(finding::missing_grant(self, cell, &answer)),
            Verdict::Undecided => Some(match refuted_case(&answer) {
                Some((refuted, case)) => {
                    finding::missing_grant(self, cell, &refuted).related(case, Place::default())
                }
                None => finding::undecided_cell(self, cell, &answer),
            }),
        }
    }

    /// The findings for statements that grant what no cell states. Denials of any policy are taken into account.
    fn find_excess_grants(
        &self,
        policy: &AttachedPolicy<'t>,
        own: &Grants,
        may: &Grants,
    ) -> Vec<Diagnostic> {
        let comparison = implies::GrantsComparison::new(own, may, &self.options, Style::Resource);
        let comparison = comparison.with_driving_layer(0);
        let has_variables = policy.document.has_variables();
        let statements = policy.document.statements.iter();
        let allows = statements.filter(|statement| statement.effect == Effect::Allow);
        let findings = allows.filter_map(|statement| {
            let presence = statement.presence.clone().and(self.principal.presence.clone());
            let whole = PolicyStatement { presence, ..statement.clone() };
            let compare_part = |part: &PolicyStatement, work: &mut StepBudget| {
                Answer::new(comparison.compare_part(part, has_variables, work), &self.options)
            };
            let answer = compare_part(&whole, &mut StepBudget::default());
            let finding = self.excess_finding(policy, statement, &answer)?;
            let others = other_refuted_actions(&whole, &answer, compare_part);
            Some(match others.is_empty() {
                true => finding,
                false => finding.related(
                    format!(
                        "the matrix does not grant {} of this statement either",
                        others.join(", ")
                    ),
                    Place::default(),
                ),
            })
        });
        findings.collect()
    }

    fn excess_finding(
        &self,
        policy: &AttachedPolicy<'t>,
        statement: &PolicyStatement,
        answer: &Answer,
    ) -> Option<Diagnostic> {
        let excess = |answer| Excess { policy, statement, answer };
        match answer.result {
            Verdict::Proved => None,
            Verdict::Refuted => Some(finding::excess_grant(self, &excess(answer))),
            Verdict::Undecided => Some(match refuted_case(answer) {
                Some((refuted, case)) => {
                    finding::excess_grant(self, &excess(&refuted)).related(case, Place::default())
                }
                None => finding::undecided_statement(self, &excess(answer)),
            }),
        }
    }

    /// The findings for what resource policies grant this principal in addition to the matrix.
    pub(super) fn find_direct_excess(
        &self,
        policies: &[ResourcePolicy<'t>],
        may: &Document,
    ) -> Vec<Diagnostic> {
        let may = Grants::new(vec![self.with_principal_presence(may.clone())]);
        let resources = self.principal.direct.iter().filter(|direct| {
            policies
                .iter()
                .any(|one| one.policy.id == direct.id && one.policy.pointer == direct.pointer)
        });
        let findings = resources.flat_map(|direct| {
            let own = self.limit_to_known(Grants::from_shared(vec![direct.document.clone()]));
            self.find_excess_grants(direct, &own, &may)
        });
        findings.collect()
    }
}

/// The answer in a case in which it is refuted, and the case in words.
fn refuted_case(answer: &Answer) -> Option<(Answer, String)> {
    let (case, witness) = answer.doubt.as_ref()?.refuted_case()?;
    let refuted = Answer {
        result: Verdict::Refuted,
        witness: Some(witness.clone()),
        reason: None,
        ..answer.clone()
    };
    Some((refuted, format!("where {case}")))
}

/// The other actions of a statement that are refuted too, so that one finding lists all of them.
fn other_refuted_actions(
    whole: &PolicyStatement,
    answer: &Answer,
    compare_part: impl Fn(&PolicyStatement, &mut StepBudget) -> Answer,
) -> Vec<String> {
    let (Some(witness), Elements::Only(actions)) = (&answer.witness, &whole.actions) else {
        return Vec::new();
    };
    let mut work = StepBudget::default();
    let name: Vec<char> = witness.action.to_lowercase().chars().collect();
    let others = actions.iter().filter(|action| !action_may_match(action, &name));
    let refuted = others.filter(|action| {
        let part = PolicyStatement {
            actions: Elements::Only(vec![PolicyText::clone(action)]),
            ..whole.clone()
        };
        work.lend(|work| compare_part(&part, work)).result == Verdict::Refuted
    });
    refuted.map(|action| format!("`{action}`")).collect()
}
