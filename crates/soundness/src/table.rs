//! The table of cells: how often each was hit, decided, and left open although all deployments agree.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::judge::Outcome;
use crate::tree::cell::{CoverageCell, QUESTIONS, Question, cells};
use crate::tree::generate::Case;

/// Counts of one cell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    /// Cases with a deployment that was judged.
    pub hits: usize,
    /// Answers of the first kind.
    pub decided: usize,
    /// Open answers although all deployments agree.
    pub imprecise: usize,
    /// Contradictions.
    pub contradictions: usize,
}

/// The table.
#[derive(Clone, Debug, Default)]
pub struct CoverageTable {
    counts: BTreeMap<CoverageCell, Count>,
    /// Cases.
    pub cases: usize,
    /// Cases that the product can't be asked.
    pub unasked: usize,
    /// Deployments that were judged.
    pub deployments: usize,
    /// Requests that were judged.
    pub requests: usize,
    /// Deployments that CloudFormation or IAM rejects.
    pub rejected: usize,
    /// Deployments that break a printed assumption, by its kind.
    pub broken: BTreeMap<&'static str, usize>,
}

impl CoverageTable {
    /// Adds a case.
    pub fn add(&mut self, case: &Case, outcome: &Outcome) {
        self.cases += 1;
        self.unasked += usize::from(outcome.is_unasked);
        self.deployments += outcome.deployments;
        self.requests += outcome.requests;
        self.rejected += outcome.rejected;
        for (kind, count) in &outcome.broken {
            *self.broken.entry(kind).or_default() += count;
        }
        if outcome.deployments == 0 {
            return;
        }
        let question = case.cell.question;
        let mut uses = case.tree.uses.clone();
        uses.push(case.cell.at);
        uses.sort_unstable();
        uses.dedup();
        for at in uses {
            let count = self.counts.entry(CoverageCell { at, question }).or_default();
            count.hits += 1;
            count.decided += usize::from(outcome.is_decided);
            count.imprecise += usize::from(outcome.is_imprecise);
            count.contradictions += usize::from(outcome.contradiction.is_some());
        }
    }

    /// Adds another table.
    pub fn merge(&mut self, other: &Self) {
        for (cell, own) in &other.counts {
            let count = self.counts.entry(*cell).or_default();
            count.hits += own.hits;
            count.decided += own.decided;
            count.imprecise += own.imprecise;
            count.contradictions += own.contradictions;
        }
        for (kind, count) in &other.broken {
            *self.broken.entry(kind).or_default() += count;
        }
        self.cases += other.cases;
        self.unasked += other.unasked;
        self.deployments += other.deployments;
        self.requests += other.requests;
        self.rejected += other.rejected;
    }

    /// The share of open answers although all deployments agree, in percent of the hits of a question.
    #[must_use]
    pub fn imprecision(&self, question: Question) -> f64 {
        let own = self.counts.iter().filter(|(cell, _)| cell.question == question);
        let (hits, open) = own
            .fold((0, 0), |(hits, open), (_, count)| (hits + count.hits, open + count.imprecise));
        if hits == 0 { 0.0 } else { 100.0 * open as f64 / hits as f64 }
    }

    /// The cells that can be written and have fewer hits than this.
    #[must_use]
    pub fn below(&self, hits: usize) -> Vec<CoverageCell> {
        let all = cells().0.into_iter();
        all.filter(|cell| self.counts.get(cell).is_none_or(|count| count.hits < hits)).collect()
    }

    /// The cells with fewer hits than this, and those that can't be written with the reasons.
    #[must_use]
    pub fn gaps(&self, hits: usize) -> String {
        let mut text = String::new();
        for cell in self.below(hits) {
            let count = self.counts.get(&cell).map_or(0, |count| count.hits);
            let _ = writeln!(text, "{count:>8} hits only: {cell}");
        }
        text + &unwritable()
    }

    /// The whole table as text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(
            text,
            "{:>8} {:>8} {:>9} {:>8}  cell",
            "hits", "decided", "imprecise", "wrong"
        );
        for (cell, count) in &self.counts {
            let Count { hits, decided, imprecise, contradictions } = count;
            let share = 100.0 * *imprecise as f64 / *hits as f64;
            let _ =
                writeln!(text, "{hits:>8} {decided:>8} {share:>8.1}% {contradictions:>8}  {cell}");
        }
        text + &unwritable()
    }

    /// Totals and the share per question.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut text = String::new();
        let Self { cases, unasked, deployments, requests, rejected, .. } = self;
        let _ = writeln!(
            text,
            "{cases} cases ({unasked} not asked), {deployments} deployments judged, {rejected} rejected, {requests} requests"
        );
        for (kind, count) in &self.broken {
            let _ = writeln!(text, "{count} deployments break an assumption: {kind}");
        }
        for question in QUESTIONS {
            let own: Vec<_> =
                self.counts.iter().filter(|(cell, _)| cell.question == *question).collect();
            let sum =
                |get: fn(&Count) -> usize| own.iter().map(|(_, count)| get(count)).sum::<usize>();
            let (hits, decided, wrong) =
                (sum(|own| own.hits), sum(|own| own.decided), sum(|own| own.contradictions));
            let share = self.imprecision(*question);
            let _ = writeln!(
                text,
                "{question:?}: {} cells, {hits} hits, {decided} decided, {wrong} wrong, {share:.1}% imprecise",
                own.len()
            );
        }
        let _ = writeln!(
            text,
            "{} of {} cells have fewer than 100 hits",
            self.below(100).len(),
            cells().0.len()
        );
        text
    }
}

/// How many cells can't be written, by reason.
fn unwritable() -> String {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    cells().1.iter().for_each(|(_, reason)| *reasons.entry(reason).or_default() += 1);
    let lines = reasons.iter();
    lines.map(|(reason, count)| format!("{count} cells can't be written: {reason}\n")).collect()
}
