//! Decides by its attributes whether an item is a test, or exported.

use proc_macro2::TokenTree;
use syn::{Attribute, Item, Meta};

/// Whether the item is compiled for tests only.
pub(super) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => {
            requires_test(&list.tokens.clone().into_iter().collect::<Vec<_>>())
        }
        _ => false,
    })
}

/// Whether a macro has `#[macro_export]`.
pub(super) fn is_exported(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("macro_export"))
}

/// `test`, or `all(…)` with it.
fn requires_test(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Ident(name), TokenTree::Group(group)] if name == "all" => {
            group.stream().into_iter().any(|token| is_word_test(&token))
        }
        [token] => is_word_test(token),
        _ => false,
    }
}

fn is_word_test(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Ident(name) if name == "test")
}

/// The attributes of an item.
pub(super) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
