//! A seed and a number of cases -> the table and the contradictions.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::ask::set_fault;
use crate::judge::{Contradiction, judge};
use crate::random::Random;
use crate::render::cloudformation;
use crate::shrink::{kind, shrink};
use crate::table::CoverageTable;
use crate::tree::Twin;
use crate::tree::cell::{CoverageCell, cells};
use crate::tree::generate::{Case, Query};

/// What to run.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The seed.
    pub seed: u64,
    /// The number of the first case.
    pub start: usize,
    /// The number of cases.
    pub cases: usize,
    /// The number of threads. The result does not depend on it.
    pub jobs: usize,
    /// Whether to stop at the first contradiction.
    pub is_short: bool,
    /// A fault that is planted in the product. A contradiction counts only if the product without the fault does not have it.
    pub fault: Option<&'static str>,
}

impl Default for Plan {
    fn default() -> Self {
        Self { seed: 1, start: 0, cases: 1_000, jobs: 1, is_short: false, fault: None }
    }
}

/// A contradiction and its case.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The number of the case.
    pub number: usize,
    /// The case.
    pub case: Case,
    /// The contradiction.
    pub found: Contradiction,
}

/// What came of a run.
#[derive(Clone, Debug, Default)]
pub struct RunReport {
    /// The table.
    pub table: CoverageTable,
    /// Cases in which the product or the judge panics: the number and the seed.
    pub panics: Vec<(usize, u64)>,
    /// The first failure of each kind: claim, position, and effect; and how many there are.
    pub failures: BTreeMap<String, (Failure, usize)>,
}

/// The case with this number.
#[must_use]
pub fn case(seed: u64, number: usize, cells: &[CoverageCell]) -> Case {
    let mut random =
        Random::new(seed.wrapping_add(0x9e37_79b9).wrapping_mul(number as u64 * 2 + 1));
    // Most cells are of conditions: every third case is of another position. Each round visits every cell.
    let others: Vec<&CoverageCell> =
        cells.iter().filter(|cell| cell.at.operator.is_none()).collect();
    let cell = match (number / 3, number % 3) {
        (round, 0) => *others[round % others.len()],
        (round, rest) => cells[(2 * round + rest).wrapping_mul(7919) % cells.len()],
    };
    let own = (random.below(1 << 31) as u64) << 31 | random.below(1 << 31) as u64;
    Case::new(cell, own)
}

/// Runs cases.
#[must_use]
pub fn run(plan: Plan) -> RunReport {
    let cells = cells().0;
    let is_over = AtomicBool::new(false);
    let jobs = plan.jobs.max(1);
    let reports: Vec<RunReport> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..jobs)
            .map(|job| {
                let (cells, is_over) = (&cells, &is_over);
                scope.spawn(move || {
                    part(
                        plan,
                        cells,
                        is_over,
                        (plan.start + job..plan.start + plan.cases).step_by(jobs),
                    )
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a case panicked")).collect()
    });
    reports.into_iter().fold(RunReport::default(), merge)
}

fn part(
    plan: Plan,
    cells: &[CoverageCell],
    is_over: &AtomicBool,
    numbers: impl Iterator<Item = usize>,
) -> RunReport {
    let mut report = RunReport::default();
    let _ = set_fault(plan.fault);
    for number in numbers {
        if is_over.load(Ordering::Relaxed) {
            break;
        }
        let case = case(plan.seed, number, cells);
        let Ok(outcome) = std::panic::catch_unwind(|| judge(&case)) else {
            report.panics.push((number, case.seed));
            continue;
        };
        report.table.add(&case, &outcome);
        let Some(found) = outcome.contradiction else { continue };
        if plan.fault.is_some() && is_contradicted_anyway(&case, plan.fault) {
            continue;
        }
        let at = case.cell.at;
        let effect = if at.is_allow { "Allow" } else { "Deny" };
        let key = format!(
            "{:?}: {} ({:?}, {effect})",
            case.cell.question,
            kind(&found.claim),
            at.position
        );
        let entry = report.failures.entry(key);
        entry.or_insert((Failure { number, case, found }, 0)).1 += 1;
        is_over.fetch_or(plan.is_short, Ordering::Relaxed);
    }
    report
}

/// Whether the product without the fault contradicts itself in a case.
fn is_contradicted_anyway(case: &Case, fault: Option<&str>) -> bool {
    let _ = set_fault(None);
    let outcome = std::panic::catch_unwind(|| judge(case));
    let _ = set_fault(fault);
    outcome.is_err() || outcome.is_ok_and(|own| own.contradiction.is_some())
}

fn merge(mut all: RunReport, one: RunReport) -> RunReport {
    all.table.merge(&one.table);
    all.panics.extend(one.panics);
    for (key, (failure, count)) in one.failures {
        match all.failures.get_mut(&key) {
            Some((first, total)) => {
                *total += count;
                if failure.number < first.number {
                    *first = failure;
                }
            }
            None => {
                all.failures.insert(key, (failure, count));
            }
        }
    }
    all
}

/// A failure, shrunk, as a person reads it.
#[must_use]
pub fn explain(failure: &Failure) -> String {
    let (case, found) = shrink(&failure.case, &failure.found);
    let mut text = String::new();
    let _ = writeln!(text, "case {} (seed {}), {}", failure.number, case.seed, case.cell);
    let _ = writeln!(text, "  {}", found.claim);
    match &case.query {
        Query::Can(action, target) => {
            let _ = writeln!(text, "  can: R {action} {target:?}");
        }
        Query::WhoCan(action, target) => {
            let _ = writeln!(text, "  who-can: {action} {target:?}");
        }
        Query::Diff(old) => {
            for stack in cloudformation(old) {
                let _ = writeln!(text, "  old {}: {}", stack.name, stack.template);
            }
        }
        Query::Prove(matrix) => {
            let _ = writeln!(text, "  matrix: {:?}", matrix.rows);
        }
        Query::Lint => {}
    }
    match case.tree.twin {
        Twin::None => {}
        Twin::Stays => text.push_str(
            "  a stack of the same name in account 999900001111 stays as in the old state\n",
        ),
        Twin::Goes => text.push_str(
            "  a stack of the same name in account 999900001111 is as in the new state, and goes\n",
        ),
    }
    for stack in cloudformation(&case.tree) {
        let place = format!(
            "{}/{}",
            stack.account.as_deref().unwrap_or("?"),
            stack.region.as_deref().unwrap_or("?")
        );
        let _ = writeln!(text, "  template {} ({place}): {}", stack.name, stack.template);
    }
    let place = (&found.values.account, &found.values.region);
    // A parameter that is declared differently in the two states has a value in each: the old one comes first.
    let holes = case.tree.holes.iter().zip(&found.values.holes);
    let values: Vec<String> = holes.map(|(hole, value)| format!("{}={value}", hole.name)).collect();
    let _ = writeln!(text, "  values: {place:?} {}", values.join(" "));
    let _ = writeln!(text, "  request: {:?}", found.request);
    text
}
