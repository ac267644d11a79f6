//! All codes as `docs/diagnostics.md`: `cargo run -p constructs-toolkit --example diagnostics`.

use constructs::diagnostic::CodeInfo;
use constructs_toolkit::codes::REGISTRY;

fn main() {
    println!("# Diagnostics\n");
    println!(
        "Written by `cargo run -p constructs-toolkit --example diagnostics`. Codes are stable.\n"
    );
    for (title, parts) in REGISTRY {
        let mut codes = parts.concat();
        codes.sort_by_key(|info| info.code);
        table(title, &codes);
    }
}

fn table(title: &str, codes: &[CodeInfo]) {
    println!("## {title}\n\n| code | meaning |\n|---|---|");
    for CodeInfo { code, meaning, source, .. } in codes {
        let source = if source.is_empty() { String::new() } else { format!(" [Source]({source})") };
        println!("| `{code}` | {}{source} |", meaning.replace('|', "\\|"));
    }
    println!();
}
