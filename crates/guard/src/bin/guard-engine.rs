//! A program that is nothing but the child of an engine: one request in, one answer out.

use std::io::{stdin, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    match constructs_guard::serve_child(stdin(), stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
