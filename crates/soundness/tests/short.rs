//! A short run: coverage of the generator, ceilings of imprecision, seeded faults, and no contradiction.

use constructs_soundness::random::Random;
use constructs_soundness::render::{cloudformation, concrete};
use constructs_soundness::run::{Plan, RunReport, case, explain, run};
use constructs_soundness::substitution::substitution;
use constructs_soundness::table::CoverageTable;
use constructs_soundness::tree::cell::{QUESTIONS, cells};

/// Both tests judge the same run.
fn report() -> &'static RunReport {
    static REPORT: std::sync::OnceLock<RunReport> = std::sync::OnceLock::new();
    REPORT.get_or_init(|| run(PLAN))
}

const PLAN: Plan = Plan { seed: 11, start: 0, cases: 600, jobs: 2, is_short: false, fault: None };

fn ceiling(question: &str) -> f64 {
    let lines = include_str!("../ceilings.txt").lines().filter_map(|line| line.split_once(' '));
    let (_, share) = lines.clone().find(|(name, _)| *name == question).expect("a ceiling");
    share.parse().expect("a number")
}

#[test]
fn imprecision_stays_below_the_ceilings() {
    let report = report();
    for question in QUESTIONS {
        let (share, ceiling) =
            (report.table.imprecision(*question), ceiling(&format!("{question:?}")));
        assert!(share <= ceiling, "{question:?}: {share:.1}% is above {ceiling}%");
    }
}

#[test]
fn no_deployment_contradicts_an_answer() {
    let report = report();
    let first = report.failures.values().next().map(|(failure, _)| explain(failure));
    assert!(first.is_none(), "seed {}\n{}", PLAN.seed, first.unwrap_or_default());
}

#[test]
#[cfg(feature = "seeded-faults")]
#[ignore = "takes minutes; needs `--release`"]
fn every_seeded_fault_is_found() {
    use constructs_soundness::ask::{FAULTS, set_fault};
    for name in FAULTS {
        assert!(set_fault(Some(name)), "{name}");
        let plan = Plan { cases: 30_000, is_short: true, fault: Some(name), ..PLAN };
        assert!(!run(plan).failures.is_empty(), "30,000 cases do not find the fault `{name}`");
    }
}

/// Each cell makes cases that deploy, and the tree of a case is the same on every call.
#[test]
fn every_cell_can_be_written() {
    let (can, cannot) = cells();
    assert!(cannot.iter().all(|(_, reason)| !reason.is_empty()));
    let mut table = CoverageTable::default();
    for (at, cell) in can.iter().enumerate() {
        let mut random = Random::new(at as u64);
        let deploys = (0..40).any(|round| {
            let case = constructs_soundness::tree::generate::Case::new(*cell, round);
            table.cases += 1;
            case.tree.uses.contains(&cell.at)
                && concrete(&case.tree, &substitution(&case.tree, &mut random)).is_some()
        });
        assert!(deploys, "{cell}");
    }
    assert!(table.cases < can.len() * 3, "most cases deploy");
}

#[test]
fn a_seed_makes_the_same_cases() {
    let (cells, _) = cells();
    for number in 0..50 {
        let (one, other) = (case(5, number, &cells), case(5, number, &cells));
        assert_eq!(one, other);
        assert_eq!(cloudformation(&one.tree), cloudformation(&other.tree));
    }
}
