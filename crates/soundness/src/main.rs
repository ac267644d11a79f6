//! `constructs-soundness`: judges the access answers by substitution and prints the table.

use std::process::ExitCode;

use constructs_soundness::ask::{FAULTS, set_fault};
use constructs_soundness::run::{Plan, explain, run};

const USAGE: &str = "usage: constructs-soundness [--cases N] [--seed N] [--jobs N] [--fault NAME] [--table] [--show N] [--first]";

struct Options {
    plan: Plan,
    has_table: bool,
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
    let report = run(options.plan);
    if options.has_table {
        print!("{}", report.table.text());
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

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let plan = Plan { seed: 1, cases: 100_000, jobs: 1, is_short: false };
    let mut options = Options { plan, has_table: false, show: 10 };
    while let Some(argument) = arguments.next() {
        let mut number = || {
            let value = arguments.next().unwrap_or_default();
            value.parse::<u64>().map_err(|_| format!("`{argument}` needs a number"))
        };
        match argument.as_str() {
            "--cases" => options.plan.cases = number()? as usize,
            "--seed" => options.plan.seed = number()?,
            "--jobs" => options.plan.jobs = number()? as usize,
            "--show" => options.show = number()? as usize,
            "--table" => options.has_table = true,
            "--first" => options.plan.is_short = true,
            "--fault" => {
                let name = arguments.next().unwrap_or_default();
                if !set_fault(&name) {
                    let names: Vec<&str> = FAULTS.iter().map(|(name, _)| *name).collect();
                    return Err(format!(
                        "the product has no switch for the fault `{name}`: the faults are {names:?}"
                    ));
                }
            }
            _ => return Err(format!("`{argument}` is not an option")),
        }
    }
    Ok(options)
}
