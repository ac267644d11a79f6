//! What the chosen checks need -> made ahead, a thread for each kind, while the checks begin.
//!
//! Whatever can't be made is told by each check that needs it: here nothing is reported.

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

/// What one thread makes, one after the other, in this order.
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

/// Makes what these checks need.
pub(super) fn start<'s>(scope: &'s Scope<'s, '_>, bench: &'s Bench<'_>, checks: &[Check]) {
    let is_needed = |need: &&Need| checks.iter().any(|check| check.needs().contains(need));
    for needs in THREADS {
        let needs: Vec<Need> = needs.iter().filter(is_needed).copied().collect();
        scope.spawn(move || {
            let stopwatch = Stopwatch::start();
            for need in &needs {
                // Told by the check that needs it.
                _ = make(*need, bench);
                let seconds = stopwatch.elapsed().as_secs_f64();
                if seconds > TOLD {
                    say(&format!("set-up: {need:?} after {seconds:.0} seconds"));
                }
            }
        });
    }
}

/// Seconds: what is there at once is not worth a line.
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
