//! Finds public types of the workspace that share a name, and prints public functions that do.

use std::collections::{BTreeMap, BTreeSet};

use super::input::CheckInput;
use super::problem::Problem;
use super::section::Section;
use super::tree::{SourceFile, is_product};
use crate::error::{Context as _, Error};
use crate::files::read;

const LIST: &str = "xtask/tidy/shared-names.txt";
/// Names that every crate may use.
const COMMON_NAMES: [&str; 2] = ["Error", "Result"];

/// The places of each name.
type Places<'a> = BTreeMap<&'a str, BTreeSet<(&'a str, usize)>>;

/// Compares the shared names of types with the checked-in list; each line is `2 Name: reason`.
pub(super) fn check(input: &CheckInput<'_>) -> Result<Section, Error> {
    let types = shared_types(&input.tree.sources);
    let functions = shared_functions(&input.tree.sources);
    let problems = compare(&types, &read(&input.workspace.path(LIST))?)?;
    let mut lines = vec![format!("  {} names of public types:", types.len())];
    lines.extend(types.iter().map(to_line));
    lines.push(format!("  {} names of public functions:", functions.len()));
    lines.extend(functions.iter().map(to_line));
    Ok(Section { title: "Shared names", problems, lines })
}

fn shared_types(sources: &[SourceFile]) -> Places<'_> {
    let mut types = find_shared(sources, |source| {
        source.outline.types.iter().map(|found| (found.name.as_str(), found.line)).collect()
    });
    types.retain(|name, _| !COMMON_NAMES.contains(name));
    types
}

fn shared_functions(sources: &[SourceFile]) -> Places<'_> {
    find_shared(sources, |source| {
        let functions = source.outline.functions.iter().filter(|function| function.is_public);
        functions.map(|function| (function.name.as_str(), function.line)).collect()
    })
}

/// The names that several places of libraries and programs declare.
fn find_shared<'a>(
    sources: &'a [SourceFile],
    names: impl Fn(&'a SourceFile) -> Vec<(&'a str, usize)>,
) -> Places<'a> {
    let mut places = Places::new();
    let is_library = |source: &&SourceFile| !source.is_test && is_product(&source.path);
    for source in sources.iter().filter(is_library) {
        for (name, line) in names(source) {
            places.entry(name).or_default().insert((&source.path, line));
        }
    }
    places.retain(|_, places| places.len() > 1);
    places
}

/// A line of the list.
struct ListedName {
    line: usize,
    /// How many types may have the name.
    limit: usize,
}

fn parse(list: &str) -> Result<BTreeMap<&str, ListedName>, Error> {
    let mut entries = BTreeMap::new();
    for (index, line) in list.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let (name, limit) = parse_line(line).context(|| {
            format!("{LIST}:{}: expected a count, a name, `:`, and a reason", index + 1)
        })?;
        entries.insert(name, ListedName { line: index + 1, limit });
    }
    Ok(entries)
}

/// `2 Name: reason`.
fn parse_line(line: &str) -> Option<(&str, usize)> {
    let (start, _) = line.split_once(": ").filter(|(_, reason)| !reason.trim().is_empty())?;
    let (limit, name) = start.split_once(' ')?;
    Some((name, limit.parse().ok()?))
}

fn compare(types: &Places<'_>, list: &str) -> Result<Vec<Problem>, Error> {
    let listed = parse(list)?;
    let limit = |name: &str| listed.get(name).map_or(1, |entry| entry.limit);
    let above = types.iter().filter(|(name, places)| places.len() > limit(name));
    let above = above.flat_map(|(name, places)| describe(name, places));
    let below = listed.iter().filter_map(|(name, entry)| {
        let found = types.get(name).map_or(1, BTreeSet::len);
        let message = format!("{found} public types are called `{name}`: lower the count, or remove the line if it is 1");
        (found < entry.limit).then(|| Problem::on_line(LIST, entry.line, message))
    });
    Ok(above.chain(below).collect())
}

/// The second place and each one after it.
fn describe(name: &str, places: &BTreeSet<(&str, usize)>) -> Vec<Problem> {
    let Some((path, line)) = places.first() else { return Vec::new() };
    let message = format!(
        "`{name}` is also the name of the type at {path}:{line}: rename one, or add the reason to {LIST}"
    );
    let others = places.iter().skip(1);
    others.map(|(path, line)| Problem::on_line(*path, *line, message.clone())).collect()
}

fn to_line((name, places): (&&str, &BTreeSet<(&str, usize)>)) -> String {
    let places = places.iter().map(|(path, line)| format!("{path}:{line}"));
    format!("    {name}: {}", places.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::tree::source;
    use super::*;

    fn sources() -> [SourceFile; 3] {
        [
            source("crates/a/src/lib.rs", "pub struct Scope;\npub enum Error {}\npub fn read() {}"),
            source(
                "crates/b/src/lib.rs",
                "pub enum Error {}\n\npub enum Scope {}\npub fn read() {}",
            ),
            source("crates/b/benches/c.rs", "pub struct Scope;"),
        ]
    }

    fn problems(list: &str) -> Vec<String> {
        let sources = sources();
        let problems = compare(&shared_types(&sources), list).unwrap();
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_shared_name_needs_a_reason() {
        assert_eq!(
            problems(""),
            [
                "crates/b/src/lib.rs:3: `Scope` is also the name of the type at crates/a/src/lib.rs:1: \
              rename one, or add the reason to xtask/tidy/shared-names.txt"
            ]
        );
        assert!(problems("2 Scope: both are scopes\n").is_empty());
        assert!(compare(&Places::new(), "2 Scope: \n").is_err());
    }

    #[test]
    fn a_count_that_is_too_high_is_a_problem() {
        assert_eq!(
            problems("# Names\n3 Scope: all are scopes\n2 Node: both are nodes\n"),
            [
                "xtask/tidy/shared-names.txt:3: 1 public types are called `Node`: lower the count, or remove the line if it is 1",
                "xtask/tidy/shared-names.txt:2: 2 public types are called `Scope`: lower the count, or remove the line if it is 1",
            ]
        );
    }

    #[test]
    fn functions_are_printed() {
        let sources = sources();
        let lines: Vec<String> = shared_functions(&sources).iter().map(to_line).collect();
        assert_eq!(lines, ["    read: crates/a/src/lib.rs:3, crates/b/src/lib.rs:4"]);
    }
}
