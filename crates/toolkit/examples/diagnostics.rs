//! All codes as `docs/diagnostics.md`: `cargo run -p constructs-toolkit --example diagnostics`.

use constructs::diagnostic::CodeInfo;

fn main() {
    println!("# Diagnostics\n");
    println!(
        "Made by `cargo run -p constructs-toolkit --example diagnostics`. Codes are stable.\n"
    );
    table("Of the library", constructs::diagnostic::CODES);
    table("Of the checks on templates", constructs_toolkit::TEMPLATE_CODES);
    table("Of IAM's checks", constructs_analysis::iam::CODES);
    table("Of the permission matrix", constructs_analysis::access::matrix::CODES);
    table("Of the command line", constructs_toolkit::CODES);
}

fn table(title: &str, codes: &[CodeInfo]) {
    println!("## {title}\n\n| code | meaning |\n|---|---|");
    for CodeInfo { code, meaning, source } in codes {
        let source = if source.is_empty() { String::new() } else { format!(" [Source]({source})") };
        println!("| `{code}` | {}{source} |", meaning.replace('|', "\\|"));
    }
    println!();
}
