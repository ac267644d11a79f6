//! Explains a code: its meaning, where it is reported, its source, the equivalent rules of other tools, and an example.

use constructs::Code;
use constructs::diagnostic::CodeInfo;

use crate::catalog::{Example, Side, example, find_by_name};
use crate::failure::Failure;
use crate::output::print;

/// Prints the explanation of a code, or the list of codes that correspond to a rule of another tool.
pub(super) fn run(name: &str) -> Result<(), Failure> {
    print(&explain(name)?)
}

fn explain(name: &str) -> Result<String, Failure> {
    let codes = find_by_name(name)?;
    Ok(match codes.as_slice() {
        [info] if info.code.as_str().eq_ignore_ascii_case(name) => page(info),
        [info] => format!("`{name}` corresponds to `{}`.\n\n{}", info.code, page(info)),
        several => list(name, several),
    })
}

fn list(name: &str, codes: &[&CodeInfo]) -> String {
    let row = |info: &&CodeInfo| format!("  {}  {}\n", info.code, info.meaning);
    let rows: String = codes.iter().map(row).collect();
    let count = codes.len();
    format!("`{name}` corresponds to {count} codes; `--explain CODE` explains one:\n\n{rows}")
}

fn page(info: &CodeInfo) -> String {
    let example = example(info.code);
    let mut page = format!("{}: {}\n\n", info.code, info.meaning);
    page += &format!("reported by: {}\n", reporters(info.code, example.is_some()));
    page += &format!("source:      {}\n", source(info));
    page += &format!("cfn-lint:    {}\n", names(info.cfn_lint));
    page += &format!("cdk-nag:     {}\n", names(info.cdk_nag));
    if !info.formerly.is_empty() {
        page += &format!("formerly:    {}\n", names(info.formerly));
    }
    page + &example.map(examples).unwrap_or_default()
}

fn source(info: &CodeInfo) -> &'static str {
    match info.source {
        "" if info.code.as_str().starts_with('F') => "CloudFormation's schemas of resource types",
        "" => "this project",
        source => source,
    }
}

fn names(names: &[&str]) -> String {
    if names.is_empty() { "no equivalent rule".to_owned() } else { names.join(", ") }
}

/// The commands that report a code.
fn reporters(code: Code, is_of_templates: bool) -> &'static str {
    let code = code.as_str();
    match code.get(..1).unwrap_or_default() {
        _ if code.starts_with("S01") => "every command that builds the app",
        "S" => "`validate`",
        "T" => "`synth`, which compares the new assembly with the existing one",
        "M" => "`access prove`",
        "C" if !is_of_templates => "every command that builds the app",
        _ => "`validate` and `synth`",
    }
}

fn examples(example: &Example) -> String {
    let indented = |side| {
        let template = example.template(side);
        template.lines().map(|line| format!("    {line}\n")).collect::<String>()
    };
    let (reported, accepted) = (indented(Side::Reported), indented(Side::Accepted));
    let ranges = match example.has_ranges() {
        true => "\n`{1..3}` writes its line once for each number.\n",
        false => "",
    };
    format!("\nReported:\n\n{reported}\nNot reported:\n\n{accepted}{ranges}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_a_page_with_its_example() {
        let pages =
            ["A0406", "C0501", "C0101", "M0201", "C0615"].map(|name| explain(name).unwrap());
        insta::assert_snapshot!(pages.join("\n----\n\n"));
    }

    #[test]
    fn a_rule_of_another_tool_lists_our_codes() {
        insta::assert_snapshot!(explain("E3031").unwrap());
    }
}
