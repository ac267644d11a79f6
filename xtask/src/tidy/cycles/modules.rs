//! Joins the outlines of a crate's files into its tree of modules.

use std::collections::{BTreeMap, BTreeSet};

use super::super::outline::{self, Import};
use super::super::tree::{SourceFile, child_folder};

/// The modules of one library or program.
pub(super) struct Modules<'a> {
    /// The root first.
    pub(super) all: Vec<Module<'a>>,
}

/// A module and what its names lead to.
#[derive(Default)]
pub(super) struct Module<'a> {
    pub(super) file: &'a str,
    pub(super) parent: Option<usize>,
    pub(super) children: BTreeMap<&'a str, usize>,
    /// Items that are not modules, each with the file that declares it.
    pub(super) items: BTreeMap<&'a str, &'a str>,
    pub(super) imports: Vec<&'a Import>,
    pub(super) paths: BTreeSet<&'a [String]>,
}

impl<'a> Modules<'a> {
    /// The modules below the file `root`; `sources` are the crate's files that are not tests.
    pub(super) fn read(root: &'a SourceFile, sources: &BTreeMap<&'a str, &'a SourceFile>) -> Self {
        let mut modules = Self { all: Vec::new() };
        modules.add_file(root, None, sources);
        modules
    }

    /// Adds the modules of a file, then the files of their children.
    fn add_file(
        &mut self,
        source: &'a SourceFile,
        parent: Option<usize>,
        sources: &BTreeMap<&'a str, &'a SourceFile>,
    ) -> usize {
        let first = self.all.len();
        self.add_modules(source, parent);
        for (offset, module) in source.outline.modules.iter().enumerate() {
            let folder = child_folder(&source.path, &module.names);
            for name in &module.children {
                if let Some(child) = find(&folder, name, sources) {
                    let child = self.add_file(child, Some(first + offset), sources);
                    self.add_child(first + offset, name, child);
                }
            }
        }
        first
    }

    /// Adds the file's own module and its inline modules, in the order of the outline.
    fn add_modules(&mut self, source: &'a SourceFile, parent: Option<usize>) {
        let mut indexes: BTreeMap<&[String], usize> = BTreeMap::new();
        for module in &source.outline.modules {
            let around = module.names.split_last().and_then(|(_, names)| indexes.get(names));
            let around = around.copied();
            let index = self.add(&source.path, module, around.or(parent));
            indexes.insert(&module.names, index);
            if let (Some(around), Some(name)) = (around, module.names.last()) {
                self.add_child(around, name, index);
            }
        }
    }

    fn add(
        &mut self,
        file: &'a str,
        module: &'a outline::ModuleOutline,
        parent: Option<usize>,
    ) -> usize {
        let items = module.items.iter().map(|name| (name.as_str(), file)).collect();
        self.all.push(Module {
            file,
            parent,
            items,
            imports: module.imports.iter().collect(),
            paths: module.paths.iter().map(Vec::as_slice).collect(),
            ..Module::default()
        });
        if let Some(root) = self.all.first_mut() {
            root.items.extend(module.exported_macros.iter().map(|name| (name.as_str(), file)));
        }
        self.all.len() - 1
    }

    fn add_child(&mut self, parent: usize, name: &'a str, child: usize) {
        if let Some(parent) = self.all.get_mut(parent) {
            parent.children.insert(name, child);
        }
    }
}

/// The file of `mod name;` in a folder.
fn find<'a>(
    folder: &str,
    name: &str,
    sources: &BTreeMap<&'a str, &'a SourceFile>,
) -> Option<&'a SourceFile> {
    let name = name.trim_start_matches("r#");
    let paths = [format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")];
    paths.iter().find_map(|path| sources.get(path.as_str()).copied())
}
