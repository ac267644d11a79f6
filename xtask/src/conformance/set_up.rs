//! Makes the needs of the chosen checks in advance, in one thread for each kind, while the checks start.
//!
//! Reports no errors: each check that needs something reports why it can't be made.

use std::thread::Scope;

use super::bench::Bench;
use super::cdk_module;
use super::checks::{Check, cdk, verdicts};
use super::clock::Stopwatch;
use super::need::Need;
use super::node::{NodeFolder, NodePackages};
use super::outcome::Stop;
use super::python::{PythonPackages, VirtualEnvironment};
use super::reference_app::ReferenceApp;
use crate::terminal::say;

/// The needs of each thread, in the order in which it makes them.
const THREADS: [&[Need]; 3] = [
    &[
        Need::Python(PythonPackages::Main),
        Need::Python(PythonPackages::Ministack),
        Need::Python(PythonPackages::Policies),
        Need::Python(PythonPackages::Sarif),
        Need::Python(PythonPackages::Sam),
    ],
    &[Need::Node(NodePackages::Tools), Need::Module],
    &[Need::App, Need::Released, Need::Engine],
];

/// Makes the needs of these checks.
pub(super) fn start<'s>(scope: &'s Scope<'s, '_>, bench: &'s Bench<'_>, checks: &[Check]) {
    let is_needed = |need: &&Need| checks.iter().any(|check| check.needs().contains(need));
    for needs in THREADS {
        let needs: Vec<Need> = needs.iter().filter(is_needed).copied().collect();
        scope.spawn(move || {
            let stopwatch = Stopwatch::start();
            for need in &needs {
                // The check that needs it reports the error.
                _ = make(*need, bench);
                let seconds = stopwatch.elapsed().as_secs_f64();
                if seconds > TOLD {
                    say(&format!("set-up: {need:?} after {seconds:.0} seconds"));
                }
            }
        });
    }
}

/// Seconds: shorter times are not printed.
const TOLD: f64 = 5.0;

fn make(need: Need, bench: &Bench<'_>) -> Result<(), Stop> {
    match need {
        Need::Python(packages) => VirtualEnvironment::open(bench, packages).map(drop),
        Need::Node(packages) => NodeFolder::open(bench, packages).map(drop),
        Need::Module => cdk_module::synthesize(bench).map(drop),
        Need::App => ReferenceApp::build(bench, &bench.shared_logs("set-up")?).map(drop),
        Need::Released => bench.run_once("released", || cdk::release(bench)),
        Need::Engine => bench.run_once("verdicts", || verdicts::build(bench)),
    }
}
