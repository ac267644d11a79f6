//! The parts of a file's outline.

use std::collections::BTreeSet;

/// The parts of a file that the checks read.
#[derive(Default)]
pub(in crate::tidy) struct Outline {
    /// The file's own module, then its inline modules.
    pub(in crate::tidy) modules: Vec<ModuleOutline>,
    pub(in crate::tidy) functions: Vec<Function>,
    /// Public types and traits.
    pub(in crate::tidy) types: Vec<PublicType>,
}

/// The part of a module that one file declares.
#[derive(Default)]
pub(in crate::tidy) struct ModuleOutline {
    /// The names of the enclosing inline modules and its own name. Empty for the file's own module.
    pub(in crate::tidy) names: Vec<String>,
    /// The names of items other than modules.
    pub(in crate::tidy) items: BTreeSet<String>,
    /// Macros with `#[macro_export]`, which belong to the crate's root.
    pub(in crate::tidy) exported_macros: BTreeSet<String>,
    /// `mod x;`
    pub(in crate::tidy) children: BTreeSet<String>,
    /// `#[cfg(test)] mod x;`
    pub(in crate::tidy) test_children: BTreeSet<String>,
    pub(in crate::tidy) imports: Vec<Import>,
    /// Every path in signatures, bodies, and the arguments of macros.
    pub(in crate::tidy) paths: BTreeSet<Vec<String>>,
}

/// One name, or one `*`, of a `use` declaration.
pub(in crate::tidy) struct Import {
    pub(in crate::tidy) path: Vec<String>,
    /// The name in this module; none for `*` and for `as _`.
    pub(in crate::tidy) name: Option<String>,
    pub(in crate::tidy) is_glob: bool,
    /// Not private: other modules can use the name.
    pub(in crate::tidy) is_reexport: bool,
}

/// A function or method.
pub(in crate::tidy) struct Function {
    /// With its type for a method: `Role::new`.
    pub(in crate::tidy) name: String,
    pub(in crate::tidy) line: usize,
    /// From `fn` to the closing brace.
    pub(in crate::tidy) lines: usize,
    /// `pub`, and not a method.
    pub(in crate::tidy) is_public: bool,
}

/// A public struct, enum, union, trait, or type alias.
pub(in crate::tidy) struct PublicType {
    pub(in crate::tidy) name: String,
    pub(in crate::tidy) line: usize,
}
