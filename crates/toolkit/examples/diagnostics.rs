//! Prints `docs/diagnostics.md`: `cargo run -p constructs-toolkit --example diagnostics`.

fn main() {
    print!("{}", constructs_toolkit::codes::page());
}
