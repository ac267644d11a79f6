//! One column -> whether its principal's policies grant less, or more, and which cells and statements that is about.

use constructs::Diagnostic;

use super::finding::{self, Offence};
use super::{Case, ColumnProof};
use crate::access::another;
use crate::access::document::{Document, Effect, Statement};
use crate::access::implies::{Answer, Grants, Question, Verdict, within};
use crate::access::matrix::{Cell, Expanded, NOT_DECIDED};
use crate::access::template::{AttachedPolicy, Principal, ResourcePolicy, names};

/// One column and what it is compared with.
pub(super) struct Comparison<'a, 'c, 't> {
    pub(super) case: &'a Case<'c, 't>,
    pub(super) expanded: &'a Expanded,
    pub(super) column: usize,
    pub(super) principal: &'a Principal<'t>,
    pub(super) question: Question<'a>,
}

impl<'t> Comparison<'_, '_, 't> {
    /// Both directions.
    pub(super) fn run(
        &self,
        may: &Document,
        most: &Grants,
        least: &Grants,
    ) -> (ColumnProof, Vec<Diagnostic>) {
        let asked = Grants::of(vec![may.clone()]);
        let less = within(&asked, least, &self.question);
        let more = within(most, &asked, &self.question);
        let mut findings = Vec::new();
        if less.result != Verdict::Proved {
            let found = self.cells().filter_map(|cell| self.lacking(cell, most, least));
            findings.extend(found);
            if findings.is_empty() {
                findings.push(finding::whole(self, &less, "grant all that they have to"));
            }
        }
        if more.result != Verdict::Proved {
            let before = findings.len();
            findings.extend(self.excess(most, &asked));
            if findings.len() == before {
                findings.push(finding::whole(self, &more, "grant nothing else"));
            }
        }
        // A refutation that turned out to hang on values is none.
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

    pub(super) fn name(&self) -> &str {
        self.expanded.columns.get(self.column).map_or("", |column| column.name.as_str())
    }

    fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.expanded.cells.iter().filter(|cell| cell.column == self.column)
    }

    /// What of a cell is not granted.
    fn lacking(&self, cell: &Cell, most: &Grants, least: &Grants) -> Option<Diagnostic> {
        let asked = Grants::of(vec![Document::of(vec![cell.statement.clone()])]);
        let answer = within(&asked, least, &self.question);
        match answer.result {
            Verdict::Proved => None,
            Verdict::Refuted if most != least => {
                // What each value of a parameter grants in its own way is there after all.
                let at_most = within(&asked, most, &self.question);
                if at_most.result == Verdict::Refuted {
                    return Some(finding::lacking(self, cell, &at_most));
                }
                let reason = "it hangs on values that are chosen at deployment".to_owned();
                let open = Answer { result: Verdict::Undecided, reason: Some(reason), ..answer };
                Some(finding::undecided_cell(self, cell, &open))
            }
            Verdict::Refuted => Some(finding::lacking(self, cell, &answer)),
            Verdict::Undecided => Some(finding::undecided_cell(self, cell, &answer)),
        }
    }

    /// Statements that grant what no cell asks for: each by itself, less what anything denies.
    fn excess(&self, most: &Grants, asked: &Grants) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for policy in &self.principal.identity {
            let statements = policy.bounds.most.statements.iter();
            for statement in statements.filter(|statement| statement.effect == Effect::Allow) {
                let answer = self.beyond(statement, policy, most, asked);
                findings.extend(self.offence(policy, statement, &answer));
            }
        }
        findings
    }

    /// Whether a statement by itself stays within what is asked for.
    fn beyond(
        &self,
        statement: &Statement,
        policy: &AttachedPolicy<'_>,
        most: &Grants,
        asked: &Grants,
    ) -> Answer {
        another::asked(statement, |statement| {
            let version = policy.bounds.most.version.clone();
            let own = Document { version, ..Document::of(vec![statement.clone()]) };
            within(&most.with_only(own), asked, &self.question)
        })
    }

    fn offence(
        &self,
        policy: &AttachedPolicy<'t>,
        statement: &Statement,
        answer: &Answer,
    ) -> Option<Diagnostic> {
        let offence = Offence { policy, statement, answer };
        match answer.result {
            Verdict::Proved => None,
            Verdict::Refuted => Some(finding::excess(self, &offence)),
            Verdict::Undecided => Some(finding::undecided_statement(self, &offence)),
        }
    }

    /// What the policies of resources grant this principal directly, beyond the matrix.
    pub(super) fn by_resource_policies(
        &self,
        policies: &[ResourcePolicy<'t>],
        may: &Document,
    ) -> Vec<Diagnostic> {
        let asked = Grants::of(vec![may.clone()]);
        let mut findings = Vec::new();
        for resource in policies {
            for statement in &resource.policy.bounds.most.statements {
                let grants =
                    statement.effect == Effect::Allow && names(statement, &self.principal.name);
                if !grants {
                    continue;
                }
                let own = Statement { principals: None, ..statement.clone() };
                let answer =
                    within(&Grants::of(vec![Document::of(vec![own])]), &asked, &self.question);
                findings.extend(self.offence(&resource.policy, statement, &answer));
            }
        }
        findings
    }

    /// A finding on something that can't be read.
    pub(super) fn gap(&self, gap: &str) -> Diagnostic {
        finding::gap(self, gap)
    }
}
