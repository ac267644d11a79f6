//! The reference app's program: `cargo run -- synth`.

fn main() -> std::process::ExitCode {
    constructs_toolkit::run(app::build)
}
