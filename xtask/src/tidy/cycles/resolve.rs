//! Resolves a path in a module to the files that declare what it names.

use std::collections::BTreeSet;

use super::modules::{Module, Modules};

/// What a path leads to.
#[derive(Default)]
struct Destination<'a> {
    files: BTreeSet<&'a str>,
    module: Option<usize>,
}

/// One walk along a path, with the imports that it has followed already.
struct Walk<'m, 'a> {
    modules: &'m Modules<'a>,
    /// Module, import, and number of remaining names.
    followed: BTreeSet<(usize, usize, usize)>,
}

impl<'a> Modules<'a> {
    /// The files that the items at the end of a path are declared in. Empty for modules and for other crates.
    pub(super) fn resolve(&self, module: usize, path: &[String]) -> BTreeSet<&'a str> {
        let mut walk = Walk { modules: self, followed: BTreeSet::new() };
        walk.start(module, path).files
    }

    /// The files of all names that `*` after a path imports from a module.
    pub(super) fn resolve_all(&self, module: usize, path: &[String]) -> BTreeSet<&'a str> {
        let mut walk = Walk { modules: self, followed: BTreeSet::new() };
        let target = walk.start(module, path);
        let Some(module) = target.module.and_then(|index| self.all.get(index)) else {
            return target.files;
        };
        let names = module.imports.iter().filter(|import| import.is_reexport);
        let names = names.filter_map(|import| import.name.as_deref());
        let names = names.chain(module.items.keys().copied()).map(str::to_owned);
        let index = target.module.unwrap_or_default();
        names.flat_map(|name| self.resolve(index, &[name])).collect()
    }
}

impl<'m, 'a> Walk<'m, 'a> {
    /// Follows a path from the module that contains it.
    fn start(&mut self, module: usize, path: &[String]) -> Destination<'a> {
        let Some((first, rest)) = path.split_first() else { return Destination::default() };
        match first.as_str() {
            "crate" => self.follow_module(0, rest),
            "self" => self.follow_module(module, rest),
            "super" => self.follow_super(module, rest),
            _ => self.name(module, first, rest, true),
        }
    }

    /// Follows the names after `super`. Some of them can be `super` too.
    fn follow_super(&mut self, module: usize, path: &[String]) -> Destination<'a> {
        let Some(parent) = self.module(module).and_then(|module| module.parent) else {
            return Destination::default();
        };
        match path.split_first() {
            Some((first, rest)) if first == "super" => self.follow_super(parent, rest),
            _ => self.follow_module(parent, path),
        }
    }

    /// Follows a path whose names so far led to a module.
    fn follow_module(&mut self, module: usize, path: &[String]) -> Destination<'a> {
        match path.split_first() {
            None => Destination { module: Some(module), ..Destination::default() },
            Some((first, rest)) => self.name(module, first, rest, false),
        }
    }

    /// Follows a name of a module. The first name of a path can also be another crate's or a variable's.
    fn name(
        &mut self,
        index: usize,
        name: &str,
        rest: &[String],
        is_first: bool,
    ) -> Destination<'a> {
        let Some(module) = self.module(index) else { return Destination::default() };
        let child = module.children.get(name);
        let item = module.items.get(name).filter(|_| child.is_none() || rest.is_empty());
        let mut target = Destination::default();
        match (item, child) {
            (Some(file), _) => target.files.extend([file]),
            (None, Some(child)) => target.add(self.follow_module(*child, rest)),
            (None, None) => {}
        }
        if target.is_empty() {
            target.add(self.follow_imports(index, module, Some(name), name, rest));
        }
        if target.is_empty() {
            target.add(self.follow_imports(index, module, None, name, rest));
        }
        if target.is_empty() && !is_first && child.is_none() {
            // A macro declares it.
            target.files.insert(module.file);
        }
        target
    }

    /// Follows the imports of a name, or those with `*`.
    fn follow_imports(
        &mut self,
        index: usize,
        module: &Module<'a>,
        imported: Option<&str>,
        name: &str,
        rest: &[String],
    ) -> Destination<'a> {
        let mut target = Destination::default();
        for (position, import) in module.imports.iter().enumerate() {
            let is_wanted = import.is_glob == imported.is_none();
            if !is_wanted || import.name.as_deref() != imported {
                continue;
            }
            if !self.followed.insert((index, position, rest.len())) {
                continue;
            }
            if import.is_glob {
                let Some(module) = self.start(index, &import.path).module else { continue };
                target.add(self.name(module, name, rest, true));
            } else {
                let path: Vec<String> = import.path.iter().chain(rest).cloned().collect();
                target.add(self.start(index, &path));
            }
        }
        target
    }

    fn module(&self, index: usize) -> Option<&'m Module<'a>> {
        self.modules.all.get(index)
    }
}

impl<'a> Destination<'a> {
    fn is_empty(&self) -> bool {
        self.files.is_empty() && self.module.is_none()
    }

    fn add(&mut self, other: Self) {
        self.files.extend(other.files);
        self.module = self.module.or(other.module);
    }
}
