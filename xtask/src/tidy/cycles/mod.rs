//! Limits the file cycles of each crate: sets of files that depend on each other by `use` and qualified paths.
//!
//! A re-exported name belongs to the file that declares it. `mod x;` alone is not a dependency on `x`, and neither is
//! the import of a module: only what is used of it counts.

mod components;
mod modules;
mod resolve;

use std::collections::{BTreeMap, BTreeSet};

use super::input::CheckInput;
use super::limits::{Deviation, Figures};
use super::problem::Problem;
use super::section::Section;
use super::table;
use super::tree::{SourceFile, by_area, is_product};
use crate::error::Error;
use components::Graph;
use modules::Modules;

const LIST: &str = "cycles.txt";
/// The columns of the list.
const COLUMNS: [&str; 3] = ["file cycles", "file cycles across modules", "files in cycles"];

/// A set of files that depend on each other.
#[derive(Debug, PartialEq, Eq)]
struct Cycle<'a> {
    /// Each file, and the files of the cycle that it uses.
    files: Graph<'a>,
    crosses_modules: bool,
}

/// Compares the cycles of each crate with the checked-in list.
pub(super) fn check(input: &CheckInput<'_>) -> Result<Section, Error> {
    let areas = by_area(&input.tree.sources);
    let cycles: BTreeMap<&str, Vec<Cycle<'_>>> =
        areas.iter().map(|(area, sources)| (*area, find_cycles(sources))).collect();
    let found: Figures = cycles
        .iter()
        .filter(|(_, cycles)| !cycles.is_empty())
        .map(|(area, cycles)| ((*area).to_owned(), figures(cycles)))
        .collect();
    let problems = input.enforce(LIST, &found, |deviation| {
        let cycles = cycles.get(deviation.name).map(Vec::as_slice).unwrap_or_default();
        describe(deviation, cycles)
    })?;
    let mut lines = table::layout(
        &["crate", "files", "cycles", "across modules", "files in cycles"],
        &rows(&areas, &cycles),
    );
    lines.extend(cycles.values().flatten().flat_map(Cycle::to_lines));
    Ok(Section { title: "File cycles", problems, lines })
}

/// The cycles among the files of one crate.
fn find_cycles<'a>(sources: &[&'a SourceFile]) -> Vec<Cycle<'a>> {
    let files: BTreeMap<&str, &SourceFile> = sources
        .iter()
        .filter(|source| is_product(&source.path))
        .map(|source| (source.path.as_str(), *source))
        .collect();
    let folders = folders(files.keys().copied());
    let cycles = components::cycles(&dependencies(&files)).into_iter();
    cycles
        .map(|files| {
            let modules: BTreeSet<String> =
                files.keys().map(|file| module_folder(file, &folders)).collect();
            Cycle { files, crosses_modules: modules.len() > 1 }
        })
        .collect()
}

/// Which file depends on which.
fn dependencies<'a>(files: &BTreeMap<&'a str, &'a SourceFile>) -> Graph<'a> {
    let mut graph = Graph::new();
    for root in files.values().filter(|source| is_root(&source.path)) {
        let modules = Modules::read(root, files);
        for (index, module) in modules.all.iter().enumerate() {
            let mut used = BTreeSet::new();
            for import in &module.imports {
                used.extend(if import.is_glob && import.is_reexport {
                    modules.resolve_all(index, &import.path)
                } else {
                    modules.resolve(index, &import.path)
                });
            }
            used.extend(module.paths.iter().flat_map(|path| modules.resolve(index, path)));
            used.remove(module.file);
            graph.entry(module.file).or_default().extend(used);
        }
    }
    graph
}

/// Whether a library or program starts with the file.
fn is_root(path: &str) -> bool {
    let end = path.rsplit_once("/src/").map_or(path, |(_, end)| end);
    end == "lib.rs"
        || end == "main.rs"
        || end.strip_prefix("bin/").is_some_and(|name| !name.contains('/'))
}

/// Every folder that contains files, directly or below.
fn folders<'a>(files: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    files.flat_map(|file| file.match_indices('/').filter_map(|(end, _)| file.get(..end))).collect()
}

/// The folder of the module that the file belongs to: `a/b.rs` belongs to `a/b` if that folder exists, else to `a`.
fn module_folder(file: &str, folders: &BTreeSet<&str>) -> String {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let folder = stem.rsplit_once('/').map_or("", |(folder, _)| folder);
    if folders.contains(stem) { stem.to_owned() } else { folder.to_owned() }
}

fn figures(cycles: &[Cycle<'_>]) -> Vec<usize> {
    let crossing = cycles.iter().filter(|cycle| cycle.crosses_modules).count();
    vec![cycles.len(), crossing, cycles.iter().map(|cycle| cycle.files.len()).sum()]
}

fn describe(deviation: &Deviation<'_>, cycles: &[Cycle<'_>]) -> Problem {
    let Deviation { name, column, found, limit, is_first } = deviation;
    let column = COLUMNS.get(*column).copied().unwrap_or_default();
    let mut message = format!("{found} {column}; the limit is {limit}");
    for line in cycles.iter().filter(|_| *is_first).flat_map(Cycle::to_lines) {
        message.push('\n');
        message.push_str(&line);
    }
    Problem::in_file(*name, message)
}

fn rows(
    areas: &BTreeMap<&str, Vec<&SourceFile>>,
    cycles: &BTreeMap<&str, Vec<Cycle<'_>>>,
) -> Vec<Vec<String>> {
    let row = |(area, sources): (&&str, &Vec<&SourceFile>)| {
        let files = sources.iter().filter(|source| is_product(&source.path)).count();
        let figures = figures(cycles.get(area).map(Vec::as_slice).unwrap_or_default());
        let figures = std::iter::once(files).chain(figures).map(|figure| figure.to_string());
        std::iter::once((*area).to_owned()).chain(figures).collect()
    };
    areas.iter().map(row).collect()
}

impl Cycle<'_> {
    fn to_lines(&self) -> Vec<String> {
        let kind = if self.crosses_modules { "across modules" } else { "inside one module" };
        let head = format!("  a cycle of {} files, {kind}:", self.files.len());
        let files = self.files.iter().map(|(file, used)| {
            let used =
                used.iter().map(|used| used.rsplit_once("/src/").map_or(*used, |(_, end)| end));
            format!("    {file} -> {}", used.collect::<Vec<_>>().join(" "))
        });
        std::iter::once(head).chain(files).collect()
    }
}

#[cfg(test)]
mod tests;
