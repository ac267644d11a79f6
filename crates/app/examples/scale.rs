//! A large app as a whole process: `cargo run --release --example scale -- STACKS QUEUES REFS OUT`.
//!
//! Each of STACKS stacks has QUEUES queues; the first REFS of each send what they can't deliver to those of the
//! stack before. Templates are written into OUT without syncing, as a benchmark of this library, not of a disk.

use std::path::Path;
use std::process::ExitCode;

use constructs::assembly::{Durability, TemplateFormat, WriteOptions};

#[path = "../benches/scale/mod.rs"]
mod scale;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<u32> = arguments.iter().filter_map(|text| text.parse().ok()).collect();
    let ([stacks, queues, references], Some(folder)) = (&numbers[..], arguments.get(3)) else {
        eprintln!("usage: scale STACKS QUEUES REFS OUT");
        return ExitCode::from(2);
    };
    let assembly = match scale::app(*stacks, *queues, *references).synth() {
        Ok(assembly) => assembly,
        Err(diagnostics) => {
            eprintln!("{diagnostics}");
            return ExitCode::from(1);
        }
    };
    let options = WriteOptions::default().durability(Durability::Unsynced);
    let written = assembly.write(Path::new(folder), TemplateFormat::Json, &options);
    std::mem::forget(assembly); // The end of the process frees it at once.
    match written {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}
