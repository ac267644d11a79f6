//! The reference app's program: `cargo run -- synth`.

fn main() -> std::process::ExitCode {
    constructs_toolkit::app(app::build)
        .permissions("crates/app/permissions.yaml", app::PERMISSIONS, app::permissions)
        .run()
}
