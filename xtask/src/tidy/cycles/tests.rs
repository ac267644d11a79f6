//! Small crates -> the dependencies and cycles of their files.

use std::collections::BTreeMap;

use super::super::tree::{SourceFile, source};
use super::{dependencies, find_cycles};

/// A crate of files, each a path below `src` and its text.
fn sources(files: &[(&str, &str)]) -> Vec<SourceFile> {
    files.iter().map(|(path, text)| source(&format!("crates/a/src/{path}"), text)).collect()
}

/// `from -> to` for each dependency.
fn edges(files: &[(&str, &str)]) -> Vec<String> {
    let sources = sources(files);
    let sources: BTreeMap<&str, &SourceFile> =
        sources.iter().map(|source| (source.path.as_str(), source)).collect();
    let short = |path: &str| path.trim_start_matches("crates/a/src/").to_owned();
    let graph = dependencies(&sources);
    let edges = graph.iter().flat_map(|(from, to)| to.iter().map(move |to| (from, to)));
    edges.map(|(from, to)| format!("{} -> {}", short(from), short(to))).collect()
}

/// The number of files in each cycle, and whether it crosses a module.
fn cycles(files: &[(&str, &str)]) -> Vec<(usize, bool)> {
    let sources = sources(files);
    let cycles = find_cycles(&sources.iter().collect::<Vec<_>>());
    cycles.iter().map(|cycle| (cycle.files.len(), cycle.crosses_modules)).collect()
}

#[test]
fn a_declared_module_is_not_a_dependency_but_its_reexported_item_is() {
    let child = ("b.rs", "pub struct Y;");
    assert!(edges(&[("lib.rs", "mod b;"), child]).is_empty());
    assert_eq!(edges(&[("lib.rs", "mod b; pub use b::Y;"), child]), ["lib.rs -> b.rs"]);
    assert_eq!(edges(&[("lib.rs", "mod b; pub use b::*;"), child]), ["lib.rs -> b.rs"]);
}

#[test]
fn an_item_of_the_parent_is_a_dependency_on_the_parent() {
    let files = [("lib.rs", "mod b; pub struct Z;"), ("b.rs", "fn f(_: super::Z) {}")];
    assert_eq!(edges(&files), ["b.rs -> lib.rs"]);
}

#[test]
fn a_reexport_of_the_parent_is_a_dependency_on_the_file_that_declares_it() {
    let files = [
        ("lib.rs", "mod b; mod c; mod d; pub use c::Z; use c::*;"),
        ("b.rs", "use super::Z;"),
        ("c.rs", "pub struct Z;"),
        ("d.rs", "use crate::*; fn f(_: Z) {}"),
    ];
    assert_eq!(edges(&files), ["b.rs -> c.rs", "d.rs -> c.rs", "lib.rs -> c.rs"]);
}

#[test]
fn an_imported_module_counts_by_what_is_used_of_it() {
    let files = [
        ("lib.rs", "mod b; mod c;"),
        ("b.rs", "use super::c; fn f() { c::g(); c::d::h(); }"),
        ("c/mod.rs", "pub mod d; mod e; pub use e::g;"),
        ("c/d.rs", "pub fn h() {}"),
        ("c/e.rs", "pub fn g() {}"),
    ];
    assert_eq!(edges(&files), ["b.rs -> c/d.rs", "b.rs -> c/e.rs", "c/mod.rs -> c/e.rs"]);
}

#[test]
fn an_item_that_a_macro_declares_belongs_to_its_module() {
    let files = [
        ("lib.rs", "mod b; mod c;"),
        ("b.rs", "fn f() { crate::c::CODE; other::g(); local; }"),
        ("c.rs", "codes! { CODE }"),
    ];
    assert_eq!(edges(&files), ["b.rs -> c.rs"]);
}

#[test]
fn macros_are_found_by_path_and_at_the_root() {
    let files = [
        ("lib.rs", "mod b; mod c;"),
        (
            "b.rs",
            "macro_rules! m { () => {} } pub(crate) use m; #[macro_export] macro_rules! n { () => {} }",
        ),
        ("c.rs", "fn f() { super::b::m!(); crate::n!(); }"),
    ];
    assert_eq!(edges(&files), ["c.rs -> b.rs"]);
}

#[test]
fn imports_in_a_circle_end() {
    let files = [
        ("lib.rs", "mod b; mod c;"),
        ("b.rs", "pub use super::c::*; pub struct Y;"),
        ("c.rs", "pub use super::b::*; pub struct X; fn f(_: Y) {}"),
    ];
    assert_eq!(edges(&files), ["b.rs -> c.rs", "c.rs -> b.rs"]);
}

#[test]
fn a_cycle_inside_one_folder_crosses_no_module() {
    let root = ("lib.rs", "mod b;");
    let inside = [
        root,
        ("b/mod.rs", "mod c; mod d; pub struct Y;"),
        ("b/c.rs", "use super::d::X; use super::Y;"),
        ("b/d.rs", "use super::c; pub struct X; fn f() { c::g(); }"),
    ];
    assert_eq!(cycles(&inside), [(2, false)]);
    let with_parent = [
        root,
        ("b.rs", "mod c; use c::X; pub struct Y;"),
        ("b/c.rs", "use super::Y; pub struct X;"),
    ];
    assert_eq!(cycles(&with_parent), [(2, false)]);
    let across = [
        ("lib.rs", "mod b; mod e;"),
        ("b/mod.rs", "use crate::e::X; pub struct Y;"),
        ("e.rs", "use crate::b::Y; pub struct X;"),
    ];
    assert_eq!(cycles(&across), [(2, true)]);
}
