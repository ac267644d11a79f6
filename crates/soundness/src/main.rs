//! `constructs-soundness`: judges the access answers by substitution and prints the table.

use std::process::ExitCode;

use constructs_soundness::ask::{FAULTS, set_fault};
use constructs_soundness::run::{Plan, explain, run};

const USAGE: &str = "usage: constructs-soundness [--cases N] [--from N] [--seed N] [--jobs N] [--fault NAME] [--faults] [--table] [--gaps] [--show N] [--first]";

struct Options {
    plan: Plan,
    has_table: bool,
    has_gaps: bool,
    has_faults: bool,
    show: usize,
}

fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("{problem}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    println!("seed {}", options.plan.seed);
    if options.has_faults {
        return find_faults(options.plan);
    }
    let report = run(options.plan);
    if options.has_table {
        print!("{}", report.table.text());
    }
    if options.has_gaps {
        print!("{}", report.table.gaps(100));
    }
    print!("{}", report.table.summary());
    for (key, (_, count)) in &report.failures {
        println!("{count:>8}  {key}");
    }
    for (number, seed) in &report.panics {
        println!("case {number} (seed {seed}) panics");
    }
    for (failure, _) in report.failures.values().take(options.show) {
        print!("\n{}", explain(failure));
    }
    if report.failures.is_empty() && report.panics.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

/// Plants each fault in turn, and prints how long it takes to find. It is an error if one is not found.
#[expect(clippy::disallowed_methods, reason = "tells a person how long it takes to find a fault")]
fn find_faults(plan: Plan) -> ExitCode {
    let mut is_each_found = true;
    for name in FAULTS {
        let start = std::time::Instant::now();
        if !set_fault(Some(name)) {
            eprintln!("can't plant the fault `{name}`: build with the feature `seeded-faults`");
            return ExitCode::from(2);
        }
        let report = run(Plan { fault: Some(name), is_short: true, ..plan });
        let seconds = start.elapsed().as_secs_f64();
        let first = report.failures.iter().min_by_key(|(_, (failure, _))| failure.number);
        is_each_found &= first.is_some();
        match first {
            Some((key, (failure, _))) => {
                println!("{seconds:>8.1} s  {name}: case {}: {key}", failure.number);
            }
            None => println!("{seconds:>8.1} s  {name}: not found in {} cases", plan.cases),
        }
    }
    if is_each_found { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let plan = Plan { cases: 100_000, ..Plan::default() };
    let mut options =
        Options { plan, has_table: false, has_gaps: false, has_faults: false, show: 10 };
    while let Some(argument) = arguments.next() {
        let mut number = || {
            let value = arguments.next().unwrap_or_default();
            value.parse::<u64>().map_err(|_| format!("`{argument}` needs a number"))
        };
        match argument.as_str() {
            "--cases" => options.plan.cases = number()? as usize,
            "--from" => options.plan.start = number()? as usize,
            "--seed" => options.plan.seed = number()?,
            "--jobs" => options.plan.jobs = number()? as usize,
            "--show" => options.show = number()? as usize,
            "--table" => options.has_table = true,
            "--gaps" => options.has_gaps = true,
            "--faults" => options.has_faults = true,
            "--first" => options.plan.is_short = true,
            "--fault" => {
                let name = arguments.next().unwrap_or_default();
                options.plan.fault = FAULTS.iter().copied().find(|known| *known == name);
                if options.plan.fault.is_none() || !set_fault(options.plan.fault) {
                    return Err(format!(
                        "can't plant the fault `{name}`: build with the feature `seeded-faults`, and use one of {FAULTS:?}"
                    ));
                }
            }
            _ => return Err(format!("`{argument}` is not an option")),
        }
    }
    Ok(options)
}
