//! Walks through the syntax tree of a file and fills its outline.

use proc_macro2::Span;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Ident, ImplItemFn, Item, ItemFn, ItemImpl, ItemMod, ItemTrait, ItemUse, Macro, Path,
    TraitItemFn, UseTree, Visibility,
};

use super::parts::{Function, Import, ModuleOutline, Outline, PublicType};
use super::{attribute, tokens};

/// The outline so far, and the position in the file.
pub(super) struct Visitor {
    outline: Outline,
    /// The enclosing module, an index into the outline's modules.
    current: usize,
    /// The enclosing type or trait.
    owner: Option<String>,
}

impl Visitor {
    pub(super) fn new() -> Self {
        let outline = Outline { modules: vec![ModuleOutline::default()], ..Outline::default() };
        Self { outline, current: 0, owner: None }
    }

    pub(super) fn finish(self) -> Outline {
        self.outline
    }

    /// Changes the enclosing module.
    fn edit(&mut self, change: impl FnOnce(&mut ModuleOutline)) {
        if let Some(module) = self.outline.modules.get_mut(self.current) {
            change(module);
        }
    }

    fn declare(&mut self, name: &Ident) {
        let name = name.to_string();
        self.edit(|module| {
            module.items.insert(name);
        });
    }

    fn declare_item(&mut self, item: &Item) {
        match item {
            Item::Const(item) => self.declare(&item.ident),
            Item::Static(item) => self.declare(&item.ident),
            Item::Fn(item) => self.declare(&item.sig.ident),
            Item::Enum(item) => self.declare_type(&item.ident, &item.vis),
            Item::Struct(item) => self.declare_type(&item.ident, &item.vis),
            Item::Trait(item) => self.declare_type(&item.ident, &item.vis),
            Item::Type(item) => self.declare_type(&item.ident, &item.vis),
            Item::Union(item) => self.declare_type(&item.ident, &item.vis),
            Item::Macro(item) => {
                if let Some(name) = &item.ident {
                    self.declare_macro(name, attribute::is_exported(&item.attrs));
                }
            }
            _ => {}
        }
    }

    fn declare_macro(&mut self, name: &Ident, is_exported: bool) {
        self.declare(name);
        if is_exported {
            let name = name.to_string();
            self.edit(|module| {
                module.exported_macros.insert(name);
            });
        }
    }

    fn declare_type(&mut self, name: &Ident, visibility: &Visibility) {
        self.declare(name);
        if matches!(visibility, Visibility::Public(_)) {
            let found = PublicType { name: name.to_string(), line: line(name.span()) };
            self.outline.types.push(found);
        }
    }

    fn add_function(&mut self, name: &Ident, start: Span, end: Span, is_public: bool) {
        let name = match &self.owner {
            Some(owner) => format!("{owner}::{name}"),
            None => name.to_string(),
        };
        let lines = line(end).saturating_sub(line(start)) + 1;
        self.outline.functions.push(Function { name, line: line(start), lines, is_public });
    }

    fn enter_module(&mut self, name: &Ident, items: &[Item]) {
        let around = self.current;
        let mut names = Vec::new();
        self.edit(|module| names.clone_from(&module.names));
        names.push(name.to_string());
        self.current = self.outline.modules.len();
        self.outline.modules.push(ModuleOutline { names, ..ModuleOutline::default() });
        items.iter().for_each(|item| self.visit_item(item));
        self.current = around;
    }

    /// Walks through the items of a type or trait.
    fn enter_type(&mut self, name: Option<String>, walk: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.owner, name);
        walk(self);
        self.owner = around;
    }

    fn add_imports(&mut self, prefix: &[String], tree: &UseTree, is_reexport: bool) {
        let extended = |name: &Ident| {
            let mut path = prefix.to_vec();
            if name != "self" {
                path.push(name.to_string());
            }
            path
        };
        let import = match tree {
            UseTree::Path(tree) => {
                return self.add_imports(&extended(&tree.ident), &tree.tree, is_reexport);
            }
            UseTree::Group(group) => {
                return group
                    .items
                    .iter()
                    .for_each(|tree| self.add_imports(prefix, tree, is_reexport));
            }
            UseTree::Glob(_) => {
                Import { path: prefix.to_vec(), name: None, is_glob: true, is_reexport }
            }
            UseTree::Name(tree) => {
                let path = extended(&tree.ident);
                Import { name: path.last().cloned(), path, is_glob: false, is_reexport }
            }
            UseTree::Rename(tree) => {
                let name = Some(tree.rename.to_string()).filter(|name| name != "_");
                Import { path: extended(&tree.ident), name, is_glob: false, is_reexport }
            }
        };
        self.edit(|module| module.imports.push(import));
    }
}

impl<'ast> Visit<'ast> for Visitor {
    fn visit_item(&mut self, item: &'ast Item) {
        if attribute::is_test(attribute::attributes(item)) {
            if let Item::Mod(ItemMod { ident, content: None, .. }) = item {
                let name = ident.to_string();
                self.edit(|module| {
                    module.test_children.insert(name);
                });
            }
            return;
        }
        self.declare_item(item);
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if let Some((_, items)) = &item.content {
            return self.enter_module(&item.ident, items);
        }
        let name = item.ident.to_string();
        self.edit(|module| {
            module.children.insert(name);
        });
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_reexport = !matches!(item.vis, Visibility::Inherited);
        if item.leading_colon.is_none() {
            self.add_imports(&[], &item.tree, is_reexport);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let name = match &*item.self_ty {
            syn::Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        };
        self.enter_type(name, |visitor| visit::visit_item_impl(visitor, item));
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        let name = Some(item.ident.to_string());
        self.enter_type(name, |visitor| visit::visit_item_trait(visitor, item));
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        let is_public = matches!(item.vis, Visibility::Public(_));
        let end = item.block.brace_token.span.close();
        self.enter_type(None, |visitor| {
            visitor.add_function(&item.sig.ident, item.sig.fn_token.span, end, is_public);
            visit::visit_item_fn(visitor, item);
        });
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !attribute::is_test(&item.attrs) {
            let end = item.block.brace_token.span.close();
            self.add_function(&item.sig.ident, item.sig.fn_token.span, end, false);
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        if let Some(block) = &item.default {
            let end = block.brace_token.span.close();
            self.add_function(&item.sig.ident, item.sig.fn_token.span, end, false);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_path(&mut self, path: &'ast Path) {
        if path.leading_colon.is_none() {
            let names = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            self.edit(|module| {
                module.paths.insert(names);
            });
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let is_definition = call.path.is_ident("macro_rules");
        if !is_definition {
            self.visit_path(&call.path);
        }
        let paths = tokens::paths(call.tokens.clone()).into_iter();
        // A single name in tokens is usually a variable.
        let paths: Vec<_> = paths.filter(|path| path.len() > 1).collect();
        self.edit(|module| module.paths.extend(paths));
    }

    /// `pub(in crate::a)` does not depend on `a`.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    /// Attributes are not read.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

fn line(span: Span) -> usize {
    span.start().line
}
