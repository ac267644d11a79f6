//! Reads templates and does nothing with them: the baseline for commands that read the same files.
//!
//! `cargo run --release -p constructs-yaml --example read -- FILE…`

use std::process::ExitCode;

fn main() -> ExitCode {
    for path in std::env::args().skip(1) {
        let read = std::fs::read(&path).map_err(|error| error.to_string()).and_then(|bytes| {
            constructs_yaml::read(&bytes).map(drop).map_err(|error| error.to_string())
        });
        if let Err(error) = read {
            eprintln!("can't read `{path}`: {error}");
            return ExitCode::from(3);
        }
    }
    ExitCode::SUCCESS
}
