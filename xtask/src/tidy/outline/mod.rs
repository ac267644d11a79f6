//! Reads one Rust source file into an outline: its modules with their names and paths, its functions, its types.
//!
//! Leaves out tests: items with `#[cfg(test)]` or `#[test]`.

mod attribute;
mod parts;
mod tokens;
mod visitor;

use syn::visit::Visit;

pub(super) use parts::{Function, Import, ModuleOutline, Outline};
use visitor::Visitor;

/// Parses the text of a file.
pub(super) fn parse(text: &str) -> Result<Outline, syn::Error> {
    let file = syn::parse_file(text)?;
    let mut visitor = Visitor::new();
    visitor.visit_file(&file);
    Ok(visitor.finish())
}

#[cfg(test)]
mod tests {
    use super::{Outline, parse};

    fn outline(text: &str) -> Outline {
        parse(text).unwrap()
    }

    fn paths(text: &str) -> Vec<String> {
        let outline = outline(text);
        let modules = outline.modules.iter();
        modules.flat_map(|module| &module.paths).map(|path| path.join("::")).collect()
    }

    #[test]
    fn an_import_is_a_path_and_a_name() {
        let outline = outline("pub(crate) use a::{self, b::C as D, e::*}; use f as _;");
        let imports = outline.modules[0].imports.iter().map(|import| {
            let name = import.name.as_deref().unwrap_or("-");
            (import.path.join("::"), name.to_owned(), import.is_glob, import.is_reexport)
        });
        assert_eq!(
            imports.collect::<Vec<_>>(),
            [
                ("a".into(), "a".into(), false, true),
                ("a::b::C".into(), "D".into(), false, true),
                ("a::e".into(), "-".into(), true, true),
                ("f".into(), "-".into(), false, false),
            ]
        );
    }

    #[test]
    fn paths_are_read_in_signatures_bodies_and_macros() {
        let text = "fn f(_: a::B) { crate::c::d(); println!(\"{}\", super::e(g::H)); }";
        assert_eq!(paths(text), ["a::B", "crate::c::d", "g::H", "println", "super::e"]);
        assert_eq!(paths("macro_rules! m { () => { $crate::a::B }; }"), ["crate::a::B"]);
    }

    #[test]
    fn visibility_is_not_a_path() {
        assert!(paths("pub(in crate::a) struct B; pub(super) fn f() {}").is_empty());
    }

    #[test]
    fn tests_are_left_out() {
        let text = "#[cfg(test)] mod tests { use crate::a; } #[cfg(all(test, unix))] fn f() {}
            #[test] fn g() { crate::b(); } #[cfg(test)] mod cases; #[cfg(not(test))] fn h() {}";
        let outline = outline(text);
        assert_eq!(
            outline.functions.iter().map(|function| &function.name).collect::<Vec<_>>(),
            ["h"]
        );
        assert!(paths(text).is_empty());
        assert!(outline.modules[0].test_children.contains("cases"));
    }

    #[test]
    fn functions_have_the_name_of_their_type_and_a_length() {
        let text = "pub fn f() {\n}\nimpl<T> a::B<T> {\n    /// Text.\n    pub fn g() {\n        1;\n    }\n}\n\
            trait C { fn h() {} fn i(); }";
        let functions = outline(text).functions.into_iter();
        let functions: Vec<_> = functions
            .map(|function| (function.name, function.line, function.lines, function.is_public))
            .collect();
        let expected = [("f", 1, 2, true), ("B::g", 5, 3, false), ("C::h", 9, 1, false)];
        assert_eq!(
            functions,
            expected.map(|(name, line, lines, is_public)| (
                name.to_owned(),
                line,
                lines,
                is_public
            ))
        );
    }

    #[test]
    fn public_types_and_inline_modules_are_listed() {
        let outline =
            outline("pub struct A; struct B; mod c { pub enum D {} mod e { use x::Y; } }");
        let types: Vec<_> = outline.types.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(types, ["A", "D"]);
        let modules: Vec<_> =
            outline.modules.iter().map(|module| module.names.join("::")).collect();
        assert_eq!(modules, ["", "c", "c::e"]);
    }
}
