//! Folds tags of scopes into the resources below them.
//!
//! A tag of a nearer scope replaces one of a farther scope, and a resource's own tag replaces both.

use rustc_hash::FxHashMap;

use crate::resource::{Declaration, Tagging};
use crate::synth::freeze::Frozen;
use crate::tag::InheritedTag;
use crate::tree::NodeKind;
use crate::value::{Expr, Object};

pub(super) fn fold(frozen: &mut Frozen) {
    if frozen.tags.is_empty() {
        return;
    }
    let mut of_scope: FxHashMap<u32, Vec<&InheritedTag>> = FxHashMap::default();
    for (scope, tag) in &frozen.tags {
        of_scope.entry(*scope).or_default().push(tag);
    }
    for (index, kind) in (0_u32..).zip(&mut frozen.kinds) {
        let NodeKind::Resource(resource) = kind else { continue };
        let Some(tagging) = resource.facts.tagging() else { continue };
        let mut scopes: Vec<u32> = frozen.skeleton.ancestors(index).map(|(at, _)| at).collect();
        scopes.push(0);
        let tags = scopes.iter().rev().filter_map(|scope| of_scope.get(scope)).flatten();
        let tags = tags.filter(|tag| tag.options.admits(resource.facts.name()));
        add(&mut resource.declaration, tagging, tags.copied());
    }
}

fn add<'t>(
    declaration: &mut Declaration,
    tagging: Tagging,
    tags: impl Iterator<Item = &'t InheritedTag>,
) {
    let (Tagging::List(property) | Tagging::Map(property) | Tagging::AutoScaling(property)) =
        tagging;
    let own = match declaration.get(property) {
        Some(Expr::List(items)) => items.clone(),
        Some(Expr::Map(entries)) => entries
            .iter()
            .map(|(key, value)| item(Expr::String(key.clone()), value.clone()))
            .collect(),
        Some(_) => return,
        None => Vec::new(),
    };
    let own_keys = Keys::from_tags(&own);
    let (mut inherited, mut keys): (Vec<Expr>, Keys) = (Vec::new(), Keys::default());
    for tag in tags {
        if own_keys.number(&tag.key, &own).is_some() {
            continue;
        }
        let tagged = item(tag.key.clone(), tag.value.clone());
        match keys.number(&tag.key, &inherited).and_then(|number| inherited.get_mut(number)) {
            Some(known) => *known = tagged,
            None => {
                keys.add(&tag.key, inherited.len());
                inherited.push(tagged);
            }
        }
    }
    if !inherited.is_empty() {
        declaration.set(property, to_property(tagging, own, inherited));
    }
}

/// The positions of tags in a list, by key, for keys that are literal strings.
#[derive(Default)]
struct Keys(FxHashMap<String, usize>);

impl Keys {
    fn from_tags(tags: &[Expr]) -> Self {
        let mut keys = Self::default();
        for (number, tag) in tags.iter().enumerate() {
            if let Some(key) = tag.get("Key") {
                keys.add(key, number);
            }
        }
        keys
    }

    fn add(&mut self, key: &Expr, number: usize) {
        if let Some(key) = key.as_str() {
            self.0.entry(key.to_owned()).or_insert(number);
        }
    }

    fn number(&self, key: &Expr, tags: &[Expr]) -> Option<usize> {
        match key.as_str() {
            Some(key) => self.0.get(key).copied(),
            None => tags.iter().position(|tag| tag.get("Key") == Some(key)),
        }
    }
}

fn item(key: Expr, value: Expr) -> Expr {
    Object::new().with("Key", key).with("Value", value).into()
}

fn to_property(tagging: Tagging, own: Vec<Expr>, inherited: Vec<Expr>) -> Expr {
    match tagging {
        Tagging::List(_) => Expr::List(own.into_iter().chain(inherited).collect()),
        Tagging::AutoScaling(_) => {
            Expr::List(own.into_iter().chain(inherited.into_iter().map(with_propagation)).collect())
        }
        Tagging::Map(_) => {
            let entry = |tag: Expr| {
                let key = tag.get("Key")?.as_str()?.to_owned();
                Some((key.into(), tag.get("Value")?.clone()))
            };
            Expr::Map(own.into_iter().chain(inherited).filter_map(entry).collect())
        }
    }
}

fn with_propagation(tag: Expr) -> Expr {
    match tag {
        Expr::Map(mut entries) => {
            entries.push(("PropagateAtLaunch".into(), Expr::Bool(true)));
            Expr::Map(entries)
        }
        other => other,
    }
}
