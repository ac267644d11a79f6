//! Limits the lengths of hand-written files and functions.

use super::input::CheckInput;
use super::limits::{Deviation, Figures};
use super::outline::Function;
use super::problem::Problem;
use super::section::Section;
use super::table::{layout, ratio};
use super::tree::{SourceFile, by_area};
use crate::error::Error;

const LIST: &str = "sizes.txt";
const MAX_FILE_LINES: usize = 800;
const MAX_FUNCTION_LINES: usize = 60;
/// What STYLE.md asks for; only printed.
const USUAL_FUNCTION_LINES: usize = 25;
const PRINTED_FUNCTIONS: usize = 10;

/// Checks the files, tests among them, and the functions outside tests.
pub(super) fn check(input: &CheckInput<'_>) -> Result<Section, Error> {
    let sources = &input.tree.sources;
    let mut found = Figures::new();
    for source in sources {
        found.extend(long_file(source));
        found.extend(long_functions(source));
    }
    let problems = input.enforce(LIST, &found, |deviation| describe(deviation, sources))?;
    Ok(Section { title: "Sizes", problems, lines: figures(sources) })
}

fn long_file(source: &SourceFile) -> Option<(String, Vec<usize>)> {
    let lines = source.text.lines().count();
    (lines > MAX_FILE_LINES).then(|| (source.path.clone(), vec![lines]))
}

/// Each with the file's path and its own name; of two with one name, the longer.
fn long_functions(source: &SourceFile) -> Figures {
    let mut found = Figures::new();
    let functions = source.outline.functions.iter().filter(|_| !source.is_test);
    for function in functions.filter(|function| function.lines > MAX_FUNCTION_LINES) {
        let lines = found.entry(key(source, function)).or_insert_with(|| vec![0]);
        lines.iter_mut().for_each(|lines| *lines = function.lines.max(*lines));
    }
    found
}

fn key(source: &SourceFile, function: &Function) -> String {
    format!("{} {}", source.path, function.name)
}

fn describe(deviation: &Deviation<'_>, sources: &[SourceFile]) -> Problem {
    let Deviation { name, found, limit, .. } = deviation;
    let Some((path, function)) = name.split_once(' ') else {
        let limit = MAX_FILE_LINES.max(*limit);
        return Problem::in_file(
            *name,
            format!("{found} lines; the limit is {limit}: split the file"),
        );
    };
    let functions = sources.iter().filter(|source| source.path == path);
    let mut functions = functions.flat_map(|source| &source.outline.functions);
    let line = functions.find(|other| other.name == function && other.lines == *found);
    let limit = MAX_FUNCTION_LINES.max(*limit);
    let message =
        format!("`{function}` has {found} lines; the limit is {limit}: split the function");
    Problem::on_line(path, line.map_or(1, |function| function.line), message)
}

fn figures(sources: &[SourceFile]) -> Vec<String> {
    let columns = [
        "without tests",
        "files",
        "lines",
        "average",
        "functions",
        "average",
        "over 25",
        "over 60",
    ];
    let rows: Vec<Vec<String>> =
        by_area(sources).into_iter().map(|(area, sources)| row(area, &sources)).collect();
    let mut lines = layout(&columns, &rows);
    lines.extend(longest_functions(sources));
    lines
}

fn row(area: &str, sources: &[&SourceFile]) -> Vec<String> {
    let functions: Vec<&Function> =
        sources.iter().flat_map(|source| &source.outline.functions).collect();
    let over = |limit| functions.iter().filter(|function| function.lines > limit).count();
    let lines: usize = sources.iter().map(|source| source.text.lines().count()).sum();
    let function_lines: usize = functions.iter().map(|function| function.lines).sum();
    vec![
        area.to_owned(),
        sources.len().to_string(),
        lines.to_string(),
        ratio(lines, sources.len()),
        functions.len().to_string(),
        ratio(function_lines, functions.len()),
        over(USUAL_FUNCTION_LINES).to_string(),
        over(MAX_FUNCTION_LINES).to_string(),
    ]
}

/// The longest functions.
fn longest_functions(sources: &[SourceFile]) -> Vec<String> {
    let sources = sources.iter().filter(|source| !source.is_test);
    let mut functions: Vec<(&SourceFile, &Function)> = sources
        .flat_map(|source| source.outline.functions.iter().map(move |function| (source, function)))
        .collect();
    functions.sort_by_key(|(_, function)| std::cmp::Reverse(function.lines));
    let line = |(source, function): (&SourceFile, &Function)| {
        format!("  {:>4} {}:{} {}", function.lines, source.path, function.line, function.name)
    };
    functions.into_iter().take(PRINTED_FUNCTIONS).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tree::source;
    use super::*;

    fn function(lines: usize) -> String {
        format!("impl A {{\nfn f() {{{}}}\n}}\n", "\n".repeat(lines - 1))
    }

    #[test]
    fn a_function_over_the_limit_is_found_with_its_length() {
        let fits = source("crates/a/src/b.rs", &function(60));
        assert!(long_functions(&fits).is_empty());
        let long = source("crates/a/src/b.rs", &function(61));
        assert_eq!(long_functions(&long), [("crates/a/src/b.rs A::f".into(), vec![61])].into());
        assert!(long_functions(&source("crates/a/src/b/tests.rs", &function(61))).is_empty());
        let deviation = Deviation {
            name: "crates/a/src/b.rs A::f",
            column: 0,
            found: 61,
            limit: 0,
            is_first: true,
        };
        assert_eq!(
            describe(&deviation, &[long]).to_string(),
            "crates/a/src/b.rs:2: `A::f` has 61 lines; the limit is 60: split the function"
        );
    }

    #[test]
    fn a_file_over_the_limit_is_found_with_its_length() {
        assert_eq!(long_file(&source("a.rs", &"\n".repeat(800))), None);
        let long = source("a.rs", &"\n".repeat(801));
        assert_eq!(long_file(&long), Some(("a.rs".into(), vec![801])));
        let deviation = Deviation { name: "a.rs", column: 0, found: 801, limit: 0, is_first: true };
        assert_eq!(
            describe(&deviation, &[long]).to_string(),
            "a.rs: 801 lines; the limit is 800: split the file"
        );
    }
}
